"""Multi-head attention, the layer that encoder, decoder and sentence scorer share."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from bertsum_app.model.dropout import dropout


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
        wanted = self._split(self.query(queries))
        if self.training and wanted.device.type == "cpu":
            attended = _attend_by_products(wanted, keys, values, mask, self.dropout, causal=causal)
        else:
            attended = functional.scaled_dot_product_attention(
                wanted,
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


def _attend_by_products(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    mask: Tensor | None,
    chance: float,
    *,
    causal: bool,
) -> Tensor:
    """Attention in plain matrix products, in the precision of its inputs.

    At sentence lengths, training on a CPU, PyTorch's own forms spend more on what they do besides: flash
    attention's backward pass, or conversions to float32 and checks for rows without keys.
    """
    scores = (queries * (1 / math.sqrt(queries.shape[-1]))) @ keys.transpose(-1, -2)
    if causal:
        length = scores.shape[-1]
        scores = scores + scores.new_full((length, length), -math.inf).triu_(1)
    elif mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = torch.softmax(scores, dim=-1).to(values.dtype)
    return dropout(weights, chance, training=True) @ values


def key_mask(lengths: Tensor, width: int) -> Tensor:
    """Boolean [batch, 1, 1, width] mask from `lengths` [batch]: True where a key is no padding."""
    positions = torch.arange(width, device=lengths.device)
    return (positions[None, :] < lengths[:, None])[:, None, None, :]
