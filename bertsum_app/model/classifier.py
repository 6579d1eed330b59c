"""The classification head: the first `[CLS]` state, pooled, to class scores (sentiment)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.dropout import Dropout


class Classifier(nn.Module):
    """dropout(tanh(W h_cls + b)) to class logits (Devlin et al. 2019, section 4.1)."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        self.pooler = nn.Linear(config.hidden_size, config.hidden_size)
        self.dropout = Dropout(config.dropout)
        self.output = nn.Linear(config.hidden_size, config.classes)

    def forward(self, first_states: Tensor) -> Tensor:
        """`first_states` [batch, hidden] to logits [batch, classes]."""
        pooled = torch.tanh(self.pooler(first_states))
        return torch.as_tensor(self.output(self.dropout(pooled)))
