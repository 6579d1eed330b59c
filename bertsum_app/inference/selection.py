"""Which sentences make the summary: how many, and which of the best ones say something new.

Nothing here computes a score: a `ScoredDocument` is all that a summary of another length needs, so
that whoever holds one selects anew without the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bertsum_app.text.terms import WITHOUT_BLANKS, tokens

if TYPE_CHECKING:
    from bertsum_app.text.sentences import Span

SummaryMethod = Literal["extractive", "abstractive"]
Level = Literal["short", "medium", "long"]

#: Share of the sentences for each level, and the least and most of them.
_LEVELS: dict[Level, tuple[float, int, int]] = {
    "short": (0.10, 1, 3),
    "medium": (0.20, 2, 6),
    "long": (0.35, 3, 12),
}
#: Three words, or as many characters as they take (1.6 to a Chinese word).
_WORDS, _CHARACTERS = 3, 5
#: 0.28 of 25 sentences is 7, though their product as floats is a little more.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class SummaryLength:
    """How long a summary is to be: exactly one of the three is given.

    `sentences`: so many, at least one. `ratio`: that share of the sentences, above 0 and at most 1,
    rounded up. `level`: short is a tenth (1 to 3 sentences), medium a fifth (2 to 6), long about a
    third (3 to 12). There are never more sentences than the document has.
    """

    sentences: int | None = None
    ratio: float | None = None
    level: Level | None = None

    def __post_init__(self) -> None:
        """Check the above.

        Raises:
            ValueError: none or several are given, or one is out of range.
        """
        given = [value for value in (self.sentences, self.ratio, self.level) if value is not None]
        if len(given) != 1:
            raise ValueError("exactly one of sentences, ratio and level must be given")
        if self.sentences is not None and self.sentences < 1:
            raise ValueError("sentences must be at least 1")
        if self.ratio is not None and not 0 < self.ratio <= 1:
            raise ValueError("ratio must be above 0 and at most 1")
        if self.level is not None and self.level not in _LEVELS:
            raise ValueError(f"unknown level {self.level!r}")

    def of(self, total: int) -> int:
        """How many of `total` sentences."""
        if self.sentences is not None:
            return min(total, self.sentences)
        if self.ratio is not None:
            return min(total, max(1, math.ceil(self.ratio * total - _ROUNDING)))
        share, least, most = _LEVELS[self.level or "medium"]
        return min(total, max(least, min(most, math.ceil(share * total))))


@dataclass(frozen=True)
class ScoredDocument:
    """Every sentence with its place in the original text and its probability to be chosen.

    `order` holds the index of every sentence, see `summary_order`.
    """

    spans: tuple[Span, ...]
    scores: tuple[float, ...]
    language: str
    sentences: tuple[str, ...]
    order: tuple[int, ...]

    def chosen(self, count: int) -> tuple[int, ...]:
        """Indices of the sentences that make a summary of `count`, in document order.

        A longer summary keeps every sentence of a shorter one.
        """
        return tuple(sorted(self.order[:count]))


def summary_order(
    sentences: Sequence[str], scores: Sequence[float], language: str
) -> tuple[int, ...]:
    """All indices, in the order in which summaries take them up as they grow.

    Those that `trigram_blocked` passes over come at the end, the best first, so that the user gets as
    many sentences as asked for. What is taken never depends on what comes after it: the first k of the
    order are the summary of k sentences, for every k.
    """
    taken, passed_over = trigram_blocked(sentences, scores, language)
    return (*taken, *passed_over)


def trigram_blocked(
    sentences: Sequence[str], scores: Sequence[float], language: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indices of the sentences that say something new and of those that do not, each the best first.

    Trigram blocking (Liu & Lapata 2019, section 3.2): from the best downwards, a sentence that
    shares a trigram of words with one taken before is passed over. Three characters of Chinese are a
    term of the subject, which sentences may well share: there it takes five.
    """
    best_first = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    taken: list[int] = []
    passed_over: list[int] = []
    seen: set[tuple[str, ...]] = set()
    for index in best_first:
        found = ngrams(sentences[index], language)
        if found.isdisjoint(seen):
            taken.append(index)
            seen |= found
        else:
            passed_over.append(index)
    return tuple(taken), tuple(passed_over)


def ngrams(sentence: str, language: str) -> set[tuple[str, ...]]:
    """Three words in a row, or five `tokens` in languages without blanks; marks do not count."""
    found = tokens(sentence, language)
    size = _CHARACTERS if language in WITHOUT_BLANKS else _WORDS
    return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}
