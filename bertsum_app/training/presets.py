"""How a fine-tuning run is set up: presets, and the steps that a corpus needs. Free of torch."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.model.config import BertSumConfig
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TaskKind, TrainConfig

PresetName = Literal["quick", "thorough", "few"]
USER_DOMAIN, GENERAL_DOMAIN = "user", "general"
_WARMUP_SHARE = 0.06
_LOG_EVERY = 10
#: Adapters learn this much faster than the weights they stand beside.
_ADAPTER_RATE = 10.0
_POOL = 2_000
_POSITIVE = (
    "epochs",
    "most_steps",
    "encoder_rate",
    "heads_rate",
    "tokens",
    "accumulation",
    "validations",
    "max_minutes",
    "stages",
)
_SHARES = ("general_share", "dropout", "label_smoothing", "average")
_KINDS: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"int": (int,), "float": (int, float), "bool": (bool,), "int | None": (int, type(None))}
)


@dataclass(frozen=True)
class TunePreset:
    """Settings of a run; a file given with ``--config`` sets any of them.

    `epochs` are passes over the person's own examples, `least_steps` and `most_steps` bound them.
    `general_share` of each pool are general pairs (translation only). The run ends early when
    `patience` validations in a row bring no better development loss; `max_minutes` is for machines much
    slower than thought. `general_loss` is how much worse (nats a token) general text may become when
    the weights are blended with the parent's; 0.1 was measured to be more than one BLEU. With a
    `lora_rank` only adapters of this rank learn (adapters.py), at a higher rate; `recompute` takes less
    memory and more time. `average` is the share of all steps that an average of the weights looks back
    (average.py); 0 is none. A summary's two `stages` are those of BertSumExtAbs: half of the steps to
    choose sentences, then half to write abstracts; with one stage the two are mixed.
    """

    epochs: float
    most_steps: int
    encoder_rate: float
    heads_rate: float
    least_steps: int = 20
    tokens: int = 1024
    accumulation: int = 1
    general_share: float = 0.5
    dropout: float = 0.0
    label_smoothing: float = 0.1
    validations: int = 10
    patience: int | None = None
    max_minutes: float = 720.0
    checkpoint_every_s: float = 60.0
    general_loss: float = 0.06
    bf16: bool = True
    average: float = 0.0
    stages: int = 1
    lora_rank: int = 0
    recompute: bool = False

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: a number is out of range.
        """
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be positive")
        for name in _SHARES:
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be in [0, 1)")
        if self.stages not in (1, 2):
            raise ValueError("stages must be 1 or 2")

    @classmethod
    def from_json(cls, text: str, path: Path, start: TunePreset) -> TunePreset:
        """`start` with the values of a JSON object; `path` names the file in errors.

        Raises:
            RunIncompatible: no JSON object, an unknown key, or a value of another kind or out of range.
        """
        try:
            values = json.loads(text)
            if not isinstance(values, dict):
                raise ValueError("not a JSON object")
            unknown = sorted(set(values) - {entry.name for entry in fields(cls)})
            if unknown:
                raise ValueError("unknown keys: " + ", ".join(unknown))
            for entry in fields(cls):
                _check_kind(entry.name, str(entry.type), values.get(entry.name, entry.default))
            return replace(start, **values)
        except ValueError as error:
            raise RunIncompatible(path=path, reason=str(error)) from error

    def to_json(self) -> str:
        """The text that `from_json` reads."""
        return json.dumps(asdict(self), indent=2) + "\n"


def _check_kind(name: str, declared: str, value: object) -> None:
    if value is MISSING:
        return
    if type(value) not in _KINDS[declared] or (
        isinstance(value, int | float) and not 0 <= value < math.inf
    ):
        raise ValueError(f"{name}: {json.dumps(value)} is no such number")


PRESETS: Mapping[CorpusTask, Mapping[PresetName, TunePreset]] = MappingProxyType(
    {
        "translate": {
            "quick": TunePreset(8.0, 800, 1e-4, 3e-4),
            "thorough": TunePreset(20.0, 20_000, 1e-4, 3e-4, validations=25, patience=4),
            # A hundred steps take a term in from some tens of sentences, whatever their number.
            "few": TunePreset(30.0, 450, 1e-4, 3e-4, least_steps=100, general_loss=0.1),
        },
        "summarize": {
            "quick": TunePreset(3.0, 300, 5e-5, 2e-4, tokens=3072),
            "thorough": TunePreset(
                10.0, 20_000, 5e-5, 2e-4, tokens=3072, validations=25, patience=4
            ),
        },
        "sentiment": {
            "quick": TunePreset(3.0, 300, 5e-5, 2e-4, tokens=1024),
            "thorough": TunePreset(10.0, 20_000, 5e-5, 2e-4, validations=25, patience=4),
        },
    }
)
_LONGEST: Mapping[CorpusTask, int] = MappingProxyType(
    {"translate": 96, "summarize": 512, "sentiment": 256}
)


