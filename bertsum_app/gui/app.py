"""The window's program: Qt's application, its looks and language, and the order of the start.

Nothing heavy happens before the first paint. Then the service's engine thread is started, which
loads the model by itself while the window is already there to type in.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bertsum_app import __version__
from bertsum_app.core.errors import AppError, NothingKept
from bertsum_app.core.last_words import say_without_window
from bertsum_app.core.logs import close_logging, configure_logging, stop_logging
from bertsum_app.core.settings import INTERFACE_LANGUAGES, THEMES, Settings
from bertsum_app.gui.application import Application, is_ending
from bertsum_app.gui.display import NO_DISPLAY, has_display
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.faults.care import FaultCare
from bertsum_app.gui.fonts import interface_font, shows_chinese
from bertsum_app.gui.icons import app_icon
from bertsum_app.gui.interface_language import InterfaceLanguage, resolve_language
from bertsum_app.gui.main_window import WORKSPACE, MainWindow
from bertsum_app.gui.opened_files import OpenedFiles
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.data_removal import DataRemoval
from bertsum_app.gui.single_instance import (
    ACTIVATION_TOKEN_VARIABLE,
    HandedOver,
    SingleInstance,
)
from bertsum_app.gui.start_arguments import mode_named, parse_start
from bertsum_app.gui.theme import ThemeChoice, ThemeSwitch
from bertsum_app.gui.tray.tray import Tray
from bertsum_app.gui.window_state import load_state, save_state
from bertsum_app.gui.workspace.controller import WorkspaceModel
from bertsum_app.gui.workspace.missing_font import MissingFont
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.library.store import ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.glossaries import load_glossaries, save_glossaries
from bertsum_app.service.recent_files import load_recent_files, save_recent_files

if TYPE_CHECKING:
    from bertsum_app.service.corrections_host import CorrectionsHost
    from bertsum_app.service.history_host import HistoryHost
    from bertsum_app.service.training_host import TrainingHost

THEME_VARIABLE = "BERTSUM_THEME"
LANGUAGE_VARIABLE = "BERTSUM_INTERFACE_LANGUAGE"
"""Override the settings for one run; for tests and screenshots."""

NO_DISPLAY_EXIT = 1
BUG_EXIT = 70

_NOT_OPENED = (
    "BertSum has a fault that keeps its window from opening. What went wrong stands in the log, "
    "which holds none of your texts:\n    {log}"
)

_DOCUMENT_WITHIN_S = 20.0
"""How long a document that is called off by the end has to write what is translated of it."""

# Named as lupdate looks for it.
translate = QCoreApplication.translate

_log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and return the exit code once it is closed.

    `argv` are the arguments after the program's name (see `start_arguments`). Where a window of this
    user is open already, it gets them and comes forward.
    """
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(NO_DISPLAY)
        return NO_DISPLAY_EXIT
    arguments = sys.argv[1:] if argv is None else argv
    service = BertSumService.default()
    configure_logging(service.paths.log)
    application = Application(["BertSum"])
    # Without a handler of Python's own the interrupt key would wait for the next event.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    start = parse_start(arguments)
    instance = SingleInstance(service.paths.state)
    code, ended = 0, True
    for_log, for_people = "the window could not be opened", _NOT_OPENED
    try:
        first = instance.claim()
        if not first and instance.hand_over(start.files, mode=start.mode or ""):
            return 0
        session = Session(application, service, os.environ)
        if first:
            session.answer(instance)
        if start.mode is not None:
            session.window.controller.choose_mode(start.mode)
        application.file_wanted.connect(session.open_file)
        # The window says when it is closed for good; a menu of the tray is a window to Qt, too.
        application.setQuitOnLastWindowClosed(False)
        session.window.closed.connect(application.quit, Qt.ConnectionType.QueuedConnection)
        session.begin(start.files)
        # While the window is there, faults are its own business (see `faults`).
        code = application.exec()
        ended = False
        # Worded now: the end takes the interface's language along.
        for_log, for_people = "the program did not end as it should", _not_ended()
        ended = session.end()
        return code
    except Exception:
        _log.critical(for_log, exc_info=True)
        say_without_window(for_people.format(log=service.paths.log))
        code = BUG_EXIT
        return code
    finally:
        instance.close()
        service.close()
        close_logging()
        if not ended:
            # A model that is being loaded cannot be called off, and Python taking itself apart around
            # CTranslate2's threads aborts the process. All that is to be kept is kept by now.
            os._exit(code)


@dataclass(frozen=True)
class _Looks:
    theme: ThemeChoice
    language: str


