"""A small card beside a place in a text, with texts that may be put there.

It lies over the page and takes the keyboard only when asked to: whoever clicked to write goes on
writing. View only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.icons import icon
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.escape import claims_escape
from bertsum_app.gui.widgets.segmented_control import SegmentedControl

_WIDTH = 420
_LIST_HEIGHT = 260
_EDGE = 8
_ICON = 16
_RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDE_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


@dataclass(frozen=True)
class Option:
    """A text to choose, and a remark on it; `doubtful`: the remark is a warning."""

    text: str
    note: str = ""
    doubtful: bool = False


class OptionsPopup(QFrame):
    """Hidden until `open_beside`. Then busy, until `show_options` or `say`."""

    taken = Signal(int)
    """The number of the option that the person took."""

    scope_changed = Signal(str)
    """The person wants options for the whole sentence ("sentence") or for its rest ("rest")."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self.scope = SegmentedControl(("sentence", "rest"), compact=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setIconSize(QSize(_ICON, _ICON))
        self.list.installEventFilter(self)
        self.words = QLabel()
        self.words.setProperty("kind", "muted")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(6)
        column.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)
        column.addWidget(self.list)
        self._page = parent
        self._place = QRect()
        self._rest = ""
        self._wants_keys = False
        self.scope.changed.connect(self.scope_changed)
        self.list.itemClicked.connect(lambda item: self.taken.emit(self.list.row(item)))
        self.hide()
        self._retranslate()

    @property
    def takes_keys(self) -> bool:
        """Whether the keyboard is, or is about to be, in the popup."""
        focused = QApplication.focusWidget()
        return self._wants_keys or (focused is not None and self.isAncestorOf(focused))

    def open_beside(self, place: QRect, rest: str, scope: str) -> None:
        """Show under (or over) a line, `place` in the parent's coordinates.

        `rest` is the word from which on the sentence may be continued; empty offers the whole
        sentence only.
        """
        self._place, self._rest = place, rest
        self.scope.setVisible(bool(rest))
        self.scope.choose(scope if rest else "sentence")
        self._retranslate()
        self.show()
        self.raise_()
        self.show_busy()

    def take_keys(self) -> None:
        """Take the keyboard; as soon as there is something to choose, the first of it is chosen."""
        self._wants_keys = True
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def close_popup(self) -> None:
        """Go away, if it is there."""
        if self.isHidden():
            return
        self._wants_keys = False
        self.hide()
        self.closed.emit()

    def show_busy(self) -> None:
        """Options are being looked for."""
        self.say(self.tr("Looking for other renderings…"))

    def say(self, words: str) -> None:
        """There are no options, and why."""
        self.list.clear()
        # The list keeps the keyboard, unseen, so that Escape and the arrows find it.
        self.list.setFixedHeight(0)
        self.words.setText(words)
        self.words.show()
        self._arrange()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, words))

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer these."""
        theme = current_theme()
        self.words.hide()
        self.list.clear()
        for option in options:
            item = QListWidgetItem("\n".join(part for part in (option.text, option.note) if part))
            if option.doubtful:
                item.setIcon(icon("warning", theme.warning, size=_ICON))
            self.list.addItem(item)
        self._arrange()
        if self._wants_keys and options:
            self.list.setCurrentRow(0)
        found = self.tr("%Ln rendering(s)", "", len(options))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, found))

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _SIDE_KEYS and self.scope.isVisible():
                other = "rest" if self.scope.current == "sentence" else "sentence"
                self.scope.choose(other)
                self.scope_changed.emit(other)
                return True
            if event.key() in _RETURN_KEYS:
                if self.list.currentRow() >= 0:
                    self.taken.emit(self.list.currentRow())
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popup()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.close_popup()
            self._retranslate()

    def _arrange(self) -> None:
        """Take the size that the contents need, and stay within the page."""
        room = self._page.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        width = min(_WIDTH, room.width())
        self.setFixedWidth(width)
        if self.list.count():
            self.list.setFixedWidth(width - 2 * _EDGE - 2)
            self.list.setFixedHeight(_LIST_HEIGHT)
            self.list.doItemsLayout()
            rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
            self.list.setFixedHeight(min(rows + 2, _LIST_HEIGHT))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else -1
        height = max(needed, layout.sizeHint().height() if needed < 0 else 0)
        self.resize(width, height)
        left = max(room.left(), min(self._place.left() - 2 * _EDGE, room.right() - width))
        top = self._place.bottom() + _EDGE
        if top + height > room.bottom():
            top = max(room.top(), self._place.top() - _EDGE - height)
        self.move(left, top)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Other renderings"))
        self.list.setAccessibleName(self.tr("Other renderings"))
        self.scope.setAccessibleName(self.tr("What to render otherwise"))
        self.scope.set_text("sentence", self.tr("Whole sentence"))
        self.scope.set_text("rest", self.tr("From “{word}” on").format(word=self._rest))
