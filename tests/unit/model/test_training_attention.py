"""What the network computes in training: the same as PyTorch's own attention and dropout."""

from __future__ import annotations

import pytest
import torch

from bertsum_app.model.attention import MultiHeadAttention, key_mask
from bertsum_app.model.dropout import Dropout, dropout


@pytest.mark.parametrize("form", ["plain", "masked", "causal"])
def test_attention_in_training_is_that_of_pytorch(form: str) -> None:
    torch.manual_seed(1)
    attention = MultiHeadAttention(32, 4, dropout=0.0)
    states = torch.randn(3, 7, 32, requires_grad=True)
    mask = key_mask(torch.tensor([7, 3, 5]), 7) if form == "masked" else None
    results = []
    for training in (True, False):
        keys, values = attention.project_memory(states)
        attention.train(training)
        attended = attention(states, keys, values, mask=mask, causal=form == "causal")
        (gradient,) = torch.autograd.grad(attended.square().sum(), states)
        results.append((attended, gradient))
    for own, other in zip(*results, strict=True):
        torch.testing.assert_close(own, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", [torch.float32, torch.bfloat16])
def test_dropout_zeroes_its_share_and_keeps_the_mean(kind: torch.dtype) -> None:
    torch.manual_seed(1)
    states = torch.ones(401, 503, dtype=kind, requires_grad=True)
    dropped = dropout(states, 0.1, training=True)
    assert (dropped == 0).float().mean().item() == pytest.approx(0.1, abs=0.003)
    assert dropped.detach().float().mean().item() == pytest.approx(1.0, abs=0.01)
    (gradient,) = torch.autograd.grad(dropped.sum(), states)
    assert torch.equal(gradient, dropped)  # of ones, so the mask itself


def test_neighbours_are_dropped_apart_from_each_other() -> None:
    """Four of them come from one draw."""
    torch.manual_seed(2)
    zeroed = (dropout(torch.ones(400_000), 0.5, training=True) == 0).float().view(-1, 4)
    together = zeroed.T @ zeroed / len(zeroed)
    expected = torch.full((4, 4), 0.25).fill_diagonal_(0.5)
    torch.testing.assert_close(together, expected, rtol=0, atol=0.01)


def test_a_generator_put_back_drops_the_same() -> None:
    layer, states = Dropout(0.3).train(), torch.randn(5, 9)
    torch.manual_seed(3)
    layer(states)
    at = torch.get_rng_state()
    first, second = layer(states), layer(states)
    torch.set_rng_state(at)
    assert torch.equal(layer(states), first)
    assert not torch.equal(first, second)


def test_nothing_is_dropped_outside_of_training() -> None:
    states = torch.randn(4, 4)
    assert torch.equal(Dropout(0.5).eval()(states), states)
