"""Translations score above the same sides in another order, whatever their length."""

from __future__ import annotations

import numpy as np

from bertsum_app.corpus.alignment import aligned_rows, alignment_scores
from bertsum_app.corpus.packed import PackedPairs
from bertsum_app.corpus.ragged import Ragged

ENGLISH_BASE, CHINESE_BASE, WORDS, PAIRS = 10, 40, 30, 400


def made_up(slid: int) -> PackedPairs:
    """Pairs of 3 to 9 words with word-for-word translations; the last `slid` have each other's."""
    rng = np.random.default_rng(3)
    words = [rng.choice(WORDS, rng.integers(3, 10), replace=False) for _ in range(PAIRS)]
    english = [(ENGLISH_BASE + row).tolist() for row in words]
    chinese = [(CHINESE_BASE + rng.permutation(row)).tolist() for row in words]
    start = PAIRS - slid
    chinese[start:] = chinese[start + 1 :] + chinese[start : start + 1]
    return PackedPairs(
        Ragged.from_sequences(english),
        Ragged.from_sequences(chinese),
        np.zeros(PAIRS, np.int32),
        ("made-up",),
    )


def test_pairs_that_slid_score_below_all_translations() -> None:
    scores = alignment_scores(made_up(slid=40), np.arange(PAIRS), vocab_size=80)
    translations, slid = scores[: PAIRS - 40], scores[PAIRS - 40 :]
    assert np.median(translations) > 1.0
    assert np.median(slid) < 0.3
    # A slid pair may share most of its words by chance; no translation falls as low as most of them.
    assert (slid < translations.min()).mean() > 0.9


def test_an_empty_side_scores_nothing() -> None:
    pairs = PackedPairs(
        Ragged.from_sequences([[11], [12], []]),
        Ragged.from_sequences([[41], [], [42]]),
        np.zeros(3, np.int32),
        ("made-up",),
    )
    scores = alignment_scores(pairs, np.array([0]), vocab_size=80)
    assert scores[0] > 0
    assert scores[1:].tolist() == [0, 0]


def test_slid_pairs_are_left_out_unless_too_short_to_judge() -> None:
    pairs = made_up(slid=40)
    keep = aligned_rows(pairs, vocab_size=80)
    short = np.minimum(pairs.english.lengths, pairs.chinese.lengths) < 6
    slid = np.arange(PAIRS) >= PAIRS - 40
    assert keep[~slid].all()
    assert keep[short].all()
    judged = slid & ~short
    assert judged.sum() > 10
    assert keep[judged].mean() < 0.5
