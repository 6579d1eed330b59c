"""The bf16 twin that computes while float32 weights learn."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertsum_app.model.bertsum import BertSum
from bertsum_app.training.config import TaskConfig, TaskKind
from bertsum_app.training.half_copy import HalfCopy
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.tasks import open_stream
from helpers.tiny_training import PackedFolder, tiny_config

CPU = torch.device("cpu")


def test_every_task_computes_in_half_precision_and_teaches_the_float32_weights(
    packed: PackedFolder,
) -> None:
    torch.manual_seed(2)
    config = tiny_config(packed.vocab_size)
    module = MultiTaskLoss(BertSum(replace(config.model, dropout=0.0)), None, 0.1)
    half = HalfCopy(module)
    assert {parameter.dtype for parameter in half.module.parameters()} == {torch.bfloat16}
    kinds: tuple[TaskKind, ...] = (
        "translate",
        "sentiment",
        "summarize-extractive",
        "summarize-abstractive",
    )
    for kind in kinds:
        task = TaskConfig(kind, 1.0, tokens=256, max_length=128, pool_examples=8)
        stream = open_stream(
            packed.folder, task, packed.tokenizer.special, vocab_size=packed.vocab_size, seed=1
        )
        batch = stream.next_batch()
        exact, near = module(batch, CPU).loss, half.module(batch, CPU).loss
        assert near.item() == pytest.approx(exact.item(), rel=0.02)
        near.backward()
    half.give_gradients()
    for name, parameter in module.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.dtype == torch.float32
    assert all(parameter.grad is None for parameter in half.module.parameters())


def test_what_is_only_referred_to_is_not_copied(packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size)
    teacher = BertSum(config.model).eval()
    module = MultiTaskLoss(BertSum(config.model), None, 0.1, teacher)
    half = HalfCopy(module, shared=module.teachers)
    assert half.module.teachers == (teacher,)
    assert next(teacher.parameters()).dtype == torch.float32
    task = TaskConfig(
        "translate", 1.0, tokens=256, max_length=64, pool_examples=8, familiar_domain="made"
    )
    stream = open_stream(
        packed.folder, task, packed.tokenizer.special, vocab_size=packed.vocab_size, seed=1
    )
    batch = stream.next_batch()
    exact, near = module(batch, CPU).loss, half.module(batch, CPU).loss
    assert near.item() == pytest.approx(exact.item(), rel=0.02)


def test_a_step_too_small_for_bf16_is_not_lost(packed: PackedFolder) -> None:
    module = torch.nn.Linear(4, 4)
    torch.nn.init.ones_(module.weight)
    half = HalfCopy(module)
    for _step in range(8):
        with torch.no_grad():
            module.weight += 1e-3  # a bf16 one stays one
        half.take_weights()
    torch.testing.assert_close(
        half.module.weight.float(), torch.full((4, 4), 1.008), atol=2**-8, rtol=0
    )
    assert (half.module.weight > 1).all()
