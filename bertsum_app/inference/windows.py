"""Documents longer than the encoder: windows of whole sentences, and one score per sentence.

Neighbours overlap, so that no sentence is read without what stands before it; where two windows read
the same sentence, what they found is blended by how far the sentence stands inside each.

A few windows are only read one by one: the scorer gets the states of all their sentences together,
with their places in the document. That is as it was trained up to some hundred sentences, and no
further. Of more windows each is scored as a document of its own. A scorer learns that documents begin
with what matters, and so favours whatever a window happens to begin with; in the first window that is
right, in the others it is taken out (`without_place_bias`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_TINY = 1e-6
#: Share of a window's positions that it has in common with the one before it: of a short document, and
#: of a long one, where more would cost more time than it changes.
_OVERLAP, _OVERLAP_OF_MANY = 0.3, 0.15
_MANY = 8  # windows
#: With fewer windows the place of a sentence cannot be told from what stands there.
FEWEST_TO_FIT = 6


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
    share = _OVERLAP if sum(sizes) <= _MANY * max_positions else _OVERLAP_OF_MANY
    overlap = int(share * max_positions)
    while first < len(sizes):
        end = _filled(sizes, first, max_positions)
        windows.append(Window(first, end))
        if end == len(sizes):
            break
        first = _next_first(sizes, windows[-1], max_positions, overlap)
    return tuple(windows)


def _filled(sizes: Sequence[int], first: int, max_positions: int) -> int:
    """The end of the longest window that begins at `first`."""
    taken, end = 0, first
    while end < len(sizes) and (end == first or taken + sizes[end] <= max_positions):
        taken += sizes[end]
        end += 1
    return end


def _next_first(sizes: Sequence[int], window: Window, max_positions: int, overlap: int) -> int:
    """Where the next window begins: some sentences back, but always further on than `window`."""
    first, room = window.end, overlap
    # Not back to the middle of the window, so that no sentence falls into three.
    earliest = (window.first + window.end) // 2 + 1
    while first > earliest and sizes[first - 1] <= room:
        # The first new sentence must fit behind the overlap, or nothing would be gained.
        room -= sizes[first - 1]
        first -= 1
    while first < window.end and _filled(sizes, first, max_positions) <= window.end:
        first += 1
    return first


def merged(
    windows: Sequence[Window], found: Sequence[npt.NDArray[np.float32]]
) -> npt.NDArray[np.float32]:
    """What was `found` for each sentence of each window, as one array over the document's sentences.

    A number to each sentence, or a vector: arrays of shape [sentences, ...].
    """
    total = windows[-1].end if windows else 0
    width = found[0].shape[1:] if found else ()
    blend, weights = np.zeros((total, *width), dtype=np.float32), np.zeros(total, dtype=np.float32)
    for number, (window, values) in enumerate(zip(windows, found, strict=True)):
        weight = np.ones(len(window), dtype=np.float32)
        before = windows[number - 1].end - window.first if number else 0
        after = window.end - windows[number + 1].first if number + 1 < len(windows) else 0
        if before > 0:
            weight[:before] = np.arange(1, before + 1) / (before + 1)
        if after > 0:
            weight[len(window) - after :] = np.arange(after, 0, -1) / (after + 1)
        blend[window.first : window.end] += _over(weight, blend) * values
        weights[window.first : window.end] += weight
    blend /= _over(weights, blend)
    return blend


def _over(
    weights: npt.NDArray[np.float32], values: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """`weights` [n], shaped so that each goes over all numbers of a sentence in `values`."""
    return weights.reshape(-1, *[1] * (values.ndim - 1))


def without_place_bias(
    scores: Sequence[npt.NDArray[np.float32]],
) -> list[npt.NDArray[np.float32]]:
    """Probabilities of each window's sentences that can be compared with those of other windows.

    Over all windows, log odds are fitted by least squares with ``a + b / (1 + i) + c * i / n``, sentence
    i of n; what comes of the place alone is taken out of all windows but the first, the average left
    in. Fewer windows than `FEWEST_TO_FIT` stay as they are.
    """
    if len(scores) < FEWEST_TO_FIT:
        return list(scores)
    places = [_place_terms(len(window)) for window in scores]
    odds = [_log_odds(window) for window in scores]
    terms = np.concatenate(places)
    known = np.hstack([np.ones((len(terms), 1)), terms])
    slopes = np.linalg.lstsq(known, np.concatenate(odds), rcond=None)[0][1:]
    average = float((terms @ slopes).mean())
    fair = [
        window - (place @ slopes - average)
        for window, place in zip(odds[1:], places[1:], strict=True)
    ]
    return [scores[0], *((1 / (1 + np.exp(-each))).astype(np.float32) for each in fair)]


def _place_terms(count: int) -> npt.NDArray[np.float64]:
    """[count, 2]: how near each sentence of a window is to its beginning and to its end."""
    index = np.arange(count)
    return np.stack([1 / (1 + index), index / max(1, count)], axis=1)


def _log_odds(probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    bounded = np.clip(probabilities.astype(np.float64), _TINY, 1 - _TINY)
    odds: npt.NDArray[np.float64] = np.log(bounded / (1 - bounded))
    return odds
