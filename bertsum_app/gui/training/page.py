"""The Training page: the runs, and a new one or the one that was gone to. View only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.corrections.view import CorrectionsView
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.training.run_list import RunList
from bertsum_app.gui.training.run_view import RunView
from bertsum_app.gui.training.setup_form import SetupForm
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.empty_hint import EmptyHint
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.seen_stack import SeenStack
from bertsum_app.service.training import RunRow

_LIST_WIDTH = 240
# Below this the list stands above what it is a list of.
_NARROW = 820
_LIST_HEIGHT = 150


class TrainingPage(QWidget):
    """Widgets and their arrangement; the controller gives them life."""

    shown = Signal()
    run_chosen = Signal(str)
    """The name of a run, or "" for a new one."""
    corrections_chosen = Signal()
    """The corrections made by hand are to be seen."""

    def __init__(
        self, shortcuts: Shortcuts, *, can_train: bool = True, parent: QWidget | None = None
    ) -> None:
        """`can_train`: without, the page tells how to get what training needs."""
        super().__init__(parent)
        self._shortcuts = shortcuts
        self._can_train = can_train
        self.messages = MessageBar()
        self.list = RunList()
        self.new = QPushButton()
        self.corrections_button = QPushButton()
        self.corrections = CorrectionsView(can_train=can_train)
        self._new_corrections = 0
        """How many of them were new when they were last seen."""
        self.setup = SetupForm()
        self.run = RunView()
        self.hint = EmptyHint("training")
        self._side = CardFrame()
        self._stack = SeenStack()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self.new.clicked.connect(lambda: self.run_chosen.emit(""))
        self.list.run_chosen.connect(self.run_chosen)
        self.corrections_button.clicked.connect(self.corrections_chosen)
        self.corrections.counted.connect(self._on_counted)
        start = shortcuts.bind("start-training", self.setup)
        start.activated.connect(self.setup.start.click)
        shortcuts.changed.connect(self._show_keys)
        self._retranslate()

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """List the runs."""
        self.list.show_runs(rows)
        self._arrange_side()

    def show_setup(self) -> None:
        """Go to a new training."""
        self.list.choose("")
        self._stack.setCurrentWidget(self.setup if self._can_train else self.hint)

    def show_corrections(self) -> None:
        """Go to the corrections made by hand."""
        self.list.choose("")
        self._stack.setCurrentWidget(self.corrections)
        self._new_corrections = self.corrections.counts.new
        self._arrange_side()

    def show_run(self, row: RunRow) -> None:
        """Go to a run, or show how it stands now."""
        self.list.choose(row.name)
        self._stack.setCurrentWidget(self.run)
        self.run.show_run(row)

    @property
    def shows_setup(self) -> bool:
        """Whether a new training is what is seen."""
        return self._stack.currentWidget() is self.setup

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        nothing_begun = self._stack.currentWidget() in (self.setup, self.hint)
        if (
            self.corrections.counts.new > self._new_corrections
            and nothing_begun
            and not self.setup.files.paths
        ):
            # It is their count that led here.
            self.corrections_chosen.emit()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._side.setMaximumWidth(16_777_215 if narrow else _LIST_WIDTH)
        self._side.setMaximumHeight(_LIST_HEIGHT if narrow else 16_777_215)

    def _arrange(self) -> None:
        leave_focus(self.new, self.corrections_button)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(1, 8, 1, 8)
        side.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(7, 0, 7, 0)
        top.setSpacing(8)
        top.addWidget(self.new)
        top.addWidget(self.corrections_button)
        side.addLayout(top)
        side.addWidget(self.list, 1)
        for part in (self.setup, self.run, self.corrections, self.hint):
            self._stack.addWidget(part)
        self._row.setSpacing(16)
        self._row.addWidget(self._side, 1)
        self._row.addWidget(self._stack, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.messages)
        column.addLayout(self._row, 1)
        self._side.hide()
        self.show_setup()

    def _arrange_side(self) -> None:
        corrections = self._stack.currentWidget() is self.corrections or self.corrections.total > 0
        self.new.setVisible(self._can_train)
        self.list.setVisible(self._can_train)
        self.corrections_button.setVisible(corrections)
        self._side.setVisible(corrections or (self._can_train and bool(self.list.runs)))

    def _on_counted(self) -> None:
        new = self.corrections.counts.new
        words = self.tr("My corrections")
        if new:
            words = self.tr("My corrections (%Ln new)", "", new)
        self.corrections_button.setText(words)
        if self.corrections.isVisible():
            self._new_corrections = new
        self._arrange_side()

    def _show_keys(self) -> None:
        start = self.setup.start
        start.setToolTip(self._shortcuts.with_keys(start.text(), "start-training"))

    def _retranslate(self) -> None:
        self._show_keys()
        self.list.setAccessibleName(self.tr("Trainings"))
        self.new.setText(self.tr("New training…"))
        self._on_counted()
        self.hint.say(
            "training",
            self.tr("Training is not in this edition"),
            self.tr(
                "This is the lite edition: it translates, summarizes and reads sentiment, and leaves "
                "out PyTorch, which training needs. Get the full edition of BertSum from where you got "
                "this one; your settings, models and history stay where they are."
            ),
        )
