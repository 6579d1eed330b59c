"""Counting what a training step computes."""

from __future__ import annotations

import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.mlm import MaskedLanguageHead
from bertsum_app.training.config import TaskConfig, TaskKind
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.tasks import open_stream
from bertsum_app.training.utilisation import measure_peak, training_operations
from helpers.tiny_training import PackedFolder, tiny_shape

CPU = torch.device("cpu")


@pytest.mark.parametrize(
    "kind", ["translate", "summarize-extractive", "summarize-abstractive", "sentiment", "mlm"]
)
def test_the_count_is_what_torch_counts(packed: PackedFolder, kind: TaskKind) -> None:
    shape = tiny_shape(packed.vocab_size)
    module = MultiTaskLoss(BertSum(shape), MaskedLanguageHead(shape), 0.1).eval()
    task = TaskConfig(
        kind,
        1.0,
        tokens=512,
        max_length=128 if kind.startswith("summarize") else 64,
        pool_examples=30,
    )
    stream = open_stream(
        packed.folder, task, packed.tokenizer.special, vocab_size=packed.vocab_size, seed=1
    )
    batch = stream.next_batch()
    # With plain products for attention: torch does not count the CPU's flash kernel.
    with (
        torch.no_grad(),
        sdpa_kernel(SDPBackend.MATH),
        FlopCounterMode(display=False) as counter,
    ):
        module(batch, CPU)
    forward = counter.get_total_flops()
    # Causal attention is counted whole by torch, by half here; small parts of heads are left out.
    assert training_operations(shape, batch) == pytest.approx(3 * forward, rel=0.15)
    # Through an encoder that stands still nothing goes back.
    still = training_operations(shape, batch, encoder_learns=False)
    assert forward * 0.85 < still < 3 * forward


def test_a_cpu_has_no_peak_to_compare_with() -> None:
    assert measure_peak(CPU) is None
