"""A box to choose a language from; its text is plain, its arrow is ours."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus

_ARROW = 18
_HEIGHT = 32
_POPUP_ROOM = 32


class LanguageBox(QComboBox):
    """Entries are (code, text); the empty code may stand for "detect"."""

    chosen = Signal(str)
    """The person chose an entry: its code. Not sent when the program does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFixedHeight(_HEIGHT)
        # The box is a heading to its card; the entries of its list are plain.
        heading = self.font()
        heading.setWeight(QFont.Weight.DemiBold)
        self.setFont(heading)
        leave_focus(self)
        self.activated.connect(self._on_activated)

    @property
    def code(self) -> str:
        """The code of the entry that is shown."""
        return str(self.currentData() or "")

    def set_entries(self, entries: tuple[tuple[str, str], ...]) -> None:
        """Offer these; the chosen code stays chosen if it is among them.

        The same ones as before change nothing: the list may be open.
        """
        offered = [(self.itemData(index), self.itemText(index)) for index in range(self.count())]
        if list(entries) == offered:
            return
        code = self.code
        plain = self.font()
        plain.setWeight(QFont.Weight.Normal)
        self.clear()
        for index, (entry, text) in enumerate(entries):
            self.addItem(text, entry)
            # The list takes the box's font, whatever is set on its view.
            self.setItemData(index, plain, Qt.ItemDataRole.FontRole)
        self.choose(code)

    def set_entry_text(self, code: str, text: str) -> None:
        """Change the words of one entry."""
        index = self.findData(code)
        if index >= 0 and self.itemText(index) != text:
            self.setItemText(index, text)
            self.updateGeometry()

    def choose(self, code: str) -> None:
        """Show the entry of this code; the first one when there is none."""
        self.setCurrentIndex(max(0, self.findData(code)))

    def showPopup(self) -> None:
        # As wide as its longest entry; Qt makes it as wide as the box.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _POPUP_ROOM)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past must not change what a text is translated into.
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        room = self._arrow_place().left() - field.left()
        metrics = self.fontMetrics()
        # As Qt measures entries: the blank half of a wide bracket at their end needs no room.
        if metrics.boundingRect(option.currentText).width() > room:
            option.currentText = metrics.elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, room
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        picture = pixmap("chevron-down", current_theme().muted, _ARROW, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self._arrow_place(), picture)

    def _arrow_place(self) -> QRect:
        return QRect(self.width() - _ARROW - 6, (self.height() - _ARROW) // 2, _ARROW, _ARROW)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index) or ""))
