"""Settings of a fine-tuning run, and the way back to the base model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from bertsum_app.core.errors import OutOfMemory, RunIncompatible
from bertsum_app.model.config import preset as shape
from bertsum_app.model.weights import Weights
from bertsum_app.training.blend import blended, choose_blend
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.presets import PRESETS, TunePreset, TuneSize, tune_config
from bertsum_app.training.trial import Trial, fit_to_memory, try_steps
from helpers.tiny_training import PackedFolder

QUICK = PRESETS["translate"]["quick"]
BASE, TUNED = {"w": np.zeros(2, np.float32)}, {"w": np.ones(2, np.float32)}


def config_for(examples: int, preset: TunePreset = QUICK) -> TrainConfig:
    return tune_config("translate", shape("small"), preset, TuneSize(examples, 24.0, True))


def test_steps_grow_with_the_corpus_up_to_a_bound() -> None:
    steps = [config_for(examples).max_steps for examples in (100, 500, 1000, 2000, 100_000)]
    assert steps == sorted(steps, key=lambda count: count or 0)
    assert steps[-1] == QUICK.most_steps


def test_presets_of_all_tasks_make_configurations() -> None:
    for task, presets in PRESETS.items():
        for preset in presets.values():
            config = tune_config(task, shape("small"), preset, TuneSize(5000, 60.0, True))
            assert TrainConfig.from_json(config.to_json(), Path("run.json")) == config


def test_a_file_changes_single_settings() -> None:
    changed = TunePreset.from_json('{"epochs": 2, "patience": 3}', Path("c.json"), QUICK)
    assert (changed.epochs, changed.patience, changed.tokens) == (2, 3, QUICK.tokens)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"epoch": 1}',
        '{"epochs": "many"}',
        '{"epochs": -1}',
        '{"epochs": null}',
        '{"epochs": true}',
        '{"epochs": NaN}',
        '{"epochs": 1e999}',
        '{"validations": 0}',
        '{"encoder_rate": 0}',
        '{"accumulation": 0}',
        '{"most_steps": 0}',
        '{"tokens": 1.5}',
        '{"lora_rank": 1.5}',
        '{"average": 1}',
        '{"stages": 3}',
        '{"dropout": 1.5}',
        '{"general_share": 2}',
        '{"bf16": 1}',
    ],
)
def test_files_that_are_no_settings_are_refused(text: str) -> None:
    with pytest.raises(RunIncompatible):
        TunePreset.from_json(text, Path("c.json"), QUICK)


@pytest.mark.parametrize(("tolerance", "share"), [(0.0, 0.0), (0.25, 0.5), (1.0, 1.0)])
def test_the_weights_go_as_far_as_general_text_allows(tolerance: float, share: float) -> None:
    def losses(weights: Weights) -> tuple[float, float]:
        place = float(weights["w"][0])
        return 5.0 - place, 3.0 + place**2

    point, points = choose_blend(BASE, TUNED, losses, tolerance + 1e-6)
    assert point.share == share
    assert points[0].share == 0.0
    np.testing.assert_allclose(blended(BASE, TUNED, point.share)["w"], share)


def test_batches_shrink_until_they_fit_and_steps_stay_as_large() -> None:
    def attempt(config: TrainConfig) -> Trial:
        if config.tasks[0].tokens > 300:
            raise OutOfMemory("trying")
        return Trial(1.0, None)

    before = config_for(1000)
    config, _ = fit_to_memory(before, attempt)
    assert config.tasks[0].tokens == 256
    assert config.accumulation == 4
    assert config.max_steps == before.max_steps


def test_a_machine_too_small_for_any_batch_is_told() -> None:
    def attempt(config: TrainConfig) -> Trial:
        raise OutOfMemory("trying")

    with pytest.raises(OutOfMemory):
        fit_to_memory(config_for(1000), attempt)


def test_where_the_smallest_batches_are_too_much_layers_are_computed_again() -> None:
    def attempt(tried: TrainConfig) -> Trial:
        if not tried.recompute:
            raise OutOfMemory("trying")
        return Trial(1.0, None)

    before = config_for(1000)
    config, _ = fit_to_memory(before, attempt)
    assert config.recompute
    assert config.tasks[0].tokens * config.accumulation >= before.tasks[0].tokens


def test_a_network_that_a_processor_has_no_room_for_is_told_as_such(packed: PackedFolder) -> None:
    config = config_for(1000)
    vast = replace(config, model=replace(config.model, vocab_size=2**50))
    with pytest.raises(OutOfMemory):
        try_steps(vast, packed.folder, packed.tokenizer.special, torch.device("cpu"))
