"""Pages in reading order: columns by the white space between them, headers and footers taken away.

A PDF says where each character stands, and nothing of what belongs together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from bertsum_app.documents.looks import Looks, cut

#: Lines at the top and bottom of a page that may be its header or footer.
_EDGE_LINES = 2
_REPEATS = 3  # pages
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|p\.|第)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:页)?"
    r"(?:\s*(?:/|of|共)\s*\d{1,4}\s*(?:页)?)?[-–—\s]*",
    re.IGNORECASE,
)
#: In line heights, unless said otherwise.
_GUTTER = 0.9
_BAND_GAP = 1.8  # between what stands at the edge of a page and its text
_BAND_SHARE = 0.8  # of the pages that have a line at that height
_NARROW = 0.2  # of the width: columns of text are wider
_CROSSING = 0.35  # of the lines may run over both columns
_FEWEST_LINES = 3  # of a column
_TIGHTEST = 0.9  # from base line to base line
_WIDER = 1.3  # times as far as lines of a cell are those of two rows
_FEWEST_ROWS = 5  # of a table whose columns could be columns of text
_ROW_SHARE = 0.8  # of its rows have cells on both sides
_FEWEST_UNEVEN = 3  # of them have more lines on one side
_NO_EXCEPTION = 0.3  # of the characters
_DEEPEST = 4  # columns within columns
#: A page has fewer lines than this, unless it is made to keep us busy.
_MOST_EDGES = 500


@dataclass(frozen=True)
class Gap:
    """A wide gap before `text[start:]` of a line: where what is left of it ends, and that begins."""

    start: int
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """A line, or the part of one that stands in one column. Points from the lower left corner.

    `bold`: all of it, a word or two apart. `looks`: of its words. `gaps`: in it that are wider than
    blanks usually are, so that it may be words of two columns.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool = False
    looks: Looks = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def middle(self) -> float:
        """Half of its height."""
        return (self.bottom + self.top) / 2


def parted(line: Line, gap: Gap) -> tuple[Line, Line]:
    """What stands before and behind one of its gaps, each as a line."""
    text = line.text
    first = text[: gap.start].rstrip()
    return (
        replace(
            line,
            text=first,
            right=gap.left,
            looks=cut(line.looks, 0, len(first)),
            gaps=tuple(each for each in line.gaps if each.start < gap.start),
        ),
        replace(
            line,
            text=text[gap.start :],
            left=gap.right,
            looks=cut(line.looks, gap.start, len(text)),
            gaps=tuple(
                replace(each, start=each.start - gap.start)
                for each in line.gaps
                if each.start > gap.start
            ),
        ),
    )


def reading_order(lines: list[Line]) -> list[Line]:
    """Column by column; what runs over all columns parts what is above it from what is below."""
    return _in_columns(sorted(lines, key=lambda line: (-line.middle, line.left)), depth=0)


def told_size(sizes: Counter[float]) -> float:
    """The size of a text with so many characters of each: the largest that is not an exception.

    Words of code in a sentence are often a little smaller than the rest.
    """
    return max(size for size, count in sizes.items() if count >= _NO_EXCEPTION * sizes.total())


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as rows of what stands beside each other, each from left to right."""
    found: list[list[Line]] = []
    for line in lines:
        before = found[-1][-1] if found else None
        size = 0.0 if before is None else min(line.size, before.size)
        if before is not None and abs(line.middle - before.middle) < 0.4 * size:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.left) for row in found]


def without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Without page numbers, and without what stands at the edge of many pages.

    Headers and footers repeat their words, or stand apart from the text at the same height on many
    pages, as those that name the chapter do.
    """
    edges = [_edge_indices(page) for page in pages]
    repeated = Counter(
        key
        for page, indices in zip(pages, edges, strict=True)
        for key in {_words(page[index].text) for index in indices}
    )
    bands = _bands(pages)
    cleaned = []
    for page, indices in zip(pages, edges, strict=True):
        dropped = {
            index
            for index in indices
            if repeated[_words(page[index].text)] >= _REPEATS
            or _height(page[index]) in bands
            or (_PAGE_NUMBER.fullmatch(page[index].text.strip()) and _is_alone(index, page))
        }
        cleaned.append([line for index, line in enumerate(page) if index not in dropped])
    return cleaned


