"""The gradients of a step, in as many parts as the memory at hand asks for.

A trial before the start finds batches that fit (trial.py), but not all batches are alike, and other
programs take memory, too. Where it runs short, the step's batches are worked on in twice as many parts
from then on, and at last layers are computed again on the way back. The gradients are those of the
whole batches, up to rounding, so that neither the schedule nor the order of examples changes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from bertsum_app.core.errors import OutOfMemory
from bertsum_app.corpus.batch_parts import parts_of, row_count, target_count
from bertsum_app.corpus.batches import Batch
from bertsum_app.model.memory import out_of_memory_told
from bertsum_app.training.losses import BatchLoss
from bertsum_app.training.precision import Precision
from bertsum_app.training.preparation import computes_again, let_compute_again


@dataclass(frozen=True)
class PartLoss:
    """A part of a batch, and its loss."""

    batch: Batch
    result: BatchLoss


class Gradients:
    """Computes them into the module of a `Precision`."""

    def __init__(
        self, precision: Precision, device: torch.device, told: Callable[[int, bool], None]
    ) -> None:
        """`told` hears when memory ran short: parts of each batch now, layers computed again."""
        self._precision = precision
        self._device = device
        self._told = told
        self._parts = 1

    def add(self, batches: Sequence[Batch], share: float) -> list[PartLoss]:
        """Add the gradients of each batch's mean loss, times `share`.

        Raises:
            OutOfMemory: row by row is too much as well; no gradients are left.
        """
        while True:
            # Room is made behind the handler: the error holds the frames that hold the memory.
            with contextlib.suppress(OutOfMemory), out_of_memory_told("training"):
                return self._add(batches, share)
            self._make_room(max(map(row_count, batches)))

    def _add(self, batches: Sequence[Batch], share: float) -> list[PartLoss]:
        found = []
        for batch in batches:
            whole = target_count(batch)
            for part in parts_of(batch, self._parts):
                targets = target_count(part)
                if not targets:
                    continue  # rows in which nothing is hidden: the mean over nothing is no number
                with self._precision.kernels():
                    result = self._precision.module(part, self._device)
                loss: Tensor = result.loss * share
                if self._parts > 1:
                    loss = loss * (targets / whole)
                self._precision.backward(loss)
                found.append(PartLoss(part, result))
        return found

    def _make_room(self, rows: int) -> None:
        self._precision.drop_gradients()
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        model = self._precision.module.model
        if self._parts < rows:
            self._parts *= 2
        elif not computes_again(model):
            let_compute_again(model)
        else:
            raise OutOfMemory("training")
        self._told(self._parts, computes_again(model))
