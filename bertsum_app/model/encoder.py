"""BERT's encoder: word, position and segment embeddings, then post-norm Transformer layers.

Numerically the network of Devlin et al. 2019 as Hugging Face runs it, so that its weights load with
parity (convert/huggingface_bert.py; fact-checked to 1e-5 in the tests).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bertsum_app.model.attention import MultiHeadAttention, key_mask
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.dropout import Dropout
from bertsum_app.model.feed_forward import FeedForward
from bertsum_app.model.recompute import run_layer


class BertEmbeddings(nn.Module):
    """LN(word + position + segment)."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        hidden = config.hidden_size
        self.word = nn.Embedding(config.vocab_size, hidden, padding_idx=config.pad_id)
        self.position = nn.Embedding(config.max_positions, hidden)
        self.segment = nn.Embedding(config.segments, hidden)
        self.norm = nn.LayerNorm(hidden, eps=config.encoder_norm_eps)
        self.dropout = Dropout(config.dropout)

    def forward(self, ids: Tensor, segments: Tensor) -> Tensor:
        """`ids`, `segments` [batch, length] int64 to [batch, length, hidden]."""
        positions = self.position.weight[: ids.shape[1]]
        states = self.word(ids) + positions + self.segment(segments)
        return torch.as_tensor(self.dropout(self.norm(states)))


class BertLayer(nn.Module):
    """x = LN(x + attention(x)); x = LN(x + feed_forward(x))."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        hidden, eps = config.hidden_size, config.encoder_norm_eps
        self.attention = MultiHeadAttention(hidden, config.encoder_heads, config.dropout)
        self.attention_norm = nn.LayerNorm(hidden, eps=eps)
        # BERT has no dropout between the two matrices of its feed-forward layer.
        self.feed_forward = FeedForward(
            hidden, config.encoder_ff_size, config.encoder_activation, dropout=0.0
        )
        self.feed_forward_norm = nn.LayerNorm(hidden, eps=eps)
        self.dropout = Dropout(config.dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states` [batch, length, hidden]; `mask` as in `MultiHeadAttention`."""
        keys, values = self.attention.project_memory(states)
        attended = self.attention(states, keys, values, mask=mask)
        states = self.attention_norm(states + self.dropout(attended))
        fed = self.dropout(self.feed_forward(states))
        return torch.as_tensor(self.feed_forward_norm(states + fed))


class BertEncoder(nn.Module):
    """Reads a whole input; every head works on its output."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        self.embeddings = BertEmbeddings(config)
        self.layers = nn.ModuleList(BertLayer(config) for _ in range(config.encoder_layers))
        self.recompute = False
        """Whether to save memory in training (recompute.py)."""

    def forward(self, ids: Tensor, segments: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Encode a batch.

        Args:
            ids: [batch, length] int64, padded on the right.
            segments: [batch, length] int64; 0 and 1 by turns of sentence (Liu & Lapata 2019, 3.1).
            lengths: [batch] int64, or None where no row has padding - then attention needs no mask,
                which lets the faster kernels run.

        Returns:
            [batch, length, hidden]
        """
        mask = None if lengths is None else key_mask(lengths, ids.shape[1])
        states: Tensor = self.embeddings(ids, segments)
        for layer in self.layers:
            states = run_layer(layer, states, mask, recompute=self.recompute)
        return states
