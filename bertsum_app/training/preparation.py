"""What a run's configuration makes of a network before it learns."""

from __future__ import annotations

from bertsum_app.model.bertsum import BertSum
from bertsum_app.training.adapters import add_adapters, share_what_stands_still
from bertsum_app.training.config import TrainConfig


def prepare_network(model: BertSum, config: TrainConfig, teacher: BertSum | None) -> None:
    """Give `model`, which has the weights to begin with, what `config` wants of it.

    `teacher`, where there is one, has those weights as well, and is on the same device.
    """
    if config.adapter_rank:
        add_adapters(model, config.adapter_rank, [task.kind for task in config.tasks])
        if teacher is not None:
            share_what_stands_still(model, teacher)
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
