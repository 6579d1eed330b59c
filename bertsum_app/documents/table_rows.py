"""The rows of a table, whose cells may run over several lines.

Rows stand further apart than the lines of a cell, as a rule. Where they do not, a line is the rest of
the one above it if its first word had no room there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bertsum_app.documents.page_layout import Line
from bertsum_app.text.chinese import is_cjk

#: Times as far as the nearest lines of one column: what stands further below is in another row.
_FURTHER = 1.25
#: In line heights.
_SAME_LEVEL = 0.4
_TIGHTEST = 0.9  # between lines of one column
_WIDEST = 2.0  # the same: further apart they are no lines of one cell
_LONG = 3.0  # wider than this is a line that may be broken
_ROOM = 0.5  # more than this beside a line is room that was left
#: Groups of lines that are rows by how far they are apart.
_ENOUGH = 3


@dataclass(frozen=True)
class Column:
    """From the left end of its lines to the right one, in points."""

    left: float
    right: float


@dataclass(frozen=True)
class PlacedLine:
    """A line, and the column that it is in."""

    line: Line
    column: int


Level = list[PlacedLine]
"""Lines at the same height."""


def rows_of(placed: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """The lines by rows, each from top to bottom."""
    levels = _levels(placed)
    right = {
        column: max(each.line.right for each in placed if each.column == column)
        for column in {each.column for each in placed}
    }
    rows: list[list[PlacedLine]] = []
    groups = _far_apart(levels)
    for group in groups:
        is_row = _is_one_row(group, right, among_others=len(groups) >= _ENOUGH)
        parts = [group] if is_row else _tight(group, right)
        rows += [[each for level in part for each in level] for part in parts]
    return rows


def _levels(placed: Sequence[PlacedLine]) -> list[Level]:
    found: list[Level] = []
    for each in sorted(placed, key=lambda each: (-each.line.middle, each.column)):
        above = found[-1][-1].line if found else None
        if above is None or above.middle - each.line.middle >= _SAME_LEVEL * each.line.size:
            found.append([])
        found[-1].append(each)
    return found


def _far_apart(levels: Sequence[Level]) -> list[list[Level]]:
    """Levels by rows that stand further apart than the lines of a cell."""
    pitch = min(filter(None, (_pitch(*pair) for pair in _neighbours(levels))), default=0.0)
    groups: list[list[Level]] = []
    for level in levels:
        above = groups[-1][-1] if groups else level
        is_far = above[-1].line.bottom - level[0].line.bottom > _FURTHER * pitch
        if not groups or (is_far and not _overlap(above, level)):
            groups.append([])
        groups[-1].append(level)
    return groups


def _neighbours(levels: Sequence[Level]) -> list[tuple[PlacedLine, PlacedLine]]:
    """Each line with the next one in its column."""
    last: dict[int, PlacedLine] = {}
    found = []
    for level in levels:
        for each in level:
            if each.column in last:
                found.append((last[each.column], each))
            last[each.column] = each
    return found


def _pitch(above: PlacedLine, each: PlacedLine) -> float | None:
    """How far one line is below another; None where they are no lines of one cell."""
    size = max(above.line.size, each.line.size)
    apart = above.line.bottom - each.line.bottom
    return apart if _TIGHTEST * size <= apart <= _WIDEST * size else None


def _overlap(above: Level, level: Level) -> bool:
    """Whether some lines of a level stand beside some of the one above, a little lower."""
    return any(
        each.line.top > other.line.bottom
        for each in level
        for other in above
        if other.column != each.column
    )


def _is_one_row(group: Sequence[Level], right: dict[int, float], *, among_others: bool) -> bool:
    """Whether a group holds nothing but the lines of cells that are broken where they have to be.

    Where several levels could be rows of their own, as short words of one length seem to be broken
    everywhere, they need more to be none: groups before and behind them, and long lines.
    """
    pairs = _neighbours(group)
    if not all(_is_rest(above, each, right) for above, each in pairs):
        return False
    if sum(map(_could_begin, group)) < 2:
        return True
    return among_others and all(_is_long(above.line) for above, _ in pairs)


def _could_begin(level: Level) -> bool:
    columns = {each.column for each in level}
    return 0 in columns and len(columns) > 1


def _is_long(line: Line) -> bool:
    return line.right - line.left > _LONG * line.size


def goes_on(above: Line, line: Line, right: float) -> bool:
    """Whether a line of a cell goes on with the one above it: its first word had no room there.

    `right`: where the lines of the column end.
    """
    if not (_has_letters(above.text) or _has_letters(line.text)):
        return False
    size = 1 if is_cjk(line.text[0]) else len(line.text.split(maxsplit=1)[0])
    width = size * (line.right - line.left) / len(line.text)
    return above.right + width > right - _ROOM * line.size


def _is_rest(above: PlacedLine, each: PlacedLine, right: dict[int, float]) -> bool:
    return goes_on(above.line, each.line, right[each.column])


def _tight(group: Sequence[Level], right: dict[int, float]) -> list[list[Level]]:
    """Levels by rows that stand as close as the lines of a cell."""
    rows: list[list[Level]] = []
    for level in group:
        if not rows or _begins(level, rows[-1], right):
            rows.append([])
        rows[-1].append(level)
    return rows


def _begins(level: Level, row: Sequence[Level], right: dict[int, float]) -> bool:
    """Whether a level begins another row: with its first column, or with words that had room above."""
    above = {each.column: each for each in row[-1]}
    return _could_begin(level) or any(
        not _is_rest(above[each.column], each, right) for each in level if each.column in above
    )


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
