"""BertSumAbs' decoder: a pre-norm Transformer that writes translations and abstracts.

Layer order from PreSumm (Liu & Lapata 2019, section 3.3, and its code): embeddings * sqrt(d) plus an
interleaved sinusoidal table; each layer is LN -> causal self-attention, LN -> attention over the
encoder's (un-normalised) output, LN -> feed-forward with tanh GELU; a last LN; logits = h E^T + b.
Deviation: the table E is the encoder's word table where `config.tie_embeddings` (PreSumm starts from
a copy of it), which the shared English-Chinese vocabulary makes natural.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from bertsum_app.model.attention import MultiHeadAttention, key_mask
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.dropout import Dropout
from bertsum_app.model.feed_forward import FeedForward
from bertsum_app.model.positions import sinusoidal_positions
from bertsum_app.model.recompute import run_layer


@dataclass
class LayerCache:
    """Projected keys and values of one layer, each [batch, heads, length, d_k]."""

    memory_keys: Tensor
    memory_values: Tensor
    keys: Tensor | None = None
    values: Tensor | None = None

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Add one position; returns all positions so far."""
        if self.keys is not None and self.values is not None:
            keys = torch.cat((self.keys, keys), dim=2)
            values = torch.cat((self.values, values), dim=2)
        self.keys, self.values = keys, values
        return keys, values

    def select(self, rows: Tensor) -> None:
        """Keep the batch rows `rows` [new_batch] int64, in that order (beam search re-orders)."""
        self.memory_keys = self.memory_keys[rows]
        self.memory_values = self.memory_values[rows]
        if self.keys is not None and self.values is not None:
            self.keys, self.values = self.keys[rows], self.values[rows]


@dataclass
class DecoderCache:
    """What incremental decoding carries from one position to the next."""

    layers: list[LayerCache]
    memory_mask: Tensor | None  # [batch, 1, 1, memory_length]
    length: int = 0

    def select(self, rows: Tensor) -> None:
        """Keep the batch rows `rows`, in that order."""
        for layer in self.layers:
            layer.select(rows)
        if self.memory_mask is not None:
            self.memory_mask = self.memory_mask[rows]


