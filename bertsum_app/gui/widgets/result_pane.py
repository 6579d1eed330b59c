"""Where results stand: read-only text that grows, tells which place is pointed at, and why in doubt.

Additions are put in together when they come faster than Qt can lay them out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from bertsum_app.gui.clean_text import clean_text
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import TextPane

# Of the time between two additions, at most one part in so many goes into layout.
_REST_FACTOR = 4


class ResultPane(TextPane):
    """Selectable and copyable by mouse and keyboard, never editable by hand yet."""

    appended = Signal()
    """Text was added at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._waiting: list[str] = []
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.timeout.connect(self.flush)
        self._tip_at: Callable[[int], str] = lambda position: ""

    def use_tips(self, tip_at: Callable[[int], str]) -> None:
        """Ask this for the tool tip at a UTF-16 position; an empty one shows nothing."""
        self._tip_at = tip_at

    def set_paragraph_gap(self, gap: int) -> None:
        """Room under each paragraph from now on, in device independent pixels."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setBottomMargin(gap)
        cursor.mergeBlockFormat(block)

    def tip_at(self, position: int) -> str:
        """The tool tip at a UTF-16 position; empty where there is none."""
        return self._tip_at(position) if position >= 0 else ""

    def append_text(self, text: str) -> None:
        """Add text at the end, soon."""
        self._waiting.append(text)
        if not self._flush_timer.isActive():
            self._flush_timer.start(0)

    def flush(self) -> None:
        """Add now what is waiting to be added."""
        if not self._waiting:
            return
        text, self._waiting = "".join(self._waiting), []
        started = time.perf_counter()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(clean_text(text))
        spent_ms = (time.perf_counter() - started) * 1000
        self._flush_timer.start(int(spent_ms * _REST_FACTOR))
        self.appended.emit()

    def replace_text(self, text: str) -> None:
        """Show this and nothing else; what is the same at both ends stays where it is.

        So the place that somebody reads does not move while a sentence elsewhere is done again.
        """
        self._waiting = []
        self.show_marks(())
        new = clean_text(text)
        start, old_end, new_end = _difference(self.text, new)
        offsets = TextOffsets(self.text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(offsets.to_utf16(start))
        cursor.setPosition(offsets.to_utf16(old_end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[start:new_end])

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self.position_at(event.pos())
            tip = self.tip_at(position)
            if tip:
                QToolTip.showText(event.globalPos(), tip, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def _difference(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where in each the difference ends; code points."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - start
    same = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return start, len(old) - same, len(new) - same
