"""Sequences gathered into one padded array."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.corpus.padding import gather
from bertsum_app.corpus.ragged import Ragged

PAD = 7
sequences = st.lists(st.lists(st.integers(10, 60_000), max_size=9), min_size=1, max_size=8)
frames = st.lists(st.integers(0, 6), max_size=2)


@given(st.data(), sequences, frames, frames, st.none() | st.integers(0, 6))
def test_each_row_is_its_framed_sequence_and_padding(
    data: st.DataObject,
    rows: list[list[int]],
    before: list[int],
    after: list[int],
    limit: int | None,
) -> None:
    order = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=12))
    ids, lengths = gather(
        Ragged.from_sequences(rows), np.array(order), PAD, before=before, after=after, limit=limit
    )
    expected = [[*before, *rows[index][:limit], *after] for index in order]
    assert lengths.tolist() == [len(row) for row in expected]
    assert ids.shape == (len(order), max(map(len, expected)))
    for row, wanted in zip(ids.tolist(), expected, strict=True):
        assert row == wanted + [PAD] * (ids.shape[1] - len(wanted))
