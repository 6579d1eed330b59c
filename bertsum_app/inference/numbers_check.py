"""Numbers of a sentence by their value, so that 2.5 million, 2,500,000 and 250万 are the same."""

from __future__ import annotations

import re
import unicodedata

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


def _centuries(values: set[float]) -> set[float]:
    """The years that a number of two digits may stand for: 90年代 and the 1990s."""
    short = {value for value in values if value < 100 and not value % 1}
    return {century + value for value in short for century in (1800, 1900, 2000)}


def _told(text: str) -> set[float]:
    """Plain values large or precise enough to insist on."""
    return {value * scale for value, scale in _parsed(text) if value >= _SMALLEST_TOLD or value % 1}


def _values(text: str) -> set[float]:
    """Every value that a number of the text can be read as: 250万 is 250 and 2,500,000."""
    found = set()
    for value, scale in _parsed(text):
        found |= {value, value * scale}
    return found


def _year(decade: re.Match[str]) -> str:
    """20世纪90年代 as 1990年代."""
    return f"{int(decade.group(1)) - 1}{decade.group(2)}年代"


def _parsed(text: str) -> list[tuple[float, float]]:
    """(number, the scale written behind it) for each number in digits."""
    text = _DECADE.sub(_year, unicodedata.normalize("NFKC", text))
    parsed = []
    for match in _NUMBER.finditer(text):
        scale = _SCALE.match(text, match.end())
        value = float(match.group().replace(",", ""))
        # Rounded: 2.3 * 1e4 is not quite 23000 in binary.
        factor = _SCALES[scale.group(1).lower()] if scale else 1.0
        parsed.append((round(value, 6), factor))
    return parsed
