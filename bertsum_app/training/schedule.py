"""Learning rates over a run."""

from __future__ import annotations

import math

from bertsum_app.training.config import ScheduleConfig


def learning_rate(schedule: ScheduleConfig, step: int, elapsed: float) -> float:
    """The rate for optimiser step `step` (from 1), `elapsed` of the budget being used.

    Args:
        schedule: kind, peak and warm-up.
        step: optimiser steps, not micro-batches.
        elapsed: 0 at the start to 1 at the end of the budget - of time, or for a linear schedule of
            steps; beyond 1 counts as 1.
    """
    warmup = schedule.warmup_steps
    if schedule.kind == "noam":
        return schedule.peak * min(math.sqrt(warmup / step), step / warmup)
    rising = min(1.0, step / warmup)
    return schedule.peak * rising * max(0.0, 1.0 - elapsed)
