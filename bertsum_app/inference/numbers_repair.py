"""Numbers that a translation got wrong, put right from its source.

A network that writes digits one by one drops and doubles them (1994 becomes 194). Where a number of the
source is missing and the translation has one that comes from nowhere, the one was meant by the other.
Nothing is put in or taken out beyond that: a number without a counterpart stays a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from bertsum_app.inference.numbers_check import TextNumber, unmatched_numbers

#: What a whole text's distance between two numbers weighs against how alike their digits are.
_DISTANCE_WEIGHT = 0.5
#: The steps in which the languages count large numbers, the largest first, and what they write there.
_STEPS = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
_GROUPED_FROM = 10_000


@dataclass(frozen=True)
class _Exchange:
    """The number at a place of the translation, and the one of the source that belongs there."""

    wrong: TextNumber
    right: TextNumber


def repair_numbers(source: str, output: str, target_language: str) -> str:
    """`output` with wrong numbers exchanged for those of `source` that it lacks."""
    missing, invented = unmatched_numbers(source, output)
    for exchange in sorted(
        _exchanges(missing, invented, len(source), len(output)),
        key=lambda each: -each.wrong.span.start,
    ):
        span = exchange.wrong.span
        written = number_in(exchange.right, target_language)
        output = output[: span.start] + written + output[span.end :]
    return output


def number_in(number: TextNumber, language: str) -> str:
    """A number as `language` writes it: the same digits, or counted in the language's own steps."""
    if number.scale == 1:
        return number.digits
    value = number.value * number.scale
    for step, word in _STEPS.get(language, ()):
        if value >= step:
            return f"{_plain(value / step)}{word}"
    return f"{round(value):,}" if value >= _GROUPED_FROM and language == "en" else _plain(value)


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _exchanges(
    missing: Sequence[TextNumber],
    invented: Sequence[TextNumber],
    source_length: int,
    output_length: int,
) -> list[_Exchange]:
    """Pair the two, the likeliest pairs first; each number once."""

    def likeness(pair: tuple[TextNumber, TextNumber]) -> float:
        right, wrong = pair
        alike = SequenceMatcher(None, right.digits, wrong.digits, autojunk=False).ratio()
        there, here = right.span.start / source_length, wrong.span.start / output_length
        return alike - _DISTANCE_WEIGHT * abs(there - here)

    found: list[_Exchange] = []
    for right, wrong in sorted(product(missing, invented), key=likeness, reverse=True):
        taken = any(right is each.right or wrong is each.wrong for each in found)
        if not taken:
            found.append(_Exchange(wrong, right))
    return found
