"""Paired bootstrap resampling: sure of what is clear, unsure of what is not."""

from __future__ import annotations

import numpy as np
import pytest

from bertsum_app.evaluation.bootstrap import PairedBootstrap, Statistics, paired_bootstrap


def total(statistics: Statistics) -> float:
    return float(statistics[0])


def column(values: list[float]) -> Statistics:
    return np.array(values, dtype=np.float64)[:, None]


def compare(first: list[float], second: list[float], seed: int = 1) -> PairedBootstrap:
    return paired_bootstrap(column(first), column(second), total, samples=500, seed=seed)


def test_better_on_every_example_is_certain() -> None:
    first = [float(n % 7) for n in range(40)]
    result = compare(first, [value + 1 for value in first])
    assert result.p_value == 0.0
    # One more on each of 40 examples, whichever are drawn.
    assert (result.difference, result.low, result.high) == (40.0, 40.0, 40.0)


def test_worse_on_every_example_is_certain_too() -> None:
    first = [float(n % 7) for n in range(40)]
    result = compare(first, [value - 1 for value in first])
    assert result.p_value == 0.0
    assert result.high == -40.0


def test_equal_systems_are_never_told_apart() -> None:
    values = [0.0, 1.0, 0.0, 1.0]
    result = compare(values, values)
    assert (result.difference, result.p_value) == (0.0, 1.0)


def test_one_better_example_among_many_is_seen_as_luck_about_as_often_as_it_is_not_drawn() -> None:
    first = [0.0] * 50
    result = compare(first, [1.0, *first[1:]])
    assert result.p_value == pytest.approx((1 - 1 / 50) ** 50, abs=0.06)


def test_the_seed_decides() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.random(30).tolist(), rng.random(30).tolist()
    assert compare(first, second) == compare(first, second)
    assert compare(first, second) != compare(first, second, seed=2)


def test_examples_stay_paired() -> None:
    # The second system is 1 better throughout, while examples differ by 1,000: resampling the two
    # apart would hide the difference.
    first = [1000.0 * (n % 2) for n in range(20)]
    assert compare(first, [value + 1 for value in first]).p_value == 0.0


@pytest.mark.parametrize(("first", "second"), [([], []), ([1.0], [1.0, 2.0])])
def test_nothing_or_unlike_things_are_not_compared(first: list[float], second: list[float]) -> None:
    with pytest.raises(ValueError, match="compared"):
        compare(first, second)
