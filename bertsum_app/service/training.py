"""Training as the window sees it: what is asked for, what runs there are, and what comes of it.

Values that cross threads. Free of torch and of Qt; `TrainingHost` does the work.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from bertsum_app.core.errors import TrainingNotIncluded
from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.evaluation.values import decode
from bertsum_app.model.config import NewModelName
from bertsum_app.training.events import TrainingEvent
from bertsum_app.training.fresh import Doubt
from bertsum_app.training.presets import PresetName

if TYPE_CHECKING:
    from bertsum_app.evaluation.compare import Comparison
    from bertsum_app.service.tune_data import CorpusReport

AnyPreset: TypeAlias = Literal[PresetName, NewModelName]
RunState: TypeAlias = Literal["running", "paused", "finished", "failed", "interrupted"]
Direction: TypeAlias = Literal["both", "en-zh", "zh-en"]
DIRECTIONS: tuple[Direction, ...] = ("both", "en-zh", "zh-en")
LIVE_STATES: frozenset[RunState] = frozenset({"running", "paused"})


def can_train() -> bool:
    """Whether this edition of the program has what training needs."""
    return importlib.util.find_spec("torch") is not None


def need_training() -> None:
    """Go on only where this edition can train.

    Raises:
        TrainingNotIncluded: it cannot.
    """
    if not can_train():
        raise TrainingNotIncluded


@dataclass(frozen=True)
class TrainingRequest:
    """What a person asks for in the window, as `bertsum train` takes it.

    `base_id` "" is the embedded model, which a new model is only compared with; `fixes` are other than
    the usual ones (`corpus.check.FIXES`); `settings` are values of a `TunePreset`, by name, in place of
    the preset's. `corrections`: those made by hand are taught, too; without `data`, they alone.
    """

    name: str
    task: CorpusTask
    data: tuple[str, ...]
    base_id: str = ""
    preset: AnyPreset = "quick"
    direction: Direction = "both"
    fixes: Mapping[str, str] = field(default_factory=dict)
    columns: str = ""
    settings: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1
    corrections: bool = False

    @property
    def of_corrections(self) -> bool:
        """Whether corrections made by hand are all there is to learn from."""
        return self.corrections and not self.data

    def arguments(self) -> list[str]:
        """The arguments of `bertsum train`, all but the name and the settings."""
        given = ["--task", self.task, "--preset", self.preset, "--seed", str(self.seed)]
        if self.task == "translate":
            given += ["--direction", self.direction]
        named = {"--base": self.base_id, "--columns": self.columns}
        for option, value in named.items():
            if value:
                given += [option, value]
        for kind, fix in self.fixes.items():
            given += ["--fix", f"{kind}={fix}"]
        if self.corrections:
            given.append("--corrections")
        return [*given, "--data", *self.data] if self.data else given

    @property
    def config(self) -> str:
        """The text of a file for ``--config``."""
        # Steps are whole numbers there.
        values = {k: int(v) if v == int(v) else v for k, v in self.settings.items()}
        return json.dumps(values) + "\n"

    def to_json(self) -> str:
        """What `from_json` reads."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> TrainingRequest | None:
        """A request as `to_json` wrote it; None for anything else."""
        try:
            return decode(cls, json.loads(text))
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True)
class RunRow:
    """One run as the list shows it.

    `steps` is 0 before they are known; `changed_ms` is when it last said something, since 1970; `model`
    tells that it has a new model, `installed` that this very model is in the library. A run that is not
    `resumable` was broken off before there was anything to go on with. `ours`: its process is a child of
    this window, and stops with it unless it is left running.
    """

    name: str
    folder: Path
    state: RunState
    task: str = ""
    base_id: str = ""
    step: int = 0
    steps: int = 0
    phase: str = ""
    changed_ms: int = 0
    model: bool = False
    installed: bool = False
    resumable: bool = False
    ours: bool = False
    failure: RunFailure | None = None
    request: TrainingRequest | None = None


@dataclass(frozen=True)
class RunFailure:
    """Why a run ended: an error's code and parameters, and the last lines of its log."""

    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    log_tail: str = ""


@dataclass(frozen=True)
class CheckedCorpus:
    """What the files are like: answered before a start."""

    report: CorpusReport
    steps: int
    minutes: float | None
    peak_bytes: int | None
    parameters: int = 0
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One held-back example in both versions; `reference` is what the person's files have.

    `taught`: not held back, but a correction that the model was taught.
    """

    text: str
    reference: str
    before: str
    after: str
    taught: bool = False


@dataclass(frozen=True)
class BeforeAfter:
    """What training did: figures on the person's own and on general text, and samples of the own.

    A model that began with nothing has no "before": it stands beside the model `compared_with`.
    """

    comparisons: Mapping[str, Comparison]
    sizes: Mapping[str, int]
    samples: tuple[Sample, ...] = ()
    compared_with: str = ""


# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RunsListed:
    """All runs, the one that changed last first."""

    runs: tuple[RunRow, ...]


@dataclass(frozen=True)
class RunSaid:
    """What the watched run said since the last time; `anew`: from its beginning."""

    name: str
    events: tuple[TrainingEvent, ...]
    anew: bool


@dataclass(frozen=True)
class CorpusChecked:
    """The answer to `TrainingHost.check`."""

    request: TrainingRequest
    checked: CheckedCorpus


@dataclass(frozen=True)
class CheckFailed:
    """The files of `TrainingHost.check` cannot be used."""

    request: TrainingRequest
    failure: RunFailure


@dataclass(frozen=True)
class RunCompared:
    """The answer to `TrainingHost.compare`; None: there is nothing yet."""

    name: str
    result: BeforeAfter | None


@dataclass(frozen=True)
class ModelsChanged:
    """A run's model was installed, or taken out of the library again."""

    model_id: str
    installed: bool


@dataclass(frozen=True)
class TrainingFailed:
    """Something asked for could not be done: an `AppError`, or any other exception, our bug."""

    error: Exception
    name: str = ""


TrainingNews: TypeAlias = (
    RunsListed
    | RunSaid
    | CorpusChecked
    | CheckFailed
    | RunCompared
    | ModelsChanged
    | TrainingFailed
)
