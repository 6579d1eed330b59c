"""Which values of a table, or of data in JSON, are words for people, and which are for programs.

A column (in JSON: all values of one key) is taken or left as a whole. Names of people and things look
like words and are taken; who wants them kept puts them into a glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bertsum_app.documents.errors import DocumentLacksColumn
from bertsum_app.documents.format import Source
from bertsum_app.documents.model import Column
from bertsum_app.text.chinese import has_cjk

#: Ids, addresses, paths, dates, versions, names of variables, markers such as ERR_42.
_FOR_PROGRAMS = re.compile(
    r"[^\s]*[\d_/\\@#=<>{}\[\]|:;$%^*+~][^\s]*|\w*[a-z][A-Z]\w*|[^\s]*\w\.\w[^\s]*|[a-z-]+"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Messages with cases in them (ICU): their braces hold words and keys side by side.
_WITH_CASES = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
#: Keys whose values programs read, whatever they look like.
_KEYS = frozenset(
    (
        *("class", "code", "color", "colour", "date", "email", "file", "filename", "href", "icon"),
        *("id", "image", "key", "lang", "language", "license", "locale", "path", "slug", "src"),
        *("time", "type", "uri", "url", "uuid", "version"),
    )
)
_SHARE = 0.8  # of the values with letters in a column of words


def is_words(value: str) -> bool:
    """Whether it can only be words: several of them, or Chinese."""
    if _WITH_CASES.search(value):
        return False
    if has_cjk(value):
        return True
    tokens = value.split()
    return len(tokens) > 1 and sum(1 for each in tokens if _WORD.search(each)) > len(tokens) / 2


def may_be_word(value: str) -> bool:
    """Whether it is one word as people write it, such as `Open`."""
    tokens = value.split()
    return len(tokens) == 1 and bool(_WORD.search(value)) and not _FOR_PROGRAMS.fullmatch(tokens[0])


def is_column_of_words(name: str, values: Iterable[str], *, single: bool = False) -> bool:
    """Whether the values of a column are words. `single`: single words alone are enough."""
    if name.strip().casefold() in _KEYS:
        return False
    words = maybe = others = 0
    for value in values:
        if is_words(value):
            words += 1
        elif may_be_word(value):
            maybe += 1
        elif any(character.isalpha() for character in value):
            others += 1
    if not words and not (single and maybe):
        return False
    return words + maybe >= _SHARE * (words + maybe + others)


def has_letters(value: str) -> bool:
    """Whether there is anything to translate in a value of which the user says that it is words."""
    return any(map(str.isalpha, value))


def check_columns(source: Source, names: Iterable[str]) -> None:
    """Whether there are all the columns that the user names.

    Raises:
        DocumentLacksColumn: one is not there.
    """
    there = tuple(dict.fromkeys(names))
    for wanted in source.columns or ():
        if wanted not in there:
            raise DocumentLacksColumn(source.path, wanted, ", ".join(filter(None, there)))


def described(values: Mapping[str, Sequence[str]], chosen: Iterable[str]) -> tuple[Column, ...]:
    """The columns by name, each with the first of its values that has letters."""
    taken = frozenset(chosen)
    return tuple(
        Column(name, next(filter(has_letters, texts), next(iter(texts), "")), name in taken)
        for name, texts in values.items()
    )
