"""Files dragged over a window and dropped there, told to it as the desktop would tell it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY, _LEFT, _NO_KEYS = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


class FileDrag:
    """Files in the hand of somebody; Qt finds out by itself which widgets it comes by."""

    def __init__(self, window: QWidget, paths: Sequence[Path]) -> None:
        self._window = window
        self._handle = window.windowHandle()
        # Held, as the desktop does: events only borrow it.
        self._data = QMimeData()
        self._data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])

    def enter(self, over: QWidget) -> QDragEnterEvent:
        """Come into the window over the middle of a widget."""
        event = QDragEnterEvent(self._at(over), _COPY, self._data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(self._handle, event)
        return event

    def move(self, over: QWidget) -> QDragMoveEvent:
        """Go on to the middle of a widget."""
        event = QDragMoveEvent(self._at(over), _COPY, self._data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(self._handle, event)
        return event

    def leave(self) -> None:
        """Go out of the window."""
        QApplication.sendEvent(self._handle, QDragLeaveEvent())

    def drop(self, over: QWidget) -> QDropEvent:
        """Let go over the middle of a widget."""
        event = QDropEvent(self._at(over), _COPY, self._data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(self._handle, event)
        return event

    def _at(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self._window, widget.rect().center())


def drop_files(window: QWidget, *paths: Path, over: QWidget | None = None) -> None:
    """Drag files in, over the middle of a widget (or of the window), and let go there."""
    drag = FileDrag(window, paths)
    drag.enter(over or window)
    drag.move(over or window)
    drag.drop(over or window)
