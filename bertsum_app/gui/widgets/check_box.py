"""A check box with a drawn tick; box and colours are the style sheet's."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus

_TICK = 14


class CheckBox(QCheckBox):
    """Clicking it leaves the focus where it was, as everywhere in the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave_focus(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        theme = current_theme()
        colour = theme.accent_text if self.isEnabled() else theme.raised
        place = QRect(0, 0, _TICK, _TICK)
        place.moveCenter(box.center())
        QPainter(self).drawPixmap(place, pixmap("tick", colour, _TICK, self.devicePixelRatioF()))