def _in_columns(lines: list[Line], depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth < _DEEPEST and len(lines) >= 2 * _FEWEST_LINES else None
    if gutter is None:
        return [line for row in rows(lines) for line in row]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def end_band() -> None:
        ordered.extend(_in_columns(left, depth + 1))
        ordered.extend(_in_columns(right, depth + 1))
        left.clear()
        right.clear()

    for line in lines:
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            end_band()
            ordered.append(line)
    end_band()
    return ordered


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the white space between two columns, if there are two."""
    height = median(line.size for line in lines)
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    edges = sorted({line.right for line in lines if low + height < line.right < high - height})
    best: tuple[int, float] | None = None
    for edge in edges[-_MOST_EDGES:]:
        gutter = edge + 0.5 * _GUTTER * height
        before = [line for line in lines if line.right <= gutter]
        behind = [line for line in lines if line.left >= edge + _GUTTER * height]
        crossing = len(lines) - len(before) - len(behind)
        if min(len(before), len(behind)) < _FEWEST_LINES or crossing > _CROSSING * len(lines):
            continue
        if not _side_by_side(before, behind) or _is_table(before, behind, high - low):
            continue
        if _in_rows(before, behind):
            continue
        if best is None or crossing < best[0]:
            best = crossing, gutter
    return None if best is None else best[1]


def _side_by_side(before: Sequence[Line], behind: Sequence[Line]) -> bool:
    """Whether the two stand beside each other over most of their height."""
    low = max(min(line.bottom for line in side) for side in (before, behind))
    high = min(max(line.top for line in side) for side in (before, behind))
    shorter = min(
        max(line.top for line in side) - min(line.bottom for line in side)
        for side in (before, behind)
    )
    return high - low > 0.5 * shorter


def _is_table(before: Sequence[Line], behind: Sequence[Line], width: float) -> bool:
    """Columns of text are filled; those of a table hold a few words each."""
    return any(
        median(line.right - line.left for line in side) < _NARROW * width
        for side in (before, behind)
    )


def _in_rows(before: Sequence[Line], behind: Sequence[Line]) -> bool:
    """Whether gaps run through both sides again and again, as between the rows of a table."""
    pitch = min(
        (
            above.bottom - line.bottom
            for side in (before, behind)
            for above, line in pairwise(side)
            if above.bottom - line.bottom > _TIGHTEST * line.size
        ),
        default=0.0,
    )
    rows: list[list[bool]] = []
    lowest = 0.0
    sides = [(line, False) for line in before] + [(line, True) for line in behind]
    for line, is_right in sorted(sides, key=lambda each: -each[0].middle):
        if not rows or lowest - line.bottom > _WIDER * pitch:
            rows.append([])
            lowest = line.bottom
        rows[-1].append(is_right)
        lowest = min(lowest, line.bottom)
    whole = [row for row in rows if any(row) and not all(row)]
    # Paragraphs that begin side by side by chance end so only if they have as many lines.
    uneven = sum(2 * sum(row) != len(row) for row in whole)
    return len(whole) >= max(_FEWEST_ROWS, _ROW_SHARE * len(rows)) and uneven >= _FEWEST_UNEVEN


def _bands(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[int, int]]:
    """The heights at which something stands at the edge of pages, apart from their text."""
    seen: Counter[tuple[int, int]] = Counter()
    apart: Counter[tuple[int, int]] = Counter()
    for page in pages:
        found = rows(sorted(page, key=lambda line: (-line.middle, line.left)))
        for edge, inner in ((found[0], found[1]), (found[-1], found[-2])) if found[2:] else ():
            key = _height(edge[0])
            seen[key] += 1
            gap = abs(edge[0].bottom - inner[0].bottom)
            apart[key] += gap > _BAND_GAP * max(edge[0].size, inner[0].size)
    return frozenset(
        key for key, count in apart.items() if count >= max(_REPEATS, _BAND_SHARE * seen[key])
    )


def _height(line: Line) -> tuple[int, int]:
    return round(line.bottom), round(line.size)


def _is_alone(index: int, page: Sequence[Line]) -> bool:
    """Whether nothing stands beside a line: a number in a table is no page number."""
    line = page[index]
    return not any(other is not line and other.bottom < line.middle < other.top for other in page)


def _edge_indices(page: Sequence[Line]) -> set[int]:
    by_height = sorted(range(len(page)), key=lambda index: page[index].middle)
    return {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}


def _words(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()).lower())
