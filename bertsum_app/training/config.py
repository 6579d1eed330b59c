"""Everything a training run is told, as stored in its run folder. Free of torch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.model.config import BertSumConfig, NetworkPart

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")

ScheduleKind = Literal["noam", "elapsed", "linear"]
TaskKind = Literal[
    "translate", "summarize-extractive", "summarize-abstractive", "sentiment", "mlm", "tlm"
]

#: Whose loss a task lowers: what cannot do without learning.
_HEAD_OF: dict[TaskKind, NetworkPart] = {
    "translate": "decoder",
    "summarize-abstractive": "decoder",
    "summarize-extractive": "scorer",
    "sentiment": "classifier",
    "mlm": "encoder",
    "tlm": "encoder",
}

#: What earlier versions wrote and nothing that is learnt depends on: their runs go on without it.
_RETIRED = frozenset({"compile"})


@dataclass(frozen=True)
class ScheduleConfig:
    """One learning-rate schedule.

    `noam`: peak * min(s^-.5, s * w^-1.5) / w^-.5, so that `peak` is reached at step `warmup_steps`
    (Vaswani et al. 2017, eq. 3; in BERTSUM lr~ * min(...), that is peak = lr~ * w^-.5).
    `elapsed`: linear warm-up by steps, then linear decay to 0 at the end of the time budget
    (Geiping & Goldstein 2023 tie it to wall-clock time likewise).
    `linear`: the same by steps, down to 0 at `TrainConfig.max_steps`: no clock has a say, so that a seed
    makes a run reproducible.
    """

    kind: ScheduleKind
    peak: float
    warmup_steps: int

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: peak or warm-up is not positive, or the kind is unknown.
        """
        if self.kind not in ("noam", "elapsed", "linear"):
            raise ValueError(f"unknown schedule {self.kind!r}")
        if self.peak <= 0 or self.warmup_steps < 1:
            raise ValueError("peak and warmup_steps must be positive")


