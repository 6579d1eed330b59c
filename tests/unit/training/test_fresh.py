"""New models: shapes, schedules, and when a person is warned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.model.config import NEW_MODELS, NewModelName
from bertsum_app.training.fresh import doubts, fresh_config, new_model
from bertsum_app.training.presets import TuneSize
from bertsum_app.training.schedule import learning_rate
from bertsum_app.training.trial import count_parameters

SIZE = TuneSize(20_000, 25.0, general=False)


@pytest.mark.parametrize("name", NEW_MODELS)
@pytest.mark.parametrize("task", ["translate", "summarize", "sentiment"])
def test_a_network_has_the_heads_of_its_task_and_no_others(
    name: NewModelName, task: CorpusTask
) -> None:
    network = new_model(name, task).network
    assert network.has_decoder == (task != "sentiment")
    assert network.has_scorer == (task == "summarize")
    assert network.has_classifier == (task == "sentiment")
    assert fresh_config(task, network, new_model(name, task).learning, SIZE).tasks


def test_they_are_of_rising_size_and_base_is_the_papers() -> None:
    small, article, base = (
        count_parameters(new_model(name, "translate").network)
        for name in ("small", "article", "base")
    )
    assert small < article < base
    assert new_model("article", "translate").network.hidden_size == 512
    assert new_model("base", "translate").network.encoder_layers == 12


def test_the_rate_rises_to_its_peak_and_falls_with_the_root() -> None:
    begun = new_model("article", "translate")
    config = fresh_config("translate", begun.network, begun.learning, SIZE)
    schedule = config.heads_schedule
    assert config.encoder_schedule == schedule
    peak, later = (
        learning_rate(schedule, step, 0.0)
        for step in (schedule.warmup_steps, 4 * schedule.warmup_steps)
    )
    assert peak == pytest.approx(begun.learning.heads_rate)
    assert later == pytest.approx(peak / 2)
    assert 1 < schedule.warmup_steps < (config.max_steps or 0) / 5


def test_nothing_general_is_mixed_in_and_nothing_is_held_to_a_parent() -> None:
    begun = new_model("small", "translate")
    (task,) = fresh_config("translate", begun.network, begun.learning, SIZE).tasks
    assert task.domain_weights is None
    assert not task.familiar_domain


def test_a_file_changes_sizes_and_settings() -> None:
    text = json.dumps({"epochs": 2, "network": {"hidden_size": 64, "encoder_layers": 1}})
    changed = new_model("article", "translate").changed(text, Path("mine.json"))
    assert (changed.network.hidden_size, changed.network.encoder_layers) == (64, 1)
    assert changed.learning.epochs == 2


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"network": {"wings": 2}}', '{"network": {"hidden_size": 7}}', '{"wings": 2}'],
)
def test_a_file_that_does_not_fit_is_named(text: str) -> None:
    with pytest.raises(RunIncompatible, match=r"mine\.json"):
        new_model("article", "translate").changed(text, Path("mine.json"))


def test_a_large_network_for_few_texts_and_days_of_work_are_doubtful() -> None:
    parameters = count_parameters(new_model("base", "translate").network)
    few, many = TuneSize(2_000, 20.0, False), TuneSize(5_000_000, 25.0, False)
    assert doubts(parameters, few, 10.0) == ("large",)
    assert doubts(parameters, many, 10_000.0) == ("slow",)
    assert doubts(parameters, many, None) == ()
