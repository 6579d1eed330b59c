"""What a run reports, one JSON object a line: the contract between trainer and whoever watches.

Every line has ``v`` (this format's version), ``kind`` and ``step``. Free of torch.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import ClassVar, get_args

from bertsum_app.core.errors import AppError, from_os_error

EVENT_VERSION = 1


@dataclass(frozen=True)
class RunStarted:
    """The run begins or resumes at `step`."""

    kind: ClassVar[str] = "started"
    step: int
    parameters: int
    device: str
    threads: int
    max_minutes: float
    peak_teraflops: float | None = None  # of the device, in a large bf16 matrix product
    learning: int = 0  # parameters that change


@dataclass(frozen=True)
class StageStarted:
    """One of several stages begins with the step after `step`; `tasks` are what it learns."""

    kind: ClassVar[str] = "stage"
    step: int
    stage: int
    stages: int
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class MemoryShort:
    """Memory ran short in the step: from here on each batch is worked on in `parts`.

    `recompute` tells that layers are computed again on the way back, too. What is learned is the same.
    """

    kind: ClassVar[str] = "memory"
    step: int
    parts: int
    recompute: bool


@dataclass(frozen=True)
class TrainProgress:
    """Means since the last report, by task: loss and share of right first choices."""

    kind: ClassVar[str] = "progress"
    step: int
    active_s: float
    loss: dict[str, float]
    accuracy: dict[str, float]
    learning_rate: dict[str, float]
    target_tokens: int  # decoder targets since the run's beginning
    target_tokens_per_s: float
    tokens_per_s: float
    teraflops: float = 0.0  # matrix products of the network, a second
    share_of_peak: float | None = None
    memory_bytes: int | None = None  # the most so far: of the process, on a GPU of its memory


@dataclass(frozen=True)
class Validated:
    """Dev loss (no smoothing) and accuracy by task."""

    kind: ClassVar[str] = "validated"
    step: int
    active_s: float
    loss: dict[str, float]
    accuracy: dict[str, float]


@dataclass(frozen=True)
class SampleText:
    """One sample: what the network makes of `text`, and what the person's files have.

    `language` is that of both; for sentiment they are "positive" or "negative".
    """

    text: str
    reference: str
    output: str
    language: str = ""


@dataclass(frozen=True)
class Sampled:
    """What the network makes of a few held-back examples, the same ones at every validation.

    `figures` are over all `examples`, named as in `Compared` (shares from 0 to 1), `texts` some of them;
    at step 0 they are the base model's.
    """

    kind: ClassVar[str] = "sampled"
    step: int
    examples: int
    seconds: float  # that this took
    figures: dict[str, float]
    texts: tuple[SampleText, ...]


@dataclass(frozen=True)
class RunPaused:
    """The run waits, its state saved, until it is resumed or stopped."""

    kind: ClassVar[str] = "paused"
    step: int


@dataclass(frozen=True)
class RunResumed:
    """The run goes on after a pause."""

    kind: ClassVar[str] = "resumed"
    step: int


@dataclass(frozen=True)
class CheckpointSaved:
    """A checkpoint is complete at `path`."""

    kind: ClassVar[str] = "checkpoint"
    step: int
    path: str


@dataclass(frozen=True)
class RunStopped:
    """The run ended: `reason` is "budget", "steps", "converged", "finish" or "signal"."""

    kind: ClassVar[str] = "stopped"
    step: int
    reason: str
    active_s: float
    target_tokens: int


@dataclass(frozen=True)
class PhaseStarted:
    """A part of fine-tuning begins.

    `phase` is "reading", "measuring" (the base model), "training", "choosing" (how far from the base
    model), "comparing" or "installing".
    """

    kind: ClassVar[str] = "phase"
    step: int
    phase: str


@dataclass(frozen=True)
class CorpusRead:
    """The person's examples are read and packed; `findings` counts what was wrong, by kind.

    What is to come: weights that learn, minutes, and bytes of memory at the peak. 0 and None: not known.
    """

    kind: ClassVar[str] = "corpus"
    step: int
    examples: int
    training: int
    held_back: int
    steps: int  # that the run will take
    findings: dict[str, int]
    parameters: int = 0
    minutes: float | None = None
    peak_bytes: int | None = None


@dataclass(frozen=True)
class Compared:
    """One figure before and after, on "user" or "general" text; see `evaluation.compare`."""

    kind: ClassVar[str] = "compared"
    step: int
    on: str
    figure: str
    before: float
    after: float
    low: float
    high: float
    p_value: float
    verdict: str


@dataclass(frozen=True)
class ModelReady:
    """The tuned model is complete at `path`; `installed` says whether it is in the library."""

    kind: ClassVar[str] = "model"
    step: int
    model_id: str
    path: str
    installed: bool


@dataclass(frozen=True)
class RunFailed:
    """The run ended with known trouble; its folder is whole and it can be resumed.

    `text` is for people who read the events, `code` and `params` are the error's own (`core.errors`).
    """

    kind: ClassVar[str] = "failed"
    step: int
    code: str
    text: str
    params: dict[str, str | int | float] = field(default_factory=dict)

    @classmethod
    def of(cls, error: AppError, step: int, text: str = "") -> RunFailed:
        """The event for an error; without `text` it says what a log would."""
        params = {
            name: value if isinstance(value, (str, int, float)) else str(value)
            for name, value in error.params.items()
        }
        return cls(step, error.code, text or str(error), params)


TrainingEvent = (
    PhaseStarted
    | CorpusRead
    | RunStarted
    | StageStarted
    | MemoryShort
    | TrainProgress
    | Validated
    | Sampled
    | RunPaused
    | RunResumed
    | CheckpointSaved
    | RunStopped
    | Compared
    | ModelReady
    | RunFailed
)
EventSink = Callable[[TrainingEvent], None]


def event_line(event: TrainingEvent) -> str:
    """`event` as one line of JSON, newline included."""
    values = {"v": EVENT_VERSION, "kind": event.kind, **asdict(event)}
    return json.dumps(values, ensure_ascii=False) + "\n"


def parse_event(line: str) -> TrainingEvent | None:
    """The event of a line; None for a line that is none, or one that only a newer program knows."""
    try:
        values = json.loads(line)
        kind = _KINDS[values["kind"]]
        known = {entry.name for entry in fields(kind)}
        given = {name: value for name, value in values.items() if name in known}
        if kind is Sampled:
            given["texts"] = tuple(SampleText(**text) for text in given["texts"])
        elif kind is StageStarted:
            given["tasks"] = tuple(given["tasks"])
        return kind(**given)
    except (ValueError, KeyError, TypeError):
        return None


_KINDS: dict[str, type[TrainingEvent]] = {kind.kind: kind for kind in get_args(TrainingEvent)}


class EventLog:
    """Appends events to a run's ``events.jsonl`` and hands them on."""

    def __init__(self, path: Path, then: EventSink | None = None) -> None:
        self._path = path
        self._then = then

    def __call__(self, event: TrainingEvent) -> None:
        """Record `event`.

        Raises:
            ResourceError: the disk is full or the file cannot be written.
        """
        try:
            with self._path.open("a+b") as file:
                if file.tell():
                    # What a full disk or the end of a process left of a line is to spoil no other.
                    file.seek(-1, os.SEEK_END)
                    file.write(b"" if file.read(1) == b"\n" else b"\n")
                file.write(event_line(event).encode())
        except OSError as error:
            raise from_os_error(error, self._path) from error
        if self._then is not None:
            self._then(event)
