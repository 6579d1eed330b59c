"""The vocabulary's loss against PyTorch's own, with autograd's gradients."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from bertsum_app.training.vocabulary_loss import vocabulary_loss

ROWS, HIDDEN, PIECES = 40, 24, 200


def drawn(dtype: torch.dtype, scale: float = 1.0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    random = torch.Generator().manual_seed(3)

    def leaf(*shape: int) -> Tensor:
        return (torch.randn(*shape, generator=random) * scale).to(dtype).requires_grad_()

    targets = torch.randint(PIECES, (ROWS,), generator=random)
    return leaf(ROWS, HIDDEN), leaf(PIECES, HIDDEN), leaf(PIECES), targets


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [(torch.float64, 1e-6), (torch.float32, 1e-4), (torch.bfloat16, 3e-2)],
)
def test_loss_and_gradients_are_those_of_cross_entropy(
    dtype: torch.dtype, tolerance: float, smoothing: float
) -> None:
    *leaves, targets = drawn(dtype)
    states, table, bias = leaves
    # Times two: what comes after the loss must reach the gradient.
    loss = 2 * vocabulary_loss(states, table, bias, targets, smoothing)
    gradients = torch.autograd.grad(loss, leaves)

    exact = [leaf.detach().double().requires_grad_() for leaf in leaves]
    scores = functional.linear(*exact)
    expected = 2 * functional.cross_entropy(scores, targets, label_smoothing=smoothing)
    assert loss.item() == pytest.approx(expected.item(), rel=tolerance)
    for ours, theirs in zip(gradients, torch.autograd.grad(expected, exact), strict=True):
        assert ours.dtype == dtype
        assert (ours.double() - theirs).norm() <= tolerance * theirs.norm()


def test_a_target_thought_impossible_gives_a_finite_loss() -> None:
    states, table, bias, targets = drawn(torch.float32, scale=60.0)
    loss = vocabulary_loss(states, table, bias, targets, 0.1)
    assert torch.isfinite(loss)
    assert all(torch.isfinite(part).all() for part in torch.autograd.grad(loss, (states, table)))
