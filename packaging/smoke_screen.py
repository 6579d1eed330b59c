"""A screen of its own for a smoke test: Xvfb, keys and pointer by xdotool, something to drag from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from smoke_user import Failed

Found = TypeVar("Found")

TOOLS = ("Xvfb", "xdotool", "xclip", "openbox")
WAIT_S = 60.0
_POLL_S = 0.02
_HERE = Path(__file__).resolve().parent
#: The pointer's way from what is dragged to where it is dropped.
_STEPS = 12
_STEP_S = 0.05
_REST_S = 0.5


def missing_tools() -> list[str]:
    """What this machine lacks for a screen; `make smoke` says how to get it."""
    if not sys.platform.startswith("linux"):
        return [f"X11 (this is {sys.platform})"]
    return [name for name in TOOLS if shutil.which(name) is None]


def wait_for(found: Callable[[], Found | None], what: str, within_s: float = WAIT_S) -> Found:
    """What `found` returns as soon as that is true.

    Raises:
        Failed: it never is.
    """
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(_POLL_S)
    raise Failed(f"{what} did not appear within {within_s:.0f} s")


@dataclass(frozen=True)
class Screen:
    """A display with a window manager; everything a person does is done through it."""

    display: str

    @property
    def _environ(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display}

    def ask(self, *arguments: str) -> str:
        """What xdotool answers; empty where it found nothing."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environ, capture_output=True, check=False
        )
        return done.stdout.decode(errors="replace").strip()

    def window(self, name: str) -> str:
        """The id of a window that can be seen; "" where there is none."""
        return self.ask("search", "--onlyvisible", "--name", name).partition("\n")[0]

    def focus(self, window: str) -> None:
        """Give a window the keys."""
        self.ask("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        """Type into what has the keys."""
        self.ask("type", "--delay", "20", text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.ask("key", *keys)

    def clipboard(self) -> str:
        """The text on the clipboard."""
        command = ["xclip", "-display", self.display, "-selection", "clipboard", "-o"]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.stdout.decode(errors="replace")

    def drop(self, file: Path, window: str) -> None:
        """Drag a file from another program's window into the middle of this one."""
        command = [sys.executable, str(_HERE / "drag_source.py"), str(file)]
        environ = {**self._environ, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(command, env=environ) as source:
            try:
                start = wait_for(lambda: self._middle("drag-source"), "what is dragged")
                end = self._middle_of(window)
                self._move(start)
                time.sleep(_REST_S)
                self.ask("mousedown", "1")
                for step in range(1, _STEPS + 1):
                    self._move(
                        (
                            start[0] + (end[0] - start[0]) * step // _STEPS,
                            start[1] + (end[1] - start[1]) * step // _STEPS,
                        )
                    )
                    time.sleep(_STEP_S)
                # The target answers each move; the last one has to arrive before the drop.
                time.sleep(_REST_S)
                self.ask("mouseup", "1")
                time.sleep(_REST_S)
            finally:
                source.terminate()

    def take_picture(self, target: Path) -> None:
        """A picture of all of the screen, where ImageMagick is there to take it."""
        if shutil.which("import") is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            command = ["import", "-display", self.display, "-window", "root", str(target)]
            subprocess.run(command, check=False)

    def _move(self, place: tuple[int, int]) -> None:
        self.ask("mousemove", str(place[0]), str(place[1]))

    def _middle(self, name: str) -> tuple[int, int] | None:
        window = self.window(name)
        return self._middle_of(window) if window else None

    def _middle_of(self, window: str) -> tuple[int, int]:
        said = self.ask("getwindowgeometry", "--shell", window)
        values = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
        x, y, width, height = (int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return x + width // 2, y + height // 2


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen that is there until the end of the block, its number chosen by the server."""
    reading, writing = os.pipe()
    # Others than the one who starts it may show windows on it; it listens on this machine only.
    options = ("-screen", "0", "1400x900x24", "-nolisten", "tcp", "-ac", "-noreset")
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *options],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                raise Failed("Xvfb did not start")
            with _window_manager(f":{number}"):
                yield Screen(f":{number}")
        finally:
            server.terminate()


@contextmanager
def _window_manager(display: str) -> Iterator[None]:
    """Frames and keys for windows."""
    with subprocess.Popen(
        ["openbox"],
        env={**os.environ, "DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as manager:
        try:
            yield
        finally:
            manager.terminate()
