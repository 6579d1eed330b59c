"""Between the History page, the Workspace and the history's thread.

Nothing is asked of the history before there is something to keep or somebody looks at the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bertsum_app.core.errors import AppError, DatabaseLocked
from bertsum_app.core.settings import Settings
from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.history.port import HistoryPort
from bertsum_app.gui.preferences import Preferences
from bertsum_app.service.history import (
    PAGE_SIZE,
    ExportFormat,
    FinishedWork,
    HistoryChanged,
    HistoryDeleted,
    HistoryEvent,
    HistoryExported,
    HistoryFailed,
    HistoryFetched,
    HistoryListed,
    HistoryQuery,
)

AGAIN_AFTER_MS = 3_000
"""Work that another program keeps from the history is offered to it again after so long."""


class HistoryController(QObject):
    """Give it a history with `attach` when there is one; before, nothing is kept."""

    restore_wanted = Signal(object)
    """A `FinishedWork` to be shown in the Workspace again."""

    failed = Signal(object)
    """The exception that kept the history from being read or written."""

    deleting = Signal()
    """Entries will be deleted now: what is still to be kept of work on them is to be told before."""

    # From the history's thread to this object's: which history it comes from, and the event.
    _arrived = Signal(int, object)

    def __init__(self, page: HistoryPage, preferences: Preferences) -> None:
        super().__init__(page)
        self._page = page
        self._preferences = preferences
        self._history: HistoryPort | None = None
        self._query = HistoryQuery()
        self._export: tuple[Path, ExportFormat] | None = None
        self._closed = False
        self._number = 0
        """Of the history in use; what an earlier one said may still be on its way."""
        self._said: set[str] = set()
        """Codes of troubles that were said and need not be said at each work that is not kept."""
        self._again = QTimer(self)
        """Runs while another program holds the history."""
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER_MS)
        page.show_on(preferences.settings.history)
        self._connect()

    def attach(self, history: HistoryPort) -> None:
        """Use this history from now on; its events go to `publish`."""
        self._history = history
        self._look_if_seen()

    def detach(self) -> None:
        """Use no history until there is another one; this one must be closed already."""
        self._history = None
        self._number += 1
        self._again.stop()
        self._said.clear()
        self._page.forget()

    def publish(self, event: HistoryEvent) -> None:
        """Take an event; may be called from any thread."""
        # Behind `close` this object may be gone.
        if not self._closed:
            self._arrived.emit(self._number, event)

    def keep(self, work: FinishedWork) -> None:
        """Keep a finished piece of work, if the person wants a history and something was done."""
        wanted = self._preferences.settings.history and not work.is_left_as_it_was
        if self._history is not None and wanted:
            self._history.record(work)

    def close(self) -> None:
        """Hear and ask nothing more; whoever made the history closes it."""
        self._closed = True
        self._again.stop()
        self._history = None

    # --- what the person does -------------------------------------------------------------------

    def _connect(self) -> None:
        page = self._page
        page.shown.connect(self._look)
        page.search_changed.connect(self._search)
        page.more_wanted.connect(self._look_for_more)
        page.restore_wanted.connect(self._fetch)
        page.pin_wanted.connect(self._pin)
        page.delete_wanted.connect(self._delete)
        page.clear_wanted.connect(lambda: self._delete(None))
        page.undo_wanted.connect(self._undo)
        page.export_wanted.connect(self._export_to)
        page.switched.connect(lambda on: self._preferences.change(history=on))
        page.messages.retry.connect(self._export_again)
        page.messages.dismissed.connect(self._purge)
        self._preferences.changed.connect(self._on_preferences)
        self._again.timeout.connect(self._try_again)
        self._arrived.connect(self._on_event, Qt.ConnectionType.QueuedConnection)

    def _look(self) -> None:
        if self._history is not None:
            self._history.look(self._query)

    def _look_if_seen(self) -> None:
        # When the page is shown it looks by itself.
        if self._page.isVisible():
            self._look()

    def _search(self, text: str) -> None:
        if text != self._query.text:
            self._query = HistoryQuery(text)
            self._look()

    def _look_for_more(self) -> None:
        self._query = HistoryQuery(self._query.text, self._query.limit + PAGE_SIZE)
        self._look()

    def _fetch(self, entry_id: int) -> None:
        if self._history is not None:
            self._history.fetch(entry_id)

    def _pin(self, ids: tuple[int, ...], pinned: bool) -> None:
        if self._history is not None:
            for entry_id in ids:
                self._history.pin(entry_id, pinned)

    def _delete(self, ids: tuple[int, ...] | None) -> None:
        if self._history is not None:
            self.deleting.emit()
            self._history.delete(ids)

    def _undo(self) -> None:
        if self._history is not None:
            self._history.undo_delete()
            self._page.messages.withdraw_undo()

    def _purge(self) -> None:
        if self._history is not None:
            self._history.purge()

    def _try_again(self) -> None:
        if self._history is not None:
            self._history.try_again()

    def _export_to(self, path: Path, form: str) -> None:
        self._export = (path, cast(ExportFormat, form))
        self._export_again()

    def _export_again(self) -> None:
        if self._history is not None and self._export is not None:
            self._history.export(*self._export, self._query.text)

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if after.history != before.history:
            self._page.show_on(after.history)
        if after.history_limit != before.history_limit and self._history is not None:
            self._history.use_limit(after.history_limit)

    # --- events of the history ------------------------------------------------------------------

    def _on_event(self, number: int, event: HistoryEvent) -> None:
        if self._closed or number != self._number:
            return
        if isinstance(event, HistoryListed):
            # One for an older search may have been on its way.
            if event.query == self._query:
                self._page.show_listed(event)
        elif isinstance(event, HistoryFetched):
            self.restore_wanted.emit(event.entry.work)
        elif isinstance(event, HistoryChanged):
            self._said.clear()
            self._look_if_seen()
        elif isinstance(event, HistoryDeleted):
            self._page.show_deleted(event.count)
        elif isinstance(event, HistoryExported):
            self._export = None
            self._page.show_exported(event.path, event.count)
        elif isinstance(event, HistoryFailed):
            self._on_failed(event.error)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, DatabaseLocked):
            self._again.start()
        code = error.code if isinstance(error, AppError) else type(error).__name__
        if code in self._said and not self._page.isVisible():
            return
        self._said.add(code)
        self.failed.emit(error)
