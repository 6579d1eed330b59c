"""Low-rank adapters (LoRA, Hu et al. 2021): a few per cent of the parameters learn, all others stand.

A matrix W becomes W + (alpha / r) B A, with A of r rows and B of r columns; A starts at random and B at
zero, so the network begins as it was. The product is added to W at the end, and nobody who loads the
model knows of it. Adapted are all projections of attention and feed-forward layers; the paper adapts
queries and values alone, its successors found all of them to serve better at the same size. Embeddings,
norms and biases stand still; so does every head but one that is learnt anew (`learning_anew`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bertsum_app.model.attention import MultiHeadAttention
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.feed_forward import FeedForward
from bertsum_app.model.weights import Weights
from bertsum_app.training.config import TaskKind

#: The paper's alpha: what is learnt counts alpha / r times, so that rates need not follow the rank.
_ALPHA = 16.0
_DOWN, _UP, _WEIGHT = ".down", ".up", ".weight"


class LowRankLinear(nn.Linear):
    """W x + b + (alpha / r) B A x over the W and b of a given layer; `down` is A, `up` is B."""

    def __init__(self, given: nn.Linear, rank: int) -> None:
        """Take over the parameters of `given`, which then stand still."""
        super().__init__(given.in_features, given.out_features, device="meta")
        self.weight, self.bias = given.weight, given.bias
        self.scale = _ALPHA / rank
        device = given.weight.device
        self.down = nn.Parameter(torch.empty(rank, given.in_features, device=device))
        self.up = nn.Parameter(torch.zeros(given.out_features, rank, device=device))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, states: Tensor) -> Tensor:
        """[..., in] to [..., out]."""
        learnt = functional.linear(functional.linear(states, self.down), self.up)
        return super().forward(states) + self.scale * learnt


def add_adapters(model: BertSum, rank: int, tasks: Iterable[TaskKind]) -> None:
    """Give `model` adapters of `rank`, and let nothing else of it learn but what `tasks` learn anew."""
    model.requires_grad_(False)
    layers = [
        each for each in model.modules() if isinstance(each, MultiHeadAttention | FeedForward)
    ]
    for layer in layers:
        for name, child in list(layer.named_children()):
            if isinstance(child, nn.Linear):
                setattr(layer, name, LowRankLinear(child, rank))
    if "sentiment" in tasks and model.classifier is not None:
        # A head of two small matrices; the paper trains the one of its classifiers, too.
        model.classifier.requires_grad_(True)


def share_what_stands_still(model: BertSum, teacher: BertSum) -> None:
    """Let `teacher`, which is what `model` began with, hold no second copy of what does not change."""
    known = dict(teacher.named_parameters())
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad and name in known:
            known[name].data = parameter.data


def is_adapted(learnt: Iterable[str]) -> bool:
    """Whether the names of these tensors are of adapters of a network rather than of all of it."""
    return any(name.endswith(_DOWN) for name in learnt)


def with_adapters(base: Weights, learnt: Weights) -> Weights:
    """`base` with what was learnt on top of it: adapters are added, other tensors take the place."""
    merged = dict(base)
    for name, value in learnt.items():
        if name.endswith(_UP):
            continue
        if not name.endswith(_DOWN):
            merged[name] = value
            continue
        layer = name.removesuffix(_DOWN)
        scale = np.float32(_ALPHA / len(value))
        merged[layer + _WEIGHT] = base[layer + _WEIGHT] + scale * (learnt[layer + _UP] @ value)
    return merged
