"""Glossaries in tables: CSV and TSV, in any encoding that `documents.plain` can tell.

Two columns, the term and how it is to be said; an empty second one means: as it stands. A first row of
language codes (``en``, ``zh-CN``) says which column is which, in any order and among others; without one
the columns are taken in the direction asked for, or the other way round where their scripts say so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from bertsum_app.core.errors import GlossaryUnreadable
from bertsum_app.core.languages import LANGUAGES
from bertsum_app.text.chinese import has_cjk
from bertsum_app.text.glossary import Glossary, Term, make_term

_SEPARATORS = "\t;,"
_SAMPLE = 4000  # code points
_PLAIN_HEADERS = frozenset({"source", "target"})

Row = tuple[int, Sequence[str]]


def terms_of_table(
    text: str, path: Path, source_language: str, target_language: str
) -> tuple[Term, ...]:
    """The terms of a table from `source_language` into `target_language`.

    Raises:
        GlossaryUnreadable: a row cannot be read, has no term, or one that is too long.
    """
    rows = list(_rows(text, path))
    if not rows:
        return ()
    columns = _columns_by_header(rows[0][1], source_language, target_language)
    if columns is not None:
        rows = rows[1:]
    elif {cell.strip().lower() for cell in rows[0][1]} == _PLAIN_HEADERS:
        columns, rows = (0, 1), rows[1:]
    elif _turned(rows, source_language, target_language):
        columns = (1, 0)
    else:
        columns = (0, 1)
    return tuple(_term(number, cells, columns, path) for number, cells in rows)


def table_of(glossary: Glossary) -> str:
    """The glossary as TSV with a header of language codes."""
    lines = [f"{glossary.source_language}\t{glossary.target_language}"]
    # Terms have no tabs and no line ends: `make_term` sees to that.
    lines += [f"{term.source}\t{term.target or ''}" for term in glossary.terms]
    return "\n".join(lines) + "\n"


def _rows(text: str, path: Path) -> Iterator[Row]:
    """Line number and cells of each row that is not empty."""
    separator = _separator(text)
    lines = io.StringIO(text, newline="")
    if separator == "\t":
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise GlossaryUnreadable(path, number, str(error)) from error


def _separator(text: str) -> str:
    """The tab where the first row has one; else the mark that is there most often at the beginning."""
    if "\t" in text.lstrip().partition("\n")[0]:
        return "\t"
    # Of equals the last one in the string.
    return max(reversed(_SEPARATORS), key=text[:_SAMPLE].count)


def _columns_by_header(
    cells: Sequence[str], source_language: str, target_language: str
) -> tuple[int, int] | None:
    codes = [primary_language(cell) for cell in cells]
    if source_language not in codes or target_language not in codes:
        return None
    return codes.index(source_language), codes.index(target_language)


def primary_language(tag: str) -> str:
    """``zh`` for ``zh-CN`` or ``ZH_hans``; empty for what is no language we know."""
    code = tag.strip().lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else ""


def _turned(rows: Sequence[Row], source_language: str, target_language: str) -> bool:
    """Whether the columns stand the other way round, as far as ideographs tell."""
    if (source_language == "zh") == (target_language == "zh"):
        return False
    first, second = (
        sum(has_cjk(cells[column]) for _, cells in rows if len(cells) > column) for column in (0, 1)
    )
    return second > first if source_language == "zh" else first > second


def _term(number: int, cells: Sequence[str], columns: tuple[int, int], path: Path) -> Term:
    source, target = (cells[at] if at < len(cells) else "" for at in columns)
    if columns[0] > columns[1] and not source.strip():
        # Read backwards: what stays as it is does so in this direction, too.
        source, target = target, ""
    try:
        return make_term(source, target)
    except ValueError as error:
        reason = "a term is too long" if source.strip() else "there is no term in the row"
        raise GlossaryUnreadable(path, number, reason) from error
