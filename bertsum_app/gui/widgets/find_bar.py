"""The bar above a pane's text to find a word with: field, "3 of 12", back and forth, close.

View only. Escape closes it and does nothing else, whatever Escape means to the page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.escape import claims_escape, is_escape
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.search_field import SearchField

_RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QWidget):
    """Hidden until it is opened."""

    wanted_changed = Signal(str)
    """What is sought, as it is typed."""

    moved = Signal(int)
    """To the next place (1) or the one before (-1)."""

    closed = Signal()

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        self._told: tuple[int, int, bool] | None = None
        self.field = SearchField()
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.previous_button = IconButton("chevron-up")
        self.next_button = IconButton("chevron-down")
        self.close_button = IconButton("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self.count)
        for button in (self.previous_button, self.next_button, self.close_button):
            row.addWidget(button)
        # Before the field's own use of Escape, which is to empty it.
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.wanted_changed)
        self.previous_button.clicked.connect(lambda: self.moved.emit(-1))
        self.next_button.clicked.connect(lambda: self.moved.emit(1))
        self.close_button.clicked.connect(self.closed)
        shortcuts.changed.connect(self._retranslate)
        self.hide()
        self.show_count(None)
        self._retranslate()

    def open(self, wanted: str = "") -> None:
        """Show the bar with the field ready; `wanted` takes the place of what was sought."""
        self.show()
        if wanted:
            self.field.setText(wanted)
        self.field.focus_all()

    def show_count(self, told: tuple[int, int, bool] | None) -> None:
        """Number of the place shown (from 1), how many there are, and whether there are still more;
        None: nothing is sought."""
        changed = told != self._told
        self._told = told
        found = told is not None and told[1] > 0
        for button in (self.previous_button, self.next_button):
            button.setEnabled(found)
        words = self._count_words()
        self.count.setText(words)
        if words and changed and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.count, words))

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_escape(event):
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _RETURN_KEYS:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _count_words(self) -> str:
        if self._told is None:
            return ""
        number, total, more = self._told
        if not total:
            return self.tr("Not found")
        words = self.tr("{number} of more than {total}") if more else self.tr("{number} of {total}")
        return words.format(number=QLocale().toString(number), total=QLocale().toString(total))

    def _retranslate(self) -> None:
        self.field.describe(self.tr("Find in this text"), self.tr("Empty the field"))
        keys = self._shortcuts.main_keys
        self.previous_button.describe(self.tr("The place before"), keys("find-previous"))
        self.next_button.describe(self.tr("The next place"), keys("find-next"))
        self.close_button.describe(self.tr("Close the search"))
        self.show_count(self._told)
