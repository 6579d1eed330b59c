"""What a run's configuration makes of a network before it learns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import torch

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.batches import BatchStream, SentenceStream
from bertsum_app.inference.scorer import reader_name
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.model.mlm import MaskedLanguageHead
from bertsum_app.training.adapters import add_adapters, share_what_stands_still
from bertsum_app.training.config import TaskKind, TrainConfig
from bertsum_app.training.learning import let_learn
from bertsum_app.training.losses import MultiTaskLoss


def make_module(
    config: TrainConfig,
    device: torch.device,
    *,
    initialize: Callable[[BertSum], None] | None,
    teacher: BertSum | None,
) -> MultiTaskLoss:
    """The network of `config` with what teaches it, on `device`; the same for the same seed.

    Args:
        config: what to do.
        device: where to compute.
        initialize: fills the network, whose weights are random.
        teacher: see `Trainer`; is turned to evaluation, on `device`.
    """
    torch.manual_seed(config.seed)
    model = BertSum(config.model)
    masked = any(task.kind in ("mlm", "tlm") and task.share > 0 for task in config.tasks)
    head = MaskedLanguageHead(config.model) if masked else None
    if teacher is not None:
        teacher.requires_grad_(False).eval().to(device)
    if initialize is not None:
        initialize(model)
    prepare_network(model.to(device), config, teacher)
    return MultiTaskLoss(model, head, config.label_smoothing, teacher).to(device)


def prepare_network(model: BertSum, config: TrainConfig, teacher: BertSum | None) -> None:
    """Give `model`, which has the weights to begin with, what `config` wants of it.

    `teacher`, where there is one, has those weights as well, and is on the same device.
    """
    if config.adapter_rank:
        add_adapters(model, config.adapter_rank, [task.kind for task in config.tasks])
        if teacher is not None:
            share_what_stands_still(model, teacher)
    elif config.learns:
        let_learn(model, config.learns)
    if config.recompute:
        let_compute_again(model)


def let_compute_again(model: BertSum) -> None:
    """From now on, layers of `model` are computed again on the way back (model/recompute.py)."""
    model.encoder.recompute = True
    if model.decoder is not None:
        model.decoder.recompute = True


def computes_again(model: BertSum) -> bool:
    """Whether they are."""
    return model.encoder.recompute


def check_readings(
    streams: Mapping[TaskKind, BatchStream], config: TrainConfig, model: BertSum, packed: Path
) -> None:
    """Whether documents that were read beforehand are what the scorer of `model` is given, for good.

    Raises:
        RunIncompatible: they were read by another encoder, or otherwise, or the encoder learns.
    """
    for kind, stream in streams.items():
        if not isinstance(stream, SentenceStream):
            continue
        if "encoder" in config.learning_parts:
            raise RunIncompatible(path=packed, reason=f"{kind}: documents are read, encoder learns")
        if stream.reader != reader_name(config.model, to_weights(model)):
            raise RunIncompatible(path=packed, reason=f"{kind}: documents that were read otherwise")
