"""The ground of a row in a list that paints its own: chosen, pointed at, focused."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from bertsum_app.gui.theme import current_theme

_RADIUS = 8


def paint_row_ground(
    painter: QPainter, room: QRect, state: QStyle.StateFlag, *, inset: int
) -> None:
    """Paint what is behind a row's words; `inset` is the room left free at either side."""
    theme = current_theme()
    shape = room.adjusted(inset, 1, -inset, -1)
    if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(shape, _RADIUS, _RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
