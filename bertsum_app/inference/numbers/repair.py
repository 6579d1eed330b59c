"""Numbers that a translation got wrong, put right from its source.

A network that writes digits one by one drops and doubles them (1994 becomes 194, or 19994). Where a
number of the source is missing and the translation has one that comes from nowhere, the one was meant
by the other; so it is with months. A number from nowhere that is almost one of the source, be that in
words, was meant for that. Nothing is put in or taken out beyond that: a number without a counterpart
stays a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from bertsum_app.inference.numbers.check import numbers_in_words, told_numbers, unmatched_numbers
from bertsum_app.inference.numbers.months import exchanged_months, month_name
from bertsum_app.inference.numbers.written import TextNumber, number_in
from bertsum_app.text.sentences import Span

#: What a whole text's distance between two numbers weighs against how alike their digits are.
_DISTANCE_WEIGHT = 0.5
#: So alike are the digits of a number and of one that was miswritten for it: 1996 and 19996 are 0.89.
_LEAST_LIKENESS = 0.75
#: So alike at the least are two that were exchanged where other numbers have no counterpart.
_LEAST_LIKENESS_OF_SOME = 0.5
#: The largest number that may stand before these in a Chinese date.
_LARGEST_IN_DATE = {"月": 12, "日": 31, "号": 31}
_ORDINAL_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")


@dataclass(frozen=True)
class _Exchange:
    """A place of the translation, and what belongs there."""

    span: Span
    text: str


def repair_numbers(source: str, output: str, target_language: str) -> str:
    """`output` with wrong numbers and months exchanged for those of `source`."""
    output = _exchanged(output, _months(source, output, target_language))
    exchanges = [
        _exchange(right, wrong, output, target_language)
        for right, wrong in _meant_by(source, output)
        if right.plain <= _LARGEST_IN_DATE.get(output[wrong.span.end :][:1], right.plain)
    ]
    return _exchanged(output, exchanges)


def _exchange(right: TextNumber, wrong: TextNumber, output: str, language: str) -> _Exchange:
    written = number_in(right, language)
    ordinal = _ORDINAL.match(output, wrong.span.end)
    if ordinal is None or not written.isdigit():
        return _Exchange(wrong.span, written)
    tens = written[-2:-1] == "1"
    ending = "th" if tens else _ORDINAL_ENDINGS.get(written[-1], "th")
    return _Exchange(Span(wrong.span.start, ordinal.end()), written + ending)


def _exchanged(text: str, exchanges: Sequence[_Exchange]) -> str:
    # From the end, so that places before it hold.
    for each in sorted(exchanges, key=lambda each: -each.span.start):
        text = text[: each.span.start] + each.text + text[each.span.end :]
    return text


def _months(source: str, output: str, language: str) -> list[_Exchange]:
    """In the order of the texts, as far as they are as many."""
    missing, invented = exchanged_months(source, output)
    return [
        _Exchange(wrong.span, month_name(right.number, language))
        for right, wrong in zip(missing, invented, strict=False)
    ]


def _meant_by(source: str, output: str) -> list[tuple[TextNumber, TextNumber]]:
    """(right, wrong) numbers: what `source` has, and what `output` has for it."""
    missing, invented = unmatched_numbers(source, output)
    everything = (*told_numbers(source), *numbers_in_words(source))
    lengths = len(source), len(output)
    found = _likeliest_pairs(missing, invented, lengths, _LEAST_LIKENESS)
    found += _likeliest_pairs(everything, _without(invented, found), lengths, _LEAST_LIKENESS)
    rights, wrongs = _without(missing, found), _without(invented, found)
    # Where some are without a counterpart, two that are not alike may be two of those.
    least = 0.0 if len(rights) == len(wrongs) else _LEAST_LIKENESS_OF_SOME
    return found + _likeliest_pairs(rights, wrongs, lengths, least)


def _without(
    numbers: Sequence[TextNumber], pairs: Sequence[tuple[TextNumber, TextNumber]]
) -> list[TextNumber]:
    return [each for each in numbers if all(each is not taken for pair in pairs for taken in pair)]


def _likeliest_pairs(
    rights: Sequence[TextNumber],
    wrongs: Sequence[TextNumber],
    lengths: tuple[int, int],
    least: float,
) -> list[tuple[TextNumber, TextNumber]]:
    """(right, wrong) numbers that are alike enough, the likeliest first; each number once."""

    def likelihood(pair: tuple[TextNumber, TextNumber]) -> float:
        right, wrong = pair
        there, here = right.span.start / lengths[0], wrong.span.start / lengths[1]
        return _likeness(right, wrong) - _DISTANCE_WEIGHT * abs(there - here)

    alike = (pair for pair in product(rights, wrongs) if _likeness(*pair) >= least)
    found: list[tuple[TextNumber, TextNumber]] = []
    for right, wrong in sorted(alike, key=likelihood, reverse=True):
        if not any(right is taken or wrong is also for taken, also in found):
            found.append((right, wrong))
    return found


def _likeness(one: TextNumber, other: TextNumber) -> float:
    """0 to 1, by the digits that are the same in the same order."""
    digits, other_digits = (number.digits.replace(",", "") for number in (one, other))
    return SequenceMatcher(None, digits, other_digits, autojunk=False).ratio()
