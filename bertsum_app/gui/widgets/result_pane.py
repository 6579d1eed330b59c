"""Where results stand: text that grows, tells which place is pointed at, and why it is in doubt.

Additions are put in together when they come faster than Qt can lay them out. A translation can be
edited; what the person does to it is told, and undone by whoever keeps account of it, since the
document's own undo would take back what the machine wrote as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from bertsum_app.gui.clean_text import clean_text
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.margin_icons import MarginIcon, MarginIcons
from bertsum_app.gui.widgets.text_drag import TextDrag
from bertsum_app.gui.widgets.text_pane import TextPane
from bertsum_app.text.difference import changed_range

# Of the time between two additions, at most one part in so many goes into layout.
_REST_FACTOR = 4

_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class ResultPane(TextPane):
    """Selectable and copyable by mouse and keyboard; editable where that is allowed."""

    appended = Signal()
    """Text was added at the end."""

    edited = Signal(int, int, int)
    """The person's edit: where, how many UTF-16 units went, and how many came."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[str] = []
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.timeout.connect(self.flush)
        self._tip_at: Callable[[int], str] = lambda position: ""
        self._margin = MarginIcons(self)
        self._drag = TextDrag(self)
        self._by_program = False
        self._edit: tuple[int, int, int] | None = None
        self.set_editable(False)
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)

    def _set_type(self) -> None:
        super()._set_type()
        self.document().setUndoRedoEnabled(False)

    def set_editable(self, editable: bool) -> None:
        """Whether the person may change the text."""
        if editable:
            self.setReadOnly(False)
        else:
            self.setReadOnly(True)
            self.setTextInteractionFlags(_READING)

    def use_tips(self, tip_at: Callable[[int], str]) -> None:
        """Ask this for the tool tip at a UTF-16 position; an empty one shows nothing."""
        self._tip_at = tip_at

    def set_paragraph_gap(self, gap: int) -> None:
        """Room under each paragraph from now on, in device independent pixels."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setBottomMargin(gap)
        with self._programmed():
            cursor.mergeBlockFormat(block)

    def tip_at(self, position: int) -> str:
        """The tool tip at a UTF-16 position; empty where there is none."""
        return self._tip_at(position) if position >= 0 else ""

    def show_icons(self, icons: Sequence[MarginIcon]) -> None:
        """Show these in the margin, and no others."""
        self._margin.show(icons)

    @property
    def icons(self) -> tuple[MarginIcon, ...]:
        """What the margin shows."""
        return self._margin.icons

    @property
    def pending(self) -> str:
        """Text that is about to be added."""
        return "".join(self._waiting)

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
        caret = self.textCursor().position()
        with self._programmed():
            cursor.insertText(clean_text(text))
            # Somebody who writes at the end goes on there, before what came.
            self._put_caret(caret)
        spent_ms = (time.perf_counter() - started) * 1000
        self._flush_timer.start(int(spent_ms * _REST_FACTOR))
        self.appended.emit()

    def replace_text(self, text: str) -> None:
        """Show this and nothing else; what is the same at both ends stays where it is.

        So the place that somebody reads or writes at does not move while a sentence elsewhere is
        done again.
        """
        self._waiting = []
        self.show_marks(())
        self.show_icons(())
        new = clean_text(text)
        start, old_end, new_end = changed_range(self.text, new)
        offsets = TextOffsets(self.text)
        first, last = offsets.to_utf16(start), offsets.to_utf16(old_end)
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        caret, length = self.textCursor().position(), self.length
        with self._programmed():
            cursor.insertText(new[start:new_end])
            behind = caret >= last and caret > first
            self._put_caret(caret + self.length - length if behind else min(caret, first))

    # --- what the person does -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            self.flush()
            super().keyPressEvent(event)
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.flush()
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.flush()
            self.textCursor().insertText(clean_text(source.text()))
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        # Plain words: other programs are not to take over the theme's colours with them.
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag.pressed(event)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._drag.moved(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self._margin.at(event.position().toPoint())
        if position >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.clicked_at.emit(position)
            return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self.position_at(event.pos())
            icon = self._margin.at(event.pos())
            self.show_tip(event, self.tip_at(position if icon < 0 else icon))
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._margin.paint(painter)
        painter.end()

    def _put_caret(self, position: int) -> None:
        if self.textCursor().position() != position:
            moved = self.textCursor()
            moved.setPosition(position)
            self.setTextCursor(moved)

    @contextmanager
    def _programmed(self) -> Iterator[None]:
        """What changes meanwhile is not the person's doing."""
        self._by_program = True
        try:
            yield
        finally:
            self._by_program = False

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        # The layout still knows nothing of it: told when all is done.
        if not self._by_program and not self.isReadOnly():
            self._edit = (position, removed, added)

    def _on_text_changed(self) -> None:
        edit, self._edit = self._edit, None
        if edit is not None:
            self.edited.emit(*edit)
