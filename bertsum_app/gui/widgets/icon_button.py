"""A button that is only an icon: tinted by the theme, named for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from bertsum_app.gui.icons import icon
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.themed import THEME_EVENTS

_EDGE = 32
_ICON_EDGE = 20


class IconButton(QToolButton):
    """Thirty-two pixels square. Clicking it leaves the focus where the person types."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._tint: tuple[str, str] | None = None
        self.setFixedSize(_EDGE, _EDGE)
        self.setIconSize(QSize(_ICON_EDGE, _ICON_EDGE))
        leave_focus(self)
        self._tint_icon()

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._tint = None
        self._tint_icon()

    def describe(self, name: str, shortcut: QKeySequence | None = None) -> None:
        """Name the button for the eye (tool tip) and the ear; the shortcut is only told of."""
        self.setAccessibleName(name)
        keys = "" if shortcut is None else shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in THEME_EVENTS:
            self._tint_icon()

    def _tint_icon(self) -> None:
        theme = current_theme()
        tint = (theme.muted, theme.disabled)
        if tint != self._tint:
            self._tint = tint
            self.setIcon(icon(self._icon_name, *tint, size=_ICON_EDGE))
