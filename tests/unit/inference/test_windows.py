from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.windows import Window, merge_scores, plan_windows

SIZES = st.lists(st.integers(3, 70), min_size=1, max_size=120)


@given(SIZES)
def test_every_sentence_is_in_one_window_or_two(sizes: list[int]) -> None:
    windows = plan_windows(sizes, 64)
    seen = np.zeros(len(sizes), dtype=int)
    for window in windows:
        assert len(window) >= 1
        seen[window.first : window.end] += 1
    assert seen.min() >= 1
    assert seen.max() <= 2


@given(SIZES)
def test_windows_fit_and_go_forward(sizes: list[int]) -> None:
    windows = plan_windows(sizes, 64)
    for window in windows:
        assert len(window) == 1 or sum(sizes[window.first : window.end]) <= 64
    for one, following in itertools.pairwise(windows):
        assert one.first < following.first <= one.end < following.end
    assert windows[0].first == 0
    assert windows[-1].end == len(sizes)


@given(SIZES)
def test_a_score_all_windows_agree_on_is_kept(sizes: list[int]) -> None:
    windows = plan_windows(sizes, 64)
    scores = [np.arange(window.first, window.end, dtype=np.float32) for window in windows]
    merged = merge_scores(windows, scores)
    assert merged.dtype == np.float32
    np.testing.assert_allclose(merged, np.arange(len(sizes)), rtol=1e-5)


def test_short_document_is_one_window() -> None:
    assert plan_windows([10, 20, 30], 64) == (Window(0, 3),)


def test_neighbours_overlap_where_sentences_are_short() -> None:
    windows = plan_windows([8] * 20, 64)
    assert all(a.end - b.first == 2 for a, b in itertools.pairwise(windows))


def test_overlap_blends_from_one_window_to_the_next() -> None:
    windows = [Window(0, 4), Window(2, 6)]
    low, high = np.zeros(4, dtype=np.float32), np.ones(4, dtype=np.float32)
    merged = merge_scores(windows, [low, high])
    assert merged[:2].tolist() == [0, 0]
    assert 0 < merged[2] < merged[3] < 1
    assert merged[4:].tolist() == [1, 1]


def test_no_sentences_no_windows() -> None:
    assert plan_windows([], 64) == ()
    assert len(merge_scores((), ())) == 0
