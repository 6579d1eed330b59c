"""What a run does between its steps: validating, stopping early, pausing, obeying."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import safetensors.numpy
import safetensors.torch
import torch
from safetensors import SafetensorError

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import DiskFull, LossDiverged
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TrainConfig
from bertsum_app.training.control import Command, RunControl
from bertsum_app.training.events import (
    CheckpointSaved,
    EventSink,
    RunPaused,
    RunResumed,
    RunStopped,
    TrainingEvent,
    TrainProgress,
    Validated,
)
from bertsum_app.training.run_folder import NETWORK_FILE, RunFolder
from bertsum_app.training.state import read_progress
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal


def config_of(packed: PackedFolder, **changes: Any) -> TrainConfig:
    config = tiny_config(
        packed.vocab_size,
        tasks=(TaskConfig("translate", 1.0, tokens=256, max_length=48, pool_examples=100),),
        encoder_schedule=ScheduleConfig("linear", 5e-3, 2),
        heads_schedule=ScheduleConfig("linear", 5e-3, 2),
        max_steps=6,
        validate_every_steps=2,
        keep_best=True,
        log_every_steps=1,
    )
    return replace(config, **changes)


def trainer_of(
    folder: Path, packed: PackedFolder, config: TrainConfig, emit: EventSink, pace: float = 1.0
) -> Trainer:
    ticks = count()
    return Trainer(
        RunFolder(folder),
        config,
        packed.folder,
        packed.tokenizer.special,
        emit,
        device=torch.device("cpu"),
        clock=lambda: pace * next(ticks),
    )


def test_it_validates_at_the_start_and_every_so_many_steps(
    tmp_path: Path, packed: PackedFolder
) -> None:
    events: list[TrainingEvent] = []
    trainer_of(tmp_path, packed, config_of(packed), events.append).train(CancelToken())
    assert [event.step for event in events if isinstance(event, Validated)] == [0, 2, 4, 6]


def test_the_best_network_is_kept_and_only_that(tmp_path: Path, packed: PackedFolder) -> None:
    events: list[TrainingEvent] = []
    # A rate that is far too high: the network gets worse from some step on.
    config = config_of(packed, heads_schedule=ScheduleConfig("linear", 1.0, 3), max_steps=8)
    trainer = trainer_of(tmp_path, packed, config, events.append)
    trainer.train(CancelToken())
    losses = {e.step: e.loss["translate"] for e in events if isinstance(e, Validated)}
    best = min(losses, key=lambda step: losses[step])
    assert best < 8
    assert trainer.progress.best_step == best
    run = RunFolder(tmp_path)
    assert [p.name for p in (tmp_path / "checkpoints").glob("best-*")] == [
        run.best_checkpoint(best).name
    ]
    kept = safetensors.numpy.load_file(run.best_checkpoint(best) / NETWORK_FILE)
    assert any((kept[f"model.{n}"] != v).any() for n, v in to_weights(trainer.module.model).items())


def test_it_ends_when_the_development_loss_gets_no_better(
    tmp_path: Path, packed: PackedFolder
) -> None:
    events: list[TrainingEvent] = []
    config = config_of(
        packed, heads_schedule=ScheduleConfig("linear", 1.0, 3), max_steps=100, patience=2
    )
    stopped = trainer_of(tmp_path, packed, config, events.append).train(CancelToken())
    assert stopped.reason == "converged"
    assert stopped.step < 100


def test_a_linear_run_does_not_depend_on_the_clock(tmp_path: Path, packed: PackedFolder) -> None:
    slow = trainer_of(tmp_path / "slow", packed, config_of(packed), lambda event: None, pace=20.0)
    fast = trainer_of(tmp_path / "fast", packed, config_of(packed), lambda event: None, pace=0.01)
    slow.train(CancelToken())
    fast.train(CancelToken())
    assert weights_equal(to_weights(slow.module.model), to_weights(fast.module.model))


def test_the_best_is_known_after_a_resume(tmp_path: Path, packed: PackedFolder) -> None:
    config = config_of(packed, patience=9)
    whole = trainer_of(tmp_path / "whole", packed, config, lambda event: None)
    whole.train(CancelToken())
    control = RunControl(CancelToken())

    def finish_at_three(event: TrainingEvent) -> None:
        if isinstance(event, TrainProgress) and event.step == 3:
            control.obey("finish")

    first = trainer_of(tmp_path / "parts", packed, config, finish_at_three)
    assert first.train(CancelToken(), control).reason == "finish"
    rest = trainer_of(tmp_path / "parts", packed, config, lambda event: None)
    rest.train(CancelToken())
    assert rest.progress.best_step == whole.progress.best_step
    assert rest.progress.best_loss == whole.progress.best_loss
    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))


@pytest.mark.parametrize("commands", [("finish",), ("pause", "finish")])
def test_the_network_it_ends_with_can_be_the_best_one(
    tmp_path: Path, packed: PackedFolder, commands: tuple[Command, ...]
) -> None:
    control = RunControl(CancelToken())

    def end_at_three(event: TrainingEvent) -> None:
        if isinstance(event, TrainProgress) and event.step == 3:
            control.obey(commands[0])
        if isinstance(event, RunPaused):
            # What the pause has saved knows nothing of the validation that follows.
            control.obey(commands[-1])

    config = config_of(packed, validate_every_steps=100)
    trainer_of(tmp_path, packed, config, end_at_three).train(CancelToken(), control)
    run = RunFolder(tmp_path)
    assert read_progress(run.checkpoints()[-1]).best_step == 3
    assert run.best_checkpoint(3).is_dir()


def test_a_network_whose_development_loss_is_no_number_is_never_the_best(
    tmp_path: Path, packed: PackedFolder
) -> None:
    trainer = trainer_of(tmp_path, packed, config_of(packed), lambda event: None)
    with torch.no_grad():
        trainer.module.model.encoder.embeddings.norm.weight[0] = float("nan")
    with pytest.raises(LossDiverged):
        trainer.train(CancelToken())
    assert not list(tmp_path.glob("checkpoints/best-*"))


def test_a_pause_saves_and_waits_until_it_is_resumed(tmp_path: Path, packed: PackedFolder) -> None:
    control = RunControl(CancelToken())
    events: list[TrainingEvent] = []
    paused = threading.Event()

    def emit(event: TrainingEvent) -> None:
        events.append(event)
        if isinstance(event, TrainProgress) and event.step == 3:
            control.obey("pause")
        if isinstance(event, RunPaused):
            paused.set()

    trainer = trainer_of(tmp_path, packed, config_of(packed), emit)
    work = threading.Thread(target=trainer.train, args=(CancelToken(), control))
    work.start()
    assert paused.wait(30)
    assert RunFolder(tmp_path).checkpoint(3).is_dir()
    control.obey("resume")
    work.join(30)
    assert not work.is_alive()
    kinds = [type(event) for event in events]
    assert kinds.index(RunResumed) == kinds.index(RunPaused) + 1
    assert isinstance(events[-1], RunStopped)


def test_a_paused_run_can_be_stopped(tmp_path: Path, packed: PackedFolder) -> None:
    control = RunControl(cancel := CancelToken())

    def emit(event: TrainingEvent) -> None:
        if isinstance(event, TrainProgress):
            control.obey("pause")
        if isinstance(event, RunPaused):
            control.obey("stop")

    stopped = trainer_of(tmp_path, packed, config_of(packed), emit).train(cancel, control)
    assert (stopped.reason, stopped.step) == ("signal", 1)


def test_a_checkpoint_can_be_asked_for(tmp_path: Path, packed: PackedFolder) -> None:
    control = RunControl(CancelToken())
    events: list[TrainingEvent] = []

    def emit(event: TrainingEvent) -> None:
        events.append(event)
        if isinstance(event, TrainProgress) and event.step == 2:
            control.obey("save")

    config = config_of(packed, checkpoint_every_s=1e9)
    trainer_of(tmp_path, packed, config, emit).train(CancelToken(), control)
    saved = [event.step for event in events if isinstance(event, CheckpointSaved)]
    # The step after the one that was asked in, and the end.
    assert saved == [2, 6]


def test_a_checkpoint_asked_for_just_after_a_look_is_not_forgotten() -> None:
    control = RunControl(CancelToken())

    class AskedForBetween(threading.Event):
        """Somebody asks when the run has just found that nobody did."""

        def is_set(self) -> bool:
            before = super().is_set()
            control.obey("save")
            return before

    control._save = AskedForBetween()
    assert not control.take_save()
    assert control.take_save()


def test_the_end_of_the_commands_stops_unless_detached() -> None:
    stopped, detached = CancelToken(), CancelToken()
    RunControl(stopped).follow(["pause\n", "no such command\n", "resume\n"])
    RunControl(detached).follow(["detach\n"])
    assert stopped.cancelled
    assert not detached.cancelled


def test_a_gradient_that_is_no_number_leaves_the_weights_alone(
    tmp_path: Path, packed: PackedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = trainer_of(tmp_path, packed, config_of(packed), lambda event: None)
    before = to_weights(trainer.module.model)
    table = trainer.module.model.encoder.embeddings.word.weight
    table.register_hook(lambda gradient: gradient * float("nan"))
    with pytest.raises(LossDiverged) as caught:
        trainer.train(CancelToken())
    assert caught.value.params["step"] == 1
    assert weights_equal(before, to_weights(trainer.module.model))
    assert not RunFolder(tmp_path).checkpoints()


@pytest.mark.skipif(sys.platform == "win32", reason="the number is POSIX's")
def test_a_full_disk_is_told_and_leaves_the_checkpoints_before_it(
    tmp_path: Path, packed: PackedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RunFolder(tmp_path)
    save = safetensors.torch.save_file

    def full(tensors: dict[str, torch.Tensor], path: Path) -> None:
        if run.checkpoints():
            raise SafetensorError("I/O error: No space left on device (os error 28)")
        save(tensors, path)

    monkeypatch.setattr(safetensors.torch, "save_file", full)
    config = config_of(packed, checkpoint_every_s=0.0, keep_best=False)
    with pytest.raises(DiskFull):
        trainer_of(tmp_path, packed, config, lambda event: None).train(CancelToken())
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["step-00000001"]
    monkeypatch.undo()
    rest = trainer_of(tmp_path, packed, config, lambda event: None)
    assert rest.progress.step == 1
    assert rest.train(CancelToken()).step == 6
