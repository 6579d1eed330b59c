"""A field for a whole number, with drawn arrows; the wheel scrolls the page and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme

_SIZE = QSize(128, 32)
_ARROW = 14
_MARGIN = 8


class NumberBox(QSpinBox):
    """Tells of a number once it is typed, not of each digit."""

    def __init__(self, low: int, high: int, step: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setKeyboardTracking(False)
        self.setMinimumSize(_SIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The style sheet's padding does not reach the field inside: numbers stood on the border.
        field = self.lineEdit()
        place = field.geometry()
        place.setLeft(_MARGIN)
        field.setGeometry(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for part, name, step in (
            (QStyle.SubControl.SC_SpinBoxUp, "chevron-up", QSpinBox.StepEnabledFlag.StepUpEnabled),
            (
                QStyle.SubControl.SC_SpinBoxDown,
                "chevron-down",
                QSpinBox.StepEnabledFlag.StepDownEnabled,
            ),
        ):
            button = self.style().subControlRect(
                QStyle.ComplexControl.CC_SpinBox, option, part, self
            )
            usable = self.isEnabled() and bool(self.stepEnabled() & step)
            colour = theme.muted if usable else theme.disabled
            place = QRect(0, 0, _ARROW, _ARROW)
            place.moveCenter(button.center())
            painter.drawPixmap(place, pixmap(name, colour, _ARROW, self.devicePixelRatioF()))
