"""What an empty pane says: what will be here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bertsum_app.gui.widgets.icon_label import IconLabel

_SIDE = 48
_EDGE = 40


class EmptyHint(QWidget):
    """An icon over a few words, a little above the middle."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = IconLabel(icon_name, "disabled", edge=_EDGE)
        self._title = QLabel()
        self._text = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 0, _SIDE, 0)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
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
