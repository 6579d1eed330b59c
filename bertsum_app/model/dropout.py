"""Dropout whose masks cost little on a CPU.

PyTorch draws each entry of a mask there by itself, one after the other, which took 7 % of a training
step at sentence lengths. Here one draw of the same generator makes four entries; a run resumes exactly.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

_LEVELS = 1 << 16  # a chance is told apart to this fineness
_ENTRIES_PER_DRAW = 4


def dropout(states: Tensor, chance: float, *, training: bool) -> Tensor:
    """`states` with each entry zeroed by `chance` and the others scaled up, so that the mean stays."""
    if not training or not chance:
        return states
    if states.device.type != "cpu":
        return functional.dropout(states, chance)
    return torch.as_tensor(_CpuDropout.apply(states, chance))  # type: ignore[no-untyped-call]  # torch gives it no types


class Dropout(nn.Module):
    """`dropout` as a layer, in place of `nn.Dropout`."""

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.chance = chance

    def forward(self, states: Tensor) -> Tensor:
        """Of any shape."""
        return dropout(states, self.chance, training=self.training)


class _CpuDropout(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, states: Tensor, chance: float) -> Tensor:
        dropped = round(chance * _LEVELS)
        draws = -(-states.numel() // _ENTRIES_PER_DRAW)
        # All 64 bits are drawn, each quarter of them uniform from -2^15 to 2^15 - 1.
        drawn = torch.empty(draws, dtype=torch.int64).random_(-(2**63), None)
        entries = drawn.view(torch.int16)[: states.numel()].view(states.shape)
        kept = (entries >= dropped - _LEVELS // 2).to(states.dtype)
        mask = kept.mul_(_LEVELS / (_LEVELS - dropped))
        context.save_for_backward(mask)
        return states * mask

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        (mask,) = context.saved_tensors
        return gradients[0] * mask, None
