"""Cross-entropy over the vocabulary, with its gradient made on the way.

The scores of a batch are the largest tensor of a training step: 28,000 targets by 16,000 pieces. Left to
autograd they are read and written some ten times in float32. Here they stay in the precision they were
computed in, are turned into their own gradient in place, and are let go at once (the idea of fused
linear cross-entropy, Hsu et al. 2024, in plain PyTorch).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional


def vocabulary_loss(
    states: Tensor, table: Tensor, bias: Tensor, targets: Tensor, smoothing: float
) -> Tensor:
    """Mean smoothed cross-entropy of the scores states E^T + b.

    Deviation from PreSumm's KL form: the smoothed mass lies on all pieces, gold and pad included
    (0.1/V each, not 0.1/(V-2)), as in `torch.nn.functional.cross_entropy`.

    Args:
        states: [n, hidden].
        table: E, [vocab, hidden].
        bias: b, [vocab].
        targets: [n] int64.
        smoothing: share of the mass that lies on all pieces.
    """
    made = _VocabularyLoss.apply(states, table, bias, targets, smoothing)  # type: ignore[no-untyped-call]  # torch gives it no types
    return torch.as_tensor(made)


class _VocabularyLoss(torch.autograd.Function):
    @staticmethod
    def forward(
        context: Any,
        states: Tensor,
        table: Tensor,
        bias: Tensor,
        targets: Tensor,
        smoothing: float,
    ) -> Tensor:
        scores = functional.linear(states, table, bias)
        rows, pieces = scores.shape
        # The sum of a row's scores, without reading all of them once more.
        total = (states @ table.sum(0)).float() + bias.sum(dtype=torch.float32)
        gold = scores.gather(1, targets[:, None])[:, 0].float()
        # Where its precision is half, so is that of the gradient it becomes, as under autograd.
        gradient = functional.softmax(scores, dim=-1)
        del scores
        likelihood = gradient.gather(1, targets[:, None])[:, 0].float()
        normaliser = gold - likelihood.clamp_min(torch.finfo(torch.float32).tiny).log()
        loss = normaliser - (1 - smoothing) * gold - smoothing / pieces * total
        if smoothing:
            gradient -= smoothing / pieces
        # Each row has one target: indexing does for it what scatter_add_ does by way of float32.
        gradient[torch.arange(rows, device=targets.device), targets] -= 1 - smoothing
        _, table_learns, bias_learns, *_ = context.needs_input_grad
        # Divided by the rows where that is least work; products sum in float32 whatever their precision.
        share = gradient.new_full((1, rows), 1 / rows)
        context.save_for_backward(
            (gradient @ table).to(states.dtype).div_(rows),
            # As large a product as the scores themselves: not made where nothing learns by it.
            (gradient.T @ (states / rows).to(gradient.dtype)).to(table.dtype)
            if table_learns
            else None,
            (share @ gradient)[0].to(bias.dtype) if bias_learns else None,
        )
        return loss.mean()

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        (outer,) = gradients
        # In place: nobody else has them.
        given = (None if each is None else each.mul_(outer) for each in context.saved_tensors)
        return (*given, None, None)
