"""Starting or resuming a run: device and threads, first weights, then the loop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import DeviceUnavailable, RunIncompatible, from_os_error
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import load_model
from bertsum_app.model.config import NetworkPart
from bertsum_app.model.memory import out_of_memory_told
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import EventLog, EventSink, RunStopped, TrainingEvent
from bertsum_app.training.group import join_group, leave_group
from bertsum_app.training.grow import can_grow, grow
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.trainer import Sample, Trainer

Initializer = Callable[[BertSum], None]


@dataclass(frozen=True)
class Machine:
    """What a run may use; `threads` 0 leaves the choice to torch."""

    device: str = "auto"
    threads: int = 0


def launch(
    run: RunFolder,
    config: TrainConfig | None,
    packed: Path,
    machine: Machine,
    emit: EventSink,
    cancel: CancelToken,
    initialize: Initializer | None = None,
    control: RunControl | None = None,
    teacher: BertSum | None = None,
    sample: Sample | None = None,
) -> RunStopped:
    """Begin the run of `config` in `run`, or go on with the one there where `config` is None.

    The run's folder gets its own copy of the vocabulary, so that it can be exported by itself. Under
    ``torchrun`` all processes call this, and the first alone writes and emits (training/group.py).

    Raises:
        RunNotFound: nothing to go on with.
        RunIncompatible: a run is there already, or config and vocabulary disagree.
        DeviceUnavailable: the device asked for is not there.
        ResourceError: it has too little memory, or the run's folder cannot be written.
        AppError: whatever `Trainer` raises.
    """
    device = find_device(machine.device)
    group = join_group(device)
    if config is None:
        config = run.read_config()
    elif group.leads and run.config_file.exists():
        raise RunIncompatible(path=run.folder, reason="a run is there already")
    tokenizer = SentencePieceTokenizer(packed / TOKENIZER_FILE)
    if config.model.vocab_size != len(tokenizer.vocabulary):
        reason = f"{len(tokenizer.vocabulary)} pieces, {config.model.vocab_size} expected"
        raise RunIncompatible(path=packed / TOKENIZER_FILE, reason=reason)
    if machine.threads:
        torch.set_num_threads(machine.threads)
    if group.leads and not run.config_file.exists():
        write_text_atomic(run.config_file, config.to_json())
        try:
            shutil.copyfile(packed / TOKENIZER_FILE, run.tokenizer_file)
        except OSError as error:
            raise from_os_error(error, run.tokenizer_file) from error
    with out_of_memory_told("training"):
        trainer = Trainer(
            run,
            config,
            packed,
            tokenizer.special,
            EventLog(run.events_file, emit) if group.leads else _say_nothing,
            device=device,
            initialize=initialize,
            teacher=teacher,
            sample=sample,
            group=group,
        )
        stopped = trainer.train(cancel, control)
    leave_group(group)
    return stopped


def _say_nothing(event: TrainingEvent) -> None:
    """For all processes of a group but the first."""


def find_device(wanted: str) -> torch.device:
    """The device named "auto", "cpu", "cuda" or "mps"; auto takes the best there is.

    Raises:
        DeviceUnavailable: it is not there.
    """
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted == "auto":
        return torch.device(next(name for name, there in present.items() if there))
    if not present.get(wanted, False):
        raise DeviceUnavailable(device=wanted, reason="PyTorch does not see it")
    return torch.device(wanted)


def start_from_model(folder: Path, anew: tuple[NetworkPart, ...] = ()) -> Initializer:
    """Take the weights of an installed model: training goes on where it was exported.

    A network with more layers starts about there, too (training/grow.py); heads in `anew` start from
    chance, whatever the model has in their place. The initializer raises
    `ModelDamaged` for a broken folder, `RunIncompatible` for another network.
    """

    def initialize(model: BertSum) -> None:
        given = load_model(folder)
        if not can_grow(given.config, model.config, anew):
            raise RunIncompatible(path=folder, reason="the model has another network")
        grow(model, given, anew)

    return initialize
