"""The window: header above, one page below, and the wiring of both to the engine's events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bertsum_app.core.errors import DiskFull, NoRoomToKeep
from bertsum_app.core.settings import Settings
from bertsum_app.gui.bridge import EngineBridge
from bertsum_app.gui.corrections.controller import CorrectionsController
from bertsum_app.gui.documents.controller import DocumentsController
from bertsum_app.gui.documents.file_kinds import local_files
from bertsum_app.gui.documents.overlay import DropOverlay
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.glossary.window import GlossaryWindow
from bertsum_app.gui.header import Header
from bertsum_app.gui.history.controller import HistoryController
from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.messages import Message, message_for
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.page import SettingsPage
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.shortcuts.window import ShortcutsWindow
from bertsum_app.gui.widgets.page_scroll import PageScroll
from bertsum_app.gui.window_state import WindowState, place_of, put_window
from bertsum_app.gui.workspace.controller import (
    FIRST_LANGUAGES,
    WorkspaceController,
    WorkspaceModel,
)
from bertsum_app.gui.workspace.model_choice import ModelChoice
from bertsum_app.gui.workspace.modes import MODES, Mode, as_mode
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.corrections import CorrectionsListed
from bertsum_app.service.events import EngineFailed, EngineReady
from bertsum_app.service.history import FinishedWork

if TYPE_CHECKING:
    from bertsum_app.gui.training.controller import TrainingController
    from bertsum_app.gui.training.page import TrainingPage
    from bertsum_app.service.training import RunRow

WORKSPACE = "workspace"
TRAINING = "training"
HISTORY = "history"
SETTINGS = "settings"

# What a screen of 1080 lines has at 300 %, less the bars of the desktop and the window.
_LEAST_HEIGHT = 280
_MOST_IN_BADGE = 99
_FIRST_SIZE = QSize(1120, 720)


class MainWindow(QWidget):
    """Complete before there is an engine; `attach_engine` brings it to life."""

    painted = Signal()
    """The window was painted for the first time."""

    closed = Signal()

    hidden = Signal()
    """The window was closed while the program goes on; see `stay_when_closed`."""

    training_wanted = Signal()
    """The Training page was gone to for the first time: `training` is there and waits for a host."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences(Settings(), parent=self)
        self._was_painted = False
        self.setAcceptDrops(True)
        self._may_close = False
        self._stays: Callable[[], bool] = lambda: False
        self._state = WindowState()
        self.bridge = EngineBridge(self)
        self.glossaries = GlossaryCollection(self)
        self.glossary_window: GlossaryWindow | None = None
        self._languages: tuple[str, ...] = FIRST_LANGUAGES
        self.header = Header((WORKSPACE, TRAINING, HISTORY, SETTINGS))
        self.shortcuts = Shortcuts(self.preferences, self)
        self.workspace = WorkspacePage(self.shortcuts)
        self.controller = WorkspaceController(
            self.workspace, self.bridge, self.preferences, self.glossaries
        )
        self.documents = DocumentsController(
            self.workspace, self.controller, self.bridge, self.preferences, self.glossaries
        )
        self.models = ModelChoice(self.workspace.model, self.preferences)
        self.models.use_mode(self.controller.mode)
        self.history_page = HistoryPage(self.shortcuts)
        self.history = HistoryController(self.history_page, self.preferences)
        self.corrections = CorrectionsController(self.controller.remembering)
        self._new_corrections = 0
        self.settings_page = SettingsPage(self.preferences)
        self.shortcuts_window: ShortcutsWindow | None = None
        """Made when it is first wanted."""
        self.training: TrainingController | None = None
        """Made when its page is first gone to: hardly anybody trains at each start."""
        self._training_share: float | None = None
        self._told_of_full_disk = False
        self.leaves_training_running = False
        """What the person said about trainings at work when the window was closed."""
        self._engine: EnginePort | None = None
        self._pages = QStackedWidget()
        self._page_of: dict[str, WorkspacePage | TrainingPage | HistoryPage | SettingsPage] = {
            WORKSPACE: self.workspace,
            HISTORY: self.history_page,
            SETTINGS: self.settings_page,
        }
        self._scroll_of = {
            key: PageScroll(page, page.messages) for key, page in self._page_of.items()
        }
        self._arrange()
        self._overlay = DropOverlay(self)
        self._connect()
        self._bind_keys()
        self.workspace.source.pane.setFocus()
        self._retranslate()

    def attach_engine(self, engine: EnginePort, model: WorkspaceModel | None) -> None:
        """Begin to use the engine, and load its model."""
        self.header.show_model("preparing", "" if model is None else model.name)
        engine = self.models.through(engine)
        self._engine = engine
        if model is not None and len(model.languages) > 1:
            self._languages = model.languages
            self.documents.offer_languages(model.languages)
            self.settings_page.offer_languages(model.languages)
        self.controller.attach(engine, model)
        self.documents.attach(engine)

    def show_page(self, key: str) -> None:
        """Go to one of the pages."""
        self.header.navigation.choose(key)
        if key == TRAINING and self.training is None:
            self._make_training()
        self._pages.setCurrentWidget(self._scroll_of[key])

    def take_files(self, files: Sequence[Path]) -> None:
        """Work on these files and folders in the Workspace, as its kind of work says."""
        self.show_page(WORKSPACE)
        self.documents.take(files)

    def open_glossary(self) -> None:
        """Show the glossary of the languages that are chosen, in a window of its own."""
        if self.glossary_window is None:
            self.glossary_window = GlossaryWindow(self.glossaries, self._languages, self)
        self.glossary_window.show_direction(*self.controller.direction)
        self.glossary_window.show()
        self.glossary_window.raise_()
        self.glossary_window.activateWindow()

    def show_problem(self, error: Exception, *, stays: bool = False) -> None:
        """Say what went wrong, in the page that is seen; `stays`: until it was read."""
        messages = self._page_of[self.header.navigation.current].messages
        messages.show_message(replace(message_for(error), stays=stays))

    def show_shortcuts(self) -> None:
        """Open the list of keyboard shortcuts, where they are changed, too."""
        if self.shortcuts_window is None:
            self.shortcuts_window = ShortcutsWindow(self.shortcuts, self)
        self.shortcuts_window.open()

    def come_forward(self) -> None:
        """Be seen, above other windows, as far as the desktop allows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def stay_when_closed(self, stays: Callable[[], bool]) -> None:
        """Ask this when the window is closed: whether it is only to be hidden, until `come_forward`."""
        self._stays = stays

    def quit(self) -> None:
        """End the program, also where closing its window would not."""
        stays, self._stays = self._stays, lambda: False
        if self._must_ask_about_training():
            self.come_forward()
        self.close()
        self._stays = stays

    def use_state(self, state: WindowState) -> None:
        """Be where and as the window was; before it is shown."""
        self._state = state
        put_window(self, state)
        self.workspace.pair.use_shares(*state.share)
        if state.mode in MODES:
            self.controller.choose_mode(as_mode(state.mode))

    def state(self) -> WindowState:
        """Where and how the window is now."""
        screen, place = place_of(self)
        return WindowState(
            screen=screen,
            places={**self._state.places, screen: place},
            share=self.workspace.pair.shares,
            mode=self.controller.mode,
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = local_files(event.mimeData().urls())
        # What is dropped beside a form for files is not meant for the Workspace.
        if files and self.header.navigation.current != TRAINING:
            self._overlay.offer(
                files, self.controller.mode, self.documents.request_for, self.documents.other
            )
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._overlay.dragMoveEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.leave_soon()

    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.dropEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and self._stays():
            event.ignore()
            if self.glossary_window is not None:
                self.glossary_window.close()
            self.hide()
            self.hidden.emit()
            return
        if self._must_ask_about_training():
            event.ignore()
            self._ask_about_training()
            return
        self.bridge.close()
        if self.training is not None:
            self.training.close()
        self.controller.close()
        self.documents.close()
        self.history.close()
        self.corrections.close()
        if self.glossary_window is not None:
            self.glossary_window.close()
        event.accept()
        self.closed.emit()

    def prepare_training(self) -> None:
        """Make the Training page before it is gone to, since a training is at work."""
        if self.training is None:
            self._make_training()

    def _arrange(self) -> None:
        for scroll in self._scroll_of.values():
            self._pages.addWidget(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        # The least width follows from what stands in the pages.
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.resize(_FIRST_SIZE)
        self.setWindowTitle("BertSum")

    def _connect(self) -> None:
        self._scroll_of[WORKSPACE].room_changed.connect(self.workspace.use_room)
        self.bridge.engine_ready.connect(self._on_engine_ready)
        self.bridge.engine_failed.connect(self._on_engine_failed)
        self.header.page_chosen.connect(self.show_page)
        self.models.changed.connect(self._on_model)
        self.controller.mode_chosen.connect(self._on_mode)
        self.controller.result_kept.connect(self.history.keep)
        self.history.deleting.connect(self.controller.tell_now)
        self.history.restore_wanted.connect(self._restore)
        self.history.failed.connect(self.show_problem)
        self.corrections.failed.connect(self.show_problem)
        self.corrections.listed.connect(self._on_corrections)
        self.preferences.changed.connect(self._on_preferences)
        self.preferences.not_stored.connect(self.show_problem)
        self.glossaries.not_stored.connect(self.show_problem)
        self.workspace.source.glossary_requested.connect(self.open_glossary)
        self.settings_page.glossary_requested.connect(self.open_glossary)
        self._overlay.dropped.connect(self.take_files)
        self._overlay.dropped_as_text.connect(self._on_dropped_as_text)

    def _make_training(self) -> None:
        from bertsum_app.gui.training.controller import TrainingController
        from bertsum_app.gui.training.page import TrainingPage
        from bertsum_app.service.training import can_train

        page = TrainingPage(self.shortcuts, can_train=can_train())
        self.training = TrainingController(page)
        self.training.share_changed.connect(self._on_training_share)
        self.training.run_ended.connect(self._on_training_ended)
        self.training.taught.connect(partial(self.models.use, "translate"))
        self.corrections.show_in(page.corrections)
        self._page_of[TRAINING] = page
        self._scroll_of[TRAINING] = PageScroll(page, page.messages)
        self._pages.addWidget(self._scroll_of[TRAINING])
        self.training_wanted.emit()

    def _on_training_share(self, share: float | None) -> None:
        self._training_share = share
        self._retranslate()

    def _on_corrections(self, listed: CorrectionsListed) -> None:
        self._new_corrections = listed.counts.new
        self._retranslate()

    def _on_training_ended(self, run: RunRow) -> None:
        current = self.header.navigation.current
        if current == TRAINING:
            return
        title = {
            "finished": self.tr("The training {name} is finished"),
            "failed": self.tr("The training {name} failed"),
        }.get(run.state)
        if title is not None:
            text = self.tr("The Training page tells more.")
            message = Message(title.format(name=run.name), text, severity="notice")
            self._page_of[current].messages.show_message(message)

    def _must_ask_about_training(self) -> bool:
        # Who logs off is not to be held up; the system ends the training, which has saved.
        program = QGuiApplication.instance()
        logging_off = isinstance(program, QGuiApplication) and program.isSavingSession()
        at_work = self.training is not None and bool(self.training.at_work)
        return at_work and not self._may_close and not logging_off

    def _ask_about_training(self) -> None:
        from bertsum_app.gui.training.closing import ClosingQuestion

        question = ClosingQuestion(self)
        question.answered.connect(self._close_with_training)
        question.open()

    def _close_with_training(self, leave_running: bool) -> None:
        self.leaves_training_running = leave_running
        self._may_close = True
        self.close()

    def _bind_keys(self) -> None:
        for page in (WORKSPACE, TRAINING, HISTORY, SETTINGS):
            shortcut = self.shortcuts.bind(f"page-{page}", self)
            shortcut.activated.connect(partial(self.show_page, page))
        self.shortcuts.bind("glossary", self).activated.connect(self.open_glossary)
        self.shortcuts.bind("help", self).activated.connect(self.show_shortcuts)
        self.shortcuts.bind("quit", self).activated.connect(self.quit)
        self.settings_page.shortcuts_wanted.connect(self.show_shortcuts)
        self.shortcuts.changed.connect(self._retranslate)

    def _retranslate(self) -> None:
        self._name_page(WORKSPACE, self.tr("Workspace"))
        training = self.tr("Training")
        if self._training_share is not None:
            training += f" · {QLocale().toString(int(100 * self._training_share))} %"
        self._name_page(TRAINING, training)
        new = self._new_corrections
        self.header.navigation.set_badge(
            TRAINING,
            (str(new) if new <= _MOST_IN_BADGE else f"{_MOST_IN_BADGE}+") if new else "",
            self.tr("%Ln new correction(s) to learn from", "", new) if new else "",
        )
        self._name_page(HISTORY, self.tr("History"))
        self._name_page(SETTINGS, self.tr("Settings"))
        self.header.navigation.setAccessibleName(self.tr("Pages"))

    def _name_page(self, page: str, text: str) -> None:
        tip = self.shortcuts.with_keys(text, f"page-{page}")
        self.header.navigation.set_text(page, text, tip)

    def _on_dropped_as_text(self, file: Path) -> None:
        self.show_page(WORKSPACE)
        self.documents.open_text(file)

    def _restore(self, work: FinishedWork) -> None:
        self.controller.restore(work)
        self.show_page(WORKSPACE)
        self.workspace.source.pane.setFocus()

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if self._engine is not None:
            self._engine.use_settings(after)

    def _on_engine_ready(self, event: EngineReady) -> None:
        name = self.models.name_of(event.model_id)
        self.header.show_model("ready", name, event.device_label)
        # Where the folders are not ours to write to, that was said at the start.
        if isinstance(event.cache_problem, DiskFull) and not self._told_of_full_disk:
            self._told_of_full_disk = True
            folder = Path(str(event.cache_problem.params["path"])).parent
            self.show_problem(NoRoomToKeep(folder), stays=True)

    def _on_mode(self, mode: Mode) -> None:
        self.models.use_mode(mode)
        self.header.name_model(self.models.current_name)

    def _on_model(self) -> None:
        if self._engine is not None:
            self.header.show_model("preparing", self.models.current_name)
            self._engine.warm_up()
        self.controller.run_again()

    def _on_engine_failed(self, event: EngineFailed) -> None:
        self.header.show_model("failed")
