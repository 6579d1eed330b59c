"""How much of a machine a run uses: arithmetic done, against what the device can do at best.

Counted are matrix products alone (two operations for each multiply-add, backward twice the forward), as
for "model FLOPs utilisation" (Chowdhery et al. 2022, appendix B); what padding costs is not counted as
work done for the heads, but is for the layers, where it cannot be told apart.
"""

from __future__ import annotations

import time

import torch

from bertsum_app.corpus.batches import (
    NO_TARGET,
    Batch,
    ExtractiveBatch,
    MaskedBatch,
    SentenceBatch,
    Seq2SeqBatch,
    Source,
)
from bertsum_app.model.config import BertSumConfig

_PER_MULTIPLY_ADD, _FORWARD_AND_BACKWARD = 2, 3
_SIDE, _TIMES = 8192, 10


def training_operations(config: BertSumConfig, batch: Batch, *, encoder_learns: bool = True) -> int:
    """Floating-point operations of one pass over `batch`: forward, and back through what learns."""
    head = 0
    match batch:
        case Seq2SeqBatch():
            head = _decoder(config, batch)
        case ExtractiveBatch():
            head = _scorer(config, batch.cls_positions.size)
        case SentenceBatch():
            return _PER_MULTIPLY_ADD * _FORWARD_AND_BACKWARD * _scorer(config, batch.labels.size)
        case MaskedBatch():
            hidden = int((batch.targets != NO_TARGET).sum())
            head = hidden * config.hidden_size * (config.hidden_size + config.vocab_size)
    passes = _FORWARD_AND_BACKWARD if encoder_learns else 1
    encoder = passes * _encoder(config, batch.source)
    return _PER_MULTIPLY_ADD * (encoder + _FORWARD_AND_BACKWARD * head)


def _scorer(config: BertSumConfig, sentences: int) -> int:
    width = config.hidden_size
    return sentences * config.scorer_layers * (4 * width**2 + 2 * width * config.scorer_ff_size)


def _encoder(config: BertSumConfig, source: Source) -> int:
    width, length = config.hidden_size, int(source.ids.shape[1])
    layer = 4 * width**2 + 2 * width * config.encoder_ff_size + 2 * length * width
    return source.tokens * config.encoder_layers * layer


def _decoder(config: BertSumConfig, batch: Seq2SeqBatch) -> int:
    width = config.hidden_size
    rows, length = (int(size) for size in batch.target_inputs.shape)
    source = int(batch.source.ids.shape[1])
    # Self-attention, the query and output of cross-attention, feed-forward; then the two attentions,
    # of which the causal one sees half.
    position = 6 * width**2 + 2 * width * config.decoder_ff_size + (length + 2 * source) * width
    keys_and_values = 2 * width**2 * source
    layers = config.decoder_layers * rows * (length * position + keys_and_values)
    targets = int((batch.target_outputs != NO_TARGET).sum())
    return layers + targets * width * config.vocab_size


def measure_peak(device: torch.device) -> float | None:
    """Operations a second of a large bf16 matrix product on `device`; None on a CPU.

    A CPU's takes longer than the figure is worth, and so does a card's that has no room for it.
    """
    if device.type != "cuda":
        return None
    try:
        return _measured(device)
    except torch.OutOfMemoryError:
        return None


def _measured(device: torch.device) -> float:
    left, right = (torch.randn(_SIDE, _SIDE, device=device, dtype=torch.bfloat16) for _ in range(2))
    for _ in range(3):
        left @ right
    torch.cuda.synchronize(device)
    start = time.perf_counter()
    for _ in range(_TIMES):
        left @ right
    torch.cuda.synchronize(device)
    return _PER_MULTIPLY_ADD * _SIDE**3 * _TIMES / (time.perf_counter() - start)
