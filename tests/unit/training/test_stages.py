"""Two stages, as BertSumExtAbs learns: sentences are chosen first, then abstracts are written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
import torch

from bertsum_app.core.cancel import CancelToken
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TrainConfig
from bertsum_app.training.events import StageStarted, TrainingEvent, TrainProgress, Validated
from bertsum_app.training.presets import PRESETS, TuneSize, tune_config
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal
from helpers.training_run import trainer_of

EXTRACTIVE: Final = "summarize-extractive"
ABSTRACTIVE: Final = "summarize-abstractive"
FIRST = 4
SIZE = TuneSize(500, 100.0, general=False)


def config_of(packed: PackedFolder, **changes: Any) -> TrainConfig:
    config = tiny_config(
        packed.vocab_size,
        tasks=(
            TaskConfig(EXTRACTIVE, 0.5, tokens=512, max_length=128, pool_examples=12),
            TaskConfig(ABSTRACTIVE, 0.5, tokens=512, max_length=128, pool_examples=12, stage=2),
        ),
        encoder_schedule=ScheduleConfig("linear", 5e-3, 2),
        heads_schedule=ScheduleConfig("linear", 5e-3, 2),
        max_steps=8,
        first_stage_steps=FIRST,
        log_every_steps=1,
    )
    return replace(config, **changes)


def test_each_stage_learns_its_own_by_its_own_schedule(
    tmp_path: Path, packed: PackedFolder
) -> None:
    events: list[TrainingEvent] = []
    trainer_of(tmp_path, packed, config_of(packed), events).train(CancelToken())
    assert [e for e in events if isinstance(e, StageStarted)] == [
        StageStarted(0, 1, 2, (EXTRACTIVE,)),
        StageStarted(FIRST, 2, 2, (ABSTRACTIVE,)),
    ]
    told = [event for event in events if isinstance(event, TrainProgress)]
    assert [list(event.loss) for event in told] == [[EXTRACTIVE]] * 4 + [[ABSTRACTIVE]] * 4
    rates = [event.learning_rate["heads"] for event in told]
    assert rates[FIRST:] == rates[:FIRST]
    assert rates[1] > rates[3] > 0


def test_the_second_stage_begins_with_nothing_of_the_first_but_the_network(
    tmp_path: Path, packed: PackedFolder
) -> None:
    whole = trainer_of(tmp_path / "two", packed, config_of(packed), [])
    whole.train(CancelToken())
    # The same by hand: a run for each stage.
    config = config_of(packed, max_steps=FIRST, first_stage_steps=0)
    first = trainer_of(tmp_path / "first", packed, replace(config, tasks=config.tasks[:1]), [])
    first.train(CancelToken())
    learnt = first.module.model.state_dict()

    def go_on(model: BertSum) -> None:
        model.load_state_dict(learnt)

    second = Trainer(
        RunFolder(tmp_path / "second"),
        replace(config, tasks=config.tasks[1:]),
        packed.folder,
        packed.tokenizer.special,
        lambda event: None,
        device=torch.device("cpu"),
        initialize=go_on,
    )
    second.train(CancelToken())
    assert weights_equal(to_weights(whole.module.model), to_weights(second.module.model))


@pytest.mark.parametrize("stop", [3, FIRST, 5])
def test_resuming_is_exact_wherever_it_was_broken_off(
    tmp_path: Path, packed: PackedFolder, stop: int
) -> None:
    config = config_of(packed)
    config = replace(config, model=replace(config.model, dropout=0.2))
    whole = trainer_of(tmp_path / "whole", packed, config, [])
    whole.train(CancelToken())
    cancel = CancelToken()
    events: list[TrainingEvent] = []
    half = trainer_of(tmp_path / "halves", packed, config, events)

    def stop_there(event: TrainingEvent) -> None:
        if event.step == stop and isinstance(event, TrainProgress):
            cancel.cancel()

    half._emit = stop_there
    assert half.train(cancel).step == stop
    torch.manual_seed(999)
    rest = trainer_of(tmp_path / "halves", packed, config, [])
    rest.train(CancelToken())
    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))


def test_the_best_of_the_second_stage_is_kept_and_patience_is_for_it_alone(
    tmp_path: Path, packed: PackedFolder
) -> None:
    config = config_of(packed, validate_every_steps=1, keep_best=True, patience=0)
    events: list[TrainingEvent] = []
    trainer = trainer_of(tmp_path, packed, config, events)
    stopped = trainer.train(CancelToken())
    # Patience that nothing satisfies ends the second stage as soon as it has begun, not the first.
    assert stopped.reason == "converged"
    assert stopped.step == FIRST + 1
    patient = trainer_of(tmp_path / "patient", packed, replace(config, patience=None), events)
    patient.train(CancelToken())
    second = [e for e in events if isinstance(e, Validated) and e.step > FIRST]
    best = min(second, key=lambda event: event.loss[ABSTRACTIVE])
    assert patient.progress.best_step == best.step


def test_an_encoder_can_learn_masked_words_before_the_decoder_learns_to_translate(
    tmp_path: Path, packed: PackedFolder
) -> None:
    tasks = {task.kind: task for task in tiny_config(packed.vocab_size).tasks}
    staged = (tasks["mlm"], tasks["tlm"], replace(tasks["translate"], stage=2))
    told = config_of(packed, tasks=staged).to_json()
    config = TrainConfig.from_json(told, tmp_path / "recipe.json")
    events: list[TrainingEvent] = []
    fresh = trainer_of(tmp_path / "fresh", packed, config, [])
    masked = trainer_of(tmp_path / "masked", packed, config, events)
    # Stops as a person would, with the first stage.
    cancel = CancelToken()
    masked._emit = lambda event: cancel.cancel() if event.step == FIRST else events.append(event)
    masked.train(cancel)
    before, after = (to_weights(trainer.module.model) for trainer in (fresh, masked))
    learnt = {name for name in after if not np.array_equal(before[name], after[name])}
    assert any(name.startswith("encoder.layers.") for name in learnt)
    assert not any(name.startswith("decoder.") for name in learnt)
    trainer_of(tmp_path / "masked", packed, config, events).train(CancelToken())
    losses = {event.step: set(event.loss) for event in events if isinstance(event, TrainProgress)}
    assert set.union(*(losses[step] for step in range(1, FIRST))) <= {"mlm", "tlm"}
    assert all(losses[step] == {"translate"} for step in range(FIRST + 1, 9))


def test_a_tune_of_summaries_has_two_stages_where_it_is_wanted(packed: PackedFolder) -> None:
    base = tiny_config(packed.vocab_size).model
    preset = replace(PRESETS["summarize"]["quick"], tokens=128)
    base = replace(base, max_positions=128)
    mixed = tune_config("summarize", base, preset, SIZE)
    staged = tune_config("summarize", base, replace(preset, stages=2), SIZE)
    assert mixed.stages == 1
    assert staged.stages == 2
    assert staged.max_steps == mixed.max_steps
    assert [task.stage for task in staged.tasks] == [1, 2]
    # Without abstracts in the corpus there is no second stage.
    short = replace(SIZE, abstracts=False)
    assert tune_config("summarize", base, replace(preset, stages=2), short).stages == 1


def test_a_stage_without_a_task_is_refused(packed: PackedFolder) -> None:
    config = config_of(packed)
    with pytest.raises(ValueError, match="two stages"):
        replace(config, tasks=config.tasks[:1])