@dataclass(frozen=True)
class TaskConfig:
    """One task of the mix: `share` of the steps, batches of at most `tokens` positions a side.

    Of documents that were read beforehand (service/sentence_reading.py) `tokens` and `max_length` count
    sentences.
    """

    kind: TaskKind
    share: float
    tokens: int = 2048
    max_length: int = 128
    pool_examples: int = 40_000
    domain_weights: Mapping[str, float] | None = None
    packed_file: str = ""
    targets: tuple[str, ...] = ("zh", "en")  # languages to translate into
    familiar_domain: str = ""  # its batches teach what the run's first network says of them
    exact_lengths_to: int | None = None  # see `StreamSettings`
    stage: int = 1  # in which it is learnt, where the run has two

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: a share is negative, no example of `max_length` fits `tokens`, or a target
                language is none of ours.
        """
        object.__setattr__(self, "targets", tuple(self.targets))
        if not self.targets or not set(self.targets) <= {"zh", "en"}:
            raise ValueError(f"{self.kind}: targets must be of zh and en")
        if self.share < 0:
            raise ValueError(f"{self.kind}: share must not be negative")
        if self.tokens < self.max_length:
            raise ValueError(f"{self.kind}: tokens={self.tokens} < max_length={self.max_length}")


@dataclass(frozen=True)
class Stage:
    """A part of a run with tasks, schedules and an optimiser's state of its own.

    BertSumExtAbs learns to choose sentences first and then to write abstracts, each by its own
    optimisers (Liu & Lapata 2019, section 3.3).
    """

    number: int
    begins_after: int  # step
    steps: int | None  # None: it ends with the time
    kinds: tuple[TaskKind, ...]

    def begins_with(self, step: int) -> bool:
        """Whether `step` is its first."""
        return step == self.begins_after + 1


@dataclass(frozen=True)
class TrainConfig:
    """A run: network, tasks, optimisers, budget."""

    model: BertSumConfig
    tasks: tuple[TaskConfig, ...]
    # The paper's two schedules: the pretrained encoder moves slowly while the fresh heads settle.
    encoder_schedule: ScheduleConfig = field(
        default_factory=lambda: ScheduleConfig("elapsed", 3e-4, 300)
    )
    heads_schedule: ScheduleConfig = field(
        default_factory=lambda: ScheduleConfig("elapsed", 1e-3, 300)
    )
    beta1: float = 0.9
    beta2: float = 0.98
    weight_decay: float = 0.01
    clip_norm: float = 1.0
    label_smoothing: float = 0.1
    accumulation: int = 1  # batches summed for one step
    max_minutes: float = 60.0
    max_steps: int | None = None
    checkpoint_every_s: float = 300.0
    validate_every_s: float = 900.0
    validate_every_steps: int | None = None  # instead of `validate_every_s`, and once at the start
    patience: int | None = None  # validations without a better dev loss, after which training ends
    keep_best: bool = False  # keep the network of the lowest dev loss beside the checkpoints
    validation_batches: int = 12
    log_every_steps: int = 20
    bf16: bool = True
    first_stage_steps: int = 0  # steps of the first of two stages; 0: there is but one
    average_decay: float = 0.0  # of an average of the weights (average.py); 0: there is none
    learns: tuple[NetworkPart, ...] = ()  # parts; all others stand still; (): all learn
    begins_anew: tuple[NetworkPart, ...] = ()  # heads that go on from no model, but from chance
    adapter_rank: int = 0  # learn adapters of this rank (adapters.py); 0: all weights
    recompute: bool = False  # layers are computed again on the way back, for less memory
    seed: int = 1

    def __post_init__(self) -> None:
        """Check what must fit together.

        Raises:
            ValueError: no task has a share, or a task needs a head that the network lacks or that does
                not learn.
        """
        object.__setattr__(self, "learns", tuple(self.learns))
        object.__setattr__(self, "begins_anew", tuple(self.begins_anew))
        if not any(task.share > 0 for task in self.tasks):
            raise ValueError("no task has a share")
        self._check_parts()
        for task in self.tasks:
            if task.max_length > self.model.max_positions:
                raise ValueError(f"{task.kind}: max_length exceeds the network's positions")
        stages = {task.stage for task in self.tasks if task.share > 0}
        if self.first_stage_steps and (stages != {1, 2} or not self.max_steps):
            raise ValueError("two stages need tasks for each, and max_steps")
        if self.accumulation < 1:
            raise ValueError("accumulation must be at least 1")
        if not 0.0 <= self.average_decay < 1.0:
            raise ValueError("average_decay must be at least 0 and below 1")
        if not 0 <= self.adapter_rank <= self.model.hidden_size:
            raise ValueError("adapter_rank must be between 0 and the width of the network")
        kinds = {self.encoder_schedule.kind, self.heads_schedule.kind}
        if "linear" in kinds and not self.max_steps:
            raise ValueError("a linear schedule needs max_steps")

    def _check_parts(self) -> None:
        present = self.model.parts
        for part in (*self.learns, *self.begins_anew):
            if part not in present:
                raise ValueError(f"the network has no {part}")
        if self.learns and self.adapter_rank:
            raise ValueError("with adapter_rank it is the adapters that learn")
        if "encoder" in self.begins_anew:
            raise ValueError("only heads begin anew")
        if not set(self.begins_anew) <= set(self.learning_parts):
            raise ValueError("what begins anew must learn")
        for task in self.tasks:
            head = _HEAD_OF[task.kind]
            if head not in present:
                raise ValueError(f"{task.kind}: the network has no head for it")
            if task.share > 0 and head not in self.learning_parts:
                raise ValueError(f"{task.kind}: the {head} does not learn")

    @property
    def learning_parts(self) -> tuple[NetworkPart, ...]:
        """Those named in `learns`, or all that the network has."""
        return self.learns or self.model.parts

    @property
    def stages(self) -> int:
        """One or two."""
        return 2 if self.first_stage_steps else 1

    def stage_of(self, step: int) -> Stage:
        """The stage that `step` (from 1; 0 is before the first) belongs to.

        Raises:
            ValueError: there are two, and the second has no end.
        """
        first = self.first_stage_steps
        if not first:
            return Stage(1, 0, self.max_steps, tuple(task.kind for task in self.tasks))
        number = 1 if step <= first else 2
        kinds = tuple(task.kind for task in self.tasks if task.stage == number)
        if number == 1:
            return Stage(1, 0, first, kinds)
        if self.max_steps is None:
            raise ValueError("two stages need max_steps")
        return Stage(2, first, self.max_steps - first, kinds)

    def to_json(self) -> str:
        """The text of ``run.json``."""
        return json.dumps(asdict(self), indent=2, default=dict) + "\n"

    @classmethod
    def from_json(cls, text: str, path: Path, vocab_size: int | None = None) -> TrainConfig:
        """Read a run's or a recipe's JSON; `path` only names the file in errors.

        Args:
            text: the JSON; absent keys take the defaults.
            path: names the file in errors.
            vocab_size: replaces the one in the text (a recipe does not know its tokenizer's).

        Raises:
            RunIncompatible: no JSON object, unknown keys, or values that do not fit.
        """
        try:
            values = json.loads(text)
            values = {name: value for name, value in values.items() if name not in _RETIRED}
            values["model"] = made_of(BertSumConfig, _with_vocab(values["model"], vocab_size))
            values["tasks"] = tuple(made_of(TaskConfig, task) for task in values["tasks"])
            for name in ("encoder_schedule", "heads_schedule"):
                if name in values:
                    values[name] = made_of(ScheduleConfig, values[name])
            return made_of(cls, values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RunIncompatible(path=path, reason=str(error)) from error


def made_of(kind: type[Made], values: Mapping[str, Any]) -> Made:
    """The dataclass `kind` with the fields in `values`.

    Raises:
        ValueError: there are keys that it has no fields for.
        TypeError: a field is missing.
    """
    unknown = sorted(set(values) - {entry.name for entry in fields(kind)})
    if unknown:
        raise ValueError("unknown keys: " + ", ".join(unknown))
    return kind(**values)


def _with_vocab(model: dict[str, Any], vocab_size: int | None) -> dict[str, Any]:
    return model if vocab_size is None else {**model, "vocab_size": vocab_size}
