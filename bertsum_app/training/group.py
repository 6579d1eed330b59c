"""Several processes that train one network: each works on its share of a step's batches.

Started by ``torchrun``, which sets who is who in the environment. All processes draw the same batches
and take every n-th; the gradients are added up before the optimiser's step, so that n processes do what
one does with the same `TrainConfig.accumulation`. The first process alone decides when to stop, writes,
and speaks. Deviation from DistributedDataParallel: gradients go in one piece after the backward pass,
not in buckets during it. For networks of this size the wait is short, and the float32 weights behind a
half-precision copy (half_copy.py) get theirs in float32.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import torch
from torch import distributed, nn

Item = TypeVar("Item")

#: A paused run holds all processes but the first; they must not take it for dead.
_PATIENCE = timedelta(days=30)


@dataclass(frozen=True)
class Group:
    """This process among those of the run; `rank` 0 is the first."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process decides, writes and speaks."""
        return self.rank == 0

    def share(self, batches: tuple[Item, ...]) -> tuple[Item, ...]:
        """The batches of a step that this process works on."""
        return batches[self.rank :: self.size]

    @torch.no_grad()
    def start_alike(self, module: nn.Module) -> None:
        """Give every process the first one's weights."""
        if self.size > 1:
            for tensor in module.state_dict().values():
                distributed.broadcast(tensor, src=0)

    def add_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace each gradient by its sum over the processes, which all have the same ones."""
        if self.size == 1:
            return
        gradients = [entry.grad for entry in parameters if entry.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        distributed.all_reduce(flat)
        parts = torch.split(flat, [gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def agree(self, values: Mapping[str, float], device: torch.device) -> dict[str, float]:
        """The first process's `values`, in every process."""
        if self.size == 1:
            return dict(values)
        told = torch.tensor(list(values.values()), dtype=torch.float64, device=device)
        distributed.broadcast(told, src=0)
        return dict(zip(values, told.tolist(), strict=True))

    def gather(self, item: Item) -> list[Item]:
        """What every process has, in order of rank."""
        if self.size == 1:
            return [item]
        found: list[Item | None] = [None] * self.size
        distributed.all_gather_object(found, item)
        return [entry for entry in found if entry is not None]


ALONE = Group()


def join_group(device: torch.device) -> Group:
    """The group that ``torchrun`` started this process for, or `ALONE`.

    On several GPUs each process takes the one of its rank on its machine.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return ALONE
    if device.type == "cuda":
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
    backend = "nccl" if device.type == "cuda" else "gloo"
    distributed.init_process_group(backend, timeout=_PATIENCE)
    return Group(distributed.get_rank(), size)


def leave_group(group: Group) -> None:
    """Wait for the others and end the group."""
    if group.size > 1:
        distributed.barrier()
        distributed.destroy_process_group()
