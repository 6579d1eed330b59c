"""What tests ask of any widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bertsum_app.gui.main_window import MainWindow

T = TypeVar("T", bound=QObject)


def child_of(parent: QObject, kind: type[T]) -> T:
    """The one descendant of this kind."""
    [child] = parent.findChildren(kind)
    return child


def window_of(widget: QWidget) -> MainWindow:
    """The program's window that it is in."""
    window = widget.window()
    assert isinstance(window, MainWindow)
    return window


def name_of(widget: QObject) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def cut_buttons(window: QWidget) -> list[str]:
    """The words of buttons that are too narrow for them."""
    return [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]


def tab_stops(window: QWidget, first: QWidget) -> list[QWidget]:
    """Where Tab leads from the first one on, until it comes round."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops = [first]
    while True:
        window.focusNextPrevChild(True)
        now = QApplication.focusWidget()
        if now is None or now in stops:
            return stops
        stops.append(now)
