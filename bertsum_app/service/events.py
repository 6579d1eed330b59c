"""What the engine thread reports, as values that cross threads.

Every job ends in exactly one of `JobFinished`, `JobFailed` and `JobCancelled`. `job` is the number
that `EngineHost.submit` returned. The window turns events into signals; superseded jobs are told
apart by their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bertsum_app.core.errors import AppError
from bertsum_app.core.progress import Progress

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.results import JobResult


@dataclass(frozen=True)
class JobStarted:
    """The engine thread took the job up. Loading its model may come first."""

    job: int


@dataclass(frozen=True)
class SegmentDone:
    """One more sentence of a translation is ready. Never dropped."""

    job: int
    segment: SegmentResult


@dataclass(frozen=True)
class JobProgress:
    """How far the job is; at most ten a second, the others are dropped."""

    job: int
    progress: Progress


@dataclass(frozen=True)
class JobFinished:
    """The job is done; `milliseconds` leaves out loading the model, which `EngineReady` tells."""

    job: int
    result: JobResult
    milliseconds: int
    device_label: str
    model_id: str


@dataclass(frozen=True)
class JobFailed:
    """The job ended with an `AppError`, or with any other exception, which is our bug."""

    job: int
    error: Exception


@dataclass(frozen=True)
class JobCancelled:
    """The job was called off, by `cancel`, by a newer one of its slot, or by `close`."""

    job: int


@dataclass(frozen=True)
class EngineReady:
    """A model is loaded; `milliseconds` it took, 0 when it was loaded before.

    `cache_problem` is why it takes as long again the next time.
    """

    model_id: str
    device_label: str
    milliseconds: int
    cache_problem: AppError | None = None


@dataclass(frozen=True)
class EngineFailed:
    """A model asked for by `warm_up` could not be loaded."""

    model_id: str
    error: Exception


Event: TypeAlias = (
    JobStarted
    | SegmentDone
    | JobProgress
    | JobFinished
    | JobFailed
    | JobCancelled
    | EngineReady
    | EngineFailed
)
