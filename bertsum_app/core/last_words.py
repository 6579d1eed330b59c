"""Saying something to a person where no window of ours can: on the terminal, or in a box of the system.

A program that was started by a double click and ends without a word leaves a person with nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

_TITLE = "BertSum"
_APPLE = (
    "on run argv",
    f'display alert "{_TITLE}" message (item 1 of argv) as critical',
    "end run",
)
#: What desktops have for this; the text follows.
_BOXES = (
    ("zenity", "--error", "--no-markup", f"--title={_TITLE}", "--text"),
    ("kdialog", f"--title={_TITLE}", "--error"),
    ("xmessage", "-center"),
)
_ERROR_ICON = 0x10  # MB_ICONERROR


def say_without_window(text: str, environ: Mapping[str, str] = os.environ) -> None:
    """Tell `text`: always on standard error where there is one, else where a person sees it, too."""
    error_stream = sys.stderr
    if error_stream is not None:
        print(f"bertsum: {text}", file=error_stream, flush=True)
        if error_stream.isatty():
            return
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, _TITLE, _ERROR_ICON)
        return
    command = _box(environ)
    if command is not None:
        # Nobody waits for the box: it stays when we are gone.
        _start([*command, text], environ)


def _box(environ: Mapping[str, str]) -> list[str] | None:
    """The beginning of a command that shows a text, if the system has one."""
    if sys.platform == "darwin":
        return ["osascript", *(part for line in _APPLE for part in ("-e", line))]
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return None
    found = (box for box in _BOXES if shutil.which(box[0], path=environ.get("PATH")))
    return next((list(box) for box in found), None)


def _start(command: list[str], environ: Mapping[str, str]) -> None:
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            command,
            env=dict(environ),
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        return
