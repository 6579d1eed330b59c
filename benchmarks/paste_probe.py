"""A process with the real window and engine, in which two megabytes are pasted, begun and cancelled."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from texts import five_hundred_sentences
from window_probe import Ticker

from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.gui.app import Session
from bertsum_app.service.app import BertSumService

_BYTES = 2_000_000
_IN_A_PARAGRAPH = 5
_LIMIT_S = 120
_WORK_S = 3.0
_REST_S = 1.0


def text() -> str:
    """Two megabytes of prose in paragraphs of five sentences."""
    sentences = five_hundred_sentences()
    paragraphs = [
        " ".join(sentences[number : number + _IN_A_PARAGRAPH])
        for number in range(0, len(sentences), _IN_A_PARAGRAPH)
    ]
    once = "\n".join(paragraphs) + "\n"
    return once * (_BYTES // len(once) + 1)


class Probe:
    """The window with its model loaded."""

    def __init__(self, session: Session, application: QApplication) -> None:
        self._application = application
        self._window = session.window
        self._page = session.window.workspace
        self._ticker = Ticker()
        self._ready = False
        session.window.bridge.engine_ready.connect(self._on_ready)
        session.begin()
        self._until(lambda: self._ready)

    def figures(self) -> dict[str, float]:
        """Milliseconds: longest gaps of the window's thread, and how long cancelling took."""
        whole = text()
        found = {}
        pane = self._page.source.pane
        self._ticker.start()
        begun = time.perf_counter()
        pane.insert(whole)
        self._until(lambda: not pane.is_filling)
        found["filled_ms"] = (time.perf_counter() - begun) * 1000
        # Language and words are looked for now.
        self._for(_REST_S)
        found["paste_gap_ms"] = self._ticker.longest_ms
        self._ticker.start()
        self._page.actions_bar.run_button.click()
        self._for(_WORK_S)
        begun = time.perf_counter()
        self._page.actions_bar.cancel_button.click()
        self._until(lambda: not self._window.controller.is_running)
        found["cancel_ms"] = (time.perf_counter() - begun) * 1000
        self._for(_REST_S)
        found["work_gap_ms"] = self._ticker.longest_ms
        return found

    def _on_ready(self) -> None:
        self._ready = True

    def _for(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        self._until(lambda: time.perf_counter() > until)

    def _until(self, condition: Callable[[], bool]) -> None:
        until = time.perf_counter() + _LIMIT_S
        while not condition():
            if time.perf_counter() > until:
                raise TimeoutError
            # Sleeping, so that the engine has both cores.
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main() -> int:
    """Print the figures as one line of JSON."""
    service = BertSumService.default()
    configure_logging(service.paths.log)
    application = QApplication(["BertSum"])
    session = Session(application, service, os.environ)
    figures = Probe(session, application).figures()
    session.window.close()
    session.end()
    service.close()
    close_logging()
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
