"""The corrections made by hand: which there are, and learning from them. View only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.corrections.list import CorrectionList
from bertsum_app.gui.messages import Message
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.empty_hint import EmptyHint
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.service.corrections import LEAST_CORRECTIONS, CorrectionCounts, CorrectionsListed

_SUFFIX = ".tsv"


class CorrectionsView(QWidget):
    """Shows what it is given, and tells what the person wants."""

    learn_wanted = Signal()
    counted = Signal()
    """`counts` and `total` may be others now."""
    delete_wanted = Signal(object)
    """The ids of corrections, a tuple."""
    undo_wanted = Signal()
    export_wanted = Signal(object)
    """A path."""

    def __init__(self, *, can_train: bool = True, parent: QWidget | None = None) -> None:
        """`can_train`: without, corrections are kept for an edition that can."""
        super().__init__(parent)
        self._can_train = can_train
        self._listed = CorrectionsListed(())
        self._base = ""
        self._busy = False
        self.messages = MessageBar()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.told = QLabel()
        self.note = QLabel()
        self.note.setProperty("kind", "muted")
        for label in (self.told, self.note):
            label.setWordWrap(True)
        self.learn = QPushButton()
        self.learn.setProperty("kind", "primary")
        leave_focus(self.learn)
        self.list = CorrectionList()
        self.hint = EmptyHint("remember")
        self.delete_button = IconButton("clear")
        self.export_button = IconButton("save")
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def counts(self) -> CorrectionCounts:
        """How many there are to learn from, and how many of them are new."""
        return self._listed.counts

    @property
    def total(self) -> int:
        """How many there are, those that cannot be taught included."""
        return len(self._listed.rows)

    def show_listed(self, listed: CorrectionsListed) -> None:
        """Show the corrections there are."""
        self._listed = listed
        self.list.show_rows(listed.rows)
        self._refresh()
        self.counted.emit()

    def show_training(self, base: str, *, busy: bool) -> None:
        """What a copy would learn from them, by its name, and whether a training is at work already."""
        self._base, self._busy = base, busy
        self._refresh()

    def show_deleted(self, count: int) -> None:
        """Offer to bring back what was just deleted."""
        self.messages.show_message(
            Message(
                self.tr("%Ln correction(s) deleted", "", count),
                self.tr("Until this message is closed they can be brought back."),
                severity="notice",
                action="undo",
            )
        )

    def show_exported(self, path: Path, count: int) -> None:
        """Say where the exported corrections are."""
        self.messages.show_message(
            Message(
                self.tr("%Ln correction(s) exported", "", count),
                self.tr("They are in {path}.").format(path=path),
                severity="notice",
            )
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.messages.withdraw_undo()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    # --- inside ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = CardFrame()
        begin = QHBoxLayout()
        begin.addWidget(self.learn)
        begin.addStretch(1)
        words = QVBoxLayout(head)
        words.setContentsMargins(24, 16, 24, 20)
        words.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.told)
        words.addWidget(self.note)
        words.addSpacing(4)
        words.addLayout(begin)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self.list)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.delete_button)
        tools.addWidget(self.export_button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        column.addLayout(tools)

    def _connect(self) -> None:
        self.learn.clicked.connect(self.learn_wanted)
        self.list.itemSelectionChanged.connect(self._on_choice)
        self.list.delete_wanted.connect(self._delete)
        self.list.undo_wanted.connect(self._undo)
        self.delete_button.clicked.connect(self._delete)
        self.export_button.clicked.connect(self._ask_where_to_export)
        self.messages.undo.connect(self.undo_wanted)

    def _refresh(self) -> None:
        rows, counts = self._listed.rows, self._listed.counts
        self.told.setText(self._counts_words())
        self.told.setVisible(bool(rows))
        self.note.setText(self._note_words())
        self.learn.setEnabled(self._can_train and not self._busy and not counts.missing)
        self._stack.setCurrentWidget(self.list if rows else self.hint)
        self.export_button.setEnabled(bool(rows))
        self._on_choice()

    def _counts_words(self) -> str:
        counts = self._listed.counts
        told = [self.tr("%Ln sentence(s) corrected by hand", "", len(self._listed.rows))]
        told.append(self.tr("%Ln of them new", "", counts.new))
        others = len(self._listed.rows) - counts.taught
        if others:
            told.append(self.tr("%Ln between languages that cannot be taught", "", others))
        return " · ".join(told)

    def _note_words(self) -> str:
        counts = self._listed.counts
        if not self._can_train:
            return self.tr(
                "Learning from them needs the full edition of BertSum. They are kept until then, and "
                "can be exported."
            )
        if counts.missing:
            return self.tr(
                "%Ln more correction(s) needed before a model can learn from them. Some are held back "
                "to see what came of it, and fewer than {least} leave too little to learn from.",
                "",
                counts.missing,
            ).format(least=LEAST_CORRECTIONS)
        if self._busy:
            return self.tr("A training is at work. This one can begin when that has ended.")
        words = self.tr(
            "A copy of {base} learns all of them anew, which takes some minutes, with general texts in "
            "between, so that it forgets little. One in five is held back to see what it makes of "
            "sentences it was not taught."
        ).format(base=self._base)
        if not counts.new:
            words = self.tr("A model that you use has learned all of them.") + " " + words
        return words

    def _on_choice(self) -> None:
        self.delete_button.setEnabled(bool(self.list.chosen))

    def _delete(self) -> None:
        if self.list.chosen:
            self.delete_wanted.emit(self.list.chosen)

    def _undo(self) -> None:
        message = self.messages.message
        if message is not None and message.action == "undo":
            self.undo_wanted.emit()
            self.messages.dismiss()

    def _ask_where_to_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the corrections"),
            self.tr("corrections.tsv"),
            self.tr("Table (*.tsv)"),
        )
        if name:
            path = Path(name)
            self.export_wanted.emit(path if path.suffix else path.with_name(path.name + _SUFFIX))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("My corrections"))
        self.learn.setText(self.tr("Learn from my corrections"))
        self.list.setAccessibleName(self.tr("Corrections"))
        self.hint.say(
            "remember",
            self.tr("Nothing is remembered yet"),
            self.tr(
                "Write into a translation where you know better, and press Remember under it. A model "
                "can learn from what is remembered."
            ),
        )
        self.delete_button.describe(self.tr("Delete"), QKeySequence(Qt.Key.Key_Delete))
        self.export_button.describe(self.tr("Export the corrections"))
        self._refresh()
