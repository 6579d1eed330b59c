"""ROUGE-1, ROUGE-2 and ROUGE-L for languages with and without blanks between words.

Lin 2004: ROUGE-N counts matching n-grams, clipped; ROUGE-L takes the longest common subsequence of
the two texts, each as one sequence (its "sentence level"). With P = matches / units of the
hypothesis and R = matches / units of the reference, F1 = 2 P R / (P + R).

Deviations from ROUGE-1.5.5: no stemming, no stop words, and units of other scripts than Latin count
(the original keeps only ``[a-z0-9]``, so every Chinese text would score 0).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bertsum_app.text.han import HAN

_CJK = f"{HAN}\u3040-\u30ff"
_WORDS = re.compile(r"[^\W_]+")
_CHARACTERS_AND_WORDS = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_WITHOUT_BLANKS = frozenset({"zh", "ja"})


@dataclass(frozen=True)
class RougeScores:
    """F1 values from 0 to 1."""

    rouge1: float
    rouge2: float
    rougeL: float  # the field's spelling


def rouge_units(text: str, language: str) -> list[str]:
    """What is counted: lower-cased words, and in Chinese and Japanese each character by itself."""
    pattern = _CHARACTERS_AND_WORDS if language in _WITHOUT_BLANKS else _WORDS
    return pattern.findall(text.lower())


def rouge(hypothesis: str, reference: str, language: str) -> RougeScores:
    """Compare two texts of `language`; all zero where either has no units."""
    found, wanted = rouge_units(hypothesis, language), rouge_units(reference, language)
    common = longest_common_subsequence(found, wanted)
    return RougeScores(
        rouge1=_ngram_f1(found, wanted, 1),
        rouge2=_ngram_f1(found, wanted, 2),
        rougeL=_f1(common, len(found), len(wanted)),
    )


def mean_rouge(scores: Iterable[RougeScores]) -> RougeScores:
    """The mean of each figure; all zero for no scores."""
    rows = list(scores)
    count = max(1, len(rows))
    return RougeScores(
        rouge1=sum(row.rouge1 for row in rows) / count,
        rouge2=sum(row.rouge2 for row in rows) / count,
        rougeL=sum(row.rougeL for row in rows) / count,
    )


def longest_common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence.

    Bit-parallel (Hyyrö 2004): bit i of `row` is 0 where the length grows at unit i of `first`. One
    big-integer step for each unit of `second` in place of a row of the usual table.
    """
    places: dict[str, int] = {}
    for index, unit in enumerate(first):
        places[unit] = places.get(unit, 0) | (1 << index)
    every = (1 << len(first)) - 1
    row = every
    for unit in second:
        matches = row & places.get(unit, 0)
        row = ((row + matches) | (row - matches)) & every
    return len(first) - row.bit_count()


def _ngram_f1(found: Sequence[str], wanted: Sequence[str], order: int) -> float:
    found_grams, wanted_grams = _ngrams(found, order), _ngrams(wanted, order)
    matches = (found_grams & wanted_grams).total()
    return _f1(matches, found_grams.total(), wanted_grams.total())


def _ngrams(units: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(units[start:] for start in range(order)), strict=False))


def _f1(matches: int, found: int, wanted: int) -> float:
    # 2PR / (P + R) with P = matches / found and R = matches / wanted.
    return 2 * matches / (found + wanted) if matches else 0.0
