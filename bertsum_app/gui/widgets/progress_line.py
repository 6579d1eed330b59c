"""A thin line that fills as work is done, or moves while nobody knows how long it takes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.themed import motion_ms

_HEIGHT = 6
_LAP_MS = 1400
_RUNNER = 0.28


class ProgressLine(QProgressBar):
    """A progress bar to screen readers; the range (0, 0) means "busy"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._phase = 0.0
        self._lap = QVariantAnimation(self)
        self._lap.setStartValue(0.0)
        self._lap.setEndValue(1.0)
        self._lap.setLoopCount(-1)
        self._lap.valueChanged.connect(self._on_phase)

    def show_busy(self) -> None:
        """Work of unknown length has begun."""
        self.setRange(0, 0)
        duration = motion_ms(self, _LAP_MS)
        if duration:
            self._lap.setDuration(duration)
            self._lap.start()
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """`done` of `total` units are finished."""
        self._lap.stop()
        self.setRange(0, max(1, total))
        self.setValue(min(done, total))
        self.show()

    def finish(self) -> None:
        """Nothing runs any more."""
        self._lap.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        radius = track.height() / 2
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(track, radius, radius)
        painter.setBrush(QColor(theme.accent))
        if self.maximum() > 0:
            share = self.value() / self.maximum()
            if share > 0:
                track.setWidth(max(track.height(), track.width() * share))
                painter.drawRoundedRect(track, radius, radius)
            return
        width = track.width() * _RUNNER
        start = -width + (track.width() + width) * self._phase
        runner = QRectF(start, 0, width, track.height()).intersected(track)
        painter.drawRoundedRect(runner, radius, radius)

    def _on_phase(self, phase: float) -> None:
        self._phase = phase
        self.update()
