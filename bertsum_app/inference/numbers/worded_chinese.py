"""Numbers in Chinese characters, read by their value: 八十万, 三点五, 一九九四."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bertsum_app.inference.numbers.worded_number import WordedNumber
from bertsum_app.text.sentences import Span

_DIGITS = {"〇": 0, "两": 2, **{sign: value for value, sign in enumerate("零一二三四五六七八九")}}
_TENFOLDS = {"十": 10, "百": 100, "千": 1000}
_STEPS = {"万": 10**4, "亿": 10**8}
_MANY = "百千万亿"
_RUN = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+")
_DECIMAL = re.compile(
    rf"(?P<whole>{_RUN.pattern})(?:点(?P<decimals>[〇零一二三四五六七八九]+)(?P<scale>[十百千]?[万亿]+)?)?"
)
_TENTHS = re.compile(r"([一二两三四五六七八九])成")
_VAGUE = re.compile(
    r"[几数好上成][十百千万亿]|[十百千万亿]几|[一二两三四五六七八九]{2}[十百千万亿]|十[一二三四五六七八九]{2}"
)


def chinese_numbers(text: str) -> list[WordedNumber]:
    """The numbers of a text, in order."""
    return [_number(match) for match in _DECIMAL.finditer(text)]


def chinese_readings(text: str) -> Iterator[float]:
    """What else they may say: 两三(个) 2 and 3, 两千五 2500, the 十 of 三点十分 10, 七成 70."""
    for run in _RUN.findall(text):
        yield from _readings(run)
    yield from (10.0 * _DIGITS[match[1]] for match in _TENTHS.finditer(text))


def leaves_open_in_chinese(text: str) -> bool:
    """Whether there are numbers that leave open how many: 几十, 数百, 十几, 三四十, 十五六."""
    return _VAGUE.search(text) is not None


def _number(match: re.Match[str]) -> WordedNumber:
    value, scale = _value(match["whole"])
    if match["decimals"]:
        scale = _value(match["scale"])[0] if match["scale"] else 1.0
        value = round(float(f"{value:.0f}.{_in_digits(match['decimals'])}") * scale, 6)
    return WordedNumber(Span(*match.span()), value, scale, match["whole"][0] not in _MANY)


def _readings(run: str) -> Iterator[float]:
    value, _ = _value(run)
    yield value
    if len(run) == 2 and _DIGITS.keys() >= set(run):
        yield from (float(_DIGITS[sign]) for sign in run)
    unit = {**_TENFOLDS, **_STEPS}.get(run[-2:-1], 0)
    if unit > 10 and run[-1] in _DIGITS:
        last = _DIGITS[run[-1]]
        yield value - last + last * unit / 10


def _value(run: str) -> tuple[float, float]:
    """What a run of signs says, and in what steps it counts."""
    if _DIGITS.keys() >= set(run):
        return float(_in_digits(run)), 1.0
    total, below, digit, scale = 0, 0, 0, 1
    for sign in run:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENFOLDS:
            below, digit = below + (digit or 1) * _TENFOLDS[sign], 0
        else:
            # 亿 counts all that stands before it; 万 behind 亿 what came since.
            step, counted = _STEPS[sign], below + digit
            if step < scale:
                total += counted * step
            else:
                total = (total + counted or 1) * step
                scale *= step
            below = digit = 0
    return float(total + below + digit), float(scale)


def _in_digits(signs: str) -> str:
    return "".join(str(_DIGITS[sign]) for sign in signs)
