"""Greedy oracle labels: which sentences of a document best cover its reference summary.

Liu & Lapata 2019, section 4.1, by way of PreSumm's code: add the sentence with the largest gain in
ROUGE-1 F1 + ROUGE-2 F1 (n-gram sets, not counts) until none gains or `max_sentences` are taken.
Deviation: PreSumm keeps only ``[a-zA-Z0-9 ]`` and would label every Chinese sentence 0; here the units
are words in Latin script and single characters in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bertsum_app.text.han import HAN

_UNITS = re.compile(rf"[A-Za-z0-9]+|[{HAN}]")

Bigram = tuple[str, str]


def units(text: str) -> list[str]:
    """Lower-cased Latin words and numbers, and Chinese characters, in order."""
    return _UNITS.findall(text.lower())


def greedy_oracle(
    sentences: Sequence[str], summary: str, max_sentences: int = 3
) -> tuple[int, ...]:
    """Indices of the oracle sentences, in document order; empty where nothing overlaps."""
    reference_words, reference_bigrams = _grams(summary)
    grams = [_grams(sentence) for sentence in sentences]
    chosen: list[int] = []
    words: frozenset[str] = frozenset()
    bigrams: frozenset[Bigram] = frozenset()
    best = 0.0
    while len(chosen) < max_sentences:
        pick = -1
        for index, (sentence_words, sentence_bigrams) in enumerate(grams):
            if index in chosen:
                continue
            score = _f1(words | sentence_words, reference_words)
            score += _f1(bigrams | sentence_bigrams, reference_bigrams)
            if score > best:
                best, pick = score, index
        if pick < 0:
            break
        chosen.append(pick)
        words |= grams[pick][0]
        bigrams |= grams[pick][1]
    return tuple(sorted(chosen))


def _grams(text: str) -> tuple[frozenset[str], frozenset[Bigram]]:
    words = units(text)
    return frozenset(words), frozenset(pairwise(words))


def _f1(candidate: frozenset[object], reference: frozenset[object]) -> float:
    overlap = len(candidate & reference)
    if not overlap:
        return 0.0
    precision, recall = overlap / len(candidate), overlap / len(reference)
    return 2 * precision * recall / (precision + recall)
