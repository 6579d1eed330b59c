"""What is lost when something goes wrong in the program itself: nothing, and the person knows.

A fault of Python leaves the window standing: a dialog tells of it. One of native code, or a power cut,
takes the process along: the next start tells of it. In both cases the texts are on the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillBusy

from PySide6.QtCore import QObject

from bertsum_app.core.logs import LOG_FILE
from bertsum_app.core.paths import AppPaths
from bertsum_app.gui.crash_guard import CrashGuard
from bertsum_app.gui.faults.draft_keeper import DraftKeeper
from bertsum_app.gui.faults.notice import Outcome, not_closed
from bertsum_app.gui.faults.putting_back import PuttingBack
from bertsum_app.gui.faults.window import FaultWindow
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.service.drafts import Draft
from bertsum_app.service.window_record import LeftRecord, WindowRecord, left_records

_WRITTEN_WITHIN_S = 2.0


class FaultCare(QObject):
    """Watches over one window from `install` to `end`."""

    def __init__(self, window: MainWindow, paths: AppPaths) -> None:
        super().__init__(window)
        self._window = window
        self._paths = paths
        self._keeper = DraftKeeper(window, WindowRecord(paths))
        self._putting_back = PuttingBack(window)
        self.dialog: FaultWindow | None = None
        """Made with the first fault."""
        self.guard = CrashGuard(self)
        self.guard.failed.connect(self._on_fault)

    def install(self) -> None:
        """Take over what Python does with unhandled exceptions."""
        self.guard.install()

    def look_back(self, *, may_fill: bool = True) -> None:
        """Tell of a window that was not closed properly, and begin to record this one.

        `may_fill`: its text may be put into the page, if that is empty. Otherwise it is left to a
        later start.
        """
        left = left_records(self._paths)
        with_text = [record for record in left if record.draft.text]
        may_fill = may_fill and self._window.workspace.source.pane.is_blank
        back = with_text[0] if with_text and may_fill else None
        waiting = [record for record in with_text if record is not back]
        for record in waiting:
            record.release()
        if back is not None:
            self._putting_back.put_back(back.draft)
        recorded = self._keeper.start(Draft() if back is None else back.draft)
        if left:
            self._tell(left, back, bool(waiting))
            # Until its text is on the disk again, the record it came from stays.
            _settle([record for record in left if record not in waiting], recorded)

    def forget(self) -> None:
        """All data is to be deleted: record nothing more of this window."""
        self._keeper.end()

    def end(self) -> None:
        """The window is closed as it should be."""
        self.guard.remove()
        if self.dialog is not None:
            self.dialog.close()
        self._putting_back.close()
        self._keeper.end()

    def _tell(self, left: tuple[LeftRecord, ...], back: LeftRecord | None, waiting: bool) -> None:
        has_traces = any(record.has_traces for record in left)
        told = left[0] if back is None else back
        outcome = Outcome(
            told.draft,
            is_back=back is not None,
            others_wait=waiting,
            report=self._paths.crash_report if has_traces else None,
            log=self._paths.log / LOG_FILE,
        )
        self._window.workspace.messages.show_message(not_closed(outcome))

    def _on_fault(self, trace: str) -> None:
        kept = self._keeper.keep_now()
        if self.dialog is None:
            self.dialog = FaultWindow(self._window)
        self.dialog.tell(trace, kept)


def _settle(told: Sequence[LeftRecord], recorded: Future[bool]) -> None:
    try:
        is_safe = recorded.result(_WRITTEN_WITHIN_S)
    except StillBusy:
        is_safe = False
    for record in told:
        if is_safe or not record.draft.text:
            record.remove()
        else:
            record.release()
