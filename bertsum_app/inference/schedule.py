"""Keeps the runtime busy with batches, the earliest window's first.

A window works as a coroutine: it asks for hypotheses of some parts, gets them, asks again for what
came out badly, and returns its drafts. Requests are cut into batches of like length; just so many
batches are in the runtime that no worker stands idle, and the others wait here, where second tries of
an early window still pass before first tries of a later one.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.batches import cut_batches
from bertsum_app.inference.runtime import Hypothesis, Pending, Runtime, SearchOptions

#: Inputs decoded together at most, and their positions with the padding.
MAX_INPUTS, MAX_POSITIONS = 32, 4096
#: No output is longer than this many pieces for one of the source, plus some.
_LONGEST_RATIO, _LONGEST_EXTRA = 3, 10


@dataclass(frozen=True)
class Request:
    """What a window asks for: hypotheses of each input."""

    inputs: Sequence[EncodedInput]
    options: SearchOptions


Found: TypeAlias = "list[list[Hypothesis]]"
ResultT = TypeVar("ResultT")
Window: TypeAlias = Generator[Request, Found, ResultT]


@dataclass(order=True)
class _Batch:
    """Inputs decoded together; ordered by window, then by when they were asked for."""

    window: int
    number: int
    indices: list[int] = field(compare=False)
    answer: _Answer = field(compare=False)


@dataclass
class _Answer:
    """A request and what is known of its answer."""

    request: Request
    found: dict[int, list[Hypothesis]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return len(self.found) == len(self.request.inputs)


class Schedule:
    """Runs windows over one runtime."""

    def __init__(
        self, runtime: Runtime, cancel: CancelToken, max_positions: int = MAX_POSITIONS
    ) -> None:
        """`max_positions`: as `MAX_POSITIONS`; `cancel` is looked at between batches."""
        self._max_positions = max_positions
        self._runtime = runtime
        self._cancel = cancel
        # One more than there are workers, so that none waits for us.
        self._capacity = runtime.parallel_batches + 1
        self._waiting: list[_Batch] = []
        self._running: deque[tuple[_Batch, Pending]] = deque()
        self._numbers = 0

    def run(self, windows: Iterable[Window[ResultT]]) -> Iterator[ResultT]:
        """The results of the windows, in order, each as soon as it and all before it are done.

        Raises:
            Cancelled: between batches, once the token is set.
            OutOfMemory: see `Runtime.submit`.
        """
        source = enumerate(windows)
        at_work: dict[int, Window[ResultT]] = {}
        done: dict[int, ResultT] = {}
        delivered = 0
        while True:
            while len(self._running) < self._capacity:
                if not self._waiting:
                    number, window = next(source, (None, None))
                    if number is None or window is None:
                        break
                    at_work[number] = window
                    self._put(number, next(window))
                    continue
                self._start(heapq.heappop(self._waiting))
            if not self._running:
                return
            batch = self._wait()
            if batch.answer.complete:
                found = [batch.answer.found[index] for index in sorted(batch.answer.found)]
                try:
                    self._put(batch.window, at_work[batch.window].send(found))
                except StopIteration as end:
                    del at_work[batch.window]
                    done[batch.window] = end.value
            while delivered in done:
                yield done.pop(delivered)
                delivered += 1

    def _put(self, window: int, request: Request) -> None:
        """Cut a request (of one input at least) into batches that wait for their turn."""
        answer = _Answer(request)
        lengths = [len(each) for each in request.inputs]
        # A small request is shared out to all workers; a large one makes full batches.
        share = -(-len(lengths) // self._runtime.parallel_batches)
        for indices in cut_batches(lengths, self._max_positions, min(share, MAX_INPUTS)):
            heapq.heappush(self._waiting, _Batch(window, self._numbers, indices, answer))
            self._numbers += 1

    def _start(self, batch: _Batch) -> None:
        self._cancel.raise_if_cancelled()
        request = batch.answer.request
        inputs = [request.inputs[index] for index in batch.indices]
        longest = max(len(each) for each in inputs)
        bound = min(request.options.max_length, _LONGEST_RATIO * longest + _LONGEST_EXTRA)
        options = replace(
            request.options, max_length=bound, min_length=min(request.options.min_length, bound)
        )
        self._running.append((batch, self._runtime.submit(inputs, options)))

    def _wait(self) -> _Batch:
        """The batch that was started first, answered."""
        self._cancel.raise_if_cancelled()
        batch, pending = self._running.popleft()
        batch.answer.found.update(zip(batch.indices, pending(), strict=True))
        return batch
