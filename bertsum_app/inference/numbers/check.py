"""Whether a translation has the numbers of its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bertsum_app.inference.numbers.months import english_months, exchanged_months
from bertsum_app.inference.numbers.written import TextNumber, keeps_places, written_numbers

#: Numbers from ten on in words: what stands in digits in one language may be words in the other.
_NUMBER_WORDS = re.compile(
    r"十|百|[〇零一二两三四五六七八九千万亿]{2,}|半|\b(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen|twent(?:y|ies)|(?:thir|for|fif|six|seven|eigh|nine)t(?:y|ies)|hundreds?|thousands?"
    r"|millions?|billions?|trillions?|dozens?|half|quarter|noon|midnight|tenth|eleventh|twelfth"
    r"|[a-z]+t(?:een|ie)th)\b",
    re.IGNORECASE,
)
#: Below it a number is as often a word (3, three, 三), which is nobody's mistake.
_SMALLEST_TOLD = 10


def numbers_differ(source: str, output: str) -> bool:
    """Whether a number of `source` is missing in `output`, or one of `output` comes from nowhere.

    Only numbers from 10, decimals and months count; where the other side has numbers in words, a
    difference of numbers means nothing.
    """
    if all(exchanged_months(source, output)):
        return True
    there, here = _values(source), _values(output)
    dropped = _told(source) - here - _centuries(here)
    invented = _told(output) - there - _centuries(there)
    if dropped and not _has_words(output):
        return True
    return bool(invented) and not _has_words(source)


def _has_words(text: str) -> bool:
    """Whether there are numbers in words, besides those behind digits ("35 million")."""
    text = unicodedata.normalize("NFKC", text)  # where the spans count
    at = 0
    for number in written_numbers(text):
        if _NUMBER_WORDS.search(text, at, number.span.start):
            return True
        at = number.span.end
    return _NUMBER_WORDS.search(text, at) is not None


def has_told_numbers(text: str) -> bool:
    """Whether `text` has a number that `numbers_differ` would insist on."""
    return bool(_told(text))


def unmatched_numbers(
    source: str, output: str
) -> tuple[tuple[TextNumber, ...], tuple[TextNumber, ...]]:
    """The numbers of `source` that `output` lacks, and those of `output` that `source` lacks.

    Only those in digits that `numbers_differ` insists on, in the order of the texts.
    """
    there, here = _values(source), _values(output)
    missing, invented = here | _centuries(here), there | _centuries(there)
    return (
        tuple(each for each in told_numbers(source) if each.plain not in missing),
        tuple(each for each in told_numbers(output) if each.plain not in invented),
    )


def told_numbers(text: str) -> Iterator[TextNumber]:
    """The numbers large or precise enough to insist on, where their places can be told."""
    if keeps_places(text):
        yield from filter(_is_told, written_numbers(text))


def _is_told(number: TextNumber) -> bool:
    return number.value >= _SMALLEST_TOLD or number.value % 1 > 0


def _centuries(values: set[float]) -> set[float]:
    """The years that a number of two digits may stand for: 90年代 and the 1990s."""
    short = {value for value in values if value < 100 and not value % 1}
    return {century + value for value in short for century in (1800, 1900, 2000)}


def _told(text: str) -> set[float]:
    """Plain values to insist on."""
    told = {number.plain for number in written_numbers(text) if _is_told(number)}
    return told | {month for month in english_months(text) if month >= _SMALLEST_TOLD}


def _values(text: str) -> set[float]:
    """Every value that a number of the text can be read as: 250万 is 250 and 2,500,000."""
    found = english_months(text)
    for number in written_numbers(text):
        found |= {number.value, number.plain, *number.others}
    return found
