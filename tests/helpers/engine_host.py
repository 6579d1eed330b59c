"""An engine thread under test, and what it publishes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

from bertsum_app.service.engine_host import EngineHost
from bertsum_app.service.events import (
    Event,
    JobCancelled,
    JobFailed,
    JobFinished,
)
from bertsum_app.service.requests import (
    AlternativesRequest,
    TranslateRequest,
)
from helpers.fake_engine import WAIT_S


class Events:
    """What was published, for a test to take one by one."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Event] = queue.Queue()
        self.threads: set[str] = set()

    def publish(self, event: Event) -> None:
        self.threads.add(threading.current_thread().name)
        self._queue.put(event)

    def next(self) -> Event:
        return self._queue.get(timeout=WAIT_S)

    def until_end_of(self, job: int) -> list[Event]:
        """All events up to the one that ends the job."""
        seen: list[Event] = []
        while True:
            seen.append(self.next())
            last = seen[-1]
            if isinstance(last, (JobFinished, JobFailed, JobCancelled)) and last.job == job:
                return seen

    def rest(self) -> list[Event]:
        seen = []
        while not self._queue.empty():
            seen.append(self._queue.get_nowait())
        return seen


class Clock:
    """Stands still unless told to step."""

    def __init__(self, step_s: float = 0.0) -> None:
        self._step_s = step_s
        self._seconds = 0.0

    def __call__(self) -> float:
        self._seconds += self._step_s
        return self._seconds


MakeHost = Callable[..., EngineHost]


def translation_of(text: str, **values: Any) -> TranslateRequest:
    return TranslateRequest(text=text, source="en", target="zh", **values)


def alternatives_to(sentence: str, **values: Any) -> AlternativesRequest:
    return AlternativesRequest(sentence=sentence, source="en", target="zh", **values)


def endings(seen: list[Event]) -> list[JobFinished | JobFailed | JobCancelled]:
    return [e for e in seen if isinstance(e, (JobFinished, JobFailed, JobCancelled))]
