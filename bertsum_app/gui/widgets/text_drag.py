"""Selected text of a pane that is dragged out of it: a copy, never what was there.

Qt's own drag of an editable text offers to move it, and takes it away where the program it is dropped
on says that it moved it. A result would lose words by that.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QTextEdit


class TextDrag(QObject):
    """Told of the mouse by its pane; begins a drag when it leaves where it was pressed."""

    def __init__(self, pane: QTextEdit) -> None:
        super().__init__(pane)
        self._pane = pane
        self._from: QPoint | None = None

    def pressed(self, event: QMouseEvent) -> None:
        """The mouse was pressed, and the pane has not seen it yet."""
        place = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        self._from = place if left and self._is_selected(place) else None

    def moved(self, event: QMouseEvent) -> bool:
        """The mouse was moved; whether this is a drag, and none of the pane's business."""
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._from = None
            return False
        way = event.position().toPoint() - self._from
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._from = None
            drag = QDrag(self._pane)
            drag.setMimeData(self._pane.createMimeDataFromSelection())
            drag.exec(Qt.DropAction.CopyAction)
        return True

    def _is_selected(self, place: QPoint) -> bool:
        cursor = self._pane.textCursor()
        if not cursor.hasSelection():
            return False
        at = self._pane.cursorForPosition(place).position()
        return cursor.selectionStart() <= at < cursor.selectionEnd()
