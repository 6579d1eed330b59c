"""The sinusoidal position table of BERTSUM's decoder and sentence scorer. Free of torch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_BASE = 10_000.0


def sinusoidal_positions(rows: int, hidden_size: int) -> npt.NDArray[np.float32]:
    """[rows, hidden_size]: sine in even columns, cosine in odd ones, positions from 0.

    Vaswani et al. 2017, section 3.5, interleaved as in PreSumm. (Marian keeps halves apart, and
    CTranslate2's built-in table counts from 1: neither fits, so the table is always passed on.)
    """
    positions = np.arange(rows, dtype=np.float64)[:, None]
    rates = _BASE ** (-np.arange(0, hidden_size, 2, dtype=np.float64) / hidden_size)
    table = np.empty((rows, hidden_size), dtype=np.float32)
    table[:, 0::2] = np.sin(positions * rates)
    table[:, 1::2] = np.cos(positions * rates)
    return table
