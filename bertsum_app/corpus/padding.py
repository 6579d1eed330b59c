"""Id sequences of different lengths put into one rectangular array. Free of torch.

Rows come straight out of a `Ragged`, gathered by index: on a GPU a step takes some 30 ms, and a batch of
40,000 tokens made from Python lists takes longer than that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bertsum_app.corpus.ragged import Ragged

Ids = npt.NDArray[np.int64]


def gather(
    ragged: Ragged,
    rows: Ids,
    pad: int,
    *,
    before: Sequence[int] = (),
    after: Sequence[int] = (),
    limit: int | None = None,
) -> tuple[Ids, Ids]:
    """The sequences `rows`, each framed by `before` and `after`, padded on the right.

    Args:
        ragged: where the sequences are.
        rows: [n] which of them, in this order.
        pad: fills what is left of a row.
        before: ids in front of each sequence.
        after: ids behind each sequence.
        limit: longer sequences are cut to this many ids, the frame not counted.

    Returns:
        ids [n, longest + frame] and lengths [n], the frame counted.
    """
    starts = ragged.offsets[rows]
    lengths = ragged.offsets[rows + 1] - starts
    if limit is not None:
        lengths = np.minimum(lengths, limit)
    longest = int(lengths.max())
    ids = np.full((len(rows), len(before) + longest + len(after)), pad, dtype=np.int64)
    columns = np.arange(longest)
    inside = columns < lengths[:, None]
    body = ids[:, len(before) : len(before) + longest]
    body[inside] = ragged.values[(starts[:, None] + columns)[inside]]
    ids[:, : len(before)] = before
    for place, value in enumerate(after):
        ids[np.arange(len(rows)), len(before) + lengths + place] = value
    return ids, lengths + len(before) + len(after)
