"""Names of places, peoples, persons and organisations in English and Chinese, and where they stand.

The table is a file of three columns: an English name, a Chinese one, and into which languages this pair
is a translation ("zh", "en", both, or "-": only known as right where a text has it).
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.resources import resource_path
from bertsum_app.text.sentences import Span

_log = logging.getLogger(__name__)

NAMES_FILE = "en-zh.tsv"

#: Letters of English names, inside a set of a regular expression.
LETTER = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
#: Where an English name may begin: with a capital that is in no word, address, path or piece of code.
_BEGINNING = re.compile(rf"(?<![{LETTER}\d_@/\\#$&.:=-])(?![a-z])[{LETTER}]+")
#: Where one may end: before nothing that goes on with it.
_END = re.compile(rf"(?<=[{LETTER}])(?![{LETTER}\d_@/\\=(]|[.:&-][{LETTER}\d])")


@dataclass(frozen=True)
class Name:
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
    """The names of a table, by language ("en", "zh")."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """`rows`: English name, Chinese name, languages into which the pair is a translation."""
        self._names: dict[str, dict[str, Name]] = {"en": {}, "zh": {}}
        listed: dict[str, defaultdict[str, list[str]]] = {
            "en": defaultdict(list),
            "zh": defaultdict(list),
        }
        usual: dict[str, set[str]] = {"en": set(), "zh": set()}
        for english, chinese, into in rows:
            for language, text, other, target in (
                ("en", english, chinese, "zh"),
                ("zh", chinese, english, "en"),
            ):
                if target in into.split():
                    listed[language][text].insert(0, other)
                    usual[language].add(text)
                else:
                    listed[language][text].append(other)
        for language, names in listed.items():
            self._names[language] = {
                text: Name(text, tuple(renderings), text in usual[language])
                for text, renderings in names.items()
            }
        self._longest: defaultdict[str, int] = defaultdict(int)
        for text in self._names["en"]:
            for match in _BEGINNING.finditer(text):
                self._longest[match.group()] = max(self._longest[match.group()], len(text))
                break
        self._beginnings: defaultdict[str, int] = defaultdict(int)
        for text in self._names["zh"]:
            self._beginnings[text[:2]] = max(self._beginnings[text[:2]], len(text))

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
        return self._names[language].get(text)

    def find(self, text: str, language: str) -> tuple[NameMatch, ...]:
        """The names in a text of a language, in order, the longest of several; they do not overlap."""
        return tuple(self._in_english(text) if language == "en" else self._in_chinese(text))

    def _in_english(self, text: str) -> Iterator[NameMatch]:
        names = self._names["en"]
        done = 0
        for match in _BEGINNING.finditer(text):
            start, longest = match.start(), self._longest.get(match.group())
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
        names = self._names["zh"]
        start = 0
        while start < len(text) - 1:
            longest = self._beginnings.get(text[start : start + 2], 0)
            for end in range(min(len(text), start + longest), start + 1, -1):
                name = names.get(text[start:end])
                if name is not None:
                    yield NameMatch(Span(start, end), name)
                    start = end - 1
                    break
            start += 1


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
