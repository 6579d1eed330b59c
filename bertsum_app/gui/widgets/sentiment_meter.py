"""A scale from negative to positive with a knob where a text stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bertsum_app.gui.theme import current_theme

_HEIGHT = 20
_TRACK = 6.0
_KNOB = 7.0


class SentimentMeter(QWidget):
    """Shows the probability of "positive", 0 to 1. The words stand beside it, in a label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._positive = 0.5
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def positive(self) -> float:
        """The probability shown."""
        return self._positive

    def show_probability(self, positive: float) -> None:
        """Move the knob."""
        self._positive = min(1.0, max(0.0, positive))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        left, right = _KNOB + 1, self.width() - _KNOB - 1
        track = QRectF(left, middle - _TRACK / 2, right - left, _TRACK)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
        colour = QColor(theme.positive if self._positive >= 0.5 else theme.negative)
        knob = left + (right - left) * self._positive
        centre = (left + right) / 2
        painter.setBrush(colour)
        painter.drawRect(QRectF(min(knob, centre), track.top(), abs(knob - centre), _TRACK))
        painter.setBrush(QColor(theme.border))
        painter.drawRect(QRectF(centre - 0.5, middle - 6, 1, 12))
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(theme.raised), 3))
        painter.drawEllipse(QPointF(knob, middle), _KNOB, _KNOB)
