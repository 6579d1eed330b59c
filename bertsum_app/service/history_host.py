"""The history's thread: owns the database, takes requests from the window, publishes events.

Every request returns at once. They are done one after the other; what comes of them is published
from the worker thread. A search is the one thing of which only the newest counts.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from bertsum_app.core.errors import AppError, DatabaseDamaged, DatabaseLocked
from bertsum_app.service.history import (
    MAX_TEXT_BYTES,
    ExportFormat,
    FinishedWork,
    HistoryChanged,
    HistoryDeleted,
    HistoryEvent,
    HistoryExported,
    HistoryFailed,
    HistoryFetched,
    HistoryQuery,
)
from bertsum_app.service.history_export import write_export
from bertsum_app.service.history_recorder import HistoryRecorder, is_version_of
from bertsum_app.service.history_store import HistoryStore
from bertsum_app.service.store_worker import StoreWorker

_log = logging.getLogger(__name__)

MOST_WAITING = 100
"""Pieces of work that wait at most while another program holds the history."""


class HistoryHost:
    """To be used from one thread; whoever makes it closes it. Opens no file before it must."""

    def __init__(
        self,
        path: Path,
        limit: int,
        publish: Callable[[HistoryEvent], None],
        *,
        store: HistoryStore | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Args:
        path: the database; made when the first entry is.
        limit: unpinned entries to keep at most.
        publish: called from the worker thread.
        store: in place of the one at `path`.
        clock: seconds, to tell versions of a text from new ones.
        now: seconds since 1970, for the entries.
        """
        self._store = store or HistoryStore(path)
        self._limit = limit
        self._publish = publish
        self._recorder = HistoryRecorder(clock)
        self._now = now
        self._waiting: deque[tuple[FinishedWork, int]] = deque(maxlen=MOST_WAITING)
        """Work that could not be kept yet, and when it was made; touched by the worker thread only."""
        self._newest_look: Future[None] | None = None
        self._worker = StoreWorker(
            "history",
            failed=lambda error: self._tell(HistoryFailed(error)),
            changed=lambda: self._tell(HistoryChanged()),
            # The new file has ids of its own.
            begin_anew=self._recorder.forget,
        )

    def record(self, draft: FinishedWork) -> None:
        """Keep a piece of work, in place of an earlier version of it; `HistoryChanged` says so.

        While another program holds the history, the work waits for the next request.
        """
        self._worker.submit(self._record, draft)

    def try_again(self) -> None:
        """Keep what waits for another program to let go of the history."""
        self._worker.submit(self._keep_waiting)

    def look(self, query: HistoryQuery) -> None:
        """Answered by `HistoryListed`, unless a newer query comes first."""
        if self._newest_look is not None:
            self._newest_look.cancel()
        self._newest_look = self._worker.submit(self._look, query)

    def fetch(self, entry_id: int) -> None:
        """Answered by `HistoryFetched`, or by `HistoryChanged` when it is gone."""
        self._worker.submit(self._fetch, entry_id)

    def pin(self, entry_id: int, pinned: bool) -> None:
        """Pin an entry or unpin it."""
        self._worker.submit(self._pin, entry_id, pinned)

    def delete(self, ids: tuple[int, ...] | None = None) -> None:
        """Delete entries, or all; answered by `HistoryDeleted`. The deletion before is final then."""
        self._worker.submit(self._delete, ids)

    def undo_delete(self) -> None:
        """Bring back what was deleted last."""
        self._worker.submit(self._undo_delete)

    def purge(self) -> None:
        """The last deletion is final."""
        self._worker.submit(self._store.purge)

    def export(self, path: Path, form: ExportFormat, text: str = "") -> None:
        """Write the entries that a search for `text` finds to a file; `HistoryExported` says so."""
        self._worker.submit(self._export, path, form, text)

    def use_limit(self, limit: int) -> None:
        """Keep so many unpinned entries from now on."""
        self._worker.submit(self._use_limit, limit)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Do what was asked for, let go of the file, and say whether that was done in time.

        Nothing is published any more from now on.
        """
        if self._newest_look is not None:
            self._newest_look.cancel()
        return self._worker.close(self._close_store, timeout_s)

    # --- the worker thread ------------------------------------------------------------------------

    def _tell(self, event: HistoryEvent) -> None:
        if not self._worker.closed:
            self._publish(event)

    def _record(self, draft: FinishedWork) -> None:
        if not draft.source_text.strip() or not draft.result_text.strip():
            return
        longest = max(
            len(text.encode("utf-8", "replace")) for text in (draft.source_text, draft.result_text)
        )
        if longest > MAX_TEXT_BYTES:
            _log.info("not kept in the history: a text of %d bytes", longest)
            return
        if self._waiting and is_version_of(draft, self._waiting[-1][0]):
            self._waiting.pop()
        self._waiting.append((draft, int(self._now() * 1000)))
        self._keep_waiting()

    def _keep_waiting(self) -> None:
        while self._waiting:
            draft, made_ms = self._waiting[0]
            try:
                entry_id = self._store.record(
                    draft, made_ms, self._limit, self._recorder.replaced_by(draft)
                )
            except (DatabaseLocked, DatabaseDamaged):
                raise  # the next try is in another moment, or with a new file
            except Exception:
                # This will not change by waiting.
                self._waiting.popleft()
                raise
            self._waiting.popleft()
            self._recorder.kept(draft, entry_id)
            self._tell(HistoryChanged())

    def _look(self, query: HistoryQuery) -> None:
        self._keep_waiting()
        self._tell(self._store.look(query))

    def _fetch(self, entry_id: int) -> None:
        entry = self._store.fetch(entry_id)
        self._tell(HistoryChanged() if entry is None else HistoryFetched(entry))

    def _pin(self, entry_id: int, pinned: bool) -> None:
        self._store.pin(entry_id, pinned)
        self._tell(HistoryChanged())

    def _delete(self, ids: tuple[int, ...] | None) -> None:
        if ids is None:
            self._keep_waiting()  # so that it is deleted, and comes back, with the others
        count = self._store.delete(ids)
        self._tell(HistoryChanged())
        if count:
            self._tell(HistoryDeleted(count))

    def _undo_delete(self) -> None:
        if self._store.undo_delete():
            self._tell(HistoryChanged())

    def _export(self, path: Path, form: ExportFormat, text: str) -> None:
        mode = "translate" if form == "tmx" else None
        # Closed even when writing fails: it holds the database for reading.
        with contextlib.closing(self._store.entries(text, mode)) as entries:
            count = write_export(path, form, entries)
        self._tell(HistoryExported(path, count))

    def _use_limit(self, limit: int) -> None:
        self._limit = limit
        if self._store.prune(limit):
            self._tell(HistoryChanged())

    def _close_store(self) -> None:
        try:
            self._keep_waiting()
        except AppError as error:
            _log.warning("%d entries of the history were not kept: %s", len(self._waiting), error)
        try:
            self._store.close()
        except AppError as error:
            # What was deleted is removed at the next start.
            _log.warning("closing the history: %s", error)
