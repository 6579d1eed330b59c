"""What an empty pane says: what will be here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bertsum_app.gui.widgets.icon_label import IconLabel

_SIDE = 48
_SLIM_SIDE = 12
_NARROW = 320
_WIDEST = 560
"""Of the words: longer lines are hard to read in the middle of an empty page."""
_EDGE = 40
_GAP = 8
_LEAST_WIDTH = 160
_LEAST_LINES = 3


class EmptyHint(QWidget):
    """An icon over a few words, a little above the middle.

    Where there is no room for all of it, the first words stay.
    """

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = IconLabel(icon_name, "disabled", edge=_EDGE)
        self._title = QLabel()
        self._text = QLabel()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 0, _SIDE, 0)
        column.setSpacing(_GAP)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(_GAP)
        for label in (self._title, self._text):
            label.setProperty("kind", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(3)

    def say(self, icon_name: str, title: str, text: str) -> None:
        """Show this icon and these words."""
        self._icon.show_icon(icon_name, "disabled")
        self._title.setText(title)
        self._text.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        side = _SIDE if self.width() >= _NARROW else _SLIM_SIDE
        side = max(side, (self.width() - _WIDEST) // 2)
        self._column.setContentsMargins(side, 0, side, 0)
        width = self.width() - 2 * side
        room = self.height() - self._title.heightForWidth(width) - _GAP
        room -= self._text.heightForWidth(width) + _GAP
        self._text.setVisible(room >= 0)
        self._icon.setVisible(room >= _EDGE + 3 * _GAP)

    def minimumSizeHint(self) -> QSize:
        # The words are fitted to the room, and not the window to the words.
        lines = _LEAST_LINES * self.fontMetrics().height()
        return QSize(_LEAST_WIDTH, lines + 2 * _GAP)