class DecoderLayer(nn.Module):
    """Self-attention, cross-attention and feed-forward, each with its own LN in front."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        hidden, eps = config.hidden_size, config.decoder_norm_eps
        self.self_norm = nn.LayerNorm(hidden, eps=eps)
        self.self_attention = MultiHeadAttention(hidden, config.decoder_heads, config.dropout)
        self.cross_norm = nn.LayerNorm(hidden, eps=eps)
        self.cross_attention = MultiHeadAttention(hidden, config.decoder_heads, config.dropout)
        self.feed_forward_norm = nn.LayerNorm(hidden, eps=eps)
        self.feed_forward = FeedForward(hidden, config.decoder_ff_size, "gelu_tanh", config.dropout)
        self.dropout = Dropout(config.dropout)

    def forward(
        self,
        states: Tensor,
        memory_keys: Tensor,
        memory_values: Tensor,
        memory_mask: Tensor | None,
        cache: LayerCache | None = None,
    ) -> Tensor:
        """`states` [batch, length, hidden]; with a cache, length is 1 and the past is in it."""
        normed = self.self_norm(states)
        keys, values = self.self_attention.project_memory(normed)
        if cache is not None:
            keys, values = cache.append(keys, values)
        attended = self.self_attention(normed, keys, values, causal=cache is None)
        states = states + self.dropout(attended)
        attended = self.cross_attention(
            self.cross_norm(states), memory_keys, memory_values, mask=memory_mask
        )
        states = states + self.dropout(attended)
        fed = self.feed_forward(self.feed_forward_norm(states))
        return states + torch.as_tensor(self.dropout(fed))

    def from_memory(self, states: Tensor, memory: Tensor, memory_mask: Tensor | None) -> Tensor:
        """As `forward`, of all positions, from `memory` [batch, memory_length, hidden] itself."""
        keys, values = self.cross_attention.project_memory(memory)
        return torch.as_tensor(self(states, keys, values, memory_mask))

    def cross_weights(self, states: Tensor, memory_keys: Tensor) -> Tensor:
        """Where the cross-attention looks, [batch, heads, length, memory_length]."""
        normed = self.self_norm(states)
        keys, values = self.self_attention.project_memory(normed)
        states = states + self.self_attention(normed, keys, values, causal=True)
        return self.cross_attention.weights(self.cross_norm(states), memory_keys)


class Decoder(nn.Module):
    """Transformer decoder with tied input and output embeddings."""

    positions: Tensor

    def __init__(self, config: BertSumConfig, shared: nn.Embedding | None = None) -> None:
        """`shared` is the encoder's word table where the two are tied."""
        super().__init__()
        # A tied table is held in a tuple so that it is no sub-module here: it belongs to the
        # encoder, and is saved, counted and optimised once.
        self._shared = (shared,) if shared is not None else ()
        if shared is None:
            self.embeddings = nn.Embedding(
                config.vocab_size, config.hidden_size, padding_idx=config.pad_id
            )
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.norm = nn.LayerNorm(config.hidden_size, eps=config.decoder_norm_eps)
        self.output_bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.dropout = Dropout(config.dropout)
        self.scale = math.sqrt(config.hidden_size)
        self.recompute = False
        """Whether to save memory in training (recompute.py)."""
        table = torch.from_numpy(
            sinusoidal_positions(config.decoder_max_positions, config.hidden_size)
        )
        self.register_buffer("positions", table, persistent=False)

    @property
    def table(self) -> nn.Embedding:
        """The embedding table, the encoder's or its own."""
        return self._shared[0] if self._shared else self.embeddings

    def forward(
        self, target_ids: Tensor, memory: Tensor, memory_lengths: Tensor | None = None
    ) -> Tensor:
        """Hidden states for all target positions at once (training; teacher forcing).

        Args:
            target_ids: [batch, length] int64, beginning with `bos`, padded on the right. Padding
                needs no mask: under causal attention no real position looks at it.
            memory: encoder output [batch, memory_length, hidden].
            memory_lengths: [batch] int64, or None where `memory` has no padding.

        Returns:
            [batch, length, hidden]; `logits` turns it into scores, only where they are wanted.
        """
        states = self._embed(target_ids, first_position=0)
        mask = None if memory_lengths is None else key_mask(memory_lengths, memory.shape[1])
        for layer in self.layers:
            assert isinstance(layer, DecoderLayer)
            states = run_layer(layer.from_memory, states, memory, mask, recompute=self.recompute)
        return torch.as_tensor(self.norm(states))

    def attend(self, target_ids: Tensor, memory: Tensor) -> Tensor:
        """Where the last layer looks in the source while it writes; for use without dropout.

        Args:
            target_ids: [batch, length] int64, beginning with `bos`, without padding.
            memory: encoder output [batch, memory_length, hidden], without padding.

        Returns:
            [batch, length, memory_length]: the mean over the heads, rows that sum to 1. Row i is from
            the step that writes what follows `target_ids[i]`.
        """
        states = self._embed(target_ids, first_position=0)
        *lower, last = self.layers
        for layer in lower:
            assert isinstance(layer, DecoderLayer)
            states = layer(states, *layer.cross_attention.project_memory(memory), None)
        assert isinstance(last, DecoderLayer)
        keys, _ = last.cross_attention.project_memory(memory)
        return last.cross_weights(states, keys).mean(dim=1)

    def start(self, memory: Tensor, memory_lengths: Tensor | None = None) -> DecoderCache:
        """A cache for decoding from `memory` [batch, memory_length, hidden] one step at a time."""
        caches = []
        for layer in self.layers:
            assert isinstance(layer, DecoderLayer)
            caches.append(LayerCache(*layer.cross_attention.project_memory(memory)))
        mask = None if memory_lengths is None else key_mask(memory_lengths, memory.shape[1])
        return DecoderCache(caches, mask)

    def step(self, last_ids: Tensor, cache: DecoderCache) -> Tensor:
        """Logits [batch, vocab] for the position after `last_ids` [batch]; extends `cache`."""
        states = self._embed(last_ids[:, None], first_position=cache.length)
        for layer, layer_cache in zip(self.layers, cache.layers, strict=True):
            states = layer(
                states,
                layer_cache.memory_keys,
                layer_cache.memory_values,
                cache.memory_mask,
                layer_cache,
            )
        cache.length += 1
        return self.logits(self.norm(states[:, 0]))

    def logits(self, states: Tensor) -> Tensor:
        """[..., hidden] to [..., vocab]: h E^T + b."""
        return functional.linear(states, self.table.weight, self.output_bias)

    def _embed(self, ids: Tensor, first_position: int) -> Tensor:
        last = first_position + ids.shape[1]
        if last > self.positions.shape[0]:
            raise ValueError(
                f"target of {last} tokens; the position table has {len(self.positions)}"
            )
        states = self.table(ids) * self.scale + self.positions[first_position:last]
        return torch.as_tensor(self.dropout(states))
