"""Tables of a page: lines beside each other in several rows, and which row and column each is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bertsum_app.documents.page_layout import Line, rows

#: What a list item begins with: beside its words it makes no row of a table.
LIST_MARK = re.compile(r"(?:[-•*·▪◦‣–]|\(?\d{1,2}[.)]|\(?[a-z][.)])(?:\s+\S|$)")
_FEWEST_ROWS = 3

#: Row and column, from 0.
Cell = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """The lines of a table, row by row, each with its cell; a cell may have several."""

    cells: tuple[tuple[Line, Cell], ...]


@dataclass(frozen=True)
class _Row:
    """Lines beside each other, and beneath them the rest of cells that have several lines."""

    lines: list[Line]
    rest: list[Line]


def parts_of(lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """The lines of a page in parts: running text, and tables, whose rows have cells side by side."""
    text: list[Line] = []
    table: list[_Row] = []
    waiting: list[Line] = []
    """A line that belongs to the table if the table goes on behind it."""

    def end_table() -> Iterator[list[Line] | Table]:
        nonlocal text
        inside = [line for row in table for line in (*row.lines, *row.rest)]
        if sum(1 + len(row.rest) for row in table) >= _FEWEST_ROWS:
            if text:
                yield text
            yield Table(tuple(zip(inside, _cells(table), strict=True)))
            text = []
        else:
            text += inside
        text += waiting
        table.clear()
        waiting.clear()

    for row in rows(lines):
        if _is_row(row):
            if table:
                table[-1].rest.extend(waiting)
                waiting.clear()
            table.append(_Row(row, []))
        elif table and not waiting and row[0].left > table[-1].lines[0].left + row[0].size:
            waiting += row
        else:
            yield from end_table()
            text += row
    yield from end_table()
    if text:
        yield text


def _is_row(row: Sequence[Line]) -> bool:
    cells = [line for line in row if not LIST_MARK.fullmatch(line.text.strip())]
    return len(cells) > 1 and all(a.right <= b.left for a, b in pairwise(row))


def _cells(table: Sequence[_Row]) -> Iterator[Cell]:
    """The cells of all lines: the columns are those of the rows that have the most."""
    count = max((len(row.lines) for row in table), default=0)
    columns = [
        (min(line.left for line in lines), max(line.right for line in lines))
        for lines in zip(*(row.lines for row in table if len(row.lines) == count), strict=True)
    ]
    for number, row in enumerate(table):
        column = -1
        for index, line in enumerate(row.lines):
            # So that those to the right of it have columns of their own.
            last = count - len(row.lines) + index
            column = max(range(column + 1, last + 1), key=lambda at: _shared(line, *columns[at]))
            yield number, column
        for line in row.rest:
            yield number, max(range(count), key=lambda at: _shared(line, *columns[at]))


def _shared(line: Line, left: float, right: float) -> float:
    """How much of a column's width a line takes; below 0: how far it is from it."""
    return min(line.right, right) - max(line.left, left)
