"""A segmented control: a few choices side by side, one of them on a raised thumb.

Each segment is a radio button to keyboard and screen reader (arrow keys move, Tab passes by); only
its painting is ours.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.themed import motion_ms

_SLIDE_MS = 150
_HEIGHT = 32
_COMPACT_HEIGHT = 26
_INSET = 3
_PADDING = 16
_COMPACT_PADDING = 10
_RADIUS = 9.0
_BADGE_HEIGHT = 16
_BADGE_PADDING = 5
_BADGE_GAP = 6


class Segment(QRadioButton):
    """One choice; painted as text in the middle of its share of the track."""

    focus_changed = Signal()

    def __init__(self, key: str, compact: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._badge = ""
        self._height = _COMPACT_HEIGHT if compact else _HEIGHT
        self._padding = _COMPACT_PADDING if compact else _PADDING
        leave_focus(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def badge(self) -> str:
        """The few characters beside the text; "" for none."""
        return self._badge

    def set_badge(self, badge: str) -> None:
        """Show a few characters beside the text."""
        if badge != self._badge:
            self._badge = badge
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        if self._badge:
            width += _BADGE_GAP + self._badge_width()
        return QSize(width + 2 * self._padding, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(self.font())
        strong = self.isChecked() or self.underMouse()
        colour = theme.text if strong else theme.muted
        painter.setPen(QColor(colour if self.isEnabled() else theme.disabled))
        room = QRectF(self.rect())
        if self._badge:
            room.setRight(room.right() - _BADGE_GAP - self._badge_width())
            self._paint_badge(painter, room)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())

    def _badge_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(0.8 * font.pointSizeF())
        font.setBold(True)
        return font

    def _badge_width(self) -> int:
        text = QFontMetrics(self._badge_font()).horizontalAdvance(self._badge)
        return max(_BADGE_HEIGHT, text + 2 * _BADGE_PADDING)

    def _paint_badge(self, painter: QPainter, room: QRectF) -> None:
        """Behind the text, which stands in the middle of `room`."""
        theme = current_theme()
        text = self.fontMetrics().horizontalAdvance(self.text())
        pill = QRectF(0, 0, self._badge_width(), _BADGE_HEIGHT)
        pill.moveLeft(room.center().x() + text / 2 + _BADGE_GAP)
        pill.moveTop(room.center().y() - _BADGE_HEIGHT / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(pill, _BADGE_HEIGHT / 2, _BADGE_HEIGHT / 2)
        painter.setPen(QColor(theme.accent_text))
        painter.setFont(self._badge_font())
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge)
        painter.restore()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_changed.emit()
        return super().event(event)


class SegmentedControl(QWidget):
    """Choices known by key; their texts are set when the interface's language is."""

    changed = Signal(str)
    """The person chose another segment: its key. Not sent for `choose`."""

    def __init__(
        self, keys: tuple[str, ...], compact: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._segments = {key: Segment(key, compact, self) for key in keys}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        layout.setSpacing(0)
        for segment in self._segments.values():
            layout.addWidget(segment)
            # The ring is painted by the control, around the thumb.
            segment.focus_changed.connect(self.update)
            segment.toggled.connect(partial(self._on_toggled, segment))
        self._thumb = QRectF()
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._on_slid)
        self._current = keys[0]
        self._silent = False
        self.choose(keys[0])

    @property
    def current(self) -> str:
        """The key of the chosen segment."""
        return self._current

    def segment(self, key: str) -> Segment:
        """The button of a choice, for texts and tests."""
        return self._segments[key]

    def set_text(self, key: str, text: str, tip: str = "") -> None:
        """The words on a segment, and a tool tip that says more."""
        segment = self._segments[key]
        segment.setText(text)
        segment.setToolTip(tip)
        segment.updateGeometry()

    def set_badge(self, key: str, badge: str, words: str) -> None:
        """A few characters beside a segment's text, and what they say in words; "" for none.

        To be set again whenever the segment's text is.
        """
        segment = self._segments[key]
        segment.set_badge(badge)
        segment.setAccessibleName(f"{segment.text()}, {words}" if words else "")
        if words:
            segment.setToolTip(f"{segment.toolTip()}\n{words}")

    def choose(self, key: str) -> None:
        """Choose a segment from the program."""
        self._silent = True
        try:
            self._segments[key].setChecked(True)
        finally:
            self._silent = False

    def tab_stop(self) -> QWidget:
        """The widget that takes the keyboard focus now."""
        return self._segments[self._current]

    def _on_toggled(self, segment: Segment, checked: bool) -> None:
        if not checked:
            return
        moved = self._current != segment.key
        self._current = segment.key
        self._move_thumb(animated=moved and self.isVisible())
        if moved and not self._silent:
            self.changed.emit(segment.key)

    def _move_thumb(self, animated: bool) -> None:
        target = QRectF(self._segments[self._current].geometry())
        duration = motion_ms(self, _SLIDE_MS) if animated else 0
        self._slide.stop()
        if duration == 0 or self._thumb.isEmpty():
            self._on_slid(target)
            return
        self._slide.setDuration(duration)
        self._slide.setStartValue(QRectF(self._thumb))
        self._slide.setEndValue(target)
        self._slide.start()

    def _on_slid(self, thumb: QRectF) -> None:
        self._thumb = QRectF(thumb)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._move_thumb(animated=False)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._move_thumb(animated=False)
        return handled

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS + 2, _RADIUS + 2)
        # Half a pixel in, so that the line lies on whole pixels.
        thumb = QRectF(self._thumb.topLeft() + QPointF(0.5, 0.5), self._thumb.size())
        thumb.setSize(thumb.size() - QSize(1, 1).toSizeF())
        focused = self._segments[self._current].hasFocus()
        painter.setPen(
            QPen(QColor(theme.focus), 2.0) if focused else QPen(QColor(theme.border), 1.0)
        )
        painter.setBrush(QColor(theme.thumb))
        painter.drawRoundedRect(thumb, _RADIUS - 1, _RADIUS - 1)
