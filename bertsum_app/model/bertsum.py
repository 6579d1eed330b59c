"""BERTSUM: one BERT encoder with up to three heads - decoder, sentence scorer, classifier."""

from __future__ import annotations

from torch import nn

from bertsum_app.model.classifier import Classifier
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoder import Decoder
from bertsum_app.model.encoder import BertEncoder
from bertsum_app.model.scorer import SentenceScorer

#: BERT's initializer_range; the new heads use it too (PreSumm, `use_bert_emb`).
_INITIALIZER_STD = 0.02


class BertSum(nn.Module):
    """The network. A head the config leaves out is None."""

    def __init__(self, config: BertSumConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = BertEncoder(config)
        self.apply(_initialize)
        shared = self.encoder.embeddings.word if config.tie_embeddings else None
        self.decoder = Decoder(config, shared).apply(_initialize) if config.has_decoder else None
        self.scorer = SentenceScorer(config) if config.has_scorer else None
        self.classifier = Classifier(config).apply(_initialize) if config.has_classifier else None
        if self.scorer is not None:
            # PreSumm starts this head, unlike the others, from Xavier's uniform distribution.
            for parameter in self.scorer.parameters():
                if parameter.dim() > 1:
                    nn.init.xavier_uniform_(parameter)

    @property
    def parameter_count(self) -> int:
        """Parameters, a tied table counted once."""
        return sum(parameter.numel() for parameter in self.parameters())


def _initialize(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=_INITIALIZER_STD)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
        if isinstance(module, nn.Embedding) and module.padding_idx is not None:
            nn.init.zeros_(module.weight.data[module.padding_idx])
