"""Names of places, peoples, persons and organisations in English and Chinese, and where they stand.

The table is a file of three columns: an English name, a Chinese one, and into which languages this pair
is a translation ("zh", "en", both, or "-": only known as right where a text has it).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bertsum_app.core.resources import resource_path
from bertsum_app.text.sentences import Span

_log = logging.getLogger(__name__)

NAMES_FILE = "en-zh.tsv"

#: Letters of English names, inside a set of a regular expression.
LETTER = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_FIRST_WORD = re.compile(rf"[^{LETTER}]")
#: Where an English name may begin: with a capital that is in no word, address, path or piece of code.
_BEGINNING = re.compile(rf"(?<![{LETTER}\d_@/\\#$&.:=-])(?![a-z])[{LETTER}]+")
#: Where one may end: before nothing that goes on with it.
_END = re.compile(rf"(?<=[{LETTER}])(?![{LETTER}\d_@/\\=(]|[.:&-][{LETTER}\d])")


class Name(NamedTuple):  # there are many of them
    """A name with its renderings in the other language, the usual one first.

    `translated`: whether the usual one is to be written where a translation has none of them; otherwise
    they are only known as right.
    """

    text: str
    renderings: tuple[str, ...]
    translated: bool


@dataclass(frozen=True)
class NameMatch:
    """A name where it stands in a text (code points)."""

    span: Span
    name: Name


class NameTable:
    """The names of a table, by language ("en", "zh"); each is indexed when it is asked for first."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """`rows`: English name, Chinese name, languages into which the pair is a translation."""
        self._rows = tuple(rows)

    @classmethod
    def read(cls, path: Path) -> NameTable:
        """Read a table.

        Raises:
            OSError: it cannot be read.
            ValueError: it is damaged.
        """
        with path.open(encoding="utf-8") as lines:
            return cls(_row(line) for line in lines if not line.startswith("#"))

    def get(self, text: str, language: str) -> Name | None:
        """The name that is `text`."""
        return (self._english if language == "en" else self._chinese).get(text)

    def find(self, text: str, language: str) -> tuple[NameMatch, ...]:
        """The names in a text of a language, in order, the longest of several; they do not overlap."""
        return tuple(self._in_english(text) if language == "en" else self._in_chinese(text))

    @cached_property
    def _english(self) -> dict[str, Name]:
        return _names((english, chinese, "zh" in into) for english, chinese, into in self._rows)

    @cached_property
    def _chinese(self) -> dict[str, Name]:
        return _names((chinese, english, "en" in into) for english, chinese, into in self._rows)

    @cached_property
    def _by_first_word(self) -> dict[str, int]:
        """Of names that begin with a word, the length of the longest."""
        return _longest((text, _FIRST_WORD.split(text, 1)[0]) for text in self._english)

    @cached_property
    def _by_first_two(self) -> dict[str, int]:
        """Of names that begin with two characters, the length of the longest."""
        return _longest((text, text[:2]) for text in self._chinese)

    def _in_english(self, text: str) -> Iterator[NameMatch]:
        names = self._english
        done = 0
        for match in _BEGINNING.finditer(text):
            start, longest = match.start(), self._by_first_word.get(match.group())
            if start < done or longest is None:
                continue
            # A little further than the longest name reaches, so that what goes on with it is seen.
            ends = [match.start() for match in _END.finditer(text, start, start + longest + 2)]
            for end in reversed(ends):
                name = names.get(text[start:end])
                if name is not None:
                    yield NameMatch(Span(start, end), name)
                    done = end
                    break

    def _in_chinese(self, text: str) -> Iterator[NameMatch]:
        names = self._chinese
        start = 0
        while start < len(text) - 1:
            longest = self._by_first_two.get(text[start : start + 2], 0)
            for end in range(min(len(text), start + longest), start + 1, -1):
                name = names.get(text[start:end])
                if name is not None:
                    yield NameMatch(Span(start, end), name)
                    start = end - 1
                    break
            start += 1


def _names(rows: Iterable[tuple[str, str, bool]]) -> dict[str, Name]:
    """Names from rows of a name, a rendering, and whether this is the usual one."""
    renderings: dict[str, list[str]] = {}
    translated: set[str] = set()
    for text, other, usual in rows:
        listed = renderings.setdefault(text, [])
        if usual:
            translated.add(text)
            listed.insert(0, other)
        else:
            listed.append(other)
    return {text: Name(text, tuple(of), text in translated) for text, of in renderings.items()}


def _longest(beginnings: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The length of the longest text with each beginning, from texts with theirs."""
    longest: dict[str, int] = {}
    for text, beginning in beginnings:
        longest[beginning] = max(len(text), longest.get(beginning, 0))
    return longest


def shipped_names() -> NameTable:
    """The table that the program brings along; an empty one where it cannot be read."""
    path = resource_path("names", NAMES_FILE)
    try:
        return NameTable.read(path)
    except (OSError, ValueError) as error:
        _log.warning("names are left as they are: %s", error)
        return NameTable(())


def _row(line: str) -> tuple[str, str, str]:
    english, chinese, into = line.rstrip("\n").split("\t")
    return english, chinese, into
