"""Trainings in this process, which write down what they tell."""

from __future__ import annotations

from pathlib import Path

import torch

from bertsum_app.core.cancel import CancelToken
from bertsum_app.service.app import BertSumService
from bertsum_app.service.tune import TuneRequest, tune
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import TrainingEvent
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder


def trainer_of(
    folder: Path, packed: PackedFolder, config: TrainConfig, events: list[TrainingEvent]
) -> Trainer:
    """A trainer on the CPU."""
    special = packed.tokenizer.special
    device = torch.device("cpu")
    return Trainer(RunFolder(folder), config, packed.folder, special, events.append, device=device)


def run(
    service: BertSumService, request: TuneRequest, events: list[TrainingEvent] | None = None
) -> None:
    """Teach a model, from its files to its installation."""
    cancel = CancelToken()
    emit = (lambda event: None) if events is None else events.append
    tune(service, request, emit, cancel, RunControl(cancel))
