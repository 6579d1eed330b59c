"""For probes: the real window with its model loaded, and ways to wait in it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from window_probe import Ticker

from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.gui.app import Session
from bertsum_app.service.app import BertSumService

_LIMIT_S = 240


class LoadedWindow:
    """Waits without busyness, so that the engine has the cores."""

    def __init__(self, session: Session, application: QApplication) -> None:
        self._application = application
        self.window = session.window
        self.page = session.window.workspace
        self.ticker = Ticker()
        ready: list[object] = []
        session.window.bridge.engine_ready.connect(ready.append)
        session.begin()
        self.wait_until(lambda: bool(ready))

    def wait(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        self.wait_until(lambda: time.perf_counter() > until)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        until = time.perf_counter() + _LIMIT_S
        while not condition():
            if time.perf_counter() > until:
                raise TimeoutError
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def probe(figures: Callable[[LoadedWindow], Mapping[str, float]]) -> int:
    """Open the window, print its figures as one line of JSON, and close it."""
    service = BertSumService.default()
    configure_logging(service.paths.log)
    application = QApplication(["BertSum"])
    session = Session(application, service, os.environ)
    found = figures(LoadedWindow(session, application))
    session.window.close()
    session.end()
    service.close()
    close_logging()
    print(json.dumps(found))
    return 0
