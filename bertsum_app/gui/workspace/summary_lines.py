"""Keeps the result pane's lines in step with the chosen sentences, a few lines at a time.

Qt takes tens of milliseconds to lay out a summary of a thousand sentences, and a slider asks for
another one with each pixel. So only lines that differ are touched, and no more of them in one turn
of the event loop than fit in a few milliseconds; from above, where the person most likely reads.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from bertsum_app.gui.widgets.result_pane import ResultPane
from bertsum_app.gui.workspace.summary_draft import Line

_TURN_S = 0.006
# An edit costs about as much as laying out so many lines, and is to end within a turn.
_WORTH_AN_EDIT = 12
_MOST_LINES = 48


@dataclass(frozen=True)
class LineEdit:
    """Put `lines` in place of the lines from `start` to before `end`."""

    start: int
    end: int
    lines: tuple[Line, ...]


class SummaryLines(QObject):
    """Writes lines into a pane; each is a paragraph of its own."""

    settled = Signal()
    """All lines that were asked for stand in the pane."""

    def __init__(self, pane: ResultPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._lines: list[Line] = []
        self._wanted: tuple[Line, ...] = ()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def begin(self, lines: Sequence[Line]) -> None:
        """The pane holds something else: show these lines instead."""
        self._turn.stop()
        self._wanted = tuple(lines)
        first = self._wanted[:_MOST_LINES]
        self._pane.replace_text("\n".join(line.shown for line in first))
        self._lines = list(first)
        self._go_on()

    def show(self, lines: Sequence[Line]) -> None:
        """Make the pane, which holds the lines shown last, hold these."""
        self._wanted = tuple(lines)
        self._go_on()

    def stop(self) -> None:
        """The pane is to hold something else."""
        self._turn.stop()
        self._lines = []
        self._wanted = ()

    def key_at(self, position: int) -> int:
        """The sentence at a UTF-16 position of the pane, or -1."""
        if position < 0:
            return -1
        number = self._pane.document().findBlock(position).blockNumber()
        return self._lines[number].key if 0 <= number < len(self._lines) else -1

    def ranges_of(self, keys: Collection[int]) -> dict[int, tuple[int, int]]:
        """Where sentences stand in the pane, UTF-16; those that do not (yet) are left out."""
        found = {}
        for number, line in enumerate(self._lines):
            if line.key in keys:
                block = self._pane.document().findBlockByNumber(number)
                found[line.key] = (block.position(), block.position() + _utf16(line.text))
        return found

    def references(self) -> list[tuple[int, int]]:
        """Where the references behind the sentences stand in the pane, UTF-16."""
        found = []
        for number, line in enumerate(self._lines):
            if line.reference:
                block = self._pane.document().findBlockByNumber(number)
                start = block.position() + _utf16(line.text)
                found.append((start, block.position() + block.length() - 1))
        return found

    def _go_on(self) -> None:
        self._turn.stop()
        until = time.perf_counter() + _TURN_S
        shift = 0
        edits = line_edits(self._lines, self._wanted)
        for number, edit in enumerate(edits):
            if number and time.perf_counter() > until:
                self._turn.start()
                return
            start, end = edit.start + shift, edit.end + shift
            self._edit(start, end, [line.shown for line in edit.lines])
            self._lines[start:end] = edit.lines
            shift += len(edit.lines) - (end - start)
        self.settled.emit()

    def _edit(self, start: int, end: int, texts: Sequence[str]) -> None:
        document = self._pane.document()
        total = len(self._lines)
        text = "\n".join(texts)
        cursor = QTextCursor(document)
        if start < total:
            cursor.setPosition(document.findBlockByNumber(start).position())
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        if end < total:
            # Line ends belong to the lines before them.
            stop = document.findBlockByNumber(end).position()
            cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(f"{text}\n" if texts else "")
            return
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        if start and texts and start == total:
            text = f"\n{text}"
        elif start and not texts:
            # The line before becomes the last one; it loses its end.
            cursor.setPosition(document.findBlockByNumber(start).position() - 1)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def line_edits(old: Sequence[Line], new: Sequence[Line]) -> list[LineEdit]:
    """What makes `old` into `new`, in order; positions are those in `old`.

    Keys rise in both. Edits near each other become one, long ones several.
    """
    edits: list[LineEdit] = []
    for old_start, old_end, new_start, new_end in _together(_differences(old, new)):
        at, taken = new_start, old_start
        while True:
            stop = min(new_end, at + _MOST_LINES)
            # The last part takes away whatever is left of the old lines.
            until = old_end if stop == new_end else min(old_end, taken + stop - at)
            edits.append(LineEdit(taken, until, tuple(new[at:stop])))
            at, taken = stop, until
            if at == new_end:
                break
    return edits


_Difference = tuple[int, int, int, int]


def _differences(old: Sequence[Line], new: Sequence[Line]) -> list[_Difference]:
    """Maximal stretches without a common line: start and end in `old`, start and end in `new`."""
    found: list[_Difference] = []
    i = j = 0
    while i < len(old) or j < len(new):
        first_i, first_j = i, j
        while (i < len(old) or j < len(new)) and not _same(old, i, new, j):
            behind = j >= len(new) or (i < len(old) and old[i].key <= new[j].key)
            ahead = i >= len(old) or (j < len(new) and new[j].key <= old[i].key)
            i, j = i + behind, j + ahead
        if (i, j) != (first_i, first_j):
            found.append((first_i, i, first_j, j))
        while _same(old, i, new, j):
            i, j = i + 1, j + 1
    return found


def _same(old: Sequence[Line], i: int, new: Sequence[Line], j: int) -> bool:
    return i < len(old) and j < len(new) and (old[i] is new[j] or old[i] == new[j])


def _together(differences: Sequence[_Difference]) -> list[_Difference]:
    """Stretches with only a few lines between them as one."""
    joined: list[_Difference] = []
    for one in differences:
        if joined:
            last = joined[-1]
            near = one[0] - last[1] <= _WORTH_AN_EDIT
            small = one[3] - last[2] <= _MOST_LINES and one[1] - last[0] <= _MOST_LINES
            if near and small:
                joined[-1] = (last[0], one[1], last[2], one[3])
                continue
        joined.append(one)
    return joined
