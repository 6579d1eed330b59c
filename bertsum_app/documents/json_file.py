"""Data in JSON and JSON lines: values that are words are translated, all other bytes stay.

Keys stay. In files of nothing but strings (the words of a program's window) single words are taken,
too; elsewhere all values of one key are taken or left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.data_words import (
    check_columns,
    described,
    has_letters,
    is_column_of_words,
    is_words,
    may_be_word,
)
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written, encoded
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, Column, Document, Place, Rewriting
from bertsum_app.documents.source_slots import Patch, splice

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+')
_ESCAPED = re.compile(r"\\u[0-9A-Fa-f]{4}")
_MOST_DEPTH = 200
#: One for all strings: `json.loads` makes a new one for each when it is to be lenient.
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True)
class _Value:
    """`source[start:end]` is a string with its quotes; `key` that of the innermost object around it."""

    start: int
    end: int
    text: str
    key: str
    in_object: bool


class JsonFile(Format):
    """JSON, and JSON lines."""

    kind: ClassVar[Kind] = kinds.JSON

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the values that are words."""
        text, encoding = source.decoded()
        data = _Data(source, text)
        blocks = (
            Block("table-cell", value.text, (), Place(None, (value.key,) if value.key else ()))
            for value in data.words()
        )
        return Document(cls.kind.name, tuple(blocks), encoding, columns=data.described())

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; bilingual data have `"key.zh"` behind `"key"`, and lists both in one string."""
        text, encoding = source.decoded()
        is_ascii = text.isascii() and _ESCAPED.search(text) is not None
        patches = []
        for index, value in enumerate(_Data(source, text).words()):
            if index not in rewriting:
                continue
            new = rewriting[index].text
            if not options.bilingual:
                patches.append(
                    Patch(value.start, value.end, json.dumps(new, ensure_ascii=is_ascii))
                )
            elif value.in_object:
                key = json.dumps(f"{value.key}.{options.language}", ensure_ascii=is_ascii)
                words = json.dumps(new, ensure_ascii=is_ascii)
                patches.append(Patch(value.end, value.end, f", {key}: {words}"))
            else:
                both = json.dumps(f"{value.text}\n{new}", ensure_ascii=is_ascii)
                patches.append(Patch(value.start, value.end, both))
        return Written(encoded(splice(text, patches), encoding))


class _Data:
    """All strings of a file that are values, and which keys have words."""

    def __init__(self, source: Source, text: str) -> None:
        _check(source, text)
        self._values = tuple(_values(text, source))
        self._by_key: dict[str, list[str]] = {}
        for value in self._values:
            self._by_key.setdefault(value.key, []).append(value.text)
        self._as_told = source.columns is not None
        if source.columns is not None:
            check_columns(source, self._by_key)
            self._taken = frozenset(source.columns)
        else:
            self._taken = frozenset(_keys_of_words(self._by_key, single=_is_all_strings(text)))

    def words(self) -> Iterator[_Value]:
        """The values to translate, in order."""
        return (each for each in self._values if each.key in self._taken and self._is_wanted(each))

    def described(self) -> tuple[Column, ...]:
        """All keys, for who wants to choose among them."""
        return described(self._by_key, self._taken)

    def _is_wanted(self, value: _Value) -> bool:
        if self._as_told:
            return has_letters(value.text)
        return is_words(value.text) or may_be_word(value.text)


def _keys_of_words(by_key: Mapping[str, Sequence[str]], *, single: bool) -> Iterator[str]:
    for key, texts in by_key.items():
        # The keys of files of a program's words say where they stand, and not what they are.
        if is_column_of_words(key, texts, single=single) or (single and any(map(is_words, texts))):
            yield key


def _check(source: Source, text: str) -> None:
    """Let the standard library judge what is JSON."""
    text = text.removeprefix("\ufeff")
    try:
        try:
            json.loads(text)
        except ValueError:
            lines = [line for line in text.split("\n") if line.strip()]
            if len(lines) < 2:
                raise
            for line in lines:
                json.loads(line)
    except RecursionError as error:
        raise DocumentDamaged(source.path, "it is nested too deeply") from error
    except ValueError as error:
        raise DocumentDamaged(source.path, "it is no JSON") from error


def _is_all_strings(text: str) -> bool:
    """Whether there are objects and strings in it and nothing else, as in files of a program's words."""
    if not text.removeprefix("\ufeff").lstrip().startswith("{"):
        return False
    return all(token[0] in '"{}[],:\ufeff' for token in _TOKEN.findall(text)) and not re.search(
        r"\[\s*\{", text
    )


def _values(text: str, source: Source) -> Iterator[_Value]:
    """All strings that are values. The text is JSON."""
    around: list[tuple[bool, str]] = []  # is it an object, and the key that we are at in it
    expects_key = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            around.append((token == "{", around[-1][1] if around else ""))
            expects_key = token == "{"
            if len(around) > _MOST_DEPTH:
                raise DocumentDamaged(source.path, "it is nested too deeply")
        elif token in "}]":
            if around:
                around.pop()
            expects_key = False
        elif token == ",":
            expects_key = bool(around) and around[-1][0]
        elif token == ":":
            expects_key = False
        elif token.startswith('"'):
            string = str(_DECODER.decode(token))
            if expects_key:
                around[-1] = True, string
            else:
                in_object, key = around[-1] if around else (False, "")
                yield _Value(match.start(), match.end(), string, key, in_object)
