"""Numbers in digits as English and Chinese write them, read by their value.

So that 2.5 million, 2,500,000 and 250万 are the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bertsum_app.text.sentences import Span

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DECADE = re.compile(r"(\d{1,2})世纪(\d0)年代")
_ENGLISH_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_CHINESE_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
#: 千克 and the like are units, no thousands.
_SCALE = re.compile(
    rf"\s*(?:({'|'.join(_ENGLISH_SCALES)})\b"
    r"|((?:[十百千](?=[万亿]))?(?:万亿|[万亿])|[十百]|千(?!字节|克|米|瓦|卡|赫|伏|帕|焦|比特)))",
    re.IGNORECASE,
)
#: The steps in which the languages count large numbers, the largest first, and what they write there.
_STEPS = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
_GROUPED_FROM = 10_000


@dataclass(frozen=True)
class TextNumber:
    """A number in a text: where (its scale word included), its digits, value and scale (万: 1e4).

    `others` are more values that a translation may write for it: 20 and 90 for 20世纪90年代.
    """

    span: Span
    digits: str
    value: float
    scale: float
    others: frozenset[float] = frozenset()

    @property
    def plain(self) -> float:
        """What it says in all."""
        # Rounded: 2.3 * 1e4 is not quite 23000 in binary.
        return float(f"{self.value * self.scale:.12g}")


def written_numbers(text: str) -> list[TextNumber]:
    """Each number in digits with the scale behind it; 2万3千 and 20世纪90年代 are one number each.

    Spans count in `text` after NFKC, which `keeps_places` tells to be the same as in `text`.
    """
    text = unicodedata.normalize("NFKC", text)
    found: list[TextNumber] = []
    at = 0
    while match := _NUMBER.search(text, at):
        decade = _DECADE.match(text, match.start())
        number = _decade(decade) if decade else _scaled(text, match)
        last = found[-1] if found else None
        if last is not None and _goes_on(last, number):
            found[-1] = _joined(text, last, number)
        else:
            found.append(number)
        at = number.span.end
    return found


def keeps_places(text: str) -> bool:
    """Whether the spans of `written_numbers` hold in `text` itself: no character of it falls apart."""
    return len(unicodedata.normalize("NFKC", text)) == len(text)


def years_for_decades(text: str) -> str:
    """20世纪90年代 of a Chinese text as 1990年代, which says the same the short way."""
    return _DECADE.sub(lambda match: f"{_first_year(match)}年代", text)


def number_in(number: TextNumber, language: str) -> str:
    """A number as `language` writes it: the same digits, or counted in the language's own steps."""
    if number.scale == 1:
        return number.digits
    value = number.plain
    for step, word in _STEPS.get(language, ()):
        if value >= step:
            return f"{_decimal(value / step)}{word}"
    return f"{round(value):,}" if value >= _GROUPED_FROM and language == "en" else _decimal(value)


def _decade(match: re.Match[str]) -> TextNumber:
    """20世纪90年代 as 1990."""
    digits = _first_year(match)
    # What counts is 年代, which a translation says by an s or a word of its own.
    span = Span(match.start(), match.end() - len("年代"))
    others = frozenset(map(float, match.groups()))
    return TextNumber(span, digits, float(digits), 1.0, others)


def _first_year(match: re.Match[str]) -> str:
    century, decade = match.groups()
    return f"{int(century) - 1}{decade}"


def _scaled(text: str, match: re.Match[str]) -> TextNumber:
    scale = _SCALE.match(text, match.end())
    factor, end = 1.0, match.end()
    if scale:
        end = scale.end()
        english, chinese = scale.groups()
        for sign in chinese or "":
            factor *= _CHINESE_SCALES[sign]
        factor *= _ENGLISH_SCALES[english.lower()] if english else 1.0
    value = round(float(match.group().replace(",", "")), 6)
    return TextNumber(Span(match.start(), end), match.group(), value, factor)


def _goes_on(one: TextNumber, other: TextNumber) -> bool:
    """Whether `other` is the smaller part of `one`, as 3千 is of 2万3千."""
    return (
        one.span.end == other.span.start
        and one.scale >= _CHINESE_SCALES["万"]
        and other.plain < one.scale
        and not one.value % 1
    )


def _joined(text: str, one: TextNumber, other: TextNumber) -> TextNumber:
    span = Span(one.span.start, other.span.end)
    value = round((one.plain + other.plain) / one.scale, 9)
    return TextNumber(span, span.of(text), value, one.scale, frozenset({one.value, other.value}))


def _decimal(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
