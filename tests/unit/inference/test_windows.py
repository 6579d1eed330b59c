from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.windows import (
    Window,
    merged,
    plan_windows,
    without_place_bias,
)

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
    whole = merged(windows, scores)
    assert whole.dtype == np.float32
    np.testing.assert_allclose(whole, np.arange(len(sizes)), rtol=1e-5)


@given(SIZES)
def test_vectors_are_blended_as_numbers_are(sizes: list[int]) -> None:
    windows = plan_windows(sizes, 64)
    rng = np.random.default_rng(len(sizes))
    states = [rng.normal(size=(len(window), 3)).astype(np.float32) for window in windows]
    whole = merged(windows, states)
    for column in range(3):
        alone = merged(windows, [each[:, column] for each in states])
        np.testing.assert_array_equal(whole[:, column], alone)


def test_short_document_is_one_window() -> None:
    assert plan_windows([10, 20, 30], 64) == (Window(0, 3),)


def test_neighbours_overlap_where_sentences_are_short() -> None:
    windows = plan_windows([8] * 20, 64)
    assert all(a.end - b.first == 2 for a, b in itertools.pairwise(windows))


def test_overlap_blends_from_one_window_to_the_next() -> None:
    windows = [Window(0, 4), Window(2, 6)]
    low, high = np.zeros(4, dtype=np.float32), np.ones(4, dtype=np.float32)
    whole = merged(windows, [low, high])
    assert whole[:2].tolist() == [0, 0]
    assert 0 < whole[2] < whole[3] < 1
    assert whole[4:].tolist() == [1, 1]


def test_no_sentences_no_windows() -> None:
    assert plan_windows([], 64) == ()
    assert len(merged((), ())) == 0


def leading(count: int, better: int | None = None) -> np.ndarray:
    """A window whose sentences score by their place alone, and one of them better than that."""
    odds = -3 + 2.5 / (1 + np.arange(count)) - 0.3 * np.arange(count) / count
    if better is not None:
        odds[better] += 1
    return (1 / (1 + np.exp(-odds))).astype(np.float32)


def test_what_a_window_begins_with_is_no_better_for_that() -> None:
    windows = [*map(leading, (12, 15, 9, 14, 11, 12)), leading(12, better=7)]

    first, *others = without_place_bias(windows)

    np.testing.assert_array_equal(first, windows[0])
    level = np.concatenate(others[:-1])
    assert level.max() - level.min() < 0.03
    best = max((score, number) for number, each in enumerate(others) for score in each)
    assert best[1] == len(others) - 1
    assert int(np.argmax(others[-1])) == 7


def test_few_windows_are_left_alone() -> None:
    windows = [leading(5), leading(7)]
    for fair, given_scores in zip(without_place_bias(windows), windows, strict=True):
        np.testing.assert_array_equal(fair, given_scores)


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=12), max_size=9))
def test_fair_scores_are_still_probabilities(given_scores: list[list[float]]) -> None:
    windows = [np.array(scores, dtype=np.float32) for scores in given_scores]

    fair = without_place_bias(windows)

    assert [len(each) for each in fair] == [len(each) for each in windows]
    for each in fair:
        assert np.isfinite(each).all()
        assert ((each >= 0) & (each <= 1)).all()
