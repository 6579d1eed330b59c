"""Training in bf16: a half-precision copy computes, the float32 weights learn.

Autocast leaves the residual stream and the normalisations in float32 and converts at every matrix
product; small networks spend most of a step on that traffic. With everything between two optimiser steps
in bf16, float32 stays where it matters: weights and moments (Micikevicius et al. 2018, section 3.1).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Generic, TypeVar

import torch
from torch import nn

from bertsum_app.training.learning import learning_of

ModuleT = TypeVar("ModuleT", bound=nn.Module)


class HalfCopy(Generic[ModuleT]):
    """A bf16 twin of a module."""

    def __init__(self, module: ModuleT, shared: Sequence[nn.Module] = ()) -> None:
        """Copy `module`, where it is now; later changes of it arrive by `take_weights`.

        Modules in `shared` that it refers to are not copied.
        """
        kept = {id(each): each for each in shared}
        self.module = copy.deepcopy(module, kept).to(torch.bfloat16)
        self._learning, self._computing = learning_of(module), learning_of(self.module)

    def give_gradients(self) -> None:
        """Move the copy's gradients to the float32 weights, which have none before."""
        for learning, computing in zip(self._learning, self._computing, strict=True):
            if computing.grad is not None:
                learning.grad = computing.grad.float()
                computing.grad = None

    @torch.no_grad()
    def take_weights(self) -> None:
        """Make the copy what the float32 weights are now."""
        torch._foreach_copy_(self._computing, self._learning)
