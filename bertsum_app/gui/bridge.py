"""The one way from the engine thread to the window: events become signals on the GUI thread.

`publish` may be called from any thread. Events of jobs that are no longer watched are dropped here,
so no page ever sees a late sentence of an older job. A flood of events (a long text out of the
cache) is handed over in portions, with the event loop's turns in between.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bertsum_app.service.events import (
    EngineFailed,
    EngineReady,
    Event,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobProgress,
    JobStarted,
    SegmentDone,
)

JobEnd: TypeAlias = JobFinished | JobFailed | JobCancelled
JobStep: TypeAlias = JobStarted | JobProgress

PORTION_S = 0.008


@dataclass(frozen=True)
class _Follower:
    """Who is told of a job that runs beside the watched one."""

    ended: Callable[[JobEnd], None]
    stepped: Callable[[JobStep], None] | None


class EngineBridge(QObject):
    """Signals carry the event itself (`object` to Qt)."""

    started = Signal(object)
    segment_done = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal(object)
    engine_ready = Signal(object)
    engine_failed = Signal(object)

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Appended to by any thread, taken from by the GUI thread only; both are atomic.
        self._events: deque[Event] = deque()
        self._watched: int | None = None
        self._followed: dict[int, _Follower] = {}
        self._closed = False
        self._posted = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: Event) -> None:
        """Take an event; returns at once."""
        if self._closed:
            return
        self._events.append(event)
        # One call on its way is enough, and more would run in one go without a turn for painting.
        if not self._posted:
            self._posted = True
            self._arrived.emit()

    def watch(self, job: int | None) -> None:
        """Let through the events of this job only; None lets through none."""
        self._watched = job

    def follow(
        self,
        job: int,
        ended: Callable[[JobEnd], None],
        stepped: Callable[[JobStep], None] | None = None,
    ) -> None:
        """Hand over, on the GUI thread, the end of a job that runs beside the one that is watched.

        `stepped` gets its start and its progress, too.
        """
        self._followed[job] = _Follower(ended, stepped)

    def close(self) -> None:
        """Deliver nothing any more."""
        self._closed = True
        self._events.clear()
        self._followed.clear()

    def _deliver(self) -> None:
        try:
            self._deliver_portion()
        finally:
            # A fault of one receiver must not keep all later events from the others.
            if not self._events:
                self._posted = False
            # Asked again: an event may have come between the two lines above.
            if self._events:
                self._posted = True
                QTimer.singleShot(0, self._deliver)

    def _deliver_portion(self) -> None:
        deadline = time.perf_counter() + PORTION_S
        while self._events:
            self._signal(self._events.popleft())
            if time.perf_counter() > deadline:
                break

    def _signal(self, event: Event) -> None:
        if isinstance(event, EngineReady):
            self.engine_ready.emit(event)
        elif isinstance(event, EngineFailed):
            self.engine_failed.emit(event)
        elif event.job in self._followed:
            if isinstance(event, JobEnd):
                self._followed.pop(event.job).ended(event)
            elif isinstance(event, JobStep):
                stepped = self._followed[event.job].stepped
                if stepped is not None:
                    stepped(event)
        elif event.job != self._watched:
            return
        elif isinstance(event, SegmentDone):
            self.segment_done.emit(event)
        elif isinstance(event, JobProgress):
            self.progressed.emit(event)
        elif isinstance(event, JobStarted):
            self.started.emit(event)
        elif isinstance(event, JobFinished):
            self.finished.emit(event)
        elif isinstance(event, JobFailed):
            self.failed.emit(event)
        elif isinstance(event, JobCancelled):
            self.cancelled.emit(event)
