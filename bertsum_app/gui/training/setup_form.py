"""What to teach, with which texts, to which model: the form of a new training. View only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.gui.messages import Message
from bertsum_app.gui.training.custom_preset import CustomPreset
from bertsum_app.gui.training.file_list import FileList
from bertsum_app.gui.training.report_view import ReportView
from bertsum_app.gui.training.words import direction_name, new_model_name, task_name
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.model.config import NEW_MODELS, NewModelName
from bertsum_app.service.training import DIRECTIONS, CheckedCorpus, Direction, TrainingRequest
from bertsum_app.training.presets import PresetName

TASKS: tuple[CorpusTask, ...] = ("translate", "summarize", "sentiment")
_CUSTOM = "custom"
#: Before the preset of a new model, among the ids of models, none of which has a colon.
_NEW = "new:"
_EFFORTS = ("quick", "thorough", _CUSTOM)
_CHECK_AFTER_MS = 400
_WIDEST = 860
_LONGEST_NAME = 40
#: The form's name for a request that is only to be looked at.
UNNAMED = "new"


class SetupForm(QWidget):
    """Asks for a look at the files whenever they, or what is done with them, change."""

    check_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._bases: tuple[KnownModel, ...] = ()
        self._taken: frozenset[str] = frozenset()
        self._fixes: dict[str, str] = {}
        self._named_by_person = False
        self._called_after = ""
        """The training that is asked for again; "": the files give the name."""
        self._checked = False
        self._scroll = QScrollArea()
        self.messages = MessageBar()
        self.task = SegmentedControl(TASKS)
        self.files = FileList()
        self.columns = QLineEdit()
        self.report = ReportView()
        self.base = LanguageBox()
        self.direction = LanguageBox()
        self.preset = SegmentedControl(_EFFORTS)
        self.custom = CustomPreset()
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.start = QPushButton()
        self.start.setProperty("kind", "primary")
        self._titles = tuple(QLabel() for _ in range(2))
        self._intro = QLabel()
        self._preset_note = QLabel()
        self._new_note = QLabel()
        self._name_note = QLabel()
        self._start_note = QLabel()
        self._labels: dict[QWidget, QLabel] = {}
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_CHECK_AFTER_MS)
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def request(self) -> TrainingRequest:
        """What is asked for now."""
        new = self._new_model
        custom = not new and self.preset.current == _CUSTOM
        preset = new or ("thorough" if custom else cast(PresetName, self.preset.current))
        return TrainingRequest(
            name=self.name.text() or UNNAMED,
            task=cast(CorpusTask, self.task.current),
            data=self.files.paths,
            base_id="" if new else self.base.code,
            preset=preset,
            settings=dict(self.custom.values) if custom else {},
            direction="both" if new else cast(Direction, self.direction.code or "both"),
            fixes=dict(self._fixes),
            columns=self.columns.text().strip(),
        )

    @property
    def to_check(self) -> TrainingRequest:
        """`request` as far as the files are concerned: its name may change while they are looked at."""
        return replace(self.request, name=UNNAMED)

    def use(self, request: TrainingRequest) -> None:
        """Ask for the same again, under a name that is free."""
        self.task.choose(request.task)
        self._retranslate()
        self._offer_bases()
        new = request.preset in NEW_MODELS
        self.base.choose(_NEW + request.preset if new else request.base_id)
        self.direction.choose(request.direction)
        effort = "quick" if new else request.preset
        self.preset.choose(_CUSTOM if request.settings else effort)
        self.custom.use(request.settings)
        self.columns.setText(request.columns)
        self._fixes = dict(request.fixes)
        self._named_by_person = False
        self.files.use(request.data)
        self._called_after = request.name
        self._suggest_name()
        self._want_check()

    def offer(self, bases: Sequence[KnownModel], taken: frozenset[str]) -> None:
        """The models to begin with, and the names that a new one cannot have."""
        self._bases, self._taken = tuple(bases), taken
        self._offer_bases()
        self._suggest_name()
        self._refresh()

    def show_checked(self, checked: CheckedCorpus) -> None:
        """What was found in the files."""
        self._checked = True
        self.messages.dismiss()
        self.report.show_checked(checked)
        files = checked.report.files
        self.files.show_facts(
            {
                file.path: " · ".join(
                    part for part in (file.format, file.encoding, file.columns) if part
                )
                for file in files
            }
        )
        self._show_columns(self.columns.isVisibleTo(self) or not all(file.sure for file in files))
        self._refresh()

    def show_trouble(self, message: Message) -> None:
        """The files cannot be used, or the training cannot begin."""
        self.report.show_nothing()
        self.messages.show_message(message)
        if self.task.current != "summarize":
            self._show_columns(True)
        self._scroll.ensureWidgetVisible(self.messages)
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # One need not aim: the whole form takes files, and shows where they go.
        self.files.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.files.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.dropEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    # --- inside ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for note in (
            self._intro,
            self._preset_note,
            self._new_note,
            self._name_note,
            self._start_note,
        ):
            note.setProperty("kind", "muted")
            note.setWordWrap(True)
        for title in self._titles:
            title.setProperty("kind", "card-title")
        leave_focus(self.start)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.setSpacing(16)
        foot.addWidget(self.start)
        foot.addWidget(self._start_note, 1)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(16)
        cards.addWidget(self._card_of_texts())
        cards.addWidget(self._card_of_the_way())
        cards.addStretch(1)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setWidget(inside)
        # What begins it is always seen, however much was found in the texts.
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._scroll, 1)
        page.addLayout(foot)
        self._show_columns(False)

    def _card_of_texts(self) -> CardFrame:
        """What is to be learnt, from which files, and what was found in them."""
        tasks = QHBoxLayout()
        tasks.addWidget(self.task)
        tasks.addStretch(1)
        texts = CardFrame()
        column = QVBoxLayout(texts)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._titles[0])
        column.addWidget(self._intro)
        column.addLayout(tasks)
        column.addWidget(self.files)
        columns = QGridLayout()
        self._row(columns, self.columns)
        column.addLayout(columns)
        column.addWidget(self.messages)
        column.addWidget(self.report)
        return texts

    def _card_of_the_way(self) -> CardFrame:
        """How it is learnt: from which model, how thoroughly, under which name."""
        way = CardFrame()
        rows = QGridLayout(way)
        rows.setContentsMargins(24, 16, 24, 20)
        rows.setHorizontalSpacing(24)
        rows.setVerticalSpacing(12)
        rows.setColumnStretch(1, 1)
        rows.addWidget(self._titles[1], 0, 0, 1, 2)
        self._row(rows, self.base)
        self._row(rows, self.direction)
        self._row(rows, self.preset)
        rows.addWidget(self._preset_note, rows.rowCount(), 1)
        rows.addWidget(self._new_note, rows.rowCount(), 1)
        rows.addWidget(self.custom, rows.rowCount(), 1)
        self._row(rows, self.name)
        rows.addWidget(self._name_note, rows.rowCount(), 1)
        return way

    def _row(self, rows: QGridLayout, control: QWidget) -> None:
        label = QLabel()
        label.setBuddy(control)
        self._labels[control] = label
        row = rows.rowCount()
        place = QHBoxLayout()
        place.addWidget(control)
        place.addStretch(1)
        rows.addWidget(label, row, 0)
        rows.addLayout(place, row, 1)
        if isinstance(control, QLineEdit):
            control.setMinimumWidth(280)

    def _connect(self) -> None:
        self.task.changed.connect(self._on_task)
        self.files.changed.connect(self._on_files)
        self.columns.editingFinished.connect(self._on_columns)
        self.report.fix_chosen.connect(self._on_fix)
        for box in (self.base, self.direction):
            box.chosen.connect(self._want_check)
        self.preset.changed.connect(self._want_check)
        self.custom.changed.connect(self._want_check)
        self.name.textEdited.connect(self._on_name)
        self.start.clicked.connect(self.start_wanted)
        self._look.timeout.connect(self.check_wanted)

    def _on_task(self) -> None:
        self._fixes.clear()
        self._offer_bases()
        self._suggest_name()
        self._retranslate()
        self._want_check()

    def _on_files(self) -> None:
        self._called_after = ""
        self._suggest_name()
        if not self.files.paths:
            self._fixes.clear()
            self._show_columns(False)
        self._want_check()

    def _on_columns(self) -> None:
        if self.columns.isModified():
            self.columns.setModified(False)
            self._want_check()

    def _on_fix(self, kind: str, fix: str) -> None:
        self._fixes[kind] = fix
        self._want_check()

    def _on_name(self) -> None:
        self._named_by_person = bool(self.name.text())
        self._refresh()

    def _want_check(self) -> None:
        self._checked = False
        self.messages.dismiss()
        if self.files.paths:
            self.report.show_busy()
            self._look.start()
        else:
            self.report.show_nothing()
            self._look.stop()
            # Whoever still looks at the files that were there need not go on.
            self.check_wanted.emit()
        self._refresh()

    def _offer_bases(self) -> None:
        wanted = self.task.current
        fitting = [base for base in self._bases if any(job.startswith(wanted) for job in base.jobs)]
        self.base.set_entries(
            (
                *((base.model_id, base.name) for base in fitting),
                # Last, and not before the others are known: the first entry is the usual one.
                *((_NEW + name, new_model_name(name)) for name in NEW_MODELS if fitting),
            )
        )

    @property
    def _new_model(self) -> NewModelName | None:
        """The preset of a new model that is wanted, if one is."""
        code = self.base.code
        return next((name for name in NEW_MODELS if code == _NEW + name), None)

    def _suggest_name(self) -> None:
        if self._named_by_person:
            return
        if not self.files.paths:
            self.name.setText("")
            return
        first = Path(self.files.paths[0]).name.partition(".")[0]
        stem = self._called_after or model_id_of(first) or self.task.current
        self.name.setText(free_name(stem, self._taken))

    def _show_columns(self, shown: bool) -> None:
        self.columns.setVisible(shown)
        self._labels[self.columns].setVisible(shown)

    def _name_trouble(self) -> str:
        name = self.name.text()
        if not name:
            return self.tr("The new model needs a name.")
        if name != model_id_of(name):
            return self.tr("Small letters a to z, digits, dot, hyphen and underscore, please.")
        if name in self._taken:
            return self.tr("There is a model or a training of this name already.")
        return ""

    def _refresh(self) -> None:
        trouble = self._name_trouble()
        if not self.files.paths:
            trouble = ""  # it gets its name from them
        self._name_note.setText(trouble or self.tr("The model that comes out is called so."))
        self._name_note.setProperty("kind", "doubt" if trouble else "muted")
        self._name_note.style().unpolish(self._name_note)
        self._name_note.style().polish(self._name_note)
        self.start.setEnabled(self._checked and not trouble and bool(self.files.paths))
        new = self._new_model is not None
        directed = self.task.current == "translate" and not new
        self._labels[self.direction].setVisible(directed)
        self.direction.setVisible(directed)
        self._labels[self.preset].setVisible(not new)
        self.preset.setVisible(not new)
        self._new_note.setVisible(new)
        self.custom.offer_for(self.task.current)
        custom = self.preset.current == _CUSTOM
        self.custom.setVisible(custom and not new)
        self._preset_note.setVisible(not custom and not new)
        if not self.files.paths:
            note = self.tr("First add the texts to learn from.")
        elif self._checked:
            note = self.tr(
                "It runs in the background and leaves a processor core free. You can go on working."
            )
        else:
            note = ""
        self._start_note.setText(note)

    def _retranslate(self) -> None:
        texts, way = self._titles
        texts.setText(self.tr("Your texts"))
        way.setText(self.tr("How it learns"))
        self._intro.setText(
            self.tr(
                "A copy of a model learns from your own examples, here on this computer. A tenth of "
                "them is held back to measure what came of it."
            )
        )
        self.task.setAccessibleName(self.tr("What to teach"))
        for task in TASKS:
            self.task.set_text(task, task_name(task))
        self.files.ask_for(cast(CorpusTask, self.task.current))
        self._name_row(self.columns, self.tr("Columns"))
        self.columns.setPlaceholderText(
            {
                "translate": "en=1, zh=2",
                "summarize": "text=1, summary=2",
                "sentiment": "text=2, label=1",
            }[self.task.current]
        )
        self.columns.setToolTip(self.tr("Which column holds what, if it was guessed wrongly"))
        self._name_row(self.base, self.tr("Begin with"))
        self._name_row(self.direction, self.tr("Direction"))
        self.direction.set_entries(tuple((each, direction_name(each)) for each in DIRECTIONS))
        self._name_row(self.preset, self.tr("Effort"))
        self.preset.set_text("quick", self.tr("Quick"))
        self.preset.set_text("thorough", self.tr("Thorough"))
        self.preset.set_text(_CUSTOM, self.tr("Custom"))
        self._preset_note.setText(
            self.tr(
                "Quick takes minutes and is enough to see whether it helps. Thorough goes on until "
                "nothing more is gained, which may take hours."
            )
        )
        self._new_note.setText(
            self.tr(
                "A new model knows nothing: it learns the language, too, from your texts alone. That "
                "takes a hundred thousand examples and hours; with fewer it stays far behind the model "
                "that ships with the program, which it is compared with."
            )
        )
        self._offer_bases()
        self._name_row(self.name, self.tr("Name"))
        self.start.setText(self.tr("Start training"))
        self._refresh()

    def _name_row(self, control: QWidget, text: str) -> None:
        self._labels[control].setText(text)
        control.setAccessibleName(text)


def model_id_of(text: str) -> str:
    """`text` as a name that a model can have: what it may not contain becomes a hyphen."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:_LONGEST_NAME]


def free_name(text: str, taken: frozenset[str]) -> str:
    """A name like `text` that nothing has yet."""
    # With room for a number.
    stem = re.sub(r"-\d+$", "", model_id_of(text))[: _LONGEST_NAME - 4] or UNNAMED
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
