"""Months by name or number: November, Nov., 11月 and 十一月 are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bertsum_app.text.sentences import Span

_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
#: How many letters tell a month; Sept. is the one with four.
_LETTERS = 3
_NAME = "|".join(f"{name[:_LETTERS]}(?:{name[_LETTERS:]})?" for name in _ENGLISH)
_MONTH = re.compile(
    rf"\b(?P<english>{_NAME}|Sept)\b"
    r"|(?<![\d.])(?P<digits>1[0-2]|0?[1-9])月|(?<![一二三四五六七八九十])(?P<chinese>十[一二]?|[一二三四五六七八九])月"
)


@dataclass(frozen=True)
class Month:
    """A month of a text: where it is named, and which it is (1 to 12)."""

    span: Span
    number: int


def months_in(text: str) -> list[Month]:
    """The months that `text` names, in order. Chinese ones with their 月."""
    return [Month(Span(*match.span()), _number(match)) for match in _MONTH.finditer(text)]


def english_months(text: str) -> set[float]:
    """The numbers of the months named in English."""
    return {float(_number(match)) for match in _MONTH.finditer(text) if match["english"]}


def month_name(number: int, language: str) -> str:
    """A month as `language` writes it in a date."""
    return f"{number}月" if language == "zh" else _ENGLISH[number - 1]


def spelled_out(text: str) -> str:
    """10月, 11月 and 12月 of a Chinese text in characters."""

    def spelled(match: re.Match[str]) -> str:
        two_digits = match["digits"] is not None and int(match["digits"]) > len(_CHINESE) - 3
        return f"{_CHINESE[_number(match) - 1]}月" if two_digits else match.group()

    return _MONTH.sub(spelled, text)


def exchanged_months(source: str, output: str) -> tuple[Sequence[Month], Sequence[Month]]:
    """The months that `source` has and `output` lacks, and those that `output` has instead.

    Both empty where one of them is: a month may be left out (that same month) or put into words.
    """
    there, here = months_in(source), months_in(output)
    missing = [each for each in there if each.number not in {month.number for month in here}]
    invented = [each for each in here if each.number not in {month.number for month in there}]
    return (missing, invented) if missing and invented else ((), ())


def _number(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    if match["chinese"]:
        return _CHINESE.index(match["chinese"]) + 1
    beginning = match["english"][:_LETTERS]
    return next(number for number, name in enumerate(_ENGLISH, 1) if name.startswith(beginning))
