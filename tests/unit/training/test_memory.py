"""Where memory runs short in the middle of a run: the same learning, in smaller parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import OutOfMemory
from bertsum_app.corpus.batch_parts import parts_of, row_count, target_count
from bertsum_app.corpus.batches import NO_TARGET, Batch, MaskedBatch, Seq2SeqBatch, Source
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.model.mlm import MaskedLanguageHead
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.events import MemoryShort, TrainingEvent, TrainProgress
from bertsum_app.training.gradients import Gradients
from bertsum_app.training.losses import BatchLoss, MultiTaskLoss
from bertsum_app.training.precision import Precision
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config

CPU = torch.device("cpu")
NO_MEMORY = "[enforce fail at alloc_cpu.cpp:1] DefaultCPUAllocator: can't allocate memory"


class Small(MultiTaskLoss):
    """A loss on a device that has room for so many rows, more where layers are computed again."""

    rows = 10**6
    rows_again = 10**6

    def forward(self, batch: Batch, device: torch.device) -> BatchLoss:
        room = self.rows_again if self.model.encoder.recompute else self.rows
        if self.training and row_count(batch) > room:
            raise RuntimeError(NO_MEMORY)
        return super().forward(batch, device)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> type[Small]:
    monkeypatch.setattr("bertsum_app.training.preparation.MultiTaskLoss", Small)
    monkeypatch.setattr(Small, "rows", 10**6)
    monkeypatch.setattr(Small, "rows_again", 10**6)
    return Small


def trained(
    folder: Path, packed: PackedFolder, config: TrainConfig
) -> tuple[Trainer, list[TrainingEvent]]:
    events: list[TrainingEvent] = []
    special = packed.tokenizer.special
    trainer = Trainer(RunFolder(folder), config, packed.folder, special, events.append, device=CPU)
    trainer.train(CancelToken())
    return trainer, events


def test_batches_that_do_not_fit_are_worked_on_in_parts_and_teach_the_same(
    tmp_path: Path, packed: PackedFolder, small: type[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tiny_config(packed.vocab_size, max_steps=8, accumulation=2, log_every_steps=1)
    whole, calm = trained(tmp_path / "whole", packed, config)
    assert not [event for event in calm if isinstance(event, MemoryShort)]
    monkeypatch.setattr(small, "rows", 2)
    parts, events = trained(tmp_path / "parts", packed, config)
    short = [event for event in events if isinstance(event, MemoryShort)]
    assert short[0].parts == 2
    assert [event.parts for event in short] == [2**n for n in range(1, len(short) + 1)]
    assert not any(event.recompute for event in short)
    assert parts.progress.streams == whole.progress.streams
    assert parts.progress.target_tokens == whole.progress.target_tokens
    losses = [
        [event.loss for event in told if isinstance(event, TrainProgress)]
        for told in (calm, events)
    ]
    for one, other in zip(*losses, strict=True):
        assert one == pytest.approx(other, abs=2e-3)
    before, after = to_weights(whole.module.model), to_weights(parts.module.model)
    for name, value in before.items():
        np.testing.assert_allclose(after[name], value, atol=2e-3, err_msg=name)


def test_rows_without_a_hidden_piece_spoil_no_gradient(
    packed: PackedFolder, small: type[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = tiny_config(packed.vocab_size).model
    module = small(BertSum(shape), MaskedLanguageHead(shape), 0.1).train()
    ids = np.arange(20, 28, dtype=np.int64).reshape(2, 4)
    targets = np.full((2, 4), NO_TARGET, dtype=np.int64)
    targets[0, 1] = 21
    batch = MaskedBatch(Source(ids, np.zeros_like(ids), None), targets)

    def gradient() -> torch.Tensor:
        module.zero_grad()
        Gradients(Precision(module, CPU, bf16=False), CPU, lambda parts, again: None).add(
            [batch], 1.0
        )
        found = module.model.encoder.embeddings.word.weight.grad
        assert found is not None
        return found.clone()

    whole = gradient()
    monkeypatch.setattr(small, "rows", 1)
    torch.testing.assert_close(gradient(), whole)


def test_where_one_example_is_too_much_layers_are_computed_again(
    tmp_path: Path, packed: PackedFolder, small: type[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small, "rows", 0)
    config = tiny_config(packed.vocab_size, max_steps=2)
    _, events = trained(tmp_path, packed, config)
    short = [event for event in events if isinstance(event, MemoryShort)]
    assert short[-1].recompute


def test_where_nothing_helps_the_run_ends_in_words_and_its_folder_is_whole(
    tmp_path: Path, packed: PackedFolder, small: type[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tiny_config(packed.vocab_size, max_steps=2)
    trained(tmp_path, packed, config)
    monkeypatch.setattr(small, "rows", 0)
    monkeypatch.setattr(small, "rows_again", 0)
    with pytest.raises(OutOfMemory):
        trained(tmp_path, packed, replace(config, max_steps=4))
    monkeypatch.setattr(small, "rows", 1)
    rest, _ = trained(tmp_path, packed, replace(config, max_steps=4))
    assert rest.progress.step == 4


def test_other_troubles_are_not_taken_for_it(
    tmp_path: Path, packed: PackedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: MultiTaskLoss, batch: Batch, device: torch.device) -> BatchLoss:
        raise RuntimeError("shapes do not fit")

    monkeypatch.setattr(MultiTaskLoss, "forward", fail)
    with pytest.raises(RuntimeError, match="shapes"):
        trained(tmp_path, packed, tiny_config(packed.vocab_size, max_steps=1))


@given(st.integers(1, 9), st.integers(1, 12), st.booleans())
def test_parts_are_the_batch(rows: int, most: int, padded: bool) -> None:
    ids = np.arange(rows * 4, dtype=np.int64).reshape(rows, 4)
    outputs = np.where(ids % 3 == 0, NO_TARGET, ids)
    lengths = np.full(rows, 4, dtype=np.int64) if padded else None
    batch = Seq2SeqBatch(Source(ids, ids % 2, lengths), ids, outputs, familiar=True)
    parts = list(parts_of(batch, most))
    found = [part for part in parts if isinstance(part, Seq2SeqBatch)]
    assert len(found) == len(parts) == min(rows, most)
    assert all(part.familiar for part in found)
    assert np.array_equal(np.concatenate([part.source.ids for part in found]), ids)
    assert sum(map(target_count, found)) == target_count(batch)
    assert sum(map(row_count, found)) == rows
    assert all((part.source.lengths is None) is not padded for part in found)
