"""Tables of a page: lines beside each other in several rows, and which row and column each is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bertsum_app.documents.page_layout import Line, parted
from bertsum_app.documents.table_rows import Column, PlacedLine, goes_on, rows_of

#: What a list item begins with: beside its words it makes no row of a table.
LIST_MARK = re.compile(r"(?:[-•*·▪◦‣–]|\(?\d{1,2}[.)]|\(?[a-z][.)])(?:\s+\S|$)")
_FEWEST_LEVELS, _FEWEST_ROWS = 3, 2
#: Of the first column, between two rows: headings of what follows, perhaps. More lines are text.
_MOST_BETWEEN = 2
#: In line heights.
_OVERLAP = (
    0.2  # of lines that stand beside each other, as short cells do in the middle of high ones
)
_FARTHEST = 4.0  # below the last row, from base line to base line
_REST = 1.7  # below the last line of a cell: another one of the same cell
_ALIGNED = 0.6  # where the words of a column begin

#: Row and column, from 0.
Cell = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row, each with its lines from top to bottom."""

    cells: tuple[tuple[tuple[Line, ...], Cell], ...]


def parts_of(lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """The lines of a page in parts: running text, and tables, whose rows have cells side by side."""
    text: list[Line] = []
    table = _Draft()
    for band in _bands(lines):
        beside = table.parted(band)
        if _has_cells(beside):
            if not table.bands:
                text = table.begin(text, band)
            table.add(band, beside)
        elif not table.wait(band, beside):
            text, found = table.end(text)
            yield from found
            table = _Draft()
            text += band
    text, found = table.end(text)
    yield from found
    if text:
        yield text


@dataclass
class _Draft:
    """A table in the making."""

    bands: list[list[Line]] = field(default_factory=list)
    """What stands at one height, its lines parted where they run over two columns."""
    whole: list[Line] = field(default_factory=list)
    """The same lines as they were."""
    waiting: list[tuple[list[Line], list[Line]]] = field(default_factory=list)
    """What belongs to the table if it goes on behind it: as it was, and parted."""
    columns: list[Column] = field(default_factory=list)

    def begin(self, text: list[Line], band: Sequence[Line]) -> list[Line]:
        """The text before a first row, without lines of a cell that is higher than those beside it."""
        [first, *cells] = _side_by_side(band)
        edge = max(line.right for line in first)
        below = [line for cell in cells for line in cell]
        higher: list[Line] = []
        for line in reversed(text):
            beneath = next((each for each in below if _is_above(line, each)), None)
            if line.left < edge or beneath is None:
                break
            higher.append(line)
            below.append(line)
        for line in reversed(higher):
            self._take([line], [line])
        return text[: len(text) - len(higher)]

    def add(self, band: list[Line], beside: list[Line]) -> None:
        """Another row, or a part of one."""
        for was, each in self.waiting:
            self._take(was, each)
        self.waiting.clear()
        self._take(band, beside)
        self.columns = _columns(self.bands)

    def wait(self, band: list[Line], beside: list[Line]) -> bool:
        """Whether this may be the rest of a row: it fits into one column."""
        if not self.bands or len(beside) > 1:
            return False
        [line] = beside
        above = min(
            each.bottom for each in (self.waiting[-1][1] if self.waiting else self.bands[-1])
        )
        if above - line.bottom > _FARTHEST * line.size or not self._fits(line):
            return False
        if len(self._between(line)) > _MOST_BETWEEN:
            return False
        self.waiting.append((band, beside))
        return True

    def parted(self, band: list[Line]) -> list[Line]:
        """The lines of a band, those that run over two columns as two."""
        starts = [column.left for column in self.columns[1:]]
        return [part for line in band for part in _at_starts(line, starts)]

    def end(self, text: list[Line]) -> tuple[list[Line], list[list[Line] | Table]]:
        """The text that goes on behind the table, and what stands before that."""
        while self.waiting and self._is_rest(self.waiting[0][1][0]):
            self._take(*self.waiting.pop(0))
        after = [line for was, _ in self.waiting for line in was]
        rows = sum(map(_has_cells, self.bands))
        if len(_levels(self.bands)) < _FEWEST_LEVELS or rows < _FEWEST_ROWS:
            return [*text, *self.whole, *after], []
        before: list[list[Line] | Table] = [text] if text else []
        return after, [*before, Table(tuple(_cells(self.bands, self.columns)))]

    def _take(self, band: list[Line], beside: list[Line]) -> None:
        self.whole += band
        self.bands.append(beside)

    def _between(self, line: Line) -> list[Line]:
        """The lines of the first column that wait, this one too, and go on with none above them."""
        lines = [*(each for _, [each] in self.waiting), line]
        found = [each for each in lines if _nearest(each, self.columns) == 0]
        return [each for each in found if not self._is_rest(each, found)]

    def _fits(self, line: Line) -> bool:
        at = _nearest(line, self.columns)
        behind = self.columns[at + 1].left if at + 1 < len(self.columns) else None
        is_inside = line.left > self.columns[at].left - _ALIGNED * line.size
        return is_inside and (behind is None or line.right < behind)

    def _is_rest(self, line: Line, waiting: Sequence[Line] = ()) -> bool:
        """Whether a line behind the last row, or behind some that wait, is one more of a cell."""
        at = _nearest(line, self.columns)
        lines = (*(each for band in self.bands for each in band), *waiting)
        column = [each for each in lines if _nearest(each, self.columns) == at]
        higher = (each for each in column if each.bottom > line.bottom)
        above = min(higher, key=lambda each: each.bottom, default=None)
        if above is None or above.bottom - line.bottom > _REST * line.size:
            return False
        # Below the first column a paragraph may begin.
        return at > 0 or goes_on(above, line, max(each.right for each in column))


def _at_starts(line: Line, starts: Sequence[float]) -> Iterator[Line]:
    """A line in parts that begin where columns do, if there is more room than for a blank."""
    rest = line
    for start in starts:
        gaps = (gap for gap in rest.gaps if abs(gap.right - start) < _ALIGNED * rest.size)
        gap = next(gaps, None)
        if gap is not None:
            first, rest = parted(rest, gap)
            yield first
    yield rest


def _bands(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand beside each other, as they follow each other."""
    band: list[Line] = []
    for line in lines:
        if band and not any(_beside(line, each) for each in band):
            yield band
            band = []
        band.append(line)
    if band:
        yield band


def _beside(line: Line, other: Line) -> bool:
    size = min(line.size, other.size)
    if abs(line.middle - other.middle) < 0.4 * size:
        return True
    apart = line.right <= other.left or other.right <= line.left
    return apart and min(line.top, other.top) - max(line.bottom, other.bottom) > _OVERLAP * size


def _is_above(line: Line, other: Line) -> bool:
    """Whether one is the line before the other one of a cell."""
    apart = line.bottom - other.bottom
    return 0 < apart <= _REST * line.size and line.left < other.right and other.left < line.right


def _has_cells(band: Sequence[Line]) -> bool:
    cells = [cell for cell in _side_by_side(band) if not _is_list_mark(cell)]
    return len(cells) > 1


def _is_list_mark(cell: Sequence[Line]) -> bool:
    return len(cell) == 1 and LIST_MARK.fullmatch(cell[0].text.strip()) is not None


def _side_by_side(band: Sequence[Line]) -> list[list[Line]]:
    """The lines of each cell in a band, from left to right."""
    found: list[list[Line]] = []
    right = 0.0
    for line in sorted(band, key=lambda each: each.left):
        if found and line.left < right:
            found[-1].append(line)
            right = max(right, line.right)
        else:
            found.append([line])
            right = line.right
    return found


def _levels(bands: Sequence[Sequence[Line]]) -> list[float]:
    """The heights at which lines stand, from top to bottom."""
    found: list[float] = []
    for line in sorted((each for band in bands for each in band), key=lambda each: -each.middle):
        if not found or found[-1] - line.middle >= 0.4 * line.size:
            found.append(line.middle)
    return found


def _columns(bands: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns are those of the bands that have the most."""
    cells = [_side_by_side(band) for band in bands]
    most = max(map(len, cells))
    return [
        Column(
            min(line.left for cell in column for line in cell),
            max(line.right for cell in column for line in cell),
        )
        for column in zip(*(band for band in cells if len(band) == most), strict=True)
    ]


def _cells(
    bands: Sequence[Sequence[Line]], columns: Sequence[Column]
) -> Iterator[tuple[tuple[Line, ...], Cell]]:
    placed = [each for band in bands for each in _placed(band, columns)]
    for number, row in enumerate(rows_of(placed)):
        for column in range(len(columns)):
            lines = tuple(each.line for each in row if each.column == column)
            if lines:
                yield lines, (number, column)


def _placed(band: Sequence[Line], columns: Sequence[Column]) -> Iterator[PlacedLine]:
    cells = _side_by_side(band)
    column = -1
    for index, cell in enumerate(cells):
        # So that those to the right of it have columns of their own.
        last = len(columns) - len(cells) + index
        options = range(column + 1, last + 1) if last > column else range(len(columns))
        widest = max(cell, key=lambda line: line.right - line.left)
        column = max(options, key=lambda at: _shared(widest, columns[at]))
        yield from (PlacedLine(line, column) for line in cell)


def _nearest(line: Line, columns: Sequence[Column]) -> int:
    return max(range(len(columns)), key=lambda at: _shared(line, columns[at]))


def _shared(line: Line, column: Column) -> float:
    """How much of a column's width a line takes; below 0: how far it is from it."""
    return min(line.right, column.right) - max(line.left, column.left)
