"""Multi-head attention, the layer that encoder, decoder and sentence scorer share."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional


class MultiHeadAttention(nn.Module):
    """softmax(Q K^T / sqrt(d_k)) V over `heads` heads (Vaswani et al. 2017, section 3.2)."""

    def __init__(self, hidden_size: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.query = nn.Linear(hidden_size, hidden_size)
        self.key = nn.Linear(hidden_size, hidden_size)
        self.value = nn.Linear(hidden_size, hidden_size)
        self.output = nn.Linear(hidden_size, hidden_size)

    def project_memory(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of `memory` [batch, length, hidden], each [batch, heads, length, d_k]."""
        return self._split(self.key(memory)), self._split(self.value(memory))

    def forward(
        self,
        queries: Tensor,
        keys: Tensor,
        values: Tensor,
        *,
        mask: Tensor | None = None,
        causal: bool = False,
    ) -> Tensor:
        """Attend from `queries` [batch, length, hidden] to projected keys and values.

        Args:
            queries: hidden states, not yet projected.
            keys: [batch, heads, memory_length, d_k], from `project_memory`.
            values: the same shape.
            mask: boolean, broadcastable to [batch, heads, length, memory_length]; True = may look.
            causal: position i sees positions 0..i only; excludes `mask`.

        Returns:
            [batch, length, hidden]
        """
        attended = functional.scaled_dot_product_attention(
            self._split(self.query(queries)),
            keys,
            values,
            attn_mask=mask,
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=causal,
        )
        batch, heads, length, head_size = attended.shape
        merged = attended.transpose(1, 2).reshape(batch, length, heads * head_size)
        return torch.as_tensor(self.output(merged))

    def weights(self, queries: Tensor, keys: Tensor) -> Tensor:
        """softmax(Q K^T / sqrt(d_k)) alone, [batch, heads, length, memory_length], without mask."""
        products = self._split(self.query(queries)) @ keys.transpose(-1, -2)
        return torch.softmax(products / math.sqrt(keys.shape[-1]), dim=-1)

    def _split(self, states: Tensor) -> Tensor:
        batch, length, hidden = states.shape
        return states.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)


def key_mask(lengths: Tensor, width: int) -> Tensor:
    """Boolean [batch, 1, 1, width] mask from `lengths` [batch]: True where a key is no padding."""
    positions = torch.arange(width, device=lengths.device)
    return (positions[None, :] < lengths[:, None])[:, None, None, :]
