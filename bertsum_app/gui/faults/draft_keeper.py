"""What stands in the window is on the disk a moment after it changed, for no crash tells beforehand."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as StillBusy
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from bertsum_app.core.settings import Settings
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.drafts import LONGEST_DRAFT, Draft
from bertsum_app.service.history import FinishedWork
from bertsum_app.service.window_record import WindowRecord

PAUSE_MS = 1_000
"""From a change to its record. Not from the last change: who types on and on would lose all of it."""

_LENGTH_A_MS = 500
"""Long texts (UTF-16 units) are recorded more seldom, by a millisecond for so many."""

_WRITTEN_WITHIN_S = 2.0


class DraftKeeper(QObject):
    """Between `start` and `end`. Records nothing of the texts while the history is off."""

    def __init__(self, window: MainWindow, record: WindowRecord) -> None:
        super().__init__(window)
        self._window = window
        self._record = record
        self._executor: ThreadPoolExecutor | None = None
        self._writing: Future[bool] | None = None
        self._last = Draft()
        """What was recorded last."""
        self._results: dict[Mode, FinishedWork] = {}
        self._file: tuple[Path, str] | None = None
        """The file opened last, and its encoding; empty for what is no text file."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._keep)
        controller = window.controller
        window.workspace.source.pane.textChanged.connect(self._expect)
        controller.mode_chosen.connect(self._expect)
        controller.languages.chosen.connect(self._expect)
        controller.result_kept.connect(self._on_result)
        controller.files.decoded.connect(self._on_file)
        window.preferences.changed.connect(self._on_preferences)

    def start(self, draft: Draft) -> Future[bool]:
        """Begin with what stands in the window now; tells whether that was recorded."""
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bertsum-draft")
        self._record.crash_log.start()
        if draft.work is not None:
            self._results[draft.mode] = draft.work
        return self._write(self._executor, draft if self._may_keep else Draft())

    def keep_now(self) -> bool:
        """Whether the texts are on the disk when this returns."""
        if self._executor is None:
            return False
        draft = self._draft()
        written = self._write(self._executor, draft)
        try:
            return written.result(_WRITTEN_WITHIN_S) and bool(draft.text)
        except StillBusy:
            return False

    def end(self) -> None:
        """Record nothing more, and leave no record."""
        self._soon.stop()
        executor, self._executor = self._executor, None
        if executor is None:
            return
        self._record.crash_log.stop()
        removed = executor.submit(self._record.remove)
        executor.shutdown(wait=False)
        # A disk that does not answer does not keep the window.
        wait((removed,), _WRITTEN_WITHIN_S)

    def _expect(self) -> None:
        if self._executor is not None and not self._soon.isActive():
            self._soon.start(PAUSE_MS + self._window.workspace.source.pane.length // _LENGTH_A_MS)

    def _keep(self) -> None:
        is_writing = self._writing is not None and not self._writing.done()
        if is_writing or self._window.workspace.source.pane.is_filling:
            self._expect()
            return
        draft = self._draft()
        if self._executor is not None and draft != self._last:
            self._write(self._executor, draft)

    def _write(self, executor: ThreadPoolExecutor, draft: Draft) -> Future[bool]:
        self._last = draft
        self._writing = executor.submit(self._record.write, draft)
        return self._writing

    def _draft(self) -> Draft:
        if not self._may_keep:
            return Draft()
        page, controller = self._window.workspace, self._window.controller
        too_long = page.source.pane.length > LONGEST_DRAFT
        text = "" if too_long else page.source.pane.text
        work = self._results.get(controller.mode)
        is_untouched = page.source.is_text_file or controller.opened.of(text) is not None
        path, encoding = self._file if self._file is not None and is_untouched else (None, "")
        return Draft(
            mode=controller.mode,
            text=text,
            source_language=page.source.language.code,
            target_language=page.result.language.code,
            document=path,
            encoding=encoding,
            work=work if work is not None and work.source_text == text else None,
            too_long=too_long,
        )

    @property
    def _may_keep(self) -> bool:
        return self._window.preferences.settings.history

    def _on_result(self, work: FinishedWork) -> None:
        self._results[work.mode] = work
        self._expect()

    def _on_file(self, path: Path, encoding: str) -> None:
        self._file = path.absolute(), encoding
        self._expect()

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if before.history and not after.history:
            self.keep_now()
        elif after.history:
            self._expect()
