"""Batches for masked-language-model pre-training (MLM) and its translation-pair form (TLM).

Masking as in BERT (Devlin et al. 2019, section 3.1): of the chosen positions 80 % become [MASK], 10 %
a random piece, 10 % stay. Pairs are laid out ``[CLS] english [SEP] chinese [SEP]`` with segments 0 and
1 (Conneau & Lample 2019, TLM), so that a masked word can be read off its translation.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bertsum_app.corpus.batches import (
    NO_TARGET,
    Batch,
    BatchStream,
    Ids,
    MaskedBatch,
    Source,
    StreamSettings,
)
from bertsum_app.corpus.packed import PackedPairs, PackedTexts
from bertsum_app.text.tokenizer import SpecialTokens

_HIDE, _RANDOM = 0.8, 0.1


class MaskedTextStream(BatchStream):
    """Monolingual passages, cut to pieces of exactly `max_length` positions with their frame."""

    def __init__(
        self,
        texts: PackedTexts,
        special: SpecialTokens,
        settings: StreamSettings,
        *,
        vocab_size: int,
        rate: float = 0.15,
    ) -> None:
        """Draw from the passages long enough to fill `settings.max_length`.

        Raises:
            CorpusEmpty: none is.
        """
        self._texts = texts
        self._special = special
        self._vocab_size = vocab_size
        self._rate = rate
        self._room = settings.max_length - 2
        usable = texts.texts.lengths >= self._room
        super().__init__(texts.domain, texts.domains, usable, settings)

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        del rng
        return self._cut_sorted(
            rows, np.zeros_like(rows), np.full_like(rows, self.settings.max_length)
        )

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Batch:
        special = self._special
        ids = np.empty((len(rows), self.settings.max_length), dtype=np.int64)
        for target, row in zip(ids, rows, strict=True):
            passage = self._texts.texts[int(row)]
            start = int(rng.integers(len(passage) - self._room + 1))
            target[:] = [special.cls, *passage[start : start + self._room].tolist(), special.sep]
        hidden, targets = mask_ids(ids, special, self._vocab_size, self._rate, rng)
        return MaskedBatch(Source(hidden, np.zeros_like(ids), None), targets)


class MaskedPairStream(BatchStream):
    """Translation pairs for TLM, batched by their exact length together."""

    def __init__(
        self,
        pairs: PackedPairs,
        special: SpecialTokens,
        settings: StreamSettings,
        *,
        vocab_size: int,
        rate: float = 0.15,
    ) -> None:
        """Draw from the pairs that fit `settings.max_length`.

        Raises:
            CorpusEmpty: none does.
        """
        self._pairs = pairs
        self._special = special
        self._vocab_size = vocab_size
        self._rate = rate
        self._lengths = pairs.english.lengths + pairs.chinese.lengths + 3
        super().__init__(
            pairs.domain, pairs.domains, self._lengths <= settings.max_length, settings
        )

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        del rng
        lengths = self._lengths[rows]
        return self._cut_sorted(rows, lengths, lengths)

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Batch:
        special = self._special
        sequences, segments = [], []
        for row in rows.tolist():
            english, chinese = self._pairs.english[row].tolist(), self._pairs.chinese[row].tolist()
            sequences.append([special.cls, *english, special.sep, *chinese, special.sep])
            segments.append([0] * (len(english) + 2) + [1] * (len(chinese) + 1))
        ids = np.array(sequences, dtype=np.int64)
        hidden, targets = mask_ids(ids, special, self._vocab_size, self._rate, rng)
        return MaskedBatch(Source(hidden, np.array(segments, dtype=np.int64), None), targets)


def mask_ids(
    ids: Ids, special: SpecialTokens, vocab_size: int, rate: float, rng: np.random.Generator
) -> tuple[Ids, Ids]:
    """Hide a `rate` share of the ordinary positions of `ids`; returns (input, targets).

    At least one position of each batch is hidden, so that its loss is defined.
    """
    framing = np.array(sorted(special.all_ids))
    ordinary = ~np.isin(ids, framing)
    draws = np.where(ordinary, rng.random(ids.shape), 2.0)
    chosen = draws < rate
    if not chosen.any():
        chosen.flat[int(draws.argmin())] = True
    targets = np.where(chosen, ids, NO_TARGET)
    kind = rng.random(ids.shape)
    hidden = np.where(chosen & (kind < _HIDE), special.mask, ids)
    random_pieces = rng.integers(int(framing.max()) + 1, vocab_size, ids.shape)
    hidden = np.where(chosen & (kind >= _HIDE) & (kind < _HIDE + _RANDOM), random_pieces, hidden)
    return hidden, targets
