"""Is a difference between two systems more than luck? Paired bootstrap resampling.

Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation", section 4: draw
test sets of the same size with replacement, score both systems on each, and count how often the one
that is better on the whole set is better on the drawn one, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_LOW_PERCENTILE, _HIGH_PERCENTILE = 2.5, 97.5

Statistics = npt.NDArray[np.int64] | npt.NDArray[np.float64]


@dataclass(frozen=True)
class PairedBootstrap:
    """Second system minus first.

    Attributes:
        first: score of the first system on the whole test set.
        second: score of the second.
        low: 2.5th percentile of the difference over the drawn sets.
        high: 97.5th percentile.
        p_value: share of drawn sets on which the apparent winner is not ahead.
        samples: how many sets were drawn.
        seed: of the drawing.
    """

    first: float
    second: float
    low: float
    high: float
    p_value: float
    samples: int
    seed: int

    @property
    def difference(self) -> float:
        """Positive where the second system is better."""
        return self.second - self.first


def paired_bootstrap(
    first: Statistics,
    second: Statistics,
    score: Callable[[Statistics], float],
    *,
    samples: int = 1000,
    seed: int = 1,
) -> PairedBootstrap:
    """Compare two systems on the same examples.

    Args:
        first: statistics of the first system, [examples, k]; they must add up.
        second: statistics of the second, of the same shape and order of examples.
        score: from summed statistics [k] to a score, greater is better.
        samples: test sets to draw.
        seed: of the drawing; the same seed gives the same result.

    Raises:
        ValueError: no examples, or the two are not of one shape.
    """
    if first.shape != second.shape or not len(first):
        raise ValueError(f"statistics of {first.shape} and {second.shape} cannot be compared")
    examples = len(first)
    rng = np.random.default_rng(seed)
    # How often each example is drawn is all that matters: [samples, examples].
    drawn = rng.multinomial(examples, np.full(examples, 1 / examples), size=samples)
    firsts = np.array([score(row) for row in drawn @ first])
    seconds = np.array([score(row) for row in drawn @ second])
    differences = seconds - firsts
    whole_first, whole_second = score(first.sum(axis=0)), score(second.sum(axis=0))
    behind = differences <= 0 if whole_second > whole_first else differences >= 0
    low, high = np.percentile(differences, (_LOW_PERCENTILE, _HIGH_PERCENTILE))
    return PairedBootstrap(
        first=whole_first,
        second=whole_second,
        low=float(low),
        high=float(high),
        p_value=float(behind.mean()),
        samples=samples,
        seed=seed,
    )
