"""Whether a translation has the numbers of its source."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property

from bertsum_app.inference.numbers.months import english_months, exchanged_months
from bertsum_app.inference.numbers.worded import WordedNumbers, worded_numbers
from bertsum_app.inference.numbers.written import (
    TextNumber,
    keeps_places,
    without_written_numbers,
    written_numbers,
)

#: Months below it are words of other kinds as well (May, March), or names (June).
_FIRST_PLAIN_MONTH = 10
#: Languages whose numbers in words are read.
WORDED = frozenset({"en", "zh"})
#: Below it a number is as often in words, and words below it may be no number: one of them, 一下.
LEAST_UNWORDED = 10


def numbers_differ(source: str, output: str, *, least: float = 1) -> bool:
    """Whether a number of `source` is missing in `output`, or one of `output` comes from nowhere.

    Only numbers in digits from `least`, decimals and months count; the other side may say them in words.
    Where a language is not `WORDED`, `least` had better be `LEAST_UNWORDED`.
    """
    return wrong_numbers(source, output, least=least) > 0


def wrong_numbers(source: str, output: str, *, least: float = 1) -> int:
    """How many numbers are missing or come from nowhere, as `numbers_differ` sees it."""
    there, here = _Numbers(source, least), _Numbers(output, least)
    missing_months, _ = exchanged_months(source, output)
    return (
        len(missing_months)
        + sum(not here.may_say(told) for told in there.told)
        + sum(not there.may_say(told) for told in here.told)
    )


def has_told_numbers(text: str) -> bool:
    """Whether `text` has a number that `numbers_differ` would insist on."""
    return bool(_Numbers(text).told)


def unmatched_numbers(
    source: str, output: str
) -> tuple[tuple[TextNumber, ...], tuple[TextNumber, ...]]:
    """The numbers of `source` that `output` lacks, and those of `output` that `source` lacks.

    Only those in digits that `numbers_differ` insists on, in the order of the texts.
    """
    there, here = _Numbers(source), _Numbers(output)
    return (
        tuple(each for each in told_numbers(source) if not here.says(each.says)),
        tuple(each for each in told_numbers(output) if not there.says(each.says)),
    )


def told_numbers(text: str) -> Iterator[TextNumber]:
    """The numbers large or precise enough to insist on, where their places can be told."""
    if keeps_places(text):
        yield from filter(_is_exchanged, written_numbers(text))


def numbers_in_words(text: str) -> Iterator[TextNumber]:
    """The numbers in words that would be insisted on in digits, as if they stood there in digits."""
    if keeps_places(text):
        for number in worded_numbers(without_written_numbers(text)).numbers:
            if number.counted and number.value >= LEAST_UNWORDED:
                value = round(number.value / number.scale, 9)
                yield TextNumber(number.span, f"{value:g}", value, number.scale)


class _Numbers:
    """The numbers of a text; those in words are read when they are asked for."""

    def __init__(self, text: str, least: float = 1) -> None:
        self._text, self._least = text, least
        self._written = written_numbers(text)
        self._months = english_months(text)

    @cached_property
    def told(self) -> frozenset[frozenset[float]]:
        """The numbers to insist on, each by the values that say it."""
        months = {frozenset({month}) for month in self._months if month >= _FIRST_PLAIN_MONTH}
        counted = (each for each in self._written if each.plain >= self._least or each.plain % 1)
        return frozenset({number.says for number in counted} | months)

    def says(self, values: frozenset[float]) -> bool:
        """Whether some number of the text can be read as one of `values`."""
        return not values.isdisjoint(self._in_digits) or not values.isdisjoint(self._in_words)

    def may_say(self, values: frozenset[float]) -> bool:
        """As `says`, or there are words that may stand for any number."""
        return self.says(values) or self._words.vague

    @cached_property
    def _in_digits(self) -> Set[float]:
        return _with_centuries(self._months.union(*(each.readings for each in self._written)))

    @cached_property
    def _in_words(self) -> Set[float]:
        return _with_centuries(self._words.values)

    @cached_property
    def _words(self) -> WordedNumbers:
        return worded_numbers(without_written_numbers(self._text))


def _is_exchanged(number: TextNumber) -> bool:
    return number.plain >= LEAST_UNWORDED or number.plain % 1 > 0


def _with_centuries(values: Set[float]) -> Set[float]:
    """The values, and the years that those of two digits may stand for: '68 is 1968."""
    short = {value for value in values if value < 100 and not value % 1}
    return values | {century + value for value in short for century in (1800, 1900, 2000)}
