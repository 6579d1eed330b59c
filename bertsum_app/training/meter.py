"""What happened between two reports of a run, summed by task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from torch import Tensor

from bertsum_app.training.losses import BatchLoss


@dataclass(frozen=True)
class Reading:
    """Plain numbers, which can be handed from process to process and added up."""

    loss: dict[str, float]  # times targets
    correct: dict[str, float]
    targets: dict[str, int]
    tokens: int
    operations: int

    def mean_loss(self) -> dict[str, float]:
        """Loss of each task, a target."""
        return {kind: round(sums / self.targets[kind], 4) for kind, sums in self.loss.items()}

    def accuracy(self) -> dict[str, float]:
        """Share of right first choices of each task that counts them."""
        return {kind: round(sums / self.targets[kind], 4) for kind, sums in self.correct.items()}


class Meter:
    """Losses stay on their device until they are read."""

    def __init__(self, started_s: float = 0.0) -> None:
        """`started_s` is the run's training time when this one begins."""
        self.started_s = started_s
        self._loss: dict[str, Tensor] = {}
        self._correct: dict[str, Tensor] = {}
        self._targets: dict[str, int] = defaultdict(int)
        self._tokens = 0
        self._operations = 0

    def add(self, kind: str, result: BatchLoss, operations: int = 0) -> None:
        """Count a batch."""
        weighted = result.loss.detach() * result.targets
        self._loss[kind] = self._loss[kind] + weighted if kind in self._loss else weighted
        if result.correct is not None:
            seen = self._correct.get(kind)
            self._correct[kind] = result.correct if seen is None else seen + result.correct
        self._targets[kind] += result.targets
        self._tokens += result.tokens
        self._operations += operations

    def read(self) -> Reading:
        """The sums so far; waits for the device."""
        return Reading(
            {kind: float(value) for kind, value in self._loss.items()},
            {kind: float(value) for kind, value in self._correct.items()},
            dict(self._targets),
            self._tokens,
            self._operations,
        )


def add_readings(readings: Iterable[Reading]) -> Reading:
    """What several processes saw together."""
    loss: dict[str, float] = defaultdict(float)
    correct: dict[str, float] = defaultdict(float)
    targets: dict[str, int] = defaultdict(int)
    tokens = operations = 0
    for reading in readings:
        for kind, value in reading.loss.items():
            loss[kind] += value
        for kind, value in reading.correct.items():
            correct[kind] += value
        for kind, count in reading.targets.items():
            targets[kind] += count
        tokens += reading.tokens
        operations += reading.operations
    return Reading(dict(loss), dict(correct), dict(targets), tokens, operations)
