"""The engine thread: one worker that owns the loaded models and does one job at a time.

Stands between the window's bridge (which calls `submit` and gets events) and the jobs of
`service.jobs`. One thread means no locks on models. A slot is a place where only the newest request
counts: while somebody types, each submit calls off the one before it. A document takes minutes, so
its job gives way: wherever it looks whether it was called off, the other jobs that wait are done
first, in the middle of it and in the same thread.

Events are published from the worker thread, in order, and each job ends in exactly one of
`JobFinished`, `JobFailed` and `JobCancelled`. A document that was called off ends as finished where
the part that was done by then has been written.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.progress import Progress
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.documents import DocumentReport
from bertsum_app.service.engines import EngineCache, EngineOpener, OpenedEngine, open_engine
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
from bertsum_app.service.jobs import JobCallbacks, JobRunner
from bertsum_app.service.requests import DOCUMENTS_SLOT, Request

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.text.detect import LanguageDetector

_log = logging.getLogger(__name__)

PROGRESS_INTERVAL_S = 0.1


@dataclass(frozen=True)
class _Job:
    number: int
    slot: str
    request: Request
    token: CancelToken = field(default_factory=CancelToken)

    @property
    def gives_way(self) -> bool:
        """Whether all other jobs go first, even in the middle of it."""
        return self.slot == DOCUMENTS_SLOT


class _GivingWay(CancelToken):
    """The token of a job that gives way."""

    def __init__(self, give_way: Callable[[], None]) -> None:
        super().__init__()
        self._give_way = give_way

    def give_way(self) -> None:
        self._give_way()


@dataclass(frozen=True)
class _WarmUp:
    model_id: str | None


class EngineHost:
    """Takes requests from any thread; see the module for what it promises about events."""

    def __init__(
        self,
        store: ModelStore,
        paths: AppPaths,
        settings: Settings,
        publish: Callable[[Event], None],
        *,
        opener: EngineOpener = open_engine,
        detector: LanguageDetector | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`publish` is called from the worker thread; `clock` gives seconds.

        `detector` is what the jobs tell languages with; `opener` brings that of the engines.
        """
        self._engines = EngineCache(store, paths, opener, clock)
        self._runner = JobRunner(self._engines, detector)
        self._publish_event = publish
        self._clock = clock
        self._numbers = itertools.count(1)
        # Guards everything below. Held for a few statements only, never while work is done or an
        # event is published, so that the window's thread never waits for the engine.
        self._changed = threading.Condition()
        self._settings = settings
        self._waiting: deque[_Job | _WarmUp] = deque()
        self._dropped: deque[_Job] = deque()
        self._running: list[_Job] = []
        """The job at work; behind one that gives way, that for which it does."""
        self._closing = False
        self._silent = False
        # A daemon: a native call that does not come back must not keep the program from ending.
        self._thread = threading.Thread(target=self._work, name="bertsum-engine", daemon=True)
        self._thread.start()

    def submit(self, request: Request, slot: str = "main") -> int:
        """Queue a request and return its job number; older jobs of the same slot are called off.

        Raises:
            RuntimeError: the host is closed.
        """
        with self._changed:
            self._refuse_if_closed()
            self._call_off(lambda job: job.slot == slot)
            token = _GivingWay(self._let_others_go_first) if slot == DOCUMENTS_SLOT else None
            job = _Job(next(self._numbers), slot, request, token or CancelToken())
            self._waiting.append(job)
            self._changed.notify()
        return job.number

    def cancel(self, job: int | None = None) -> None:
        """Call off this job, or all jobs. One that has ended, or never was, changes nothing."""
        with self._changed:
            self._call_off(lambda known: job is None or known.number == job)
            self._changed.notify()

    def warm_up(self, model_id: str | None = None) -> None:
        """Load a model ahead of its first job; answered by `EngineReady` or `EngineFailed`.

        Raises:
            RuntimeError: the host is closed.
        """
        with self._changed:
            self._refuse_if_closed()
            self._waiting.append(_WarmUp(model_id))
            self._changed.notify()

    def use_settings(self, settings: Settings) -> None:
        """Take other settings from the next job on; another device loads the model again."""
        with self._changed:
            self._settings = settings

    def close(self, timeout_s: float = 2.0) -> bool:
        """Call everything off, wait for the thread, and say whether it ended in time.

        When this returns no event comes any more, even if the thread is still inside a native call.
        """
        with self._changed:
            self._closing = True
            self._call_off(lambda job: True)
            self._waiting.clear()
            self._changed.notify()
        self._thread.join(timeout_s)
        ended = not self._thread.is_alive()
        if not ended:
            _log.warning("the engine thread did not end within %.1f s", timeout_s)
        with self._changed:
            self._silent = True
        return ended

    # --- called with the lock held ----------------------------------------------------------------

    def _refuse_if_closed(self) -> None:
        if self._closing:
            raise RuntimeError("the engine host is closed")

    def _call_off(self, concerned: Callable[[_Job], bool]) -> None:
        for job in self._running:
            if concerned(job):
                job.token.cancel()
        kept: deque[_Job | _WarmUp] = deque()
        for item in self._waiting:
            if isinstance(item, _Job) and concerned(item):
                self._dropped.append(item)
            else:
                kept.append(item)
        self._waiting = kept

    def _take(self, allowed: Callable[[_Job | _WarmUp], bool]) -> _Job | _WarmUp | None:
        """The first thing that waits; what gives way comes after all that does not."""
        items = sorted(self._waiting, key=lambda item: isinstance(item, _Job) and item.gives_way)
        item = next(filter(allowed, items), None)
        if item is not None:
            self._waiting.remove(item)
        return item

    # --- the worker thread ------------------------------------------------------------------------

    def _work(self) -> None:
        while self._step():
            pass
        self._engines.close()

    def _step(self) -> bool:
        """Report dropped jobs, or do the next thing, or wait for one. False: nothing is to come."""
        with self._changed:
            self._changed.wait_for(lambda: self._dropped or self._waiting or self._closing)
            if not self._dropped and not self._waiting:
                return False
        self._do_next(lambda item: True)
        return True

    def _let_others_go_first(self) -> None:
        """Called in the middle of a job that gives way."""
        while self._do_next(lambda item: not (isinstance(item, _Job) and item.gives_way)):
            pass

    def _do_next(self, allowed: Callable[[_Job | _WarmUp], bool]) -> bool:
        """Report dropped jobs, or else do the next thing of those allowed. False: there is none."""
        with self._changed:
            dropped = list(self._dropped)
            self._dropped.clear()
            item = None if dropped else self._take(allowed)
            settings = self._settings
            if isinstance(item, _Job):
                self._running.append(item)
        for job in dropped:
            self._publish(JobCancelled(job.number))
        if isinstance(item, _Job):
            self._publish(self._run(item, settings))
        elif item is not None:
            self._warm_up(item, settings)
        return bool(dropped) or item is not None

    def _run(self, job: _Job, settings: Settings) -> Event:
        """Do a job and return the event that ends it."""
        self._publish(JobStarted(job.number))
        reporter = _Reporter(job, self._publish, self._clock)
        ending: Event
        try:
            outcome = self._runner.run(
                job.request,
                settings,
                job.token,
                JobCallbacks(
                    on_segment=reporter.segment,
                    on_progress=reporter.progress,
                    on_engine=self._report_loaded,
                    clock=self._clock,
                ),
            )
            ending = JobFinished(
                job=job.number,
                result=outcome.result,
                milliseconds=outcome.milliseconds,
                device_label=outcome.device_label,
                model_id=outcome.model_id,
            )
        except Cancelled:
            ending = JobCancelled(job.number)
        except Exception as error:
            _log_failure(f"job {job.number}", error)
            ending = JobFailed(job.number, error)
        with self._changed:
            # From here on nobody can call it off. What was called off before is not delivered,
            # even when the last piece of work was done by then.
            self._running.remove(job)
            called_off = job.token.cancelled
        written = isinstance(ending, JobFinished) and isinstance(ending.result, DocumentReport)
        return JobCancelled(job.number) if called_off and not written else ending

    def _warm_up(self, item: _WarmUp, settings: Settings) -> None:
        try:
            opened = self._engines.get(self._engines.find(item.model_id), settings)
        except Exception as error:
            _log_failure("warm-up", error)
            self._publish(EngineFailed(item.model_id or DEFAULT_MODEL_ID, error))
        else:
            self._publish_ready(opened)

    def _report_loaded(self, opened: OpenedEngine) -> None:
        if opened.milliseconds:
            self._publish_ready(opened)

    def _publish_ready(self, opened: OpenedEngine) -> None:
        self._publish(
            EngineReady(
                opened.model_id,
                opened.engine.device_label,
                opened.milliseconds,
                opened.cache_problem,
            )
        )

    def _publish(self, event: Event) -> None:
        if self._silent:
            return
        try:
            self._publish_event(event)
        except Exception:
            # The receiver's bug must not end the thread that everybody waits for.
            _log.exception("%s could not be delivered", type(event).__name__)


class _Reporter:
    """Events in the middle of a job; none after it was called off."""

    def __init__(
        self, job: _Job, publish: Callable[[Event], None], clock: Callable[[], float]
    ) -> None:
        self._job = job
        self._publish = publish
        self._clock = clock
        self._next_progress_s = clock()

    def segment(self, segment: SegmentResult) -> None:
        self._job.token.raise_if_cancelled()
        self._publish(SegmentDone(self._job.number, segment))

    def progress(self, progress: Progress) -> None:
        self._job.token.raise_if_cancelled()
        now = self._clock()
        if now >= self._next_progress_s:
            self._next_progress_s = now + PROGRESS_INTERVAL_S
            self._publish(JobProgress(self._job.number, progress))


def _log_failure(what: str, error: Exception) -> None:
    if isinstance(error, AppError):
        _log.warning("%s failed: %s", what, error)
    else:
        _log.error("%s failed by a bug of ours", what, exc_info=error)
