"""What the events of a run come to: the points of the chart, how fast it is, how long it will take.

No Qt in here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bertsum_app.gui.training.figures import out_of_hundred
from bertsum_app.training.events import (
    CorpusRead,
    RunResumed,
    RunStarted,
    Sampled,
    StageStarted,
    TrainingEvent,
    TrainProgress,
    Validated,
)

#: Reports over which the speed is taken: long enough to be calm, short enough to notice a change.
_RECENT = 12
_CALM = 5
#: The part of a run's mix that the network is only held to what it said before.
_FAMILIAR = "familiar"


@dataclass(frozen=True)
class Point:
    """A loss at a step, in nats a token (a sentence or text where there are no tokens), or a score."""

    step: int
    value: float


@dataclass
class RunStory:
    """Feed it the events in their order; an event of a resumed run at an earlier step takes back."""

    train: list[Point] = field(default_factory=list)
    development: list[Point] = field(default_factory=list)
    accuracy: float | None = None
    """Share of right first choices at the last validation, 0 to 1."""
    samples: list[Sampled] = field(default_factory=list)
    """What was made of the samples at each validation, the base model's first."""
    memory_bytes: int = 0
    """The most that was taken so far; 0: not told."""
    tokens_per_s: float = 0.0
    step: int = 0
    steps: int = 0
    device: str = ""
    _stages: list[StageStarted] = field(default_factory=list)
    _recent: deque[tuple[int, float]] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def tell(self, events: Iterable[TrainingEvent]) -> None:
        """Go on with the story."""
        for event in events:
            self._take(event)

    @property
    def seconds_left(self) -> float | None:
        """Of training alone; None before it is known how fast it goes."""
        if not self.steps or len(self._recent) < 2:
            return None
        (first, begun), (last, now) = self._recent[0], self._recent[-1]
        if last <= first:
            return None
        return max(0, self.steps - self.step) * (now - begun) / (last - first)

    @property
    def calm_train(self) -> list[Point]:
        """The losses while learning, each the mean of some before it: a report is of a few batches."""
        return [
            Point(point.step, sum(p.value for p in recent) / len(recent))
            for index, point in enumerate(self.train)
            if (recent := self.train[max(0, index - _CALM + 1) : index + 1])
        ]

    @property
    def best(self) -> Point | None:
        """The best validation so far, which is what is kept: of the stage that the run is in."""
        begun = self._stages[-1].step if self._stages else -1
        # What is validated where a stage begins is still of the one before, but for the first.
        last = [point for point in self.development if point.step > begun or not begun]
        return min(last, key=lambda point: point.value, default=None)

    @property
    def scores(self) -> list[Point]:
        """The mean of the samples' figures at each validation, 0 to 100."""
        return [Point(each.step, _mean(shown_figures(each))) for each in self.samples]

    def _take(self, event: TrainingEvent) -> None:
        match event:
            case CorpusRead():
                self.steps = event.steps
            case RunStarted():
                self.device = event.device
                self._go_back_to(event.step)
            case RunResumed():
                self._recent.clear()
            case TrainProgress():
                self.step = event.step
                self.tokens_per_s = event.tokens_per_s
                self._recent.append((event.step, event.active_s))
                self.memory_bytes = event.memory_bytes or 0
                self.train.append(Point(event.step, _mean(event.loss)))
            case StageStarted():
                self._stages.append(event)
            case Validated() if event.loss:
                self.step = max(self.step, event.step)
                self.development.append(Point(event.step, _mean(self._of_stage(event.loss))))
                if event.accuracy:
                    self.accuracy = _mean(event.accuracy)
            case Sampled() if event.figures:
                self.samples.append(event)
            case _:
                pass

    def _go_back_to(self, step: int) -> None:
        """A run that was broken off goes on from its last checkpoint: what came after is done anew."""
        self.step = step
        self.train = [point for point in self.train if point.step <= step]
        self.development = [point for point in self.development if point.step <= step]
        self.samples = [each for each in self.samples if each.step <= step]
        # The first stage is told of once, before all steps; another one whenever it begins.
        self._stages = [each for each in self._stages if each.step < max(step, 1)]
        self._recent.clear()

    def _of_stage(self, loss: Mapping[str, float]) -> Mapping[str, float]:
        """The losses of what is learned in the stage that the run is in."""
        if not self._stages:
            return loss
        return {task: loss[task] for task in self._stages[-1].tasks if task in loss} or loss


def shown_figures(sampled: Sampled) -> dict[str, float]:
    """Its figures as they are shown, 0 to 100."""
    return {name: out_of_hundred(name, value) for name, value in sampled.figures.items()}


def _mean(by_task: Mapping[str, float]) -> float:
    own = [value for task, value in by_task.items() if task != _FAMILIAR]
    values = own or list(by_task.values())
    return sum(values) / len(values)
