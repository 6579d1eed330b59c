"""A few steps for trial: how long a run will take on this machine, and what it needs of its memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from bertsum_app.core.errors import OutOfMemory
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.memory import out_of_memory_told
from bertsum_app.text.tokenizer import SpecialTokens
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.memory import peak_bytes
from bertsum_app.training.optimizer import build_optimizer, set_learning_rates
from bertsum_app.training.precision import Precision
from bertsum_app.training.preparation import prepare_network
from bertsum_app.training.supply import make_step
from bertsum_app.training.tasks import TaskMix

_STEPS = 4  # the first one warms up and is not counted
_SMALLEST_BATCH = 128


@dataclass(frozen=True)
class Trial:
    """Seconds a step takes, and the process's peak memory in bytes (None where nobody tells)."""

    seconds_per_step: float
    peak_bytes: int | None


def try_steps(
    config: TrainConfig, packed: Path, special: SpecialTokens, device: torch.device
) -> Trial:
    """Take a few steps of `config` with weights made up for it; time is the same for any.

    Raises:
        OutOfMemory: the machine has not enough for one step.
        CorpusError: the packed folder cannot be used.
    """
    if device.type == "cuda":
        # What an attempt before this one took, which may have been too much, is not asked for.
        torch.cuda.reset_peak_memory_stats(device)
    with out_of_memory_told("trying a training step"):
        held = any(task.familiar_domain for task in config.tasks)
        teacher = BertSum(config.model).eval().to(device) if held else None
        model = BertSum(config.model).to(device)
        prepare_network(model, config, teacher)
        module = MultiTaskLoss(model, None, config.label_smoothing, teacher).to(device)
        precision = Precision(module, device, bf16=config.bf16)
        optimizer = build_optimizer(module, config)
        vocab_size = config.model.vocab_size
        # Without stages: the steps tried are of both.
        mix = TaskMix(packed, config.tasks, special, vocab_size=vocab_size, seed=config.seed)
        seconds = []
        for step in range(1, _STEPS + 1):
            supply = make_step(mix, step, config.accumulation)
            set_learning_rates(optimizer, config, step, 0.0)
            started = time.monotonic()
            for batch in supply.batches:
                with precision.kernels():
                    loss = precision.module(batch, device).loss
                precision.backward(loss)
            precision.give_gradients()
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            precision.take_weights()
            if device.type == "cuda":
                torch.cuda.synchronize(device)
            seconds.append(time.monotonic() - started)
    return Trial(sorted(seconds[1:])[len(seconds[1:]) // 2], peak_bytes(device))


def count_parameters(network: BertSumConfig) -> int:
    """How many numbers such a network learns, without making it."""
    with torch.device("meta"):
        return BertSum(network).parameter_count


def fit_to_memory(
    config: TrainConfig, attempt: Callable[[TrainConfig], Trial]
) -> tuple[TrainConfig, Trial]:
    """Halve the batches, and sum more of them for a step, until `attempt` has enough memory.

    Steps then see as many examples as before, so that the schedule stays right. Where the smallest
    batches are too much, layers are computed again on the way back (model/recompute.py), too.

    Raises:
        OutOfMemory: that is too much as well.
    """
    while True:
        try:
            return config, attempt(config)
        except OutOfMemory:
            smaller = tuple(
                replace(task, tokens=max(task.max_length, task.tokens // 2))
                for task in config.tasks
            )
            if smaller != config.tasks and max(t.tokens for t in smaller) >= _SMALLEST_BATCH:
                config = replace(config, tasks=smaller, accumulation=config.accumulation * 2)
            elif not config.recompute:
                config = replace(config, recompute=True)
            else:
                raise
