"""Which held-back examples a network is tried on at every validation. Free of torch."""

from __future__ import annotations

from collections.abc import Sequence

from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.user_corpus import Example

#: Pairs are translated both ways, and documents are summarized in both ways.
_MOST: dict[type[Example], int] = {
    TranslationExample: 12,
    SummaryExample: 6,
    SentimentExample: 24,
}
#: Code points of an example; longer ones are left out where there are enough others.
_LONGEST: dict[type[Example], int] = {
    TranslationExample: 160,
    SummaryExample: 2_000,
    SentimentExample: 600,
}


def choose_samples(validation: Sequence[Example]) -> list[Example]:
    """A few of the examples to validate with, as they come; the shortest where all are long."""
    if not validation:
        return []
    kind = type(validation[0])
    short = [each for each in validation if _length(each) <= _LONGEST[kind]]
    return (short or sorted(validation, key=_length))[: _MOST[kind]]


def _length(example: Example) -> int:
    if isinstance(example, TranslationExample):
        # A Chinese character says about as much as three English ones.
        return max(len(example.english), 3 * len(example.chinese))
    return len(example.text)
