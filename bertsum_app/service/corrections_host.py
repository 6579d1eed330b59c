"""The thread of the corrections: owns their database, takes requests, publishes events.

Every request returns at once. Whenever something has changed, all corrections are listed again: they
are as many as a person has patience for, and what shows them and what counts them is never apart.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bertsum_app.core.errors import AppError, DatabaseDamaged, DatabaseLocked
from bertsum_app.library.store import ModelStore
from bertsum_app.service.correction_export import write_corrections
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import (
    Correction,
    CorrectionsDeleted,
    CorrectionsEvent,
    CorrectionsExported,
    CorrectionsFailed,
    CorrectionsListed,
    KeptCorrection,
)
from bertsum_app.service.store_worker import StoreWorker

_log = logging.getLogger(__name__)


class CorrectionsHost:
    """To be used from one thread; whoever makes it closes it. Opens no file before it must."""

    def __init__(
        self,
        path: Path,
        models: ModelStore,
        publish: Callable[[CorrectionsEvent], None],
        *,
        store: CorrectionStore | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Args:
        path: the database; made when the first correction is kept.
        models: says which models are installed, and so what is learned.
        publish: called from the worker thread.
        store: in place of the one at `path`.
        now: seconds since 1970.
        """
        self._store = store or CorrectionStore(path)
        self._models = models
        self._publish = publish
        self._now = now
        self._waiting: deque[tuple[Correction, ...]] = deque()
        """What could not be kept yet; touched by the worker thread only."""
        self._worker = StoreWorker(
            "corrections",
            failed=lambda error: self._tell(CorrectionsFailed(error)),
            changed=self._list,
        )

    def look(self) -> None:
        """Answered by `CorrectionsListed`, which also comes after each change."""
        self._worker.submit(self._look)

    def save(self, corrections: tuple[Correction, ...]) -> None:
        """Keep these; answered by `CorrectionsSaved`, or by `CorrectionsFailed`.

        While another program holds the store they wait for the next request.
        """
        # Two steps: after damage the second one is taken again.
        self._worker.submit(self._waiting.append, corrections)
        self._worker.submit(self._keep_waiting)

    def try_again(self) -> None:
        """Keep what waits for another program to let go of the store."""
        self._worker.submit(self._keep_waiting)

    def delete(self, ids: tuple[int, ...]) -> None:
        """Delete these; answered by `CorrectionsDeleted`. The deletion before is final then."""
        self._worker.submit(self._delete, ids)

    def undo_delete(self) -> None:
        """Bring back what was deleted last."""
        self._worker.submit(self._undo_delete)

    def purge(self) -> None:
        """The last deletion is final."""
        self._worker.submit(self._store.purge)

    def export(self, path: Path) -> None:
        """Write all corrections to a file (TSV); answered by `CorrectionsExported`."""
        self._worker.submit(self._export, path)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Do what was asked for, let go of the file, and say whether that was done in time.

        Nothing is published any more from now on.
        """
        return self._worker.close(self._close_store, timeout_s)

    # --- the worker thread ------------------------------------------------------------------------

    def _tell(self, event: CorrectionsEvent) -> None:
        if not self._worker.closed:
            self._publish(event)

    def _kept(self) -> tuple[KeptCorrection, ...]:
        models, _ = self._models.list()
        return self._store.kept({model.manifest.fingerprint for model in models})

    def _look(self) -> None:
        self._keep_waiting()
        self._list()

    def _list(self) -> None:
        self._tell(CorrectionsListed(self._kept()))

    def _keep_waiting(self) -> None:
        while self._waiting:
            try:
                saved = self._store.save(self._waiting[0], int(self._now() * 1000))
            except (DatabaseLocked, DatabaseDamaged):
                raise  # the next try is in another moment, or with a new file
            except Exception as error:
                # This will not change by waiting.
                if not isinstance(error, AppError):
                    _log.exception("corrections were not kept by a bug of ours")
                self._tell(CorrectionsFailed(error, self._waiting.popleft()))
                continue
            self._waiting.popleft()
            self._tell(saved)
            self._list()

    def _delete(self, ids: tuple[int, ...]) -> None:
        count = self._store.delete(ids)
        self._list()
        if count:
            self._tell(CorrectionsDeleted(count))

    def _undo_delete(self) -> None:
        self._store.undo_delete()
        self._list()

    def _export(self, path: Path) -> None:
        self._tell(CorrectionsExported(path, write_corrections(path, self._kept())))

    def _close_store(self) -> None:
        try:
            self._keep_waiting()
        except AppError as error:
            _log.warning("%d times corrections were not kept: %s", len(self._waiting), error)
        try:
            self._store.close()
        except AppError as error:
            # What was deleted is removed with the next deletion, or at the next end.
            _log.warning("closing the corrections: %s", error)
