"""Numbers in English words, read by their value: twenty-five, two and a half million, XIV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bertsum_app.inference.numbers.worded_number import WordedNumber
from bertsum_app.text.sentences import Span

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_CARDINALS = {
    **{word: float(value) for value, word in enumerate(_UNITS.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
}
#: What is counted in: steps, and spans of time that Chinese counts in years and days.
_LARGE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_THINGS = {"dozen": 12.0, "fortnight": 14.0, "decade": 10.0, "century": 1e2}
_SCALES = {"hundred": 1e2, **_LARGE, **_THINGS}
_SEVERAL = {"centuries": 1e2, **{f"{word}s": value for word, value in _SCALES.items()}}
_HALF = {"half": 0.5}
#: With these a number ends.
_LAST = {
    **{f"{word}th": value for word, value in {**_CARDINALS, **_SCALES}.items()},
    **{f"{word[:-1]}ieth": value for word, value in _CARDINALS.items() if word.endswith("y")},
    **{f"{word[:-1]}ies": value for word, value in _CARDINALS.items() if word.endswith("y")},
    "first": 1.0,
    "second": 2.0,
    "third": 3.0,
    "fifth": 5.0,
    "eighth": 8.0,
    "ninth": 9.0,
    "twelfth": 12.0,
}
_VALUES = {**_CARDINALS, **_LAST, **_HALF}
_FACTORS = {**_SCALES, **_SEVERAL}
_WORD = re.compile(
    rf"\b(?P<some>(?:few|several|many|some) )?(?P<word>{'|'.join({**_VALUES, **_FACTORS})})\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[ -](?:and[ -])?(?:a[ -])?", re.IGNORECASE)
_ROMAN = re.compile(r"\b[IVXLC]{2,}\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def english_numbers(text: str) -> tuple[list[WordedNumber], bool]:
    """The numbers of a text, in order, and whether there are words such as "hundreds", too."""
    counts: list[_Count] = []
    vague = False
    for match in _WORD.finditer(text):
        word, span = match["word"].lower(), Span(*match.span("word"))
        if counts and counts[-1].goes_on(text[counts[-1].end : span.start], word):
            counts[-1].end = span.end
        elif word in _SEVERAL or (match["some"] and word in _FACTORS):
            vague = True
        else:
            counts.append(_Count(span, word))
    return [count.number() for count in counts], vague


def english_readings(text: str, numbers: list[WordedNumber]) -> Iterator[float]:
    """What else they may say: nineteen ninety-four is 1994; and Roman numerals."""
    for one, other in pairwise(numbers):
        beside = text[one.span.end : other.span.start] in (" ", "-")
        if beside and 10 <= one.value < 100 and 10 <= other.value < 100:
            yield one.value * 100 + other.value
    yield from (_roman_value(match.group()) for match in _ROMAN.finditer(text))


class _Count:
    """A number as it is read word by word."""

    def __init__(self, span: Span, word: str) -> None:
        self._start, self.end = span.start, span.end
        self._total, self._scale = 0.0, 1.0
        #: What stands before the next step; None: nothing yet.
        self._below: float | None = None
        self._ended = False
        self._counted = word not in _THINGS
        self._take(word)

    def goes_on(self, gap: str, word: str) -> bool:
        """Whether the word behind this gap belongs to the number; then it is taken."""
        if self._ended or not _JOINT.fullmatch(gap) or not self._fits(word, "and" in gap.lower()):
            return False
        self._take(word)
        return True

    def number(self) -> WordedNumber:
        """What was read."""
        value = self._total + (self._below or 0.0)
        return WordedNumber(Span(self._start, self.end), value, self._scale, self._counted)

    def _fits(self, word: str, added: bool) -> bool:
        if word in _FACTORS:
            return self._below is not None
        if self._below is None:
            return True
        if word in _HALF:
            return added and not self._below % 1
        tens = self._below % 100
        if added and tens:  # nineteen and twenty
            return False
        value = _VALUES[word]
        return (value < 100 and not tens) or (value < 10 and tens >= 20 and not tens % 10)

    def _take(self, word: str) -> None:
        if word in _FACTORS:
            factor, counted = _FACTORS[word], 1.0 if self._below is None else self._below
            if factor in _LARGE.values():
                self._total, self._below = self._total + counted * factor, None
                self._scale = max(self._scale, factor)
            else:
                self._below = counted * factor
        else:
            self._below = (self._below or 0.0) + _VALUES[word]
            self._ended = word in _LAST


def _roman_value(numeral: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    total = sum(-one if one < next_one else one for one, next_one in pairwise(values))
    return float(total + values[-1])
