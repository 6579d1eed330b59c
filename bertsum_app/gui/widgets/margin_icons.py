"""Small icons in the left margin of a pane, beside the line that something is to be said about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QTextEdit

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme

EDGE = 14
_LEFT = 3


@dataclass(frozen=True)
class MarginIcon:
    """An icon beside the line with this UTF-16 position; `tint` names a colour token.

    Where there are several on one line, the most `urgent` is shown.
    """

    position: int
    icon_name: str
    tint: str
    urgent: int = 0


class MarginIcons:
    """The icons of one pane."""

    def __init__(self, pane: QTextEdit) -> None:
        self._pane = pane
        self._icons: tuple[MarginIcon, ...] = ()
        self._positions: list[int] = []

    @property
    def icons(self) -> tuple[MarginIcon, ...]:
        """All icons, by position."""
        return self._icons

    def show(self, icons: Sequence[MarginIcon]) -> None:
        """Show these icons and no others."""
        wanted = tuple(sorted(icons, key=lambda each: each.position))
        if wanted != self._icons:
            self._icons = wanted
            self._positions = [each.position for each in wanted]
            self._pane.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """Draw what is in view."""
        theme = current_theme()
        scale = self._pane.devicePixelRatioF()
        for icon, place in self._in_view():
            picture = pixmap(icon.icon_name, str(getattr(theme, icon.tint)), EDGE, scale)
            painter.drawPixmap(place, picture)

    def at(self, point: QPoint) -> int:
        """The position of the icon under a point of the viewport, or -1."""
        for icon, place in self._in_view():
            # A little wider than it looks, for the hand.
            if place.adjusted(-_LEFT, -4, 4, 4).contains(point):
                return icon.position
        return -1

    def _in_view(self) -> list[tuple[MarginIcon, QRect]]:
        if not self._icons:
            return []
        height = self._pane.viewport().height()
        first = self._pane.cursorForPosition(QPoint(0, 0)).position()
        found: dict[int, MarginIcon] = {}
        for icon in self._icons[bisect_left(self._positions, first) :]:
            line = self._line_of(icon.position)
            if line.top() > height:
                break
            top = line.center().y() - EDGE // 2
            if top not in found or found[top].urgent < icon.urgent:
                found[top] = icon
        return [(icon, QRect(_LEFT, top, EDGE, EDGE)) for top, icon in found.items()]

    def _line_of(self, position: int) -> QRect:
        cursor = QTextCursor(self._pane.document())
        cursor.setPosition(min(position, self._pane.document().characterCount() - 1))
        return self._pane.cursorRect(cursor)
