"""BertSumExt's head: inter-sentence Transformer layers over the `[CLS]` states, one score each.

Liu & Lapata 2019, section 3.2. The paper prints a post-norm formula; the published code, followed
here, is pre-norm with one quirk: the first layer's attention reads its input un-normalised.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bertsum_app.model.attention import MultiHeadAttention, key_mask
from bertsum_app.model.centrality_mark import centrality_mark
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.dropout import Dropout
from bertsum_app.model.feed_forward import FeedForward
from bertsum_app.model.positions import sinusoidal_positions

_NORM_EPS = 1e-6


class InterSentenceLayer(nn.Module):
    """x += attention(LN(x)); x += feed_forward(LN(x)); no first LN in layer 0."""

    def __init__(self, config: BertSumConfig, *, first: bool) -> None:
        super().__init__()
        hidden = config.hidden_size
        self.first = first
        self.attention = MultiHeadAttention(hidden, config.scorer_heads, config.dropout)
        if not first:
            self.attention_norm = nn.LayerNorm(hidden, eps=_NORM_EPS)
        self.feed_forward = FeedForward(hidden, config.scorer_ff_size, "gelu_tanh", config.dropout)
        self.feed_forward_norm = nn.LayerNorm(hidden, eps=_NORM_EPS)
        self.dropout = Dropout(config.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """`states` [batch, sentences, hidden]; `mask` [batch, 1, 1, sentences]."""
        normed = states if self.first else self.attention_norm(states)
        keys, values = self.attention.project_memory(normed)
        states = states + self.dropout(self.attention(normed, keys, values, mask=mask))
        fed = self.feed_forward(self.feed_forward_norm(states))
        return states + torch.as_tensor(self.dropout(fed))


class SentenceScorer(nn.Module):
    """Scores each sentence of a document for the summary."""

    positions: Tensor
    mark: Tensor

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        self._reads_cls = config.scorer_reads == "cls"
        self._reads_centrality = config.reads_centrality
        self.layers = nn.ModuleList(
            InterSentenceLayer(config, first=index == 0) for index in range(config.scorer_layers)
        )
        self.norm = nn.LayerNorm(config.hidden_size, eps=_NORM_EPS)
        self.output = nn.Linear(config.hidden_size, 1)
        # A sentence takes at least three positions ([CLS], a piece, [SEP]), so this never runs out.
        table = torch.from_numpy(sinusoidal_positions(config.max_positions, config.hidden_size))
        self.register_buffer("positions", table, persistent=False)
        mark = torch.from_numpy(centrality_mark(config.hidden_size))
        self.register_buffer("mark", mark, persistent=False)

    def read(self, states: Tensor, starts: Tensor, ends: Tensor, central: Tensor) -> Tensor:
        """What stands for each sentence.

        Args:
            states: [batch, length, hidden], the encoder's output.
            starts: [batch, max_sentences] int64, where the `[CLS]` of each sentence stands.
            ends: [batch, max_sentences] int64, the position behind its `[SEP]`; 0 where there is none.
            central: [batch, max_sentences], how central each is (`standing`); 0 where there is none.

        Returns:
            [batch, max_sentences, hidden], to be given to `forward`.
        """
        if self._reads_cls:
            return states[torch.arange(len(starts), device=starts.device)[:, None], starts]
        place = torch.arange(states.shape[1], device=starts.device)
        inside = (place >= starts[..., None]) & (place < ends[..., None])
        share = inside / inside.sum(-1, keepdim=True).clamp(min=1)
        means = share.to(states.dtype) @ states
        if not self._reads_centrality:
            return means
        return means + central[..., None].to(states.dtype) * self.mark.to(states.dtype)

    def forward(self, sentence_states: Tensor, sentences: Tensor) -> Tensor:
        """Scores before the sigmoid.

        Args:
            sentence_states: [batch, max_sentences, hidden], of `read`.
            sentences: [batch] int64, how many of them are real.

        Returns:
            [batch, max_sentences] logits; rows beyond `sentences` mean nothing.
        """
        mask = key_mask(sentences, sentence_states.shape[1])
        real = mask[:, 0, 0, :, None]
        states = sentence_states * real + self.positions[: sentence_states.shape[1]]
        for layer in self.layers:
            states = layer(states, mask)
        return torch.as_tensor(self.output(self.norm(states)))[..., 0]
