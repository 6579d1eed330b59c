"""Batches made ahead are the batches made on demand."""

from __future__ import annotations

import threading
from itertools import islice

import numpy as np
import pytest

from bertsum_app.corpus.batches import SentenceBatch, Seq2SeqBatch
from bertsum_app.training.supply import StepSupply, supply_steps
from bertsum_app.training.tasks import TaskMix
from helpers.tiny_training import PackedFolder, tiny_config


def make_mix(packed: PackedFolder) -> TaskMix:
    config = tiny_config(packed.vocab_size)
    special = packed.tokenizer.special
    return TaskMix(packed.folder, config.tasks, special, vocab_size=packed.vocab_size, seed=1)


def take(packed: PackedFolder, ahead: int, steps: int) -> list[StepSupply]:
    with supply_steps(make_mix(packed), 5, 2, ahead=ahead) as supply:
        return list(islice(supply, steps))


def test_making_ahead_changes_neither_batches_nor_states(packed: PackedFolder) -> None:
    on_demand, ahead = take(packed, 0, 12), take(packed, 3, 12)
    assert [step.step for step in ahead] == list(range(5, 17))
    for one, other in zip(on_demand, ahead, strict=True):
        assert (one.kind, one.states_after) == (other.kind, other.states_after)
        for mine, theirs in zip(one.batches, other.batches, strict=True):
            assert type(mine) is type(theirs)
            assert not isinstance(mine, SentenceBatch)
            assert not isinstance(theirs, SentenceBatch)
            np.testing.assert_array_equal(mine.source.ids, theirs.source.ids)
            if isinstance(mine, Seq2SeqBatch) and isinstance(theirs, Seq2SeqBatch):
                np.testing.assert_array_equal(mine.target_outputs, theirs.target_outputs)


def test_no_thread_is_left_behind(packed: PackedFolder) -> None:
    take(packed, 2, 1)
    assert not [thread for thread in threading.enumerate() if thread.name == "batch-supply"]


def test_a_failure_in_the_thread_reaches_the_consumer(
    packed: PackedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mix = make_mix(packed)

    def fail(step: int) -> str:
        raise RuntimeError(f"step {step}")

    monkeypatch.setattr(mix, "task_of", fail)
    with supply_steps(mix, 5, 1, ahead=2) as supply, pytest.raises(RuntimeError, match="step 5"):
        next(supply)