@dataclass(frozen=True)
class TuneSize:
    """What is known of the packed corpus: examples to train on, and their positions (longer side)."""

    examples: int
    mean_positions: float
    general: bool
    abstracts: bool = True


def tune_config(
    task: CorpusTask,
    base: BertSumConfig,
    preset: TunePreset,
    size: TuneSize,
    *,
    targets: tuple[str, ...] = ("zh", "en"),
    seed: int = 1,
) -> TrainConfig:
    """The run's configuration. The number of steps follows from the corpus, never from the clock."""
    longest = min(_LONGEST[task], base.max_positions)
    tokens = max(preset.tokens, longest)
    tasks: tuple[TaskConfig, ...]
    positions = size.mean_positions * size.examples
    if task == "translate":
        general = preset.general_share if size.general else 0.0
        weights = {USER_DOMAIN: 1.0 - general, GENERAL_DOMAIN: general} if size.general else None
        tasks = (_task("translate", 1.0, tokens, longest, weights, targets),)
        positions /= max(1.0 - general, 0.05)
    elif task == "sentiment":
        tasks = (_task("sentiment", 1.0, tokens, longest),)
    else:
        tasks = _summary_tasks(base, preset, size, tokens, longest)
        positions *= len(tasks)
    per_step = tokens * preset.accumulation
    wanted = math.ceil(preset.epochs * positions / per_step)
    steps = min(preset.most_steps, max(preset.least_steps, wanted))
    warmup = max(1, round(_WARMUP_SHARE * steps))
    faster = _ADAPTER_RATE if preset.lora_rank else 1.0
    return TrainConfig(
        model=replace(base, dropout=preset.dropout),
        tasks=tasks,
        encoder_schedule=ScheduleConfig("linear", preset.encoder_rate * faster, warmup),
        heads_schedule=ScheduleConfig("linear", preset.heads_rate * faster, warmup),
        label_smoothing=preset.label_smoothing,
        accumulation=preset.accumulation,
        max_minutes=preset.max_minutes,
        max_steps=steps,
        checkpoint_every_s=preset.checkpoint_every_s,
        validate_every_steps=max(1, steps // preset.validations),
        patience=preset.patience,
        keep_best=True,
        validation_batches=1_000,
        log_every_steps=_LOG_EVERY,
        bf16=preset.bf16,
        average_decay=1.0 - 1.0 / max(1.0, preset.average * steps),
        first_stage_steps=steps // 2 if any(task.stage > 1 for task in tasks) else 0,
        adapter_rank=min(preset.lora_rank, base.hidden_size),
        recompute=preset.recompute,
        seed=seed,
    )


def _summary_tasks(
    base: BertSumConfig, preset: TunePreset, size: TuneSize, tokens: int, longest: int
) -> tuple[TaskConfig, ...]:
    """What the heads can be taught of summaries: to choose and to write, together or in two stages."""
    writes = base.has_decoder and size.abstracts
    both = base.has_scorer and writes
    kinds: list[tuple[TaskKind, bool]] = [
        ("summarize-extractive", base.has_scorer),
        ("summarize-abstractive", writes),
    ]
    two_stages = both and preset.stages > 1
    return tuple(
        replace(
            _task(kind, 0.5 if both else 1.0, tokens, longest),
            stage=2 if two_stages and kind == "summarize-abstractive" else 1,
        )
        for kind, there in kinds
        if there
    )


def _task(
    kind: TaskKind,
    share: float,
    tokens: int,
    longest: int,
    weights: Mapping[str, float] | None = None,
    targets: tuple[str, ...] = ("zh", "en"),
) -> TaskConfig:
    return TaskConfig(
        kind,
        share,
        tokens=tokens,
        max_length=longest,
        pool_examples=_POOL,
        domain_weights=weights,
        targets=targets,
        familiar_domain=GENERAL_DOMAIN if weights else "",
    )
