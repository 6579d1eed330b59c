"""Documents longer than the encoder: windows of whole sentences, and one score per sentence.

Each window reads as a document of its own, as the scorer was trained. Neighbours overlap, so that no
sentence is judged without what stands before it; where two windows score the same sentence, their
scores are blended by how far the sentence stands inside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Share of a window's positions that it has in common with the one before it.
_OVERLAP = 0.3


@dataclass(frozen=True)
class Window:
    """Sentences [first, end) of a document."""

    first: int
    end: int

    def __len__(self) -> int:
        """How many sentences."""
        return self.end - self.first


def plan_windows(sizes: Sequence[int], max_positions: int) -> tuple[Window, ...]:
    """Windows over sentences that take `sizes` positions each (their `[CLS]` and `[SEP]` counted).

    A window takes at most `max_positions`; only a single sentence that is longer has one to itself
    all the same (its end is cut off when it is laid out). Every sentence is in one window or two.
    """
    windows: list[Window] = []
    first = 0
    while first < len(sizes):
        end = _filled(sizes, first, max_positions)
        windows.append(Window(first, end))
        if end == len(sizes):
            break
        first = _next_first(sizes, windows[-1], max_positions)
    return tuple(windows)


def _filled(sizes: Sequence[int], first: int, max_positions: int) -> int:
    """The end of the longest window that begins at `first`."""
    taken, end = 0, first
    while end < len(sizes) and (end == first or taken + sizes[end] <= max_positions):
        taken += sizes[end]
        end += 1
    return end


def _next_first(sizes: Sequence[int], window: Window, max_positions: int) -> int:
    """Where the next window begins: some sentences back, but always further on than `window`."""
    first, room = window.end, int(_OVERLAP * max_positions)
    # Not back to the middle of the window, so that no sentence falls into three.
    earliest = (window.first + window.end) // 2 + 1
    while first > earliest and sizes[first - 1] <= room:
        # The first new sentence must fit behind the overlap, or nothing would be gained.
        room -= sizes[first - 1]
        first -= 1
    while first < window.end and _filled(sizes, first, max_positions) <= window.end:
        first += 1
    return first


def merge_scores(
    windows: Sequence[Window], scores: Sequence[npt.NDArray[np.float32]]
) -> npt.NDArray[np.float32]:
    """One score per sentence of the document from the scores of each window's sentences."""
    total = windows[-1].end if windows else 0
    weighted, weights = np.zeros(total), np.zeros(total)
    for number, (window, found) in enumerate(zip(windows, scores, strict=True)):
        weight = np.ones(len(window))
        before = windows[number - 1].end - window.first if number else 0
        after = window.end - windows[number + 1].first if number + 1 < len(windows) else 0
        if before > 0:
            weight[:before] = np.arange(1, before + 1) / (before + 1)
        if after > 0:
            weight[len(window) - after :] = np.arange(after, 0, -1) / (after + 1)
        weighted[window.first : window.end] += weight * found
        weights[window.first : window.end] += weight
    return (weighted / weights).astype(np.float32)
