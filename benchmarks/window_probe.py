"""A process that opens the real window and uses it. Called with what is to be measured:

    start   the first paint, then one sentence asked for at once      (start.py)
    page    a page, when the model is loaded, and memory after it     (memory.py)
    stall   gaps in the ticks of the window's thread meanwhile        (gui_stall.py)

It does what `bertsum_app.gui.app.main` does and listens to the window's own signals.
"""

from __future__ import annotations

import json
import os
import sys
import time

from machine import resident_mb
from probe_clock import seconds_since_start
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from texts import page, short_sentences

from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.gui.app import Session
from bertsum_app.service.app import BertSumService
from bertsum_app.service.events import EngineFailed, EngineReady, JobFailed, JobFinished

_TICK_MS = 5
#: Ticks go on so long after the last sentence came: the result is still being laid out then.
_AFTERWARDS_MS = 500
#: How long the window is watched at rest, to know what the machine alone is guilty of.
_REST_MS = 1000
_NS_PER_MS = 1e6


class Ticker(QObject):
    """A timer in the window's thread that remembers its longest wait, by clock and in processor time.

    On a busy machine only the second tells what the window itself is guilty of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self.longest_cpu_ms = 0.0
        self._cpu_s = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin anew."""
        self.longest_ms = self.longest_cpu_ms = 0.0
        self._cpu_s = time.thread_time()
        self._clock.start()
        self._timer.start()

    def _on_tick(self) -> None:
        gap_ms = self._clock.nsecsElapsed() / _NS_PER_MS
        self._clock.restart()
        self.longest_ms = max(self.longest_ms, gap_ms)
        before, self._cpu_s = self._cpu_s, time.thread_time()
        self.longest_cpu_ms = max(self.longest_cpu_ms, (self._cpu_s - before) * 1000)


class Visit:
    """One use of the window, from its first paint to the figures."""

    def __init__(self, session: Session, application: QApplication, what: str) -> None:
        self.figures: dict[str, float] = {}
        self._window = session.window
        self._application = application
        self._what = what
        self._ticker = Ticker()
        bridge = session.window.bridge
        # Behind the paint event and what it sends to the screen.
        self._window.painted.connect(lambda: QTimer.singleShot(0, self._on_painted))
        bridge.engine_ready.connect(self._on_ready)
        bridge.finished.connect(self._on_finished)
        bridge.failed.connect(self._on_failed)
        bridge.engine_failed.connect(self._on_failed)

    def _on_painted(self) -> None:
        self.figures["painted_s"] = seconds_since_start()
        if self._what == "start":
            self._translate(short_sentences("en")[0])
        self._ticker.start()

    def _on_ready(self, event: EngineReady) -> None:
        self.figures["ready_s"] = seconds_since_start()
        self.figures["gap_loading_ms"] = self._ticker.longest_ms
        if self._what == "stall":
            self._ticker.start()
            QTimer.singleShot(_REST_MS, self._on_rested)
        elif self._what == "page":
            self._translate(page("en"))

    def _on_rested(self) -> None:
        self.figures["gap_idle_ms"] = self._ticker.longest_ms
        self._ticker.start()
        self._translate(page("en"))

    def _translate(self, text: str) -> None:
        """As if it had been pasted, and the button clicked."""
        self._window.workspace.source.pane.replace_text(text)
        self._window.workspace.actions_bar.run_button.click()

    def _on_finished(self, event: JobFinished) -> None:
        self.figures["translated_s"] = seconds_since_start()
        QTimer.singleShot(_AFTERWARDS_MS, self._end)

    def _end(self) -> None:
        self.figures["gap_ms"] = self._ticker.longest_ms
        self.figures["resident_mb"] = resident_mb(os.getpid())
        self._window.close()
        self._application.quit()

    def _on_failed(self, event: JobFailed | EngineFailed) -> None:
        sys.stderr.write(f"{event.error}\n")
        self._application.exit(1)


def main() -> int:
    """Print the figures as one line of JSON."""
    service = BertSumService.default()
    configure_logging(service.paths.log)
    application = QApplication(["BertSum"])
    session = Session(application, service, os.environ)
    visit = Visit(session, application, sys.argv[1])
    session.begin()
    code = application.exec()
    session.end()
    service.close()
    close_logging()
    print(json.dumps(visit.figures))
    return code


if __name__ == "__main__":
    sys.exit(main())
