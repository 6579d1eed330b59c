"""Checkpoints of a run: everything needed to go on as if nothing had happened. No pickle.

Of a network with adapters (adapters.py) only what learns is kept; whoever goes on has the rest from
elsewhere. Of one with parts that stand still all is kept, so that it can be exported by itself.

Exact: after save and load the next step does what it would have done, bit for bit on the CPU.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor, nn

from bertsum_app.core.atomic import staged_folder, write_text_atomic
from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.batches import StreamState
from bertsum_app.training.adapters import is_adapted
from bertsum_app.training.average import WeightAverage
from bertsum_app.training.run_folder import AVERAGE_FILE, NETWORK_FILE, OPTIMIZER_FILE, STATE_FILE

_SYSTEM_ERROR = re.compile(r"os error (\d+)")


@dataclass
class Progress:
    """How far a run is. `active_s` is time spent in training, pauses left out."""

    step: int = 0
    active_s: float = 0.0
    target_tokens: int = 0
    streams: dict[str, StreamState] = field(default_factory=dict)
    best_loss: float | None = None  # of all validations so far, where the run keeps its best
    best_step: int = 0
    stale_validations: int = 0  # since the best one


def save_checkpoint(
    path: Path,
    module: nn.Module,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
    average: WeightAverage | None = None,
) -> None:
    """Write a checkpoint folder at `path`, complete or not at all.

    Raises:
        ResourceError: the disk is full or the folder cannot be written.
    """
    with staged_folder(path) as folder:
        _write(_learnt(module), folder / NETWORK_FILE)
        _write(_moments(module, optimizer), folder / OPTIMIZER_FILE)
        if average is not None:
            state = {name: _stored(tensor) for name, tensor in average.state.items()}
            _write(state, folder / AVERAGE_FILE)
        save_progress(folder, progress)


def save_progress(path: Path, progress: Progress) -> None:
    """Bring the checkpoint at `path` up to date with what was found out at its step since.

    Raises:
        ResourceError: the disk is full or the folder cannot be written.
    """
    values = {**asdict(progress), "torch_rng": torch.get_rng_state().tolist()}
    write_text_atomic(path / STATE_FILE, json.dumps(values) + "\n")


def load_checkpoint(
    path: Path,
    module: nn.Module,
    optimizer: torch.optim.Optimizer,
    average: WeightAverage | None = None,
) -> Progress:
    """Restore `module`, `optimizer`, `average` and the RNG from `path`.

    Raises:
        RunIncompatible: a file is missing or damaged, or belongs to another network.
    """
    try:
        _load_learnt(path, module)
        _restore_moments(module, optimizer, safetensors.torch.load_file(path / OPTIMIZER_FILE))
        if average is not None:
            average.restore(safetensors.torch.load_file(path / AVERAGE_FILE))
        values = json.loads((path / STATE_FILE).read_text(encoding="utf-8"))
        torch.set_rng_state(torch.tensor(values["torch_rng"], dtype=torch.uint8))
        return _progress(values)
    except (OSError, SafetensorError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error


def read_progress(path: Path) -> Progress:
    """How far the run was at the checkpoint `path`, without loading anything else.

    Raises:
        RunIncompatible: the state is missing or damaged.
    """
    try:
        values = json.loads((path / STATE_FILE).read_text(encoding="utf-8"))
        return _progress(values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error


def _progress(values: dict[str, Any]) -> Progress:
    streams = {name: StreamState(**state) for name, state in values["streams"].items()}
    rest = {name: value for name, value in values.items() if name not in ("streams", "torch_rng")}
    return Progress(streams=streams, **rest)


def save_network(path: Path, module: nn.Module) -> None:
    """Only the network, into a checkpoint folder at `path`, complete or not at all.

    Raises:
        ResourceError: the disk is full or the folder cannot be written.
    """
    with staged_folder(path) as folder:
        _write(_learnt(module), folder / NETWORK_FILE)


def _learnt(module: nn.Module) -> dict[str, Tensor]:
    left_out, state = _known_elsewhere(module), module.state_dict()
    return {name: _stored(tensor) for name, tensor in state.items() if name not in left_out}


def _load_learnt(path: Path, module: nn.Module) -> None:
    found = module.load_state_dict(safetensors.torch.load_file(path / NETWORK_FILE), strict=False)
    missing = set(found.missing_keys) - _known_elsewhere(module)
    if missing or found.unexpected_keys:
        raise ValueError("the checkpoint is of another network")


def _known_elsewhere(module: nn.Module) -> set[str]:
    """What adapters are adapters of."""
    named = dict(module.named_parameters())
    if not is_adapted(named):
        return set()
    return {name for name, parameter in named.items() if not parameter.requires_grad}


def _moments(module: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    moments: dict[str, Tensor] = {}
    for name, parameter in module.named_parameters():
        for key, value in optimizer.state.get(parameter, {}).items():
            moments[f"{key}:{name}"] = _stored(value)
    return moments


def _restore_moments(
    module: nn.Module, optimizer: torch.optim.Optimizer, moments: dict[str, Tensor]
) -> None:
    parameters = dict(module.named_parameters())
    for key_and_name, value in moments.items():
        key, _, name = key_and_name.partition(":")
        parameter = parameters[name]
        # AdamW keeps its step count as float32 whatever the device; moments follow the parameter.
        optimizer.state[parameter][key] = value.to(parameter.device)


def _write(tensors: dict[str, Tensor], path: Path) -> None:
    """`save_file`, whose own error hides what the system said: a full disk must be told as one."""
    try:
        safetensors.torch.save_file(tensors, path)
    except SafetensorError as error:
        told = _SYSTEM_ERROR.search(str(error))
        number = int(told.group(1)) if told else errno.EIO
        if sys.platform == "win32":
            raise OSError(0, str(error), str(path), number) from error
        raise OSError(number, os.strerror(number), str(path)) from error


def _stored(tensor: Tensor) -> Tensor:
    return tensor.detach().to("cpu", copy=True).contiguous()
