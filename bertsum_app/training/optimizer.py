"""AdamW over two groups: the encoder, and everything fresh on top of it.

BERTSUM trains abstractive models with two Adams, each with its own schedule (Liu & Lapata 2019, section
3.3). Adam keeps its moments for each parameter alone, so one AdamW with a rate for each group is the
same thing.
"""

from __future__ import annotations

import torch
from torch import nn

from bertsum_app.training.config import ScheduleConfig, TrainConfig
from bertsum_app.training.schedule import learning_rate

ENCODER, HEADS = "encoder", "heads"
#: The word table learns at the heads' rate: it is the decoder's output layer as well, and in a warm
#: start its Chinese rows are the least finished part of the encoder.
_WORD_TABLE = "model.encoder.embeddings.word.weight"


def build_optimizer(module: nn.Module, config: TrainConfig) -> torch.optim.AdamW:
    """AdamW for `module`'s parameters that learn; names begin with ``model.`` (see `MultiTaskLoss`).

    Vectors - biases and norms - are not decayed.
    """
    groups: dict[tuple[str, bool], list[nn.Parameter]] = {}
    for name, parameter in module.named_parameters():
        if not parameter.requires_grad:
            continue
        encoder = name.startswith("model.encoder.") and name != _WORD_TABLE
        key = (ENCODER if encoder else HEADS, parameter.dim() > 1)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "part": part, "weight_decay": config.weight_decay * decayed}
            for (part, decayed), parameters in sorted(groups.items())
        ],
        lr=0.0,
        betas=(config.beta1, config.beta2),
        eps=1e-9,
        fused=True,
    )


def set_learning_rates(
    optimizer: torch.optim.Optimizer, config: TrainConfig, step: int, elapsed: float
) -> dict[str, float]:
    """Set each group's rate for `step` (from 1); returns the rate of each part."""
    schedules: dict[str, ScheduleConfig] = {
        ENCODER: config.encoder_schedule,
        HEADS: config.heads_schedule,
    }
    stage = config.stage_of(step)
    step -= stage.begins_after
    done = (step - 1) / stage.steps if stage.steps else 0.0
    rates = {
        part: learning_rate(schedule, step, done if schedule.kind == "linear" else elapsed)
        for part, schedule in schedules.items()
    }
    for group in optimizer.param_groups:
        group["lr"] = rates[group["part"]]
    return rates
