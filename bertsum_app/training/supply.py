"""The batches of each step, in order, made ahead of time where the device is faster than the CPU."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from bertsum_app.corpus.batches import Batch, StreamState
from bertsum_app.training.config import TaskKind
from bertsum_app.training.tasks import TaskMix

#: How long the maker waits on a full queue before it looks whether anybody still wants batches.
_LOOK_UP_S = 0.2


@dataclass(frozen=True)
class StepSupply:
    """What one optimiser step works on, and where the streams stand when it is done."""

    step: int
    kind: TaskKind
    batches: tuple[Batch, ...]
    states_after: dict[str, StreamState]


def make_step(mix: TaskMix, step: int, batches: int) -> StepSupply:
    """Draw `batches` batches of the task of `step`; moves the mix on."""
    kind = mix.task_of(step)
    drawn = tuple(mix.streams[kind].next_batch() for _ in range(batches))
    return StepSupply(step, kind, drawn, mix.states)


@contextmanager
def supply_steps(
    mix: TaskMix, first_step: int, batches: int, *, ahead: int
) -> Iterator[Iterator[StepSupply]]:
    """Yield an endless iterator over the steps from `first_step` on.

    With `ahead` 0 each step is made when asked for. Otherwise a thread makes up to `ahead` steps in
    advance, and `mix` belongs to that thread until the context ends. Either way the steps are the same.
    """
    if not ahead:
        yield (make_step(mix, step, batches) for step in count(first_step))
        return
    made: queue.Queue[StepSupply | BaseException] = queue.Queue(ahead)
    stop = threading.Event()

    def put(item: StepSupply | BaseException) -> None:
        while not stop.is_set():
            try:
                made.put(item, timeout=_LOOK_UP_S)
            except queue.Full:
                continue
            return

    def work() -> None:
        try:
            for step in count(first_step):
                if stop.is_set():
                    return
                put(make_step(mix, step, batches))
        except BaseException as error:  # handed to the consumer, whose thread reports it
            put(error)

    def take() -> Iterator[StepSupply]:
        while True:
            item = made.get()
            if isinstance(item, BaseException):
                raise item
            yield item

    worker = threading.Thread(target=work, name="batch-supply", daemon=True)
    worker.start()
    try:
        yield take()
    finally:
        stop.set()
        worker.join()
