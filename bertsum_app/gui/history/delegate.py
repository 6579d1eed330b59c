"""Paints an entry of the history: kind of work, a line of either text, date and languages."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bertsum_app.gui.history.model import HistoryModel, date_text, languages_text
from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.row_ground import paint_row_ground

_SIDE = 20
_PADDING = 10
_LEADING = 4
_ICON = 20
_PIN = 16
_GAP = 12
_INSET = 8


class HistoryDelegate(QStyledItemDelegate):
    """All rows are of one height, whatever their texts."""

    def __init__(self, view: QListView, model: HistoryModel) -> None:
        super().__init__(view)
        self._view = view
        self._rows = model

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = self._view.fontMetrics().height()
        return QSize(self._view.viewport().width(), 2 * line + _LEADING + 2 * _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = current_theme()
        row = self._rows.row(index.row())
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, room, state, inset=_INSET)
        font = QFont(self._view.font())
        metrics = QFontMetrics(font)
        painter.setFont(font)
        line = metrics.height()
        top = QRect(room.left() + _SIDE, room.top() + _PADDING, room.width() - 2 * _SIDE, line)
        bottom = top.translated(0, line + _LEADING)
        middle = top.center().y() - _ICON // 2 + 1
        self._paint_icon(painter, row.mode, theme.muted, QRect(top.left(), middle, _ICON, _ICON))
        top.setLeft(top.left() + _ICON + _GAP)
        bottom.setLeft(top.left())
        if row.pinned:
            place = QRect(top.right() - _PIN + 1, top.center().y() - _PIN // 2 + 1, _PIN, _PIN)
            self._paint_icon(painter, "pin", theme.accent, place)
        beside = QRect(top)
        if row.pinned:
            beside.setRight(top.right() - _PIN - _GAP // 2)
        self._paint_line(painter, beside, row.source, date_text(row), theme.text, theme.muted)
        self._paint_line(painter, bottom, row.result, languages_text(row), theme.muted, theme.muted)
        painter.restore()

    def _paint_icon(self, painter: QPainter, name: str, colour: str, place: QRect) -> None:
        picture = pixmap(name, colour, place.width(), self._view.devicePixelRatioF())
        painter.drawPixmap(place, picture)

    @staticmethod
    def _paint_line(
        painter: QPainter, room: QRect, text: str, fact: str, colour: str, fact_colour: str
    ) -> None:
        """Text on the left, elided, and a fact on the right, which has its room first."""
        metrics = painter.fontMetrics()
        share = min(width_of(fact, painter.font()), room.width() // 2)
        painter.setPen(QColor(fact_colour))
        shown = metrics.elidedText(fact, Qt.TextElideMode.ElideRight, share)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        left = room.adjusted(0, 0, -(share + _GAP), 0)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def width_of(text: str, font: QFont) -> int:
    """What a text needs. Upwards: with a fraction of a pixel too little it would be elided."""
    return math.ceil(QFontMetricsF(font).horizontalAdvance(text))
