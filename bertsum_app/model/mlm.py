"""BERT's masked-language head, used in pre-training only and never shipped."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.feed_forward import activate


class MaskedLanguageHead(nn.Module):
    """LN(gelu(W h)) E^T + b over the word table E (Devlin et al. 2019; its published code)."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        self.activation = config.encoder_activation
        self.transform = nn.Linear(config.hidden_size, config.hidden_size)
        self.norm = nn.LayerNorm(config.hidden_size, eps=config.encoder_norm_eps)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))

    def forward(self, states: Tensor) -> Tensor:
        """`states` [n, hidden] to what meets the word table: logits are the result E^T + `bias`."""
        return torch.as_tensor(self.norm(activate(self.transform(states), self.activation)))
