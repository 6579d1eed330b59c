"""Numbers of a sentence by their value, so that 2.5 million, 2,500,000 and 250万 are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bertsum_app.text.sentences import Span

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DECADE = re.compile(r"(\d{1,2})世纪(\d0)年代")
_SCALES = {
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_SCALE = re.compile(
    r"\s*(十|百|千|万|亿|hundred\b|thousand\b|million\b|billion\b|trillion\b)", re.I
)
#: Numbers from ten on in words: what stands in digits in one language may be words in the other.
_NUMBER_WORDS = re.compile(
    r"十|百|[〇零一二两三四五六七八九千万亿]{2,}|半|\b(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen|twent(?:y|ies)|(?:thir|for|fif|six|seven|eigh|nine)t(?:y|ies)|hundreds?|thousands?"
    r"|millions?|billions?|trillions?|dozens?|half|quarter|noon|midnight|tenth|eleventh|twelfth"
    r"|[a-z]+t(?:een|ie)th|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
#: Below it a number is as often a word (3, three, 三), which is nobody's mistake.
_SMALLEST_TOLD = 10


@dataclass(frozen=True)
class TextNumber:
    """A number in a text: where (its scale word included), its digits, value and scale (万: 1e4)."""

    span: Span
    digits: str
    value: float
    scale: float


def numbers_differ(source: str, output: str) -> bool:
    """Whether a number of `source` is missing in `output`, or one of `output` comes from nowhere.

    Only numbers from 10 and decimals count; where the other side has numbers in words, a difference
    means nothing.
    """
    there, here = _values(source), _values(output)
    dropped = _told(source) - here - _centuries(here)
    invented = _told(output) - there - _centuries(there)
    if dropped and not _NUMBER_WORDS.search(output):
        return True
    return bool(invented) and not _NUMBER_WORDS.search(source)


def has_told_numbers(text: str) -> bool:
    """Whether `text` has a number that `numbers_differ` would insist on."""
    return bool(_told(text))


def unmatched_numbers(
    source: str, output: str
) -> tuple[tuple[TextNumber, ...], tuple[TextNumber, ...]]:
    """The numbers of `source` that `output` lacks, and those of `output` that `source` lacks.

    Only those that `numbers_differ` insists on, in the order of the texts.
    """
    there, here = _values(source), _values(output)
    missing, invented = here | _centuries(here), there | _centuries(there)
    return (
        tuple(each for each in _insisted(source) if each.value * each.scale not in missing),
        tuple(each for each in _insisted(output) if each.value * each.scale not in invented),
    )


def _insisted(text: str) -> Iterator[TextNumber]:
    # Spans would not hold where a decade is rewritten or a character decomposed.
    if _DECADE.search(text) or len(unicodedata.normalize("NFKC", text)) != len(text):
        return
    for number in _parsed(text):
        if number.value >= _SMALLEST_TOLD or number.value % 1:
            yield number


def _centuries(values: set[float]) -> set[float]:
    """The years that a number of two digits may stand for: 90年代 and the 1990s."""
    short = {value for value in values if value < 100 and not value % 1}
    return {century + value for value in short for century in (1800, 1900, 2000)}


def _told(text: str) -> set[float]:
    """Plain values large or precise enough to insist on."""
    return {
        number.value * number.scale
        for number in _parsed(text)
        if number.value >= _SMALLEST_TOLD or number.value % 1
    }


def _values(text: str) -> set[float]:
    """Every value that a number of the text can be read as: 250万 is 250 and 2,500,000."""
    found = set()
    for number in _parsed(text):
        found |= {number.value, number.value * number.scale}
    return found


def _year(decade: re.Match[str]) -> str:
    """20世纪90年代 as 1990年代."""
    return f"{int(decade.group(1)) - 1}{decade.group(2)}年代"


def _parsed(text: str) -> list[TextNumber]:
    """Each number in digits, with the scale written behind it."""
    text = _DECADE.sub(_year, unicodedata.normalize("NFKC", text))
    parsed = []
    for match in _NUMBER.finditer(text):
        scale = _SCALE.match(text, match.end())
        value = float(match.group().replace(",", ""))
        # Rounded: 2.3 * 1e4 is not quite 23000 in binary.
        factor = _SCALES[scale.group(1).lower()] if scale else 1.0
        end = scale.end() if scale else match.end()
        parsed.append(TextNumber(Span(match.start(), end), match.group(), round(value, 6), factor))
    return parsed
