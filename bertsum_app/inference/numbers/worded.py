"""Numbers in words, read by their value.

What one language writes in digits, the other has in words as often as not. Words that leave open how
many (dozens, 数百, 十几) may stand for any number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bertsum_app.inference.numbers.worded_chinese import (
    chinese_numbers,
    chinese_readings,
    leaves_open_in_chinese,
)
from bertsum_app.inference.numbers.worded_english import english_numbers, english_readings
from bertsum_app.inference.numbers.worded_number import WordedNumber

#: What stands for numbers without naming them: half (a year) is 6 (months), 一刻 15 (minutes).
_MEANT = {
    r"\b(?:an?|once|single)\b": {1.0},
    r"\b(?:twice|both|pairs?|couples?|double|dual)\b|[双对俩]": {2.0},
    r"\b(?:thrice|triple)\b|仨": {3.0},
    r"\bhalf\b|半": {0.5, 2.0, 6.0, 30.0, 50.0},
    r"\bquarters?\b|刻": {0.25, 0.75, 3.0, 4.0, 15.0, 25.0, 45.0, 75.0},
    r"\b(?:noon|midnight)\b|[中正]午|午夜": {0.0, 12.0, 24.0},
}


@dataclass(frozen=True)
class WordedNumbers:
    """The numbers in words of a text, and all `values` that its words may say.

    `vague`: some of the words leave open how many.
    """

    numbers: tuple[WordedNumber, ...]
    values: frozenset[float]
    vague: bool


def worded_numbers(text: str) -> WordedNumbers:
    """The numbers in words of a text without digits (see `written.without_written_numbers`)."""
    english, vague = english_numbers(text)
    numbers = [*english, *chinese_numbers(text)]
    values = {number.value for number in numbers}
    values.update(english_readings(text, english), chinese_readings(text))
    for pattern, meant in _MEANT.items():
        if re.search(pattern, text, re.IGNORECASE):
            values |= meant
    vague = vague or leaves_open_in_chinese(text)
    return WordedNumbers(tuple(numbers), frozenset(values), vague)
