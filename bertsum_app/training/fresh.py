"""A new model that begins with nothing: its network, how it learns, and what speaks against it.

A fine-tuning run knows a language before it begins; this one learns it, vocabulary included, from the
person's own examples alone. Its schedule is that of Vaswani et al. 2017 (5.3), which is BERTSUM's, too,
but with one rate for all of the network, since no part of it is trained already. Free of torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.model.config import BertSumConfig, NewModelName, preset
from bertsum_app.training.config import ScheduleConfig, TrainConfig
from bertsum_app.training.presets import TunePreset, TuneSize, tune_config

#: Vaswani et al. warm up for 4,000 of 100,000 steps; a short run gets a tenth of what it has.
_LONGEST_WARMUP, _WARMUP_SHARE = 4_000, 0.1
#: A network with more weights than this for each position of its corpus learns the corpus by heart.
_WEIGHTS_PER_POSITION = 20
_PATIENT_MINUTES = 24 * 60
#: Batches are of one source length: only from a large pool do all lengths fill theirs.
_POOL = 40_000

#: Why a person may want to think again: too large a network for so few texts; days of work here.
Doubt: TypeAlias = Literal["large", "slow"]
DOUBTS: tuple[Doubt, ...] = ("large", "slow")


@dataclass(frozen=True)
class NewModel:
    """A network, whose ``vocab_size`` is the most pieces it may have, and how it learns."""

    network: BertSumConfig
    learning: TunePreset

    def changed(self, text: str, path: Path) -> NewModel:
        """This with the values of a JSON object: a `TunePreset`'s, and beneath "network" sizes.

        Raises:
            RunIncompatible: no JSON object, an unknown key, or a value that does not fit; `path` names
                the file.
        """
        try:
            values = json.loads(text)
            sizes = values.pop("network", {}) if isinstance(values, dict) else {}
            network = replace(self.network, **sizes)
        except (ValueError, TypeError) as error:
            raise RunIncompatible(path=path, reason=str(error)) from error
        learning = TunePreset.from_json(json.dumps(values), path, self.learning)
        if learning.lora_rank:
            raise RunIncompatible(path=path, reason="adapters need a model to begin with")
        return NewModel(network, learning)


def _learning(rate: float, tokens: int, checkpoint_every_s: float) -> TunePreset:
    return TunePreset(
        epochs=40.0,
        most_steps=100_000,
        encoder_rate=rate,
        heads_rate=rate,
        tokens=tokens,
        general_share=0.0,
        dropout=0.1,
        validations=40,
        patience=5,
        max_minutes=7 * 24 * 60.0,
        checkpoint_every_s=checkpoint_every_s,
    )


_LEARNING: Mapping[NewModelName, TunePreset] = MappingProxyType(
    {
        "article": _learning(7e-4, 2048, 120.0),
        "small": _learning(1e-3, 2048, 60.0),
        # Gigabytes go into each checkpoint.
        "base": _learning(4e-4, 4096, 900.0),
    }
)


def new_model(name: NewModelName, task: CorpusTask) -> NewModel:
    """The preset `name`, with the heads that `task` needs and no others."""
    network = preset(name)
    writes, extracts = task != "sentiment", task == "summarize"
    return NewModel(
        replace(
            network,
            decoder_layers=network.decoder_layers if writes else 0,
            tie_embeddings=network.tie_embeddings or not writes,
            scorer_layers=network.scorer_layers if extracts else 0,
            classes=0 if writes else network.classes,
        ),
        _LEARNING[name],
    )


def fresh_config(
    task: CorpusTask,
    network: BertSumConfig,
    learning: TunePreset,
    size: TuneSize,
    *,
    targets: tuple[str, ...] = ("zh", "en"),
    seed: int = 1,
) -> TrainConfig:
    """The run's configuration: as of a fine-tuning run, but for its schedule."""
    config = tune_config(task, network, learning, size, targets=targets, seed=seed)
    warmup = max(1, min(_LONGEST_WARMUP, round(_WARMUP_SHARE * (config.max_steps or 0))))
    return replace(
        config,
        tasks=tuple(replace(each, pool_examples=_POOL) for each in config.tasks),
        encoder_schedule=ScheduleConfig("noam", learning.encoder_rate, warmup),
        heads_schedule=ScheduleConfig("noam", learning.heads_rate, warmup),
    )


def doubts(parameters: int, size: TuneSize, minutes: float | None) -> tuple[Doubt, ...]:
    """What speaks against a network of so many weights for a corpus of `size`."""
    found: list[Doubt] = []
    if parameters > _WEIGHTS_PER_POSITION * size.examples * size.mean_positions:
        found.append("large")
    if minutes is not None and minutes > _PATIENT_MINUTES:
        found.append("slow")
    return tuple(found)
