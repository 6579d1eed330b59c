"""The loop: learning, exact resume, stopping, reporting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import LossDiverged, RunIncompatible
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TrainConfig
from bertsum_app.training.events import (
    EventLog,
    RunStopped,
    TrainingEvent,
    TrainProgress,
    Validated,
)
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal

CPU = torch.device("cpu")


def make_trainer(
    folder: Path,
    packed: PackedFolder,
    config: TrainConfig,
    events: list[TrainingEvent],
    clock: Callable[[], float] | None = None,
    initialize: Callable[[BertSum], None] | None = None,
) -> Trainer:
    run = RunFolder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    run.config_file.write_text(config.to_json(), encoding="utf-8")
    ticks: Iterator[float] = iter(float(n) for n in range(10**6))
    return Trainer(
        run,
        config,
        packed.folder,
        packed.tokenizer.special,
        EventLog(run.events_file, events.append),
        device=CPU,
        initialize=initialize,
        clock=clock or (lambda: next(ticks)),
    )


def test_resuming_after_three_steps_is_the_same_as_six_steps_in_one_go(
    tmp_path: Path, packed: PackedFolder
) -> None:
    config = tiny_config(packed.vocab_size, max_steps=6)
    whole = make_trainer(tmp_path / "whole", packed, config, [])
    whole.train(CancelToken())

    half = make_trainer(tmp_path / "halves", packed, replace(config, max_steps=3), [])
    half.train(CancelToken())
    # Whatever happens to the process between the two parts must not matter.
    torch.manual_seed(999)
    rest = make_trainer(tmp_path / "halves", packed, config, [])
    assert rest.progress.step == 3
    rest.train(CancelToken())

    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))
    assert whole.progress.streams == rest.progress.streams
    assert whole.progress.target_tokens == rest.progress.target_tokens


def test_resuming_is_exact_with_dropout_too(tmp_path: Path, packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size, max_steps=4)
    config = replace(config, model=replace(config.model, dropout=0.3))
    whole = make_trainer(tmp_path / "whole", packed, config, [])
    whole.train(CancelToken())
    make_trainer(tmp_path / "halves", packed, replace(config, max_steps=2), []).train(CancelToken())
    torch.manual_seed(999)
    rest = make_trainer(tmp_path / "halves", packed, config, [])
    rest.train(CancelToken())
    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))


def test_the_tasks_are_learnt_together(tmp_path: Path, packed: PackedFolder) -> None:
    events: list[TrainingEvent] = []
    config = tiny_config(packed.vocab_size, max_steps=150, label_smoothing=0.0)
    trainer = make_trainer(tmp_path / "run", packed, config, events)
    before = trainer.validate()
    trainer.train(CancelToken())
    after = next(event for event in reversed(events) if isinstance(event, Validated))
    assert set(before.loss) == {
        "translate",
        "sentiment",
        "summarize-extractive",
        "summarize-abstractive",
        "tlm",
    }
    assert after.loss["translate"] < before.loss["translate"] - 2.0
    assert after.loss["summarize-abstractive"] < before.loss["summarize-abstractive"] - 1.0
    assert after.accuracy["sentiment"] == 1.0
    assert after.loss["summarize-extractive"] < before.loss["summarize-extractive"]


def test_key_sentences_are_learnt_from_means_too(tmp_path: Path, packed: PackedFolder) -> None:
    only = (TaskConfig("summarize-extractive", 1.0, tokens=512, max_length=128, pool_examples=12),)
    config = tiny_config(packed.vocab_size, max_steps=40, tasks=only)
    config = replace(config, model=replace(config.model, scorer_reads="mean"))
    trainer = make_trainer(tmp_path / "run", packed, config, [])
    before = trainer.validate().loss["summarize-extractive"]
    trainer.train(CancelToken())
    assert trainer.validate().loss["summarize-extractive"] < before / 2


def test_accumulating_two_batches_counts_both(tmp_path: Path, packed: PackedFolder) -> None:
    only_translation = (TaskConfig("translate", 1.0, tokens=64, max_length=48, pool_examples=40),)
    config = tiny_config(packed.vocab_size, max_steps=2, tasks=only_translation)
    single = make_trainer(tmp_path / "single", packed, replace(config, max_steps=4), [])
    double = make_trainer(tmp_path / "double", packed, replace(config, accumulation=2), [])
    single.train(CancelToken())
    double.train(CancelToken())
    assert double.progress.target_tokens == single.progress.target_tokens
    assert double.progress.streams == single.progress.streams


def test_a_stop_saves_and_says_so(tmp_path: Path, packed: PackedFolder) -> None:
    cancel = CancelToken()
    events: list[TrainingEvent] = []

    def stop_at_first_report(event: TrainingEvent) -> None:
        events.append(event)
        if isinstance(event, TrainProgress):
            cancel.cancel()

    config = tiny_config(packed.vocab_size)
    trainer = make_trainer(tmp_path / "run", packed, config, events)
    trainer._emit = stop_at_first_report
    stopped = trainer.train(cancel)
    assert stopped.reason == "signal"
    assert stopped.step == config.log_every_steps
    assert RunFolder(tmp_path / "run").checkpoints()[-1].name.endswith(f"{stopped.step:08d}")


def test_the_time_budget_ends_the_run_and_a_pause_does_not_use_it_up(
    tmp_path: Path, packed: PackedFolder
) -> None:
    # One second a step, but for a night's sleep after the second one.
    now = [0.0]

    def clock() -> float:
        now[0] += 1.0 if now[0] != 3.0 else 8 * 3600.0
        return now[0]

    config = tiny_config(packed.vocab_size, max_minutes=1.0, checkpoint_every_s=1e9)
    trainer = make_trainer(tmp_path / "run", packed, config, [], clock)
    stopped = trainer.train(CancelToken())
    assert stopped.reason == "budget"
    # The pause counts as 30 s, every other step as one.
    assert stopped.step == 31


def test_events_are_one_json_object_a_line(tmp_path: Path, packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size, max_steps=5)
    make_trainer(tmp_path / "run", packed, config, []).train(CancelToken())
    lines = (tmp_path / "run" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [entry["kind"] for entry in entries] == [
        "started",
        "progress",
        "checkpoint",
        "validated",
        "stopped",
    ]
    assert all(entry["v"] == 1 for entry in entries)
    assert entries[1]["target_tokens"] > 0


def test_only_the_newest_checkpoints_are_kept(tmp_path: Path, packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size, max_steps=8, checkpoint_every_s=1.0)
    make_trainer(tmp_path / "run", packed, config, []).train(CancelToken())
    names = [path.name for path in RunFolder(tmp_path / "run").checkpoints()]
    assert names == ["step-00000006", "step-00000007", "step-00000008"]


def test_a_loss_that_is_no_number_stops_the_run(tmp_path: Path, packed: PackedFolder) -> None:
    def poison(model: BertSum) -> None:
        with torch.no_grad():
            model.encoder.embeddings.norm.weight[0] = float("nan")

    trainer = make_trainer(
        tmp_path / "run", packed, tiny_config(packed.vocab_size), [], initialize=poison
    )
    with pytest.raises(LossDiverged):
        trainer.train(CancelToken())


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path, packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size, max_steps=1)
    make_trainer(tmp_path / "run", packed, config, []).train(CancelToken())
    wider = replace(config, model=replace(config.model, hidden_size=64))
    with pytest.raises(RunIncompatible):
        make_trainer(tmp_path / "run", packed, wider, [])


def test_a_half_written_checkpoint_is_not_resumed_from(
    tmp_path: Path, packed: PackedFolder
) -> None:
    config = tiny_config(packed.vocab_size, max_steps=2)
    make_trainer(tmp_path / "run", packed, config, []).train(CancelToken())
    run = RunFolder(tmp_path / "run")
    broken = run.checkpoint(99)
    broken.mkdir()
    (broken / "network.safetensors").write_bytes(b"cut off")
    assert make_trainer(tmp_path / "run", packed, config, []).progress.step == 2


def test_the_encoder_and_the_heads_follow_their_own_schedules(
    tmp_path: Path, packed: PackedFolder
) -> None:
    events: list[TrainingEvent] = []
    config = tiny_config(
        packed.vocab_size,
        max_steps=5,
        encoder_schedule=ScheduleConfig("noam", 1e-5, 100),
        heads_schedule=ScheduleConfig("noam", 1e-3, 5),
    )
    trainer = make_trainer(tmp_path / "run", packed, config, events)
    before = to_weights(trainer.module.model)
    stopped = trainer.train(CancelToken())
    assert isinstance(stopped, RunStopped)
    progress = next(event for event in events if isinstance(event, TrainProgress))
    assert progress.learning_rate == pytest.approx({"encoder": 1e-5 * 5 / 100, "heads": 1e-3})
    after = to_weights(trainer.module.model)
    name = "encoder.layers.0.attention.query.weight"
    head = "decoder.layers.0.self_attention.query.weight"
    moved = abs(after[name] - before[name]).max()
    assert 0 < moved < abs(after[head] - before[head]).max() / 50
