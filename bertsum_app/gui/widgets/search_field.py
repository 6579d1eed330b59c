"""A field to search in: tells what is sought once typing rests."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_label import IconLabel

_SEARCH_AFTER_MS = 150
"""How long typing must rest before the search begins."""

_LONGEST = 500
_SIGN_EDGE = 16
_SIGN_LEFT = 10
_BUTTON_EDGE = 24
_BUTTON_RIGHT = 6
# Besides the padding of the style sheet.
_LEFT_MARGIN = _SIGN_LEFT + _SIGN_EDGE
_RIGHT_MARGIN = _BUTTON_EDGE


class SearchField(QLineEdit):
    """Escape empties it, Down leaves it for the list below."""

    rested = Signal(str)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setTextMargins(_LEFT_MARGIN, 0, _RIGHT_MARGIN, 0)
        self._sign = IconLabel("search", "muted", _SIGN_EDGE, self)
        # Qt's own has neither a name nor a tool tip, and its icon does not follow the theme.
        self.clear_button = IconButton("close", self)
        self.clear_button.setFixedSize(_BUTTON_EDGE, _BUTTON_EDGE)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.hide()
        self.clear_button.clicked.connect(self.clear)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SEARCH_AFTER_MS)
        self._rest.timeout.connect(lambda: self.rested.emit(self.text()))
        self.textChanged.connect(self._on_text)

    def describe(self, name: str, clear: str) -> None:
        """Name the field and its button, for the eye and the ear."""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.clear_button.describe(clear)

    def focus_all(self) -> None:
        """Take the focus, with the text selected, to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.move(_SIGN_LEFT, (self.height() - _SIGN_EDGE) // 2)
        top = (self.height() - _BUTTON_EDGE) // 2
        self.clear_button.move(self.width() - _BUTTON_EDGE - _BUTTON_RIGHT, top)

    def _on_text(self, text: str) -> None:
        self.clear_button.setVisible(bool(text))
        self._rest.start()
