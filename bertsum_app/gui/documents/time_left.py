"""How long a job will still take, judged by how it went lately."""

from __future__ import annotations

from collections import deque

_LOOKED_BACK_S = 30.0
_LEAST_S = 2.0
"""A guess after less would jump about."""


class TimeLeft:
    """Tell it of each step; it looks back over the last half minute."""

    def __init__(self) -> None:
        self._steps: deque[tuple[float, int]] = deque()

    def step(self, now_s: float, done: int, total: int) -> float | None:
        """Seconds until `total` units are done; None while nobody can tell.

        `now_s` is the time on any clock, `done` the units done by now.
        """
        self._steps.append((now_s, done))
        while len(self._steps) > 2 and self._steps[1][0] < now_s - _LOOKED_BACK_S:
            self._steps.popleft()
        then_s, before = self._steps[0]
        if now_s - then_s < _LEAST_S or done <= before:
            return None
        return (total - done) * (now_s - then_s) / (done - before)
