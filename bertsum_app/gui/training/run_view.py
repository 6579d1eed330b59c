"""One run: how it stands, its chart and log while it learns, and what can be done with it. View only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.messages import Message
from bertsum_app.gui.training.before_after import BeforeAfterView
from bertsum_app.gui.training.log_lines import log_line
from bertsum_app.gui.training.samples import LiveSamples
from bertsum_app.gui.training.story import RunStory
from bertsum_app.gui.training.words import (
    STATE_ICONS,
    decimals,
    duration,
    failure_message,
    number,
    state_name,
    task_name,
)
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.progress_line import ProgressLine
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.service.training import LIVE_STATES, BeforeAfter, RunRow
from bertsum_app.training.events import TrainingEvent

if TYPE_CHECKING:
    from bertsum_app.gui.training.chart import RunChart

LEARNING, SAMPLES, RESULT = "learning", "samples", "result"
_LOG_LINES = 2_000
_LOG_HEIGHT = 120
_CHART_HEIGHT = 200
# Below this the buttons have no room beside the choice of what to see.
_NARROW = 720


class RunView(QWidget):
    """Shows what it is given, and tells what the person wants of the run."""

    order_wanted = Signal(str)
    """A `training.control.Command`."""
    resume_wanted = Signal()
    again_wanted = Signal()
    remove_wanted = Signal()
    result_wanted = Signal()
    """The figures before and after are to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: RunRow | None = None
        self._story = RunStory()
        self._events: list[TrainingEvent] = []
        self._asked = ""
        """What was wanted of the run last, until it is seen to have been done."""
        self.chart: RunChart | None = None
        """Made when a run is first shown."""
        self.messages = MessageBar()
        self._icon = IconLabel("run", "muted")
        self.title = ElidedLabel()
        self.title.setProperty("kind", "card-title")
        self.state = QLabel()
        self.state.setProperty("kind", "muted")
        self.progress = ProgressLine()
        self.status = ElidedLabel()
        self.status.setProperty("kind", "muted")
        self.parts = SegmentedControl((LEARNING, SAMPLES, RESULT), compact=True)
        self.pause = QPushButton()
        self.finish = QPushButton()
        self.stop = QPushButton()
        self.resume = QPushButton()
        self.resume.setProperty("kind", "primary")
        self.again = QPushButton()
        self.remove = QPushButton()
        self.really_remove = QPushButton()
        self.really_remove.setProperty("kind", "danger")
        self.keep = QPushButton()
        self.log = QPlainTextEdit()
        self.samples = LiveSamples()
        self.result = BeforeAfterView()
        self._stack = QStackedWidget()
        self._chart_place = QVBoxLayout()
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._connect()
        self._retranslate()

    def show_run(self, row: RunRow) -> None:
        """Show how a run stands; another one than before begins with an empty chart."""
        other = self._row is None or self._row.name != row.name
        moved = other or self._row is None or self._row.state != row.state
        if moved or self._row is None or self._row.phase != row.phase:
            # What was wanted of it was done by now, or came too late.
            self._asked = ""
        self._row = row
        if other:
            self._confirm_removal(False)
            self.messages.dismiss()
            self.result.show_result(None)
            self.show_events((), anew=True)
            self.show_part(RESULT if row.state == "finished" else LEARNING)
        elif moved and row.state == "finished":
            self.show_part(RESULT)
        if moved and row.failure is not None and row.state not in LIVE_STATES:
            self.messages.show_message(failure_message(row.failure))
        elif moved:
            self.messages.dismiss()
        self.result.show_run(row)
        self._refresh()

    def show_events(self, events: tuple[TrainingEvent, ...], *, anew: bool) -> None:
        """Go on with chart and log, or begin them anew."""
        if anew:
            self._story, self._events = RunStory(), []
            self.log.clear()
        self._events += events
        self._story.tell(events)
        lines = [line for event in events if (line := log_line(event))]
        if lines:
            self.log.appendPlainText("\n".join(lines))
        self._draw()
        self._refresh()

    def show_result(self, result: BeforeAfter | None) -> None:
        """Show what came of the training."""
        self.result.show_result(result)

    def show_failure(self, message: Message) -> None:
        """What was wanted could not be done."""
        self._asked = ""
        self.messages.show_message(message)
        self._refresh()

    def show_part(self, part: str) -> None:
        """Go to the chart, or to what came of it."""
        self.parts.choose(part)
        self._on_part(part)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _NARROW
        self._tools.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    # --- inside ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        buttons = (
            self.pause,
            self.finish,
            self.stop,
            self.resume,
            self.again,
            self.remove,
            self.really_remove,
            self.keep,
        )
        leave_focus(*buttons)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        parts = QHBoxLayout()
        parts.addWidget(self.parts)
        parts.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addStretch(1)
        for button in buttons:
            actions.addWidget(button)
            # Which of them there are is known when there is a run.
            button.hide()
        self._tools.setSpacing(8)
        self._tools.addLayout(parts)
        self._tools.addLayout(actions)
        self._stack.addWidget(self._chart_and_log())
        self._stack.addWidget(self.samples)
        self._stack.addWidget(self.result)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.progress)
        whole.addWidget(self.status)
        whole.addWidget(self.messages)
        whole.addLayout(self._tools)
        whole.addWidget(self._stack, 1)

    def _chart_and_log(self) -> QWidget:
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_LOG_LINES)
        self.log.setFixedHeight(_LOG_HEIGHT)
        self.log.setTabChangesFocus(True)
        chart = CardFrame()
        chart.setMinimumHeight(_CHART_HEIGHT)
        chart.setLayout(self._chart_place)
        self._chart_place.setContentsMargins(12, 16, 16, 12)
        log = CardFrame()
        inside = QVBoxLayout(log)
        inside.setContentsMargins(16, 8, 4, 8)
        inside.addWidget(self.log)
        learning = QWidget()
        column = QVBoxLayout(learning)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(chart, 1)
        column.addWidget(log)
        return learning

    def _connect(self) -> None:
        self.pause.clicked.connect(self._on_pause)
        self.finish.clicked.connect(lambda: self._order("finish"))
        self.stop.clicked.connect(lambda: self._order("stop"))
        self.resume.clicked.connect(self._on_resume)
        self.again.clicked.connect(self.again_wanted)
        self.remove.clicked.connect(lambda: self._confirm_removal(True))
        self.keep.clicked.connect(lambda: self._confirm_removal(False))
        self.really_remove.clicked.connect(self.remove_wanted)
        self.parts.changed.connect(self._on_part)

    def _on_part(self, part: str) -> None:
        self._stack.setCurrentIndex((LEARNING, SAMPLES, RESULT).index(part))
        if part == RESULT:
            self.result_wanted.emit()

    def _on_pause(self) -> None:
        paused = self._row is not None and self._row.state == "paused"
        self._order("resume" if paused else "pause")

    def _order(self, command: str) -> None:
        self._asked = command
        self._refresh()
        self.order_wanted.emit(command)

    def _on_resume(self) -> None:
        self._asked = "go-on"
        self._refresh()
        self.resume_wanted.emit()

    def _confirm_removal(self, asked: bool) -> None:
        had_focus = self.remove.hasFocus() or self.keep.hasFocus()
        self.really_remove.setVisible(asked)
        self.keep.setVisible(asked)
        self.remove.setVisible(not asked and self._row is not None and self._may_remove)
        self.again.setVisible(not asked and self._row is not None and self._may_train_again)
        if had_focus:
            # The one that harms nothing.
            (self.keep if asked else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _may_remove(self) -> bool:
        return self._row is not None and self._row.state not in LIVE_STATES

    @property
    def _may_train_again(self) -> bool:
        return self._may_remove and self._row is not None and self._row.request is not None

    def _draw(self) -> None:
        if self.chart is None and self.isVisible():
            from bertsum_app.gui.training.chart import RunChart

            self.chart = RunChart()
            self._chart_place.addWidget(self.chart)
        if self.chart is not None:
            self.chart.show_story(self._story)
        self.samples.show_samples(self._story.samples)

    def _refresh(self) -> None:
        row = self._row
        if row is None:
            return
        live = row.state in LIVE_STATES
        learning = live and row.phase == "training" and not self._asked
        self._icon.show_icon(STATE_ICONS[row.state], "accent" if live else "muted")
        self.title.setText(row.name)
        self.state.setText(
            " · ".join(part for part in (task_name(row.task), state_name(row)) if part)
        )
        self.pause.setText(self.tr("Go on") if row.state == "paused" else self.tr("Pause"))
        for button in (self.pause, self.finish, self.stop):
            button.setVisible(live)
        self.pause.setEnabled(learning)
        self.finish.setEnabled(learning)
        self.stop.setEnabled(live and self._asked not in ("stop", "finish"))
        self.resume.setVisible(row.state in ("interrupted", "failed") and row.resumable)
        self.resume.setEnabled(not self._asked)
        self.parts.segment(RESULT).setEnabled(row.model)
        self.parts.segment(SAMPLES).setEnabled(bool(self._story.samples))
        if not self.really_remove.isVisibleTo(self):
            self.remove.setVisible(self._may_remove)
            self.again.setVisible(self._may_train_again)
        self._show_progress(row, live)

    def _show_progress(self, row: RunRow, live: bool) -> None:
        story = self._story
        steps, step = row.steps or story.steps, max(row.step, story.step)
        if not live:
            self.progress.finish()
        elif row.phase == "training" and steps and row.state == "running":
            self.progress.show_progress(step, steps)
        elif row.state == "running":
            self.progress.show_busy()
        else:
            self.progress.show_progress(step, max(steps, 1))
        told = []
        if steps:
            told.append(
                self.tr("step {step} of {steps}").format(step=number(step), steps=number(steps))
            )
        if live and row.phase == "training" and row.state == "running":
            if story.tokens_per_s:
                told.append(self.tr("%Ln token(s) a second", "", round(story.tokens_per_s)))
            left = story.seconds_left
            if left is not None:
                told.append(self.tr("{time} of learning left").format(time=duration(left)))
            if story.memory_bytes:
                gigabytes = decimals(story.memory_bytes / 1e9, 1)
                told.append(self.tr("{size} GB of memory").format(size=gigabytes))
        if story.accuracy is not None:
            share = f"{number(round(story.accuracy * 100))} %"
            told.append(self.tr("{share} of first choices right").format(share=share))
        if self._asked in ("pause", "finish", "stop"):
            told.append(
                {
                    "pause": self.tr("will pause after this step"),
                    "finish": self.tr("will stop after this step and measure the best"),
                    "stop": self.tr("will save and stop after this step"),
                }[self._asked]
            )
        self.status.setText(" · ".join(told))
        self.status.setVisible(bool(told))

    def _retranslate(self) -> None:
        self.parts.setAccessibleName(self.tr("What to see"))
        self.parts.set_text(LEARNING, self.tr("Learning"))
        self.parts.set_text(
            SAMPLES,
            self.tr("Samples"),
            self.tr("What the model makes of some held-back texts by now"),
        )
        self.parts.set_text(RESULT, self.tr("Before and after"))
        self.finish.setText(self.tr("Stop and keep the best"))
        self.finish.setToolTip(
            self.tr("End the learning here and go on with the best model so far")
        )
        self.stop.setText(self.tr("Stop for now"))
        self.stop.setToolTip(self.tr("Save everything and stop; it can go on later from there"))
        self.resume.setText(self.tr("Go on"))
        self.again.setText(self.tr("Train again…"))
        self.remove.setText(self.tr("Delete…"))
        self.really_remove.setText(self.tr("Delete this training"))
        self.keep.setText(self.tr("Keep it"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.status.setAccessibleName(self.tr("Status"))
        self.log.setAccessibleName(self.tr("Log"))
        self.log.setPlainText("\n".join(line for each in self._events if (line := log_line(each))))
        if self._row is not None:
            self._refresh()
