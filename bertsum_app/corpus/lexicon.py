"""A bilingual lexicon of pieces, learnt from packed pairs: IBM Model 1 by expectation maximisation.

Used to give Chinese pieces their first embedding from those of their English translations
(training/warm_start.py), and to find pairs that are no translations (alignment.py). Brown et al. 1993;
the NULL word takes what nothing explains.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bertsum_app.corpus.packed import PackedPairs
from bertsum_app.corpus.ragged import Ragged

_NULL = 0  # <pad> never occurs in text, so its id can stand for "no word"
#: Upper bound on the pairs the lexicon is learnt from: each domain gives at most an even share.
_MOST_PAIRS = 400_000
_LONGEST = 30


@dataclass(frozen=True)
class Lexicon:
    """Sparse t(target | source): `probabilities[i]` is that of (`sources[i]`, `targets[i]`)."""

    sources: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]


def learn_lexicon(
    pairs: PackedPairs,
    rows: npt.NDArray[np.int64],
    *,
    vocab_size: int,
    iterations: int = 5,
) -> Lexicon:
    """Learn t(English piece | Chinese piece) from the pairs `rows`.

    Memory is 24 bytes for each co-occurring position pair: some 1.5 GB for 300,000 short pairs.
    """
    source, target, target_token = _cooccurrences(pairs.chinese, pairs.english, rows)
    keys, entry = np.unique(source * vocab_size + target, return_inverse=True)
    entry_source = keys // vocab_size
    # Start from co-occurrence rather than uniformly: one iteration less.
    table = np.bincount(entry).astype(np.float64)
    for _ in range(iterations):
        table /= np.bincount(entry_source, weights=table, minlength=vocab_size)[entry_source]
        posterior = table[entry]
        posterior /= np.bincount(target_token, weights=posterior)[target_token]
        table = np.bincount(entry, weights=posterior).astype(np.float64)
    table /= np.bincount(entry_source, weights=table, minlength=vocab_size)[entry_source]
    words = entry_source != _NULL
    return Lexicon(entry_source[words], (keys % vocab_size)[words], table[words].astype(np.float32))


def lexicon_rows(pairs: PackedPairs, seed: int = 1) -> npt.NDArray[np.int64]:
    """Short pairs of every domain, at most the same number of each."""
    longest = np.maximum(pairs.english.lengths, pairs.chinese.lengths)
    shortest = np.minimum(pairs.english.lengths, pairs.chinese.lengths)
    usable = (longest <= _LONGEST) & (shortest > 0)
    rng = np.random.default_rng(seed)
    share = _MOST_PAIRS // len(pairs.domains)
    rows = [
        rng.permutation(np.flatnonzero(usable & (pairs.domain == index)))[:share]
        for index in range(len(pairs.domains))
    ]
    return np.concatenate(rows)


def _cooccurrences(
    sources: Ragged, targets: Ragged, rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All (source piece, target piece) of the same pair, and which target token each belongs to."""
    source_parts, target_parts, token_parts = [], [], []
    tokens = 0
    for row in rows.tolist():
        source = np.append(sources[row], np.uint16(_NULL)).astype(np.int64)
        target = targets[row].astype(np.int64)
        source_parts.append(np.tile(source, len(target)))
        target_parts.append(np.repeat(target, len(source)))
        token_parts.append(np.repeat(np.arange(tokens, tokens + len(target)), len(source)))
        tokens += len(target)
    return np.concatenate(source_parts), np.concatenate(target_parts), np.concatenate(token_parts)
