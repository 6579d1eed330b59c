"""The thread that uses a store: takes requests one after the other and says what came of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillBusy

from bertsum_app.core.errors import AppError, DatabaseDamaged

_log = logging.getLogger(__name__)


class StoreWorker:
    """To be used from one thread; whoever makes it closes it."""

    def __init__(
        self,
        name: str,
        *,
        failed: Callable[[Exception], None],
        changed: Callable[[], None],
        begin_anew: Callable[[], None] = lambda: None,
    ) -> None:
        """Args:
        name: of the thread, and in the log.
        failed: told, on the thread, what kept a request from being done; after damage it is done all
            the same, with the new file.
        changed: called on the thread when that was done: what is known of the old file is out of date.
        begin_anew: called on the thread before that is done.
        """
        self._name = name
        self._failed = failed
        self._changed = changed
        self._begin_anew = begin_anew
        self._closed = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"bertsum-{name}")

    @property
    def closed(self) -> bool:
        """Whether `close` was called: nothing is to be published any more."""
        return self._closed

    def submit(self, work: Callable[..., None], *arguments: object) -> Future[None] | None:
        """Do this on the thread, after all that was asked for before; None: it is closed."""
        if self._closed:
            return None
        return self._executor.submit(self._guarded, work, arguments)

    def close(self, last: Callable[[], None], timeout_s: float) -> bool:
        """Do what was asked for, and `last`; whether that was done in time."""
        if self._closed:
            return True
        self._closed = True
        done = self._executor.submit(last)
        self._executor.shutdown(wait=False)
        try:
            done.result(timeout_s)
        except StillBusy:
            _log.warning("the %s was not closed within %.1f s", self._name, timeout_s)
            return False
        except Exception:
            # Whoever closes has more to close.
            _log.exception("closing the %s failed", self._name)
            return False
        return True

    def _guarded(self, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
        try:
            try:
                work(*arguments)
            except DatabaseDamaged as damaged:
                self._failed(damaged)
                self._begin_anew()
                work(*arguments)
                self._changed()
        except AppError as error:
            _log.warning("%s: %s", self._name, error)
            self._failed(error)
        except Exception as error:
            _log.exception("the %s failed", self._name)
            self._failed(error)
