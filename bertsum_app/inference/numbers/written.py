"""Numbers in digits as English and Chinese write them, read by their value.

So that 2.5 million, 2,500,000 and 250万 are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bertsum_app.text.sentences import Span

#: Digits behind a group of three belong to it, though nobody should write so: 14,0000.
_NUMBER = re.compile(
    r"\d+(?:,\d{3})+\d*(?:\.\d+)?|\d{1,3}(?: \d{3})* 000(?!\d|[.,]\d)|\d+(?:\.\d+)?"
    r"|(?<![0-9A-Za-z_.])\.\d+(?![0-9A-Za-z_]|\.\d)"
)
#: Between a digit and a fraction that is one character, which falls apart in NFKC: 15½.
_BEFORE_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_DECADE = re.compile(r"(\d{1,2})世纪(?:(\d)0|([一二三四五六七八九])十)年代")
_TENS = {sign: str(value) for value, sign in enumerate("一二三四五六七八九", 1)}
#: What tells that a number is a decade, or an hour of the day.
_DECADE_MARK = re.compile(r"年代|['’]?s\b")
_HOUR_MARK = re.compile(r":\d\d|[时点]")
#: Between the ends of a range, of which the second alone may have the scale, or its century.
_RANGE = re.compile(r"\s*(?:[-–—~/]|to|and|or|[至到或])\s*")
_DASHES = frozenset("-–—~/")
_CENTURIES = (1800.0, 1900.0, 2000.0)
_ENGLISH_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_CHINESE_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
#: 千克 and the like are units, no thousands.
_SCALE = re.compile(
    rf"\s*(?:({'|'.join(_ENGLISH_SCALES)})(?:s|th)?(?![a-z])"
    r"|((?:[十百千](?=[多余]?[万亿]))?[多余]?(?:万亿|[万亿])|[十百]|千(?!字节|克|米|瓦|卡|赫|伏|帕|焦|比特)))",
    re.IGNORECASE,
)
#: Of money m is a million ($30m), of anything else a metre.
_MONEY, _MILLION = frozenset("$£€"), re.compile(r"m(?![a-z])", re.IGNORECASE)
#: The steps in which the languages count large numbers, the largest first, and what they write there.
_STEPS = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}
_GROUPED_FROM = 10_000
#: With more a number is written in full: 1,360,288.
_MOST_DECIMALS = 3


@dataclass(frozen=True)
class TextNumber:
    """A number in a text: where (its scale word included), its digits, value and scale (万: 1e4).

    `others` are more values that a translation may write for it: 20 and 90 for 20世纪90年代. Each of
    `same` says all that it says: 1990 for the nineties, 480万 for 480 in 480到500万.
    """

    span: Span
    digits: str
    value: float
    scale: float
    others: frozenset[float] = frozenset()
    same: frozenset[float] = frozenset()

    @property
    def readings(self) -> frozenset[float]:
        """Every value that it can be read as."""
        return self.others | self.says

    @property
    def says(self) -> frozenset[float]:
        """The values that say all of it."""
        return self.same | {self.plain}

    @property
    def plain(self) -> float:
        """What it says in all."""
        # Rounded: 2.3 * 1e4 is not quite 23000 in binary.
        return float(f"{self.value * self.scale:.12g}")


def written_numbers(text: str) -> list[TextNumber]:
    """Each number in digits with the scale behind it; 2万3千 and 20世纪90年代 are one number each.

    Spans count in `text` after NFKC, which `keeps_places` tells to be the same as in `text`.
    """
    text = _normalized(text)
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
    neighbours = zip([None, *found], found, [*found[1:], None], strict=False)
    return [
        replace(number, same=frozenset(_same(text, before, number, after)))
        for before, number, after in neighbours
    ]


def keeps_places(text: str) -> bool:
    """Whether the spans of `written_numbers` hold in `text` itself: no character of it falls apart."""
    return len(_normalized(text)) == len(text)


def without_written_numbers(text: str) -> str:
    """The text after NFKC, blank where `written_numbers` finds something."""
    blank = list(_normalized(text))
    for number in written_numbers(text):
        blank[number.span.start : number.span.end] = "\0" * (number.span.end - number.span.start)
    return "".join(blank)


def years_for_decades(text: str) -> str:
    """20世纪90年代 of a Chinese text as 1990年代, which says the same the short way."""
    return _DECADE.sub(lambda match: f"{_first_year(match)}年代", text)


def number_in(number: TextNumber, language: str) -> str:
    """A number as `language` writes it: the same digits, or counted in the language's own steps."""
    if number.scale == 1:
        return number.digits
    value = number.plain
    for step, word in _STEPS.get(language, ()):
        counted = _decimal(value / step)
        if value >= step and len(counted.partition(".")[2]) <= _MOST_DECIMALS:
            return f"{counted}{word}"
    return f"{round(value):,}" if value >= _GROUPED_FROM and language == "en" else _decimal(value)


def _normalized(text: str) -> str:
    return unicodedata.normalize("NFKC", _BEFORE_FRACTION.sub(" ", text))


def _decade(match: re.Match[str]) -> TextNumber:
    """20世纪90年代 as 1990."""
    digits = _first_year(match)
    # What counts is 年代, which a translation says by an s or a word of its own.
    span = Span(match.start(), match.end() - len("年代"))
    others = frozenset({float(match[1]), float(digits) % 100})
    return TextNumber(span, digits, float(digits), 1.0, others)


def _first_year(match: re.Match[str]) -> str:
    century, digit, sign = match.groups()
    return f"{int(century) - 1}{digit or _TENS[sign]}0"


def _scaled(text: str, match: re.Match[str]) -> TextNumber:
    scale = _SCALE.match(text, match.end())
    factor, end = 1.0, match.end()
    if scale:
        end = scale.end()
        english, chinese = scale.groups()
        for sign in chinese or "":
            factor *= _CHINESE_SCALES.get(sign, 1.0)
        factor *= _ENGLISH_SCALES[english.lower()] if english else 1.0
    elif text[match.start() - 1 : match.start()] in _MONEY and _MILLION.match(text, end):
        factor, end = _ENGLISH_SCALES["million"], end + 1
    value = round(float(match.group().replace(",", "").replace(" ", "")), 6)
    return TextNumber(Span(match.start(), end), match.group(), value, factor)


def _same(
    text: str, before: TextNumber | None, number: TextNumber, after: TextNumber | None
) -> Iterator[float]:
    """What a number says in other digits, by what stands around it."""
    value, start, end = number.value, number.span.start, number.span.end
    if number.scale > 1:
        return
    if after is not None and after.scale > 1 and _RANGE.fullmatch(text, end, after.span.start):
        yield value * after.scale
    if value % 1:
        return
    if _DECADE_MARK.match(text, end):
        if value < 100:
            yield from (century + value for century in _CENTURIES)
        else:  # the 1990s, the 1800s
            yield value % 100 or value / 100 + 1
    if 12 < value < 24 and _HOUR_MARK.match(text, end):
        yield value - 12
    century = 0.0 if before is None else before.value - before.value % 100
    if before is not None and century in _CENTURIES and text[before.span.end : start] in _DASHES:
        yield century + value  # 2019-20


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
