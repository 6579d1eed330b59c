"""The History page: a field to search in, a list, and what can be done with an entry. View only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.history.entry_list import EntryList
from bertsum_app.gui.messages import Message
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.empty_hint import EmptyHint
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.search_field import SearchField
from bertsum_app.service.history import ExportFormat, HistoryListed

_SUFFIXES: dict[ExportFormat, str] = {"tsv": ".tsv", "tmx": ".tmx"}


class HistoryPage(QWidget):
    """Shows what it is given; the controller asks the history and gives it."""

    shown = Signal()
    search_changed = Signal(str)
    more_wanted = Signal()
    restore_wanted = Signal(int)
    """The id of the entry to open in the Workspace."""
    pin_wanted = Signal(object, bool)
    """A tuple of ids, and whether they are to be pinned."""
    delete_wanted = Signal(object)
    """A tuple of ids."""
    clear_wanted = Signal()
    undo_wanted = Signal()
    export_wanted = Signal(object, str)
    """A path, and a format."""
    switched = Signal(bool)
    """The history is to be kept, or no longer."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        self._on = True
        self._listed: HistoryListed | None = None
        self.messages = MessageBar()
        self.search = SearchField()
        self.list = EntryList()
        self.hint = EmptyHint("history")
        self.open_button = QPushButton()
        self.open_button.setProperty("kind", "primary")
        self.pin_button = IconButton("pin")
        self.delete_button = IconButton("clear")
        self.export_button = IconButton("save")
        self.clear_button = QPushButton()
        self.clear_button.setProperty("kind", "quiet")
        self.turn_on_button = QPushButton()
        self.turn_on_button.setProperty("kind", "primary")
        self.forget_button = QPushButton()
        self.keep = CheckBox()
        self.status = ElidedLabel()
        self.status.setProperty("kind", "muted")
        self._tools = QWidget()
        self._actions = QWidget()
        self._hint_room = QWidget()
        self._stack = QStackedWidget()
        leave_focus(
            self.open_button,
            self.clear_button,
            self.turn_on_button,
            self.forget_button,
            self.keep,
        )
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def listed(self) -> HistoryListed | None:
        """What is shown; None as long as nothing is known."""
        return self._listed

    def show_listed(self, listed: HistoryListed) -> None:
        """Show what the history answered."""
        self._listed = listed
        self.list.show_rows(listed.rows, listed.has_more)
        self._refresh()

    def forget(self) -> None:
        """Nothing is known of what there is."""
        self.messages.dismiss()
        self._listed = None
        self.list.show_rows((), has_more=False)
        self._refresh()

    def show_on(self, on: bool) -> None:
        """Whether finished work is kept."""
        self._on = on
        self.keep.setChecked(on)
        self._refresh()

    def show_deleted(self, count: int) -> None:
        """Offer to bring back what was just deleted."""
        self.messages.show_message(
            Message(
                self.tr("%Ln entry(s) deleted", "", count),
                self.tr("Until this message is closed they can be brought back."),
                severity="notice",
                action="undo",
            )
        )

    def show_exported(self, path: Path, count: int) -> None:
        """Say where the exported entries are."""
        self.messages.show_message(
            Message(
                self.tr("%Ln entry(s) exported", "", count),
                self.tr("They are in {path}.").format(path=path),
                severity="notice",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.messages.withdraw_undo()

    def _arrange(self) -> None:
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.export_button)
        tools.addWidget(self.clear_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.turn_on_button)
        buttons.addWidget(self.forget_button)
        buttons.addStretch(1)
        hint = QVBoxLayout(self._hint_room)
        hint.setContentsMargins(0, 0, 0, 24)
        hint.addWidget(self.hint, 1)
        hint.addLayout(buttons)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._hint_room)
        card = CardFrame()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 8, 1, 8)
        inside.addWidget(self._stack)
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(8)
        actions.addWidget(self.open_button)
        actions.addWidget(self.pin_button)
        actions.addWidget(self.delete_button)
        actions.addWidget(self.status, 1)
        actions.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._tools)
        column.addWidget(self.messages)
        column.addWidget(card, 1)
        column.addWidget(self._actions)
        # The list is what one comes for; the buttons beside the field follow it.
        QWidget.setTabOrder(self.search, self.list)
        QWidget.setTabOrder(self.list, self.open_button)

    def _connect(self) -> None:
        self.search.rested.connect(self.search_changed)
        self.search.left_downwards.connect(self._enter_list)
        self.list.rows.more_wanted.connect(self.more_wanted)
        self.list.choice_changed.connect(self._on_choice)
        self.list.open_wanted.connect(self._open)
        self.list.delete_wanted.connect(self._delete)
        self.list.pin_wanted.connect(self._pin)
        self.list.undo_wanted.connect(self.undo_wanted)
        self.open_button.clicked.connect(self._open)
        self.delete_button.clicked.connect(self._delete)
        self.pin_button.clicked.connect(self._pin)
        self.export_button.clicked.connect(self._ask_where_to_export)
        self.clear_button.clicked.connect(self.clear_wanted)
        self.forget_button.clicked.connect(self.clear_wanted)
        self.turn_on_button.clicked.connect(lambda: self.switched.emit(True))
        self.keep.clicked.connect(self.switched)
        self.messages.undo.connect(self.undo_wanted)
        self._shortcuts.bind("search-history", self).activated.connect(self.search.focus_all)

    def _refresh(self) -> None:
        """Arrange the page for what is known."""
        listed = self._listed
        rows = 0 if listed is None else len(listed.rows)
        total = 0 if listed is None else listed.total
        self._tools.setVisible(self._on)
        self._actions.setVisible(self._on)
        self.turn_on_button.setVisible(not self._on)
        self.forget_button.setVisible(not self._on and total > 0)
        self.search.setEnabled(total > 0)
        self.export_button.setEnabled(rows > 0)
        self.clear_button.setEnabled(total > 0)
        self.hint.setVisible(listed is not None or not self._on)
        if not self._on:
            text = self.tr("What you translate, summarize and read is not kept.")
            if total:
                text += "\n" + self.tr("%Ln entry(s) from before are still there.", "", total)
            self.hint.say("history", self.tr("History is off"), text)
        elif total == 0:
            self.hint.say(
                "history",
                self.tr("Nothing here yet"),
                self.tr(
                    "What you translate, summarize and read is kept here, on this computer only."
                ),
            )
        elif rows == 0:
            self.hint.say(
                "search",
                self.tr("Nothing found"),
                self.tr("No entry holds all of these words."),
            )
        self._stack.setCurrentWidget(self.list if self._on and rows else self._hint_room)
        self.status.setText(self.tr("%Ln entry(s)", "", total) if total else "")
        self._on_choice()

    def _on_choice(self) -> None:
        chosen = self.list.chosen_rows
        self.open_button.setEnabled(len(chosen) == 1)
        self.delete_button.setEnabled(bool(chosen))
        self.pin_button.setEnabled(bool(chosen))
        unpin = bool(chosen) and all(row.pinned for row in chosen)
        keys = QKeySequence(Qt.Key.Key_P)
        self.pin_button.describe(self.tr("Unpin") if unpin else self.tr("Pin to the top"), keys)

    def _enter_list(self) -> None:
        if self._on and self.list.rows.rowCount():
            if self.list.current_row is None:
                self.list.go_to(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        chosen = self.list.chosen_rows
        if len(chosen) == 1:
            self.restore_wanted.emit(chosen[0].id)

    def _delete(self) -> None:
        chosen = self.list.chosen_rows
        if chosen:
            self.delete_wanted.emit(tuple(row.id for row in chosen))

    def _pin(self) -> None:
        chosen = self.list.chosen_rows
        if chosen:
            pinned = not all(row.pinned for row in chosen)
            self.pin_wanted.emit(tuple(row.id for row in chosen), pinned)

    def _ask_where_to_export(self) -> None:
        filters: dict[str, ExportFormat] = {
            self.tr("Table of all entries (*.tsv)"): "tsv",
            self.tr("Translation memory (*.tmx)"): "tmx",
        }
        name, chosen = QFileDialog.getSaveFileName(
            self,
            self.tr("Export what is listed"),
            self.tr("history.tsv"),
            ";;".join(filters),
        )
        if name:
            path = Path(name)
            # What the person wrote counts more than the filter, which is easily overlooked.
            form = next((f for f, end in _SUFFIXES.items() if path.suffix.lower() == end), None)
            if form is None:
                form = filters.get(chosen, "tsv")
                path = path.with_name(path.name + _SUFFIXES[form])
            self.export_wanted.emit(path, form)

    def _retranslate(self) -> None:
        self.search.describe(self.tr("Search in the history"), self.tr("Clear the search"))
        self.list.setAccessibleName(self.tr("History"))
        self.open_button.setText(self.tr("Open in the Workspace"))
        self.delete_button.describe(self.tr("Delete"), QKeySequence(Qt.Key.Key_Delete))
        self.export_button.describe(self.tr("Export what is listed"))
        self.clear_button.setText(self.tr("Delete all"))
        self.turn_on_button.setText(self.tr("Turn history on"))
        self.forget_button.setText(self.tr("Delete all"))
        self.keep.setText(self.tr("Keep a history"))
        self.status.setAccessibleName(self.tr("Status"))
        self._refresh()
