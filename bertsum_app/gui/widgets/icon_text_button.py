"""A flat button with an icon, and a word beside it while there is something to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from bertsum_app.gui.icons import icon
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.themed import THEME_EVENTS

_ICON_EDGE = 20


class IconTextButton(QPushButton):
    """Among icon buttons. Clicking it leaves the focus where the person types."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._tint: tuple[str, str] | None = None
        self.setProperty("kind", "tool")
        leave_focus(self)
        self.setIconSize(QSize(_ICON_EDGE, _ICON_EDGE))
        self._tint_icon()

    def describe(self, name: str, word: str, shortcut: QKeySequence) -> None:
        """Name the button for eye (tool tip) and ear; `word` stands on it, "" for the icon alone."""
        self.setText(word)
        self.setAccessibleName(name)
        keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in THEME_EVENTS:
            self._tint_icon()

    def _tint_icon(self) -> None:
        theme = current_theme()
        tint = (theme.accent, theme.disabled)
        if tint != self._tint:
            self._tint = tint
            self.setIcon(icon(self._icon_name, *tint, size=_ICON_EDGE))
