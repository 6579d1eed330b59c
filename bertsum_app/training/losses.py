"""The loss of each task on one batch, and what to count about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bertsum_app.corpus.batches import (
    NO_TARGET,
    Batch,
    ClassificationBatch,
    ExtractiveBatch,
    Floats,
    Ids,
    MaskedBatch,
    SentenceBatch,
    Seq2SeqBatch,
    Source,
)
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.mlm import MaskedLanguageHead
from bertsum_app.training.learning import stands_still
from bertsum_app.training.vocabulary_loss import vocabulary_loss


@dataclass(frozen=True)
class BatchLoss:
    """`loss` is the mean over `targets` (target tokens, sentences or texts)."""

    loss: Tensor
    targets: int
    correct: Tensor | None  # how many targets the network's first choice meets; None: not counted
    tokens: int  # positions computed, both sides, padding included


class MultiTaskLoss(torch.nn.Module):
    """Network plus, in training only, the masked-language head; one loss for each kind of batch."""

    def __init__(
        self,
        model: BertSum,
        mlm: MaskedLanguageHead | None,
        label_smoothing: float,
        teacher: BertSum | None = None,
    ) -> None:
        """`teacher`: on familiar batches `model` learns to say what it says (see `_distilled`)."""
        super().__init__()
        # In a tuple, so that it is no part of this module: neither trained nor saved.
        self._teacher = (teacher,)
        self.model = model
        self.mlm = mlm
        self.label_smoothing = label_smoothing

    def forward(self, batch: Batch, device: torch.device) -> BatchLoss:
        """The loss of `batch`, computed on `device`."""
        match batch:
            case Seq2SeqBatch():
                return self._seq2seq(batch, device)
            case ExtractiveBatch():
                return self._extractive(batch, device)
            case SentenceBatch():
                states = to_tensor(batch.states, device)
                return self._scored(states, batch.sentences, batch.labels, states[..., 0].numel())
            case ClassificationBatch():
                return self._classification(batch, device)
            case MaskedBatch():
                return self._masked(batch, device)

    def train(self, mode: bool = True) -> MultiTaskLoss:
        """As of any module, but for parts that stand still: there nothing is dropped out."""
        super().train(mode)
        for part in self.model.children():
            if stands_still(part):
                part.eval()
        return self

    @property
    def teachers(self) -> tuple[BertSum, ...]:
        """What it is held to; no part of it."""
        return tuple(teacher for teacher in self._teacher if teacher is not None)

    def _encode(self, source: Source, device: torch.device) -> tuple[Tensor, Tensor | None]:
        return _encoded(self.model, source, device)

    def _seq2seq(self, batch: Seq2SeqBatch, device: torch.device) -> BatchLoss:
        decoder = self.model.decoder
        assert decoder is not None
        # Logits only where there is a target: the product with the vocabulary is the largest one.
        wanted, targets = wanted_targets(batch.target_outputs, device)
        states = _decoded(self.model, batch, device).index_select(0, wanted)
        tokens = batch.source.tokens + batch.target_inputs.size
        teacher = self._teacher[0]
        if batch.familiar and self.training and teacher is not None:
            return self._distilled(decoder.logits(states), teacher, batch, wanted, tokens)
        return self._tokens_loss(states, decoder.table.weight, decoder.output_bias, targets, tokens)

    def _distilled(
        self, logits: Tensor, teacher: BertSum, batch: Seq2SeqBatch, wanted: Tensor, tokens: int
    ) -> BatchLoss:
        """Cross-entropy with the teacher's distributions, given the same prefixes.

        Learning without forgetting (Li & Hoiem 2016): on text it knows, the network is held to what it
        said before it was tuned, which costs it less than learning the references anew.
        """
        assert teacher.decoder is not None
        with torch.no_grad():
            states = _decoded(teacher, batch, logits.device).index_select(0, wanted)
            said = teacher.decoder.logits(states).float().softmax(-1)
        loss = functional.cross_entropy(logits.float(), said)
        return BatchLoss(loss, len(wanted), None, tokens)

    def _masked(self, batch: MaskedBatch, device: torch.device) -> BatchLoss:
        assert self.mlm is not None
        states, _ = self._encode(batch.source, device)
        wanted, targets = wanted_targets(batch.targets, device)
        states = self.mlm(states.flatten(0, 1).index_select(0, wanted))
        table = self.model.encoder.embeddings.word.weight
        return self._tokens_loss(states, table, self.mlm.bias, targets, batch.source.tokens)

    def _tokens_loss(
        self, states: Tensor, table: Tensor, bias: Tensor, targets: Tensor, tokens: int
    ) -> BatchLoss:
        if self.training:
            loss = vocabulary_loss(states, table, bias, targets, self.label_smoothing)
            return BatchLoss(loss, len(targets), None, tokens)
        # The argmax over the vocabulary is 4 % of a training step on a CPU: only counted on dev.
        logits = functional.linear(states, table, bias).float()
        loss = functional.cross_entropy(logits, targets)
        return BatchLoss(loss, len(targets), (logits.argmax(-1) == targets).sum(), tokens)

    def _extractive(self, batch: ExtractiveBatch, device: torch.device) -> BatchLoss:
        scorer = self.model.scorer
        assert scorer is not None
        states, _ = self._encode(batch.source, device)
        starts, ends = to_tensor(batch.cls_positions, device), to_tensor(batch.ends, device)
        read = scorer.read(states, starts, ends, to_tensor(batch.central, device))
        return self._scored(read, batch.sentences, batch.labels, batch.source.tokens)

    def _scored(self, read: Tensor, sentences: Ids, labels: Floats, tokens: int) -> BatchLoss:
        """`read` [batch, max_sentences, hidden] is what stands for each sentence."""
        scorer, device = self.model.scorer, read.device
        assert scorer is not None
        counts = to_tensor(sentences, device)
        scores = scorer(read.to(scorer.output.weight.dtype), counts).float()
        wanted = to_tensor(labels, device)
        real = torch.arange(scores.shape[1], device=device)[None, :] < counts[:, None]
        loss = functional.binary_cross_entropy_with_logits(scores[real], wanted[real])
        correct = ((scores[real] > 0) == (wanted[real] > 0)).sum()
        return BatchLoss(loss, int(sentences.sum()), correct, tokens)

    def _classification(self, batch: ClassificationBatch, device: torch.device) -> BatchLoss:
        classifier = self.model.classifier
        assert classifier is not None
        states, _ = self._encode(batch.source, device)
        logits = classifier(states[:, 0]).float()
        labels = to_tensor(batch.labels, device)
        loss = functional.cross_entropy(logits, labels)
        correct = (logits.detach().argmax(-1) == labels).sum()
        return BatchLoss(loss, len(labels), correct, batch.source.tokens)


def _encoded(model: BertSum, source: Source, device: torch.device) -> tuple[Tensor, Tensor | None]:
    """States [batch, length, hidden], and lengths where rows have padding."""
    lengths = None if source.lengths is None else to_tensor(source.lengths, device)
    ids, segments = to_tensor(source.ids, device), to_tensor(source.segments, device)
    wanted = torch.is_grad_enabled() and not stands_still(model.encoder)
    with torch.set_grad_enabled(wanted):
        return model.encoder(ids, segments, lengths), lengths


def _decoded(model: BertSum, batch: Seq2SeqBatch, device: torch.device) -> Tensor:
    """The decoder's states for all target positions, [batch * length, hidden]."""
    assert model.decoder is not None
    memory, lengths = _encoded(model, batch.source, device)
    states: Tensor = model.decoder(to_tensor(batch.target_inputs, device), memory, lengths)
    return states.flatten(0, 1)


def wanted_targets(targets: Ids, device: torch.device) -> tuple[Tensor, Tensor]:
    """Flat positions that have a target, and the targets there, both [n].

    Found on the CPU, so that no GPU has to wait for the other side.
    """
    wanted = np.flatnonzero(targets != NO_TARGET).astype(np.int64)
    return to_tensor(wanted, device), to_tensor(targets.ravel()[wanted], device)


def to_tensor(array: Ids | Floats, device: torch.device) -> Tensor:
    """A tensor of `array` on `device`; the copy to a GPU does not wait."""
    tensor = torch.from_numpy(array)
    if device.type == "cuda":
        return tensor.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)
