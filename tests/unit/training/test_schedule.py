"""Learning rates over a run."""

from __future__ import annotations

import pytest

from bertsum_app.training.config import ScheduleConfig
from bertsum_app.training.schedule import learning_rate


def test_noam_matches_the_papers_formula() -> None:
    # Liu & Lapata 2019: lr = 2e-3 * min(step^-0.5, step * 20000^-1.5) for the encoder.
    factor, warmup = 2e-3, 20_000
    schedule = ScheduleConfig("noam", peak=factor * warmup**-0.5, warmup_steps=warmup)
    for step in (1, 500, 20_000, 77_000):
        expected = factor * min(step**-0.5, step * warmup**-1.5)
        assert learning_rate(schedule, step, elapsed=0.3) == pytest.approx(expected)


def test_noam_peaks_at_the_end_of_warm_up() -> None:
    schedule = ScheduleConfig("noam", peak=1e-3, warmup_steps=40)
    rates = [learning_rate(schedule, step, 0.0) for step in range(1, 200)]
    assert max(rates) == rates[39] == pytest.approx(1e-3)


def test_elapsed_rises_by_steps_and_falls_with_time_to_zero() -> None:
    schedule = ScheduleConfig("elapsed", peak=1e-3, warmup_steps=10)
    assert learning_rate(schedule, 5, elapsed=0.0) == pytest.approx(5e-4)
    assert learning_rate(schedule, 500, elapsed=0.25) == pytest.approx(7.5e-4)
    assert learning_rate(schedule, 500, elapsed=1.0) == 0.0
    assert learning_rate(schedule, 500, elapsed=1.5) == 0.0


@pytest.mark.parametrize(("peak", "warmup"), [(0.0, 10), (-1e-3, 10), (1e-3, 0)])
def test_senseless_schedules_are_refused(peak: float, warmup: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        ScheduleConfig("noam", peak, warmup)