class Session:
    """One window from its start to its end. The application object is the caller's."""

    def __init__(
        self, application: QApplication, service: BertSumService, environ: Mapping[str, str]
    ) -> None:
        self._application = application
        self._service = service
        self._engine: EnginePort | None = None
        self._engine_ended = True
        self._history: HistoryHost | None = None
        self._corrections: CorrectionsHost | None = None
        self._files: tuple[Path, ...] = ()
        self._training: TrainingHost | None = None
        self._environ = environ
        self._instance: SingleInstance | None = None
        self._forgets = False
        """All data was deleted: closing the window writes nothing again."""
        looks = _looks(service, environ)
        application.setApplicationName("BertSum")
        application.setApplicationDisplayName("BertSum")
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("bertsum")
        application.setStyle("Fusion")
        application.setFont(interface_font())
        application.setWindowIcon(app_icon())
        self.theme = ThemeSwitch(application, looks.theme)
        self.language = InterfaceLanguage(application)
        self.language.use(looks.language)
        self.preferences = Preferences(service.settings, service.keep_settings)
        self.preferences.changed.connect(self._on_preferences)
        self.window = MainWindow(self.preferences)
        self.window.use_state(load_state(service.paths.window_file))
        self.window.closed.connect(self._keep_state)
        self.window.training_wanted.connect(self._start_training)
        if not shows_chinese():
            MissingFont(self.window.workspace)
        self._removal = DataRemoval(
            self.window.settings_page,
            service.paths,
            self.preferences,
            let_go=self._let_go_of_files,
            go_on=self._begin_anew,
        )
        self._opened = OpenedFiles(self.window, service.models)
        self.window.documents.models_found.connect(self._opened.take)
        self._opened.models_changed.connect(self._offer_models)
        self.tray = Tray(self.window, self.preferences, partial(is_ending, application))
        self.faults = FaultCare(self.window, service.paths)

    def answer(self, instance: SingleInstance) -> None:
        """Be there for later starts; they are answered once the window was painted."""
        self._instance = instance
        instance.received.connect(self._on_handed_over)

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Show the window; the engine follows once it was painted, and then the files."""
        self._files += tuple(files)
        self.faults.install()
        # Not in the paint event itself, but in the turn after it.
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._start_engine))
        self.window.show()

    def open_file(self, path: Path) -> None:
        """Open one more file, as soon as there is an engine."""
        if self._engine is None:
            self._files += (path,)
        else:
            self._opened.take((path,))

    def end(self) -> bool:
        """Stop the engine; the window is gone by now, so nobody waits. False: it goes on for a while."""
        with contextlib.ExitStack() as rest:
            # A part that fails over its end keeps none of those behind it from theirs.
            for close in reversed(tuple(self._parts_to_close())):
                rest.callback(close)
        return self._engine_ended

    def _parts_to_close(self) -> Iterator[Callable[[], object]]:
        yield self._opened.close
        yield self.tray.close
        if self._engine is not None:
            yield self._close_engine
        if self._history is not None:
            yield partial(self._history.close, 2.0)
        if self._corrections is not None:
            yield partial(self._corrections.close, 2.0)
        if self._training is not None:
            leave_running = self.window.leaves_training_running
            yield partial(self._training.close, leave_running=leave_running)
        yield self.preferences.flush
        yield self.window.glossaries.flush
        yield self.faults.end
        yield self.language.remove
        yield self.theme.deleteLater

    def _close_engine(self) -> None:
        assert self._engine is not None, "closed only where there is one"
        # Until it is known otherwise.
        self._engine_ended = False
        busy = self.window.documents.queue.is_busy
        self._engine_ended = self._engine.close(_DOCUMENT_WITHIN_S if busy else 2.0)

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if self._training is not None:
            self._training.use_settings(after)
        # Only what was changed: the environment's looks hold until the person chooses others.
        if after.theme != before.theme:
            self.theme.choose(cast(ThemeChoice, after.theme))
        if after.interface_language != before.interface_language:
            self.language.use(resolve_language(after.interface_language))

    def _keep_state(self) -> None:
        if self._forgets:
            return
        save_state(self._service.paths.window_file, self.window.state())

    def _on_handed_over(self, handed_over: HandedOver) -> None:
        if handed_over.activation_token:
            # Where Qt looks for it when the window asks to come forward.
            os.environ[ACTIVATION_TOKEN_VARIABLE] = handed_over.activation_token
        self.window.come_forward()
        mode = mode_named(handed_over.mode)
        if mode is not None:
            self.window.show_page(WORKSPACE)
            self.window.controller.choose_mode(mode)
        if handed_over.files:
            self.window.show_page(WORKSPACE)
            self._opened.take(handed_over.files)

    def _start_engine(self) -> None:
        self._tell_of_troubles()
        model = None
        try:
            manifest = self._service.model(None).manifest
            model = WorkspaceModel(manifest.id, manifest.name, manifest.languages)
        except AppError as error:
            # Said when loading it fails, which is at once.
            _log.warning("no default model: %s", error)
        self._engine = self._service.start(self.window.bridge.publish)
        self._start_history()
        self._start_corrections()
        self._load_glossaries()
        self._offer_models()
        self.window.attach_engine(self._engine, model)
        if self._instance is not None:
            self._instance.listen()
        recent_file = self._service.paths.recent_file
        self.window.documents.recent.load(
            load_recent_files(recent_file), partial(save_recent_files, recent_file)
        )
        if self._files:
            self._opened.take(self._files)
        # Where the text of a file is about to fill the page, an earlier one waits.
        fills = bool(self._files) and self.window.controller.mode != "translate"
        self.faults.look_back(may_fill=not fills)
        self._find_trainings()

    def _tell_of_troubles(self) -> None:
        """What the person should know before anything is done; the widest reaching comes first."""
        refusing = self._service.paths.refusing()
        if refusing is not None:
            self.window.show_problem(NothingKept(refusing), stays=True)
        for problem in self._service.problems:
            self.window.show_problem(problem, stays=True)
        self._service.problems_told()

    def _offer_models(self) -> None:
        self.window.models.offer(known_models(self._service.models))
        # What counts as learned goes by the models that are installed.
        self.window.corrections.look()

    def _load_glossaries(self) -> None:
        path = self._service.paths.glossary_file
        loaded = load_glossaries(path)
        self.window.glossaries.load(loaded.by_direction, partial(save_glossaries, path))
        if loaded.problem is not None:
            self.window.show_problem(loaded.problem, stays=True)

    def _find_trainings(self) -> None:
        """A training that an earlier window left running is shown from the start."""
        runs = self._service.paths.runs
        if runs.is_dir():
            from bertsum_app.training.run_presence import any_at_work

            if any_at_work(runs):
                self.window.prepare_training()

    def _start_training(self) -> None:
        from bertsum_app.service.lessons import teaching_base
        from bertsum_app.service.training_host import TrainingHost

        training = self.window.training
        assert training is not None, "the window wants it because it has the page"
        self._training = TrainingHost(
            self._service.paths,
            self._service.models,
            self.preferences.settings,
            training.publish,
            environ={**os.environ, **self._environ},
        )
        models = self._service.models
        training.attach(
            self._training,
            partial(known_models, models),
            lambda: teaching_base(models, self.window.models.model_for("translate") or ""),
        )
        training.models_changed.connect(self._offer_models)

    def _let_go_of_files(self) -> None:
        self.faults.forget()
        self.window.controller.forget_changes()
        if self._history is not None:
            self._history.close(2.0)
        self.window.history.detach()
        if self._corrections is not None:
            self._corrections.close(2.0)
        self.window.corrections.detach()
        self.window.glossaries.forget()
        self.window.documents.recent.clear()
        self._forgets = True
        # There is no log until the next start: it would be the first file again.
        stop_logging()
        self._service.settings = Settings()

    def _begin_anew(self) -> None:
        self._start_history()
        self._start_corrections()
        self._offer_models()

    def _start_history(self) -> None:
        # Here, so that the window is painted before the database is loaded.
        from bertsum_app.service.history_host import HistoryHost

        self._history = HistoryHost(
            self._service.paths.history_file,
            self.preferences.settings.history_limit,
            self.window.history.publish,
        )
        self.window.history.attach(self._history)

    def _start_corrections(self) -> None:
        # Here for the same reason.
        from bertsum_app.service.corrections_host import CorrectionsHost

        self._corrections = CorrectionsHost(
            self._service.paths.corrections_file,
            self._service.models,
            self.window.corrections.publish,
        )
        self.window.corrections.attach(self._corrections)


def known_models(store: ModelStore) -> tuple[KnownModel, ...]:
    """All usable models, the embedded one first."""
    models, _ = store.list()
    return tuple(
        KnownModel(model.manifest.id, model.manifest.name, model.manifest.jobs) for model in models
    )


def _not_ended() -> str:
    return translate(
        "Messages",
        "BertSum is closed, but did not end as it should: what you changed last may not be kept. What "
        "went wrong stands in the log, which holds none of your texts:\n    {log}",
    )


def _looks(service: BertSumService, environ: Mapping[str, str]) -> _Looks:
    settings = service.settings
    theme = environ.get(THEME_VARIABLE, settings.theme)
    language = environ.get(LANGUAGE_VARIABLE, settings.interface_language)
    return _Looks(
        theme=cast(ThemeChoice, theme if theme in THEMES else "system"),
        language=resolve_language(language if language in INTERFACE_LANGUAGES else "system"),
    )
