"""Files that the desktop gives to the program: documents go into the page, models are installed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from bertsum_app.core.errors import AppError
from bertsum_app.gui.main_window import WORKSPACE, MainWindow
from bertsum_app.gui.messages import Message

if TYPE_CHECKING:
    from bertsum_app.library.manifest import ModelManifest
    from bertsum_app.library.store import ModelStore

# Named as lupdate looks for it.
translate = QCoreApplication.translate

_log = logging.getLogger(__name__)


class OpenedFiles(QObject):
    """Belongs to one window; `close` before that is gone."""

    models_changed = Signal()
    """A model was installed."""

    # From the thread that installs to this object's: a manifest or an error.
    _done = Signal(object)

    def __init__(self, window: MainWindow, models: ModelStore) -> None:
        super().__init__(window)
        self._window = window
        self._models = models
        self._executor: ThreadPoolExecutor | None = None
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def take(self, paths: Sequence[Path]) -> None:
        """Open these files and folders."""
        from bertsum_app.library.archive import MODEL_SUFFIX

        models = [path for path in paths if path.suffix.lower() == MODEL_SUFFIX]
        documents = [path for path in paths if path not in models]
        if documents:
            self._window.documents.take(documents)
        for path in models:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(1, thread_name_prefix="bertsum-models")
            self._executor.submit(self._install, path)

    def close(self) -> None:
        """Begin nothing more, and wait for a model that is being installed: it is whole or not there."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    # --- in the thread ---

    def _install(self, path: Path) -> None:
        from bertsum_app.library.archive import unpacked_model

        try:
            with unpacked_model(path, self._models.user_folder) as folder:
                self._done.emit(self._models.install(folder).manifest)
        except AppError as error:
            _log.warning("a model was not installed: %s", error)
            self._done.emit(error)
        except Exception as error:
            _log.exception("installing a model failed")
            self._done.emit(error)

    # --- in the window's thread ---

    def _tell(self, outcome: ModelManifest | Exception) -> None:
        if isinstance(outcome, Exception):
            self._window.show_problem(outcome)
            return
        self.models_changed.emit()
        self._window.show_page(WORKSPACE)
        self._window.workspace.messages.show_message(
            Message(
                translate("Messages", "{name} is installed").format(name=outcome.name),
                translate(
                    "Messages",
                    "Choose it above the text, for the kinds of work that it can do; commands use it "
                    "with --model {id}.",
                ).format(id=outcome.id),
                severity="notice",
            )
        )
