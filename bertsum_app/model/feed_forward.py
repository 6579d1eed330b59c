"""The position-wise feed-forward layer, with the activation each part of BERTSUM wants."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from bertsum_app.model.config import Activation
from bertsum_app.model.dropout import Dropout


class FeedForward(nn.Module):
    """W2 dropout(act(W1 x)) (Vaswani et al. 2017, section 3.3; GELU for ReLU as in BERT)."""

    def __init__(
        self, hidden_size: int, ff_size: int, activation: Activation, dropout: float
    ) -> None:
        super().__init__()
        self.inner = nn.Linear(hidden_size, ff_size)
        self.outer = nn.Linear(ff_size, hidden_size)
        self.activation = activation
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor) -> Tensor:
        """[..., hidden] to [..., hidden]."""
        inner = activate(self.inner(states), self.activation)
        return torch.as_tensor(self.outer(self.dropout(inner)))


def activate(states: Tensor, activation: Activation) -> Tensor:
    """BERT's "gelu" is the exact erf form; BERTSUM's decoder and scorer use the tanh form."""
    if activation == "relu":
        return functional.relu(states)
    return functional.gelu(states, approximate="tanh" if activation == "gelu_tanh" else "none")
