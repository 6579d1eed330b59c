"""A run's configuration on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.core.resources import resource_path
from bertsum_app.training.config import TaskConfig, TrainConfig
from helpers.tiny_training import tiny_config

PATH = Path("run.json")


def test_what_is_written_is_what_is_read() -> None:
    config = tiny_config(400)
    assert TrainConfig.from_json(config.to_json(), PATH) == config


@pytest.mark.parametrize(
    "path", sorted(resource_path("recipes").glob("*.json")), ids=lambda path: path.stem
)
def test_the_shipped_recipes_are_valid(path: Path) -> None:
    config = TrainConfig.from_json(path.read_text(encoding="utf-8"), path, vocab_size=1234)
    assert config.model.vocab_size == 1234
    for task in config.tasks:
        # Its licence forbids what is shipped.
        assert "dialogsum.en" not in (task.domain_weights or {})
    # What is exported is a whole model, whichever part of it the recipe teaches.
    model = config.model
    assert (model.has_decoder, model.has_scorer, model.has_classifier) == (True, True, True)


def test_an_unknown_key_is_named() -> None:
    values = json.loads(tiny_config(400).to_json())
    values["learning_rat"] = 1
    with pytest.raises(RunIncompatible, match="learning_rat"):
        TrainConfig.from_json(json.dumps(values), PATH)


@pytest.mark.parametrize("part", ["model", "encoder_schedule"])
def test_an_unknown_key_of_a_part_is_named_too(part: str) -> None:
    values = json.loads(tiny_config(400).to_json())
    values[part]["made_up"] = 1
    with pytest.raises(RunIncompatible) as caught:
        TrainConfig.from_json(json.dumps(values), PATH)
    assert caught.value.params["reason"] == "unknown keys: made_up"


def test_a_run_of_an_earlier_version_goes_on_without_the_settings_that_are_gone() -> None:
    config = tiny_config(400)
    values = {**json.loads(config.to_json()), "compile": False}
    assert TrainConfig.from_json(json.dumps(values), PATH) == config


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model": 3, "tasks": []}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(RunIncompatible):
        TrainConfig.from_json(text, PATH)


def test_a_task_without_its_head_is_refused() -> None:
    values = json.loads(tiny_config(400).to_json())
    values["model"]["classes"] = 0
    with pytest.raises(RunIncompatible, match="sentiment"):
        TrainConfig.from_json(json.dumps(values), PATH)


def test_a_batch_must_hold_its_longest_example() -> None:
    with pytest.raises(ValueError, match="max_length"):
        TaskConfig("translate", 1.0, tokens=10, max_length=11)
