"""Sharing a step's batches among processes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.training.group import ALONE, Group
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config

CPU = torch.device("cpu")


@given(st.integers(1, 5), st.lists(st.integers(), max_size=20))
def test_each_batch_is_worked_on_by_exactly_one_process(size: int, batches: list[int]) -> None:
    shares = [Group(rank, size).share(tuple(batches)) for rank in range(size)]
    assert sorted(batch for share in shares for batch in share) == sorted(batches)


def test_alone_nothing_is_asked_of_anybody() -> None:
    parameter = torch.nn.Parameter(torch.ones(2))
    parameter.grad = torch.tensor([1.0, 2.0])
    ALONE.add_gradients([parameter])
    assert parameter.grad.tolist() == [1.0, 2.0]
    assert ALONE.agree({"stop": 0.0, "active_s": 2.5}, CPU) == {"stop": 0.0, "active_s": 2.5}
    assert ALONE.gather("mine") == ["mine"]
    assert ALONE.leads


def test_batches_that_cannot_be_shared_out_evenly_are_refused(
    tmp_path: Path, packed: PackedFolder
) -> None:
    config = replace(tiny_config(packed.vocab_size), accumulation=3)
    with pytest.raises(RunIncompatible, match="accumulation=3"):
        Trainer(
            RunFolder(tmp_path),
            config,
            packed.folder,
            packed.tokenizer.special,
            lambda event: None,
            device=CPU,
            group=Group(0, 2),
        )
