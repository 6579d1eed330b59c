"""The window's program as a process of its own that tells what a person would see.

`python window_driver.py [--without-model] [--broken] [--broken-end] [--loading] [--fault-over TEXT]
[--crash-over TEXT] [--kill-over TEXT] [ARGUMENT]...` runs `bertsum_app.gui.app.main` with the arguments.
The first message is printed as a line of JSON, with the text in the source pane, and the window closes.
With `--broken-end` the window is closed once settings were changed, and a part of the program fails over
its end. With `--loading` the model is never done being loaded, the window is closed meanwhile, and it is
told should Python then take itself apart. With `--fault-over` the text is put into the pane, a slot
fails over it, and the process is killed once the dialog is there. With `--crash-over` and `--kill-over`
the process gets the signal of a fault in native code, or is killed, once its text is recorded.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bertsum_app.core.paths import AppPaths
from bertsum_app.gui import app
from bertsum_app.gui.faults.care import FaultCare
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.tray.tray import Tray

_LOOK_MS = 20
_LIMIT_MS = 30_000


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


_OVER = ("--fault-over", "--crash-over", "--kill-over")


class Watcher:
    """Looks at the windows between events."""

    def __init__(self, over: tuple[str, str] | None, loading: threading.Event | None) -> None:
        self._over = over
        self._loading = loading
        self._failed = False
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)
        QTimer.singleShot(_LIMIT_MS, QApplication.closeAllWindows)

    def _look(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                self._look_at(window)

    def _look_at(self, window: MainWindow) -> None:
        if self._over is not None:
            way, text = self._over
            (self._fail if way == "--fault-over" else self._die)(window, text)
            return
        if self._loading is not None and self._loading.is_set():
            tell(closed="while the model is being loaded")
            window.close()
            return
        for page in (window.workspace, window.history_page, window.settings_page):
            message = page.messages.message
            if message is not None:
                source = window.workspace.source.pane.text
                tell(title=message.title, text=message.text, source=source)
                window.close()
                return

    def _fail(self, window: MainWindow, text: str) -> None:
        if not self._failed:
            self._failed = True
            window.workspace.source.pane.replace_text(text)
            raise ValueError(text)
        [dialog] = [each for each in window.findChildren(FaultCare) if each.dialog is not None]
        assert dialog.dialog is not None
        tell(report=dialog.dialog.report.toPlainText())
        os.kill(os.getpid(), 9)

    def _die(self, window: MainWindow, text: str) -> None:
        if not self._failed:
            self._failed = True
            window.workspace.source.pane.replace_text(text)
        files = AppPaths.default().drafts.glob("*.json")
        if any(text in file.read_text(encoding="utf-8") for file in files):
            killed = self._over == ("--kill-over", text)
            os.kill(os.getpid(), signal.SIGKILL if killed else signal.SIGSEGV)


def _load_for_ever() -> threading.Event:
    """Have no engine come from the opener; set once it was asked."""
    from bertsum_app.service.engines import EngineCache

    begun = threading.Event()

    def get(self: object, *rest: object) -> None:
        begun.set()
        threading.Event().wait()

    mock.patch.object(EngineCache, "get", get).start()
    atexit.register(lambda: tell(python="takes itself apart"))
    return begun


def fail_at_the_end() -> None:
    """Close the window once settings were changed, and have the first part that is closed fail."""
    begin = app.Session.begin

    def begin_and_close(session: app.Session, files: Sequence[Path] = ()) -> None:
        begin(session, files)
        session.preferences.change(beam_size=7)
        QTimer.singleShot(0, session.window.close)

    def fail(self: object) -> None:
        raise ValueError("over some confidential text")

    mock.patch.object(app.Session, "begin", begin_and_close).start()
    mock.patch.object(Tray, "close", fail).start()


def main(arguments: list[str]) -> int:
    over, loading = None, None
    if arguments[:1] == ["--without-model"]:
        nowhere = mock.Mock(return_value=Path("/nowhere"))
        mock.patch("bertsum_app.service.app.embedded_models", nowhere).start()
        arguments = arguments[1:]
    if arguments[:1] == ["--broken"]:

        def broken(self: object, *rest: object) -> None:
            raise ValueError("over some confidential text")

        mock.patch.object(MainWindow, "__init__", broken).start()
        arguments = arguments[1:]
    if arguments[:1] == ["--broken-end"]:
        fail_at_the_end()
        arguments = arguments[1:]
    if arguments[:1] == ["--loading"]:
        loading = _load_for_ever()
        arguments = arguments[1:]
    if arguments and arguments[0] in _OVER:
        over = arguments[0], arguments[1]
        arguments = arguments[2:]
    run, watchers = QApplication.exec, []

    def watched() -> int:
        watchers.append(Watcher(over, loading))
        return run()

    mock.patch.object(QApplication, "exec", staticmethod(watched)).start()
    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
