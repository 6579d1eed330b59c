"""A process with the real window and engine, in which somebody edits one sentence of thirty.

The time runs from the last key; the pause that live work waits for (`PAUSE_MS`) is taken off
afterwards, so that a timer which comes late counts against us.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from texts import five_hundred_sentences

from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.gui.app import Session
from bertsum_app.gui.workspace.live_run import PAUSE_MS
from bertsum_app.service.app import BertSumService

_SENTENCES = 30
_IN_A_PARAGRAPH = 5
_EDITS = 12
_WORDS = ("today", "again", "slowly", "there")
_LIMIT_S = 60


def text() -> tuple[str, tuple[int, ...]]:
    """Thirty sentences of 7 to 25 words, and where each one's last word ends."""
    sentences = five_hundred_sentences()
    chosen = sentences[:: len(sentences) // _SENTENCES][:_SENTENCES]
    whole, ends = "", []
    for number, sentence in enumerate(chosen):
        if number:
            whole += "\n" if number % _IN_A_PARAGRAPH == 0 else " "
        whole += sentence
        ends.append(len(whole) - 1)
    return whole, tuple(ends)


class Probe:
    """The window after its first translation."""

    def __init__(self, session: Session, application: QApplication) -> None:
        self._application = application
        self._page = session.window.workspace
        self._finished = 0
        self._ready = False
        bridge = session.window.bridge
        # After the page's own slots: what is timed stands in the pane by then.
        bridge.finished.connect(self._on_finished)
        bridge.engine_ready.connect(self._on_ready)
        session.begin()
        self._until(lambda: self._ready)

    def edits(self) -> list[float]:
        """Milliseconds from the last key of each edit to its result."""
        whole, ends = text()
        self._page.source.pane.replace_text(whole)
        self._until(lambda: self._finished == 1)
        # From the back, so that the places of the others hold.
        places = ends[:: -(_SENTENCES // _EDITS)][:_EDITS]
        return [self._edit(place, number) for number, place in enumerate(places)]

    def _edit(self, place: int, number: int) -> float:
        pane, finished = self._page.source.pane, self._finished
        cursor = QTextCursor(pane.document())
        cursor.setPosition(place)
        pane.setTextCursor(cursor)
        QTest.keyClicks(pane, " " + _WORDS[number % len(_WORDS)])
        begun = time.perf_counter()
        self._until(lambda: self._finished > finished)
        return (time.perf_counter() - begun) * 1000

    def _on_ready(self) -> None:
        self._ready = True

    def _on_finished(self) -> None:
        self._finished += 1

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
    took = Probe(session, application).edits()
    session.window.close()
    session.end()
    service.close()
    close_logging()
    from_key = statistics.median(took)
    print(json.dumps({"from_key_ms": from_key, "from_pause_ms": from_key - PAUSE_MS}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
