"""Numbers that a translation got wrong, put right from its source.

A network that writes digits one by one drops and doubles them (1994 becomes 194, or 19994). Where a
number of the source is missing and the translation has one that comes from nowhere, the one was meant
by the other; so it is with months. A number from nowhere that is almost one of the source was meant for
that. Nothing is put in or taken out beyond that: a number without a counterpart stays a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from bertsum_app.inference.numbers.check import told_numbers, unmatched_numbers
from bertsum_app.inference.numbers.months import exchanged_months, month_name
from bertsum_app.inference.numbers.written import TextNumber, number_in
from bertsum_app.text.sentences import Span

#: What a whole text's distance between two numbers weighs against how alike their digits are.
_DISTANCE_WEIGHT = 0.5
#: So alike are the digits of a number and of one that was miswritten for it: 1996 and 19996 are 0.89.
_LEAST_LIKENESS = 0.75
#: The largest number that may stand before these in a Chinese date.
_LARGEST_IN_DATE = {"月": 12, "日": 31, "号": 31}


@dataclass(frozen=True)
class _Exchange:
    """A place of the translation, and what belongs there."""

    span: Span
    text: str


def repair_numbers(source: str, output: str, target_language: str) -> str:
    """`output` with wrong numbers and months exchanged for those of `source`."""
    output = _exchanged(output, _months(source, output, target_language))
    missing, invented = unmatched_numbers(source, output)
    pairs = _likeliest_pairs(missing, invented, len(source), len(output))
    left = [wrong for wrong in invented if all(wrong is not taken for _, taken in pairs)]
    pairs += _miswritten(tuple(told_numbers(source)), left)
    exchanges = [
        _Exchange(wrong.span, number_in(right, target_language))
        for right, wrong in pairs
        if right.plain <= _LARGEST_IN_DATE.get(output[wrong.span.end :][:1], right.plain)
    ]
    return _exchanged(output, exchanges)


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


def _likeliest_pairs(
    missing: Sequence[TextNumber],
    invented: Sequence[TextNumber],
    source_length: int,
    output_length: int,
) -> list[tuple[TextNumber, TextNumber]]:
    """(right, wrong) numbers, the likeliest first; each number once."""

    def likelihood(pair: tuple[TextNumber, TextNumber]) -> float:
        right, wrong = pair
        there, here = right.span.start / source_length, wrong.span.start / output_length
        return _likeness(right, wrong) - _DISTANCE_WEIGHT * abs(there - here)

    found: list[tuple[TextNumber, TextNumber]] = []
    for right, wrong in sorted(product(missing, invented), key=likelihood, reverse=True):
        if not any(right is taken or wrong is also for taken, also in found):
            found.append((right, wrong))
    return found


def _miswritten(
    rights: Sequence[TextNumber], wrongs: Sequence[TextNumber]
) -> list[tuple[TextNumber, TextNumber]]:
    """For each wrong number the one of the source that it is almost, where there is one."""
    found = []
    for wrong in wrongs:
        right = max(rights, key=lambda right: _likeness(right, wrong), default=None)
        if right is not None and _likeness(right, wrong) >= _LEAST_LIKENESS:
            found.append((right, wrong))
    return found


def _likeness(one: TextNumber, other: TextNumber) -> float:
    """0 to 1, by the digits that are the same in the same order."""
    return SequenceMatcher(None, one.digits, other.digits, autojunk=False).ratio()
