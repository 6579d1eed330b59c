"""Standard input, output and error of a command.

Standard output gets the text asked for and nothing else, always in UTF-8 with plain line feeds;
messages go to standard error, progress too, and that only on a terminal.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from bertsum_app.cli.messages import message
from bertsum_app.core.errors import AppError, from_os_error, from_read_error

STDIN = "-"
_STDIN_PATH = Path("standard input")
_STDOUT_PATH = Path("standard output")
_PROGRESS_INTERVAL_S = 0.1


class OutputClosed(Exception):
    """Whoever read our output has gone (`| head`): nothing is left to do, and nothing is wrong."""


def use_utf8() -> None:
    """Make standard output and error UTF-8 whatever the system's code page is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Surrogates cannot come out of a model, only out of odd file names in --json.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def read_stdin() -> bytes:
    """All bytes of standard input; none when it is closed.

    Raises:
        UnreadableFile: the system refuses it.
    """
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        end = "Ctrl+Z, Enter" if os.name == "nt" else "Ctrl+D"
        note(f"reading text from the terminal; end it with {end}")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise from_read_error(error, _STDIN_PATH) from error


def write(text: str) -> None:
    """Write `text` to standard output now, closed by a line feed if it has none.

    Raises:
        OutputClosed: nobody reads it any more.
        DiskFull, AppError: it goes to a file that cannot take it.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except OSError as error:
        _discard_output()
        # Windows says EINVAL where others say EPIPE.
        if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL):
            raise OutputClosed from error
        raise from_os_error(error, _STDOUT_PATH) from error


def note(text: str) -> None:
    """A line on standard error."""
    if sys.stderr is not None:
        print(f"bertsum: {text}", file=sys.stderr, flush=True)


def report(error: AppError, *, about: str | None = None) -> None:
    """Tell the user about known trouble; `about` names the input it came up with."""
    text = message(error)
    shown = about not in (None, STDIN) and str(about) not in text
    note(f"error: {about}: {text}" if shown else f"error: {text}")


def _discard_output() -> None:
    """Let what is still buffered go nowhere, or Python complains about it when it ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return  # not a real file: a test's, or one that is closed already
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, descriptor)
    finally:
        os.close(nowhere)


class ProgressLine:
    """One line on a terminal's standard error that is written over again and again.

    Elsewhere it does nothing. As a context manager it is gone when the block ends.
    """

    def __init__(
        self,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`stream` None is standard error; `clock` gives seconds."""
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream is not None and self._stream.isatty()
        self._clock = clock
        self._next_s = clock()
        self._width = 0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, text: str, *, at_once: bool = False) -> None:
        """Replace the line; dropped if the last one is younger than a tenth of a second."""
        if not self._shown or not (at_once or self._clock() >= self._next_s):
            return
        self._next_s = self._clock() + _PROGRESS_INTERVAL_S
        self._write("\r" + text.ljust(self._width))
        self._width = len(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
