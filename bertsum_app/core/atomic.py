"""Files and folders that are either whole or not there.

Everything is built beside its final place, on the same file system, and moved into place with one
rename. A crash, a full disk or a cancelled job leaves what was there before. `OSError` leaves this
module as an `AppError`.
"""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bertsum_app.core.errors import AppError, from_os_error

_LEFTOVER_AGE_S = 24 * 3600.0
_KEPT_OF_NAME = 40  # characters


def write_text_atomic(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with the line ends it has; see `write_bytes_atomic`."""
    write_bytes_atomic(path, text.encode("utf-8"))


def write_bytes_atomic(path: Path, data: bytes) -> None:
    """Replace the file at `path`, or create it with its parent folders; see `write_chunks_atomic`."""
    write_chunks_atomic(path, (data,))


def write_chunks_atomic(path: Path, chunks: Iterable[bytes]) -> None:
    """Replace the file at `path`, or create it with its parent folders, a piece at a time.

    When writing fails, or making a piece does, the old file is untouched. A symbolic link is
    followed, not replaced. Who may read an existing file stays as it is.

    Raises:
        DiskFull, FolderNotWritable, UnreadableFile: as `from_os_error` says, for `path`.
    """
    final = Path(os.path.realpath(path))
    partial = _sibling(final)
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Mode "x" and not tempfile: the new file gets the permissions the user's umask gives
            # any file.
            with partial.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(final, partial)
            os.replace(partial, final)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise from_os_error(error, path) from error


def make_folder(path: Path) -> None:
    """Make the folder `path` with its parents, unless it is there.

    Raises:
        DiskFull, FolderNotWritable, UnreadableFile: as `from_os_error` says.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os_error(error, path) from error


@contextlib.contextmanager
def staged_folder(final: Path) -> Iterator[Path]:
    """A fresh folder to fill, which becomes `final` when the block ends well.

    Two processes may stage the same `final` at once: the first to finish wins, and the other's work
    is dropped in favour of what is there (so is ours when `final` existed from the start). When the
    block raises, whatever it raises, the folder is removed and `final` is not touched.

    Raises:
        AppError: for any `OSError` of our own or of the block, named after the file it happened at.
    """
    staged = _sibling(final)
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(final)
        staged.mkdir()
        try:
            yield staged
            _move_unless_present(staged, final)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise _named(error, staged, final) from error


def _sibling(final: Path) -> Path:
    return final.with_name(f"{_beginning(final)}.{secrets.token_hex(4)}.partial")


def _beginning(final: Path) -> str:
    """What the names of everything staged for `final` begin with."""
    # Whole, a long name would grow past what the system takes.
    return f".{final.name[:_KEPT_OF_NAME]}"


def _move_unless_present(staged: Path, final: Path) -> None:
    if final.is_dir():
        return
    try:
        os.rename(staged, final)
    except OSError:
        # Somebody else's folder appeared between the look and the rename. Systems disagree on the
        # errno (ENOTEMPTY, EEXIST, access denied), so ask what is there instead.
        if not final.is_dir():
            raise


def _remove_leftovers(final: Path) -> None:
    """Remove what killed processes left of earlier tries, once no living one can own it."""
    oldest = time.time() - _LEFTOVER_AGE_S
    for leftover in final.parent.glob(f"{glob.escape(_beginning(final))}.*.partial"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < oldest:
                shutil.rmtree(leftover, ignore_errors=True)


def _named(error: OSError, staged: Path, final: Path) -> AppError:
    where = Path(error.filename) if isinstance(error.filename, str) else final
    # The staged name means nothing to the user, and is gone when the message is read.
    return from_os_error(error, final if where.is_relative_to(staged) else where)
