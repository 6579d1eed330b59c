"""Where native code was when it ended the process: no exception of Python's comes of that.

Python's own `faulthandler` writes down what each thread was at - places in the code, never values - and
then lets the system end the process. It can be one file at a time, which stays open from the start.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import sys
from pathlib import Path
from typing import IO

_log = logging.getLogger(__name__)


class CrashLog:
    """Between `start` and `stop` a fault of native code leaves its traces at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._was_enabled = False

    def start(self) -> None:
        """Take the traces down from now on. Without a place for them the program goes on as it is."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        except OSError as error:
            _log.warning("no file for faults of native code: %s", error.strerror)
            return
        self._was_enabled = faulthandler.is_enabled()
        faulthandler.enable(self._file)

    def stop(self) -> None:
        """Nothing went wrong: leave no file. Whoever took traces down before does so again."""
        if self._file is None:
            return
        faulthandler.disable()
        if self._was_enabled and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        self._file.close()
        self._file = None
        # On Windows traces come of faults, too, that their code lives through.
        _remove(self._path)


def keep_traces(left: Path, kept: Path) -> bool:
    """Keep what a process that is gone left at `left` as `kept`; whether it left any traces."""
    try:
        if left.stat().st_size:
            os.replace(left, kept)
            return True
    except OSError:
        return False
    _remove(left)
    return False


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
