"""Tables in text (CSV, TSV): columns of words are translated, all other bytes stay.

The first row stays where it names the columns, since programs find them by these names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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

_DELIMITERS = ",;\t|"
_SAMPLE = 50  # rows from which the delimiter is told
_LONGEST_NAME = 60
_SENTENCE = re.compile(r"[.!?。！？…]\s*\Z")


@dataclass(frozen=True)
class _Cell:
    """`source[start:end]` is the cell with its quotes."""

    start: int
    end: int
    text: str
    quoted: bool


@dataclass(frozen=True)
class _Table:
    rows: Sequence[Sequence[_Cell]]
    delimiter: str
    has_names: bool
    #: The columns with words, and whether the user says so.
    columns: frozenset[int]
    as_told: bool = False

    @property
    def first(self) -> int:
        """The first row that is no names."""
        return 1 if self.has_names else 0

    def cells(self) -> Iterator[tuple[int, _Cell]]:
        """The cells to translate, with their columns, row by row."""
        for row in self.rows[self.first :]:
            for column, cell in enumerate(row):
                if column in self.columns and self._is_wanted(cell.text):
                    yield column, cell

    def _is_wanted(self, text: str) -> bool:
        return has_letters(text) if self.as_told else is_words(text) or may_be_word(text)

    def described(self) -> tuple[Column, ...]:
        """All columns, for who wants to choose among them."""
        values = {self.name(column): texts for column, texts in self.values().items()}
        return described(values, map(self.name, self.columns))

    def values(self) -> dict[int, list[str]]:
        """The cells of each column, without its name."""
        found: dict[int, list[str]] = {}
        for row in self.rows[self.first :]:
            for column, cell in enumerate(row):
                found.setdefault(column, []).append(cell.text)
        return found

    def name(self, column: int) -> str:
        """What a column is called."""
        names = self.rows[0] if self.has_names else ()
        return names[column].text.strip() if column < len(names) else str(column + 1)


class TableFile(Format):
    """CSV and TSV, whatever stands between the cells."""

    kind: ClassVar[Kind] = kinds.TABLE

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the cells of the columns that hold words."""
        text, encoding = source.decoded()
        table = _table(source, text)
        blocks = (
            Block("table-cell", cell.text, (), Place(None, (table.name(column),)))
            for column, cell in table.cells()
        )
        return Document(cls.kind.name, tuple(blocks), encoding, columns=table.described())

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; a bilingual table has a column with the translations beside each column of words."""
        text, encoding = source.decoded()
        table = _table(source, text)
        new = {
            cell: rewriting[index].text
            for index, (_, cell) in enumerate(table.cells())
            if index in rewriting
        }
        patches = []
        if not options.bilingual:
            for cell, words in new.items():
                patches.append(Patch(cell.start, cell.end, _source(words, cell.quoted, table)))
        for number, row in enumerate(table.rows if options.bilingual else ()):
            for column, cell in enumerate(row):
                if column in table.columns:
                    words = new.get(cell, "")
                    if number < table.first:
                        words = f"{cell.text}.{options.language}"
                    added = table.delimiter + _source(words, cell.quoted and bool(words), table)
                    patches.append(Patch(cell.end, cell.end, added))
        return Written(encoded(splice(text, patches), encoding))


def _source(text: str, quoted: bool, table: _Table) -> str:
    if quoted or any(sign in text for sign in (table.delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _table(source: Source, text: str) -> _Table:
    delimiter = "\t" if source.path.suffix.lower() == ".tsv" else _delimiter(text)
    rows = list(_rows(text, delimiter))
    if not rows:
        return _Table((), delimiter, False, frozenset())
    if "\0" in text:
        raise DocumentDamaged(source.path, "there are bytes in it that no table has")
    table = _Table(rows, delimiter, _has_names(rows), frozenset())
    values = table.values()
    if source.columns is not None:
        check_columns(source, map(table.name, values))
        told = frozenset(column for column in values if table.name(column) in source.columns)
        return replace(table, columns=told, as_told=True)
    names = [cell.text for cell in rows[0]] if table.has_names else []
    columns = frozenset(
        column
        for column, texts in values.items()
        if is_column_of_words(names[column] if column < len(names) else "", texts)
    )
    return replace(table, columns=columns)


def _has_names(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether the first row names the columns: short, all there, all different, no sentences."""
    names = [cell.text.strip() for cell in rows[0]]
    if len(rows) < 2 or not all(names) or len(set(names)) < len(names):
        return False
    return all(
        len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) and not _SENTENCE.search(name)
        for name in names
    )


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of cells, and no quotes from their cells."""
    best, most = ",", (float("-inf"), 0.0, 0)
    for sign in _DELIMITERS:
        rows = [row for row, _ in zip(_rows(text, sign), range(_SAMPLE), strict=False)]
        if not rows:
            continue
        [(size, count)] = Counter(map(len, rows)).most_common(1)
        torn = sum(1 for row in rows for cell in row if not cell.quoted and '"' in cell.text)
        score = -torn, count / len(rows), size
        if size > 1 and score > most:
            best, most = sign, score
    return best


def _rows(text: str, delimiter: str) -> Iterator[list[_Cell]]:
    """The rows, empty lines left out."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'[ ]?"([^"]*(?:""[^"]*)*)"')
    line_end = re.compile(r"\r\n?|\n")
    at = 1 if text.startswith("\ufeff") else 0
    row: list[_Cell] = []
    while at < len(text):
        cell = _cell(text, at, delimiter, plain, quoted)
        row.append(cell)
        at = cell.end
        if text.startswith(delimiter, at):
            at += 1
            if at == len(text):
                row.append(_Cell(at, at, "", False))
            continue
        end = line_end.match(text, at)
        at = end.end() if end else len(text)
        if len(row) > 1 or row[0].text:
            yield row
        row = []
    if row:
        yield row


def _cell(
    text: str, at: int, delimiter: str, plain: re.Pattern[str], quoted: re.Pattern[str]
) -> _Cell:
    found = quoted.match(text, at)
    if found is not None and (
        found.end() == len(text) or text[found.end()] in (delimiter, "\r", "\n")
    ):
        return _Cell(at, found.end(), found.group(1).replace('""', '"'), True)
    bare = plain.match(text, at)
    end = bare.end() if bare else at
    return _Cell(at, end, text[at:end], False)
