"""An icon that stands beside text, in a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme


class IconLabel(QWidget):
    """Paints an icon in the colour token `tint`; says nothing to screen readers."""

    def __init__(
        self, icon_name: str, tint: str, edge: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._tint = tint
        self._edge = edge
        self.setFixedSize(edge, edge)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, icon_name: str, tint: str) -> None:
        """Show another icon, or the same in another colour."""
        self._icon_name = icon_name
        self._tint = tint
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._edge, self._edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = str(getattr(current_theme(), self._tint))
        picture = pixmap(self._icon_name, colour, self._edge, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QRect(0, 0, self._edge, self._edge), picture)
