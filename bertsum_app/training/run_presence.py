"""Who works on a run, and how anybody may tell them something: a lock and a file in the run's folder.

The system gives the lock back whatever ends the process, and no number of a process can be mistaken for
another's. Commands come as lines appended to a file, so a window that did not start the run can pause
and stop it, too.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from bertsum_app.core.errors import RunBusy, from_os_error
from bertsum_app.training.control import Command, RunControl

LOCK_FILE = "run.lock"
COMMAND_FILE = "commands.txt"
#: Who only looks whether somebody works on the run holds the lock for a moment.
_GRACE_S = 2.0
_LOOK_S = 0.2


@contextlib.contextmanager
def at_work(folder: Path, control: RunControl) -> Iterator[None]:
    """Be the one who works on the run in `folder`, and obey what is written into its command file.

    Raises:
        RunBusy: somebody else is.
        ResourceError: the folder cannot be written.
    """
    lock = FileLock(folder / LOCK_FILE, timeout=_GRACE_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise RunBusy(folder) from error
    except OSError as error:
        raise from_os_error(error, folder) from error
    commands = folder / COMMAND_FILE
    ended = threading.Event()
    # What an earlier process was told is not for this one.
    with contextlib.suppress(OSError):
        commands.unlink(missing_ok=True)
    follower = threading.Thread(
        target=_follow, args=(commands, control, ended), name="bertsum-commands", daemon=True
    )
    follower.start()
    try:
        yield
    finally:
        ended.set()
        follower.join()
        lock.release()


def is_at_work(folder: Path) -> bool:
    """Whether some process works on the run in `folder`."""
    path = folder / LOCK_FILE
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        # Not ours to write: then it is not ours that runs, either.
        return False


def any_at_work(runs: Path) -> bool:
    """Whether some process works on one of the runs in the folder `runs`."""
    try:
        return any(is_at_work(folder) for folder in runs.iterdir())
    except OSError:
        return False


def send_command(folder: Path, command: Command) -> None:
    """Tell whoever works on the run; without anybody it is forgotten.

    Raises:
        ResourceError: the folder cannot be written.
    """
    try:
        with (folder / COMMAND_FILE).open("a", encoding="utf-8") as lines:
            lines.write(command + "\n")
    except OSError as error:
        raise from_os_error(error, folder) from error


def _follow(path: Path, control: RunControl, ended: threading.Event) -> None:
    """Obey each line that is added, until `ended`."""
    done = 0
    while not ended.wait(_LOOK_S):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        lines = text.splitlines(keepends=True)
        # A line without its end is still being written.
        whole = [line for line in lines if line.endswith("\n")]
        for line in whole[done:]:
            control.obey_line(line)
        done = len(whole)
