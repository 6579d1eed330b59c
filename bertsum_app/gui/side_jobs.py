"""Short jobs beside the main one, such as other renderings of a sentence: one at a time of a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject

from bertsum_app.gui.bridge import EngineBridge
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.service.events import JobCancelled, JobFailed, JobFinished
from bertsum_app.service.requests import Request

Answer: TypeAlias = JobFinished | JobFailed


class SideJobs(QObject):
    """Asks the engine, once there is one, and hands over the newest answer of each slot only."""

    def __init__(self, bridge: EngineBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._engine: EnginePort | None = None
        self._jobs: dict[str, int] = {}
        """The newest job of each slot, until it has ended."""

    def attach(self, engine: EnginePort) -> None:
        """Use this engine from now on."""
        self._engine = engine
        self._jobs = {}

    def ask(self, request: Request, slot: str, answered: Callable[[Answer], None]) -> bool:
        """Submit a job; `answered` is called unless it is called off. False: there is no engine."""
        if self._engine is None:
            return False
        job = self._engine.submit(request, slot)
        self._jobs[slot] = job

        def ended(event: JobFinished | JobFailed | JobCancelled) -> None:
            if self._jobs.get(slot) == job:
                del self._jobs[slot]
                if not isinstance(event, JobCancelled):
                    answered(event)

        self._bridge.follow(job, ended)
        return True

    def drop(self, slot: str) -> None:
        """Nobody wants the answer any more."""
        job = self._jobs.pop(slot, None)
        if job is not None and self._engine is not None:
            self._engine.cancel(job)
