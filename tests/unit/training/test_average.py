"""The average of the weights: what is validated, kept and shipped in their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import nn

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunIncompatible
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.training.average import WeightAverage
from bertsum_app.training.config import TaskConfig, TrainConfig
from bertsum_app.training.events import TrainingEvent, Validated
from bertsum_app.training.export import read_network
from bertsum_app.training.run_folder import AVERAGE_FILE, RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal
from helpers.training_run import trainer_of


def config_of(packed: PackedFolder, **changes: Any) -> TrainConfig:
    config = tiny_config(
        packed.vocab_size,
        tasks=(TaskConfig("translate", 1.0, tokens=256, max_length=48, pool_examples=100),),
        max_steps=6,
        validate_every_steps=2,
        keep_best=True,
        average_decay=0.8,
    )
    return replace(config, **changes)


def state_of(trainer: Trainer) -> dict[str, torch.Tensor]:
    assert trainer._average is not None
    return {name: tensor.clone() for name, tensor in trainer._average.state.items()}


def test_it_forgets_what_is_long_ago_and_soon_what_it_began_with() -> None:
    module = nn.Linear(1, 1, bias=False)
    values = [float(step) for step in range(1, 200)]
    module.weight.data.fill_(1000.0)
    average = WeightAverage(module, 0.9)
    expected = 1000.0
    for step, value in enumerate(values, start=1):
        module.weight.data.fill_(value)
        average.follow(step)
        kept = min(0.9, step / (step + 10))
        expected = kept * expected + (1 - kept) * value
    [found] = average.state.values()
    assert found.item() == pytest.approx(expected, rel=1e-5)
    # Ten steps behind, and a thousand are no longer felt.
    assert found.item() == pytest.approx(values[-1] - 9, abs=1.5)


def test_what_stands_still_is_not_followed() -> None:
    module = nn.Linear(2, 2)
    module.bias.requires_grad_(False)
    assert WeightAverage(module, 0.9).state.keys() == {"weight"}


def test_while_it_is_in_place_the_weights_are_kept() -> None:
    module = nn.Linear(2, 2)
    before = module.weight.detach().clone()
    average = WeightAverage(module, 0.5)
    module.weight.data.add_(1.0)
    average.follow(1)
    [followed] = (each.clone() for name, each in average.state.items() if name == "weight")
    with average.in_place():
        assert torch.equal(module.weight, followed)
    assert torch.equal(module.weight, before + 1.0)
    assert torch.equal(average.state["weight"], followed)


def test_the_average_is_what_is_validated_and_kept(tmp_path: Path, packed: PackedFolder) -> None:
    events: list[TrainingEvent] = []
    trainer = trainer_of(tmp_path, packed, config_of(packed), events)
    trainer.train(CancelToken())
    validated = [event for event in events if isinstance(event, Validated)]
    raw = trainer.validate()
    assert trainer._average is not None
    with trainer._average.in_place():
        averaged = trainer.validate()
    assert validated[-1].loss == averaged.loss
    assert raw.loss != averaged.loss
    assert trainer.progress.best_step == 6
    best = read_network(RunFolder(tmp_path).best_checkpoint(6))
    average = {name.removeprefix("model."): each for name, each in state_of(trainer).items()}
    assert all(torch.equal(torch.from_numpy(best[name]), each) for name, each in average.items())
    assert not weights_equal(best, to_weights(trainer.module.model))


def test_resuming_is_exact_with_the_average(tmp_path: Path, packed: PackedFolder) -> None:
    config = config_of(packed)
    config = replace(config, model=replace(config.model, dropout=0.2))
    whole = trainer_of(tmp_path / "whole", packed, config, [])
    whole.train(CancelToken())
    trainer_of(tmp_path / "halves", packed, replace(config, max_steps=3), []).train(CancelToken())
    torch.manual_seed(999)
    rest = trainer_of(tmp_path / "halves", packed, config, [])
    assert rest.progress.step == 3
    rest.train(CancelToken())
    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))
    one, other = state_of(whole), state_of(rest)
    assert all(torch.equal(one[name], other[name]) for name in one)
    best = [
        read_network(RunFolder(tmp_path / name).best_checkpoint(6)) for name in ("whole", "halves")
    ]
    assert weights_equal(*best)


def test_a_checkpoint_without_its_average_is_refused(tmp_path: Path, packed: PackedFolder) -> None:
    trainer_of(tmp_path, packed, config_of(packed), []).train(CancelToken())
    path = RunFolder(tmp_path).checkpoints()[-1] / AVERAGE_FILE
    safetensors.torch.save_file({"other": torch.zeros(1)}, path)
    with pytest.raises(RunIncompatible):
        trainer_of(tmp_path, packed, config_of(packed), [])
