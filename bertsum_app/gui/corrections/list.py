"""The list of corrections: what was corrected, into what, and whether a model has learned it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bertsum_app.gui.icons import icon
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.themed import THEME_EVENTS
from bertsum_app.service.corrections import KeptCorrection

_ID = Qt.ItemDataRole.UserRole
_SENTENCE, _TEXT, _STATE = range(3)
_LONGEST_TIP = 1_000
# The key that says "delete" on a Mac is what others call backspace.
_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class CorrectionList(QTreeWidget):
    """Delete deletes what is chosen, Undo brings it back."""

    delete_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[KeptCorrection, ...] = ()
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column in (_SENTENCE, _TEXT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_STATE, QHeaderView.ResizeMode.ResizeToContents)
        self._retranslate()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the selected corrections."""
        return tuple(int(item.data(_SENTENCE, _ID)) for item in self.selectedItems())

    def show_rows(self, rows: Sequence[KeptCorrection]) -> None:
        """List these; the person stays where they were, or at what took its place."""
        chosen, place = self.chosen, self.currentIndex().row()
        self._rows = tuple(rows)
        self.clear()
        self.addTopLevelItems([self._item(row) for row in self._rows])
        if not rows:
            return
        kept = [index for index, row in enumerate(self._rows) if row.id in chosen]
        if not kept and place >= 0:
            kept = [min(place, len(self._rows) - 1)]
        if kept:
            self.setCurrentIndex(self.model().index(kept[0], _SENTENCE))
        for item in map(self.topLevelItem, kept):
            if item is not None:
                item.setSelected(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.key() in _DELETE_KEYS and not event.modifiers():
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in THEME_EVENTS:
            self._tint()

    def _item(self, row: KeptCorrection) -> QTreeWidgetItem:
        correction = row.correction
        state = self.tr("Learned") if row.learned else self.tr("New")
        if not correction.can_be_taught:
            state = self.tr("Cannot be taught")
        source, text = _one_line(correction.source), _one_line(correction.text)
        item = QTreeWidgetItem([source, text, state])
        item.setData(_SENTENCE, _ID, row.id)
        tip = self.tr("{source} → {target}").format(
            source=language_name(correction.source_language),
            target=language_name(correction.target_language),
        )
        machine = self.tr("The machine: {text}").format(text=_one_line(correction.machine))
        for column in (_SENTENCE, _TEXT, _STATE):
            item.setToolTip(column, "\n".join((tip, source, text, machine))[:_LONGEST_TIP])
        self._tint_item(item, row)
        return item

    def _tint(self) -> None:
        for index, row in enumerate(self._rows):
            item = self.topLevelItem(index)
            if item is not None:
                self._tint_item(item, row)

    def _tint_item(self, item: QTreeWidgetItem, row: KeptCorrection) -> None:
        theme = current_theme()
        name, tint = ("tick", theme.positive) if row.learned else ("remember", theme.accent)
        if not row.correction.can_be_taught:
            name, tint = "pause", theme.muted
        item.setIcon(_STATE, icon(name, tint, size=16))

    def _retranslate(self) -> None:
        self.setHeaderLabels(
            [self.tr("Sentence"), self.tr("Your translation"), self.tr("State")],
        )
        self.show_rows(self._rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())
