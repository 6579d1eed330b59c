"""The list of the History page, which can be worked with from the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from bertsum_app.gui.history.delegate import HistoryDelegate
from bertsum_app.gui.history.model import HistoryModel
from bertsum_app.service.history import HistoryRow

_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# The key that says "delete" on a Mac is what others call backspace.
_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_PIN_KEY = Qt.Key.Key_P


class EntryList(QListView):
    """Enter or a double click opens, Delete deletes, P pins, Undo brings back."""

    open_wanted = Signal()
    delete_wanted = Signal()
    pin_wanted = Signal()
    undo_wanted = Signal()
    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = HistoryModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(HistoryDelegate(self, self.rows))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.open_wanted)
        self.selectionModel().selectionChanged.connect(self.choice_changed)

    @property
    def current_row(self) -> HistoryRow | None:
        """The entry the person is at."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    @property
    def chosen_rows(self) -> tuple[HistoryRow, ...]:
        """The selected entries, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.rows.row(place) for place in places)

    def show_rows(self, rows: Sequence[HistoryRow], has_more: bool) -> None:
        """Show these rows; the person stays at the same entry, or at what took its place."""
        place, at = self.currentIndex().row(), self.current_row
        scrolled = self.verticalScrollBar().value()
        self.rows.show_rows(rows, has_more)
        if self.currentIndex().isValid() or at is None or not rows:
            self.choice_changed.emit()
            return
        found = self.rows.index_of(at.id)
        self.go_to(min(place, len(rows) - 1) if found is None else found)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self.scrollTo(self.currentIndex())

    def go_to(self, place: int) -> None:
        """Select one row."""
        self.selectionModel().setCurrentIndex(
            self.rows.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif plain and event.key() in _OPEN_KEYS:
            self.open_wanted.emit()
        elif plain and event.key() in _DELETE_KEYS:
            self.delete_wanted.emit()
        elif plain and event.key() == _PIN_KEY:
            self.pin_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about in the list; there is a field to search in."""
