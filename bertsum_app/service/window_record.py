"""The record of an open window: a file that is there from its start to its proper end.

    <state>/drafts/NAME.json   what stands in the window; there even while that is nothing
    <state>/drafts/NAME.lock   held by the window's process; the system gives it back whatever ends that
    <log>/crash-NAME.log       traces of a fault in native code, empty until then

A record whose lock nobody holds is of a window that was not closed properly: a fault of native code, a
power cut, a killed process. Each window has a name of its own, so that no two take each other's texts,
and only whoever gets the lock deals with what was left.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.crash_log import CrashLog, keep_traces
from bertsum_app.core.errors import AppError
from bertsum_app.core.paths import AppPaths
from bertsum_app.service.drafts import Draft, draft_from_json, draft_to_json

if TYPE_CHECKING:
    from filelock import FileLock

_log = logging.getLogger(__name__)
#: A drive that knows no locks, as some of a network do not, says so by this.
_NO_LOCK = (NotImplementedError,)


class WindowRecord:
    """Of this process's window. `write` and `remove` are for one thread at a time."""

    def __init__(self, paths: AppPaths) -> None:
        name = secrets.token_hex(4)
        self._file = paths.drafts / f"{name}.json"
        self._lock: FileLock | None = None
        self.crash_log = CrashLog(paths.crash_log_of(name))

    def write(self, draft: Draft) -> bool:
        """Record what stands in the window now; whether it is on the disk."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                lock = _lock_of(self._file)
                lock.acquire(timeout=0)
                self._lock = lock
            write_text_atomic(self._file, draft_to_json(draft))
        except (AppError, OSError, ValueError, *_NO_LOCK) as error:
            # A lone surrogate, which no file can hold, is a ValueError.
            _log.warning("what stands in the window is not recorded: %s", type(error).__name__)
            return False
        return True

    def remove(self) -> None:
        """The window is closed properly, or nothing of it is to be kept."""
        lock, self._lock = self._lock, None
        if lock is not None:
            _remove(self._file, lock)


@dataclass(frozen=True)
class LeftRecord:
    """Of a window that was not closed properly. It is ours until `remove` or `release`."""

    draft: Draft
    changed_s: float
    has_traces: bool
    """Native code ended the process; its traces are kept at `AppPaths.crash_report`."""
    file: Path
    lock: FileLock

    def remove(self) -> None:
        """It is not needed any more."""
        _remove(self.file, self.lock)

    def release(self) -> None:
        """Leave it to a later start."""
        self.lock.release()


def left_records(paths: AppPaths) -> tuple[LeftRecord, ...]:
    """All records of windows that are gone, the one written last first."""
    found = []
    for file in paths.drafts.glob("*.json"):
        lock = _lock_of(file)
        with contextlib.suppress(OSError, *_NO_LOCK):
            lock.acquire(timeout=0)
            # Its window may have closed properly between the look and the lock.
            if not file.exists():
                lock.release()
                continue
            left = paths.crash_log_of(file.stem)
            traces = keep_traces(left, paths.crash_report)
            found.append(LeftRecord(_read(file), file.stat().st_mtime, traces, file, lock))
    return tuple(sorted(found, key=lambda record: -record.changed_s))


def _lock_of(file: Path) -> FileLock:
    # Here, so that the window is painted before it is loaded.
    from filelock import FileLock

    # Taken in one thread and given back in another.
    return FileLock(file.with_suffix(".lock"), thread_local=False)


def _read(file: Path) -> Draft:
    try:
        return draft_from_json(file.read_bytes())
    except (OSError, ValueError) as error:
        _log.warning("a draft is not used: %s", type(error).__name__)
        return Draft()


def _remove(file: Path, lock: FileLock) -> None:
    try:
        # First: it is what counts.
        file.unlink(missing_ok=True)
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)
        file.parent.rmdir()
    except OSError as error:
        # The folder has another window's record, as a rule.
        _log.debug("record not removed: %s", error.strerror)
