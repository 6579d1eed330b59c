"""The line that says how much of a result may be wrong: colour, icon and words together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from bertsum_app.gui.icons import icon
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.themed import THEME_EVENTS

_ICON_EDGE = 18


class DoubtButton(QPushButton):
    """A button, because clicking it leads to the next doubtful place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = ""
        self.setProperty("kind", "doubt")
        leave_focus(self)
        self.setIconSize(QSize(_ICON_EDGE, _ICON_EDGE))
        self._tint_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in THEME_EVENTS:
            self._tint_icon()

    def _tint_icon(self) -> None:
        tint = current_theme().warning
        if tint != self._tint:
            self._tint = tint
            self.setIcon(icon("warning", tint, size=_ICON_EDGE))
