"""A button that lets people see what it would do before they press it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bertsum_app.gui.widgets.clicking import leave_focus


class PreviewButton(QPushButton):
    """Pointing at it or going to it by keyboard asks for the preview."""

    previewed = Signal(bool)
    """Whether the preview is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "pill")
        leave_focus(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.previewed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.previewed.emit(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.previewed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.previewed.emit(self.underMouse())
