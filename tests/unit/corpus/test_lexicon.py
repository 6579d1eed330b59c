"""Model 1 finds which piece translates which from pairs that never say so."""

from __future__ import annotations

import numpy as np
import pytest

from bertsum_app.corpus.lexicon import Lexicon, learn_lexicon
from bertsum_app.corpus.packed import PackedPairs
from bertsum_app.corpus.ragged import Ragged

VOCABULARY = 40
ENGLISH_BASE, CHINESE_BASE, WORDS = 10, 25, 8


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """From 80 pairs in which Chinese word n means English word n, in another order, beside "the"."""
    rng = np.random.default_rng(1)
    english, chinese = [], []
    for _ in range(80):
        words = rng.choice(WORDS, 3, replace=False)
        the = ENGLISH_BASE + WORDS
        english.append([the, *(ENGLISH_BASE + rng.permutation(words)).tolist()])
        chinese.append((CHINESE_BASE + rng.permutation(words)).tolist())
    pairs = PackedPairs(
        Ragged.from_sequences(english),
        Ragged.from_sequences(chinese),
        np.zeros(80, np.int32),
        ("made-up",),
    )
    return learn_lexicon(pairs, np.arange(80), vocab_size=VOCABULARY, iterations=12)


def test_each_word_finds_its_translation(lexicon: Lexicon) -> None:
    for word in range(WORDS):
        entries = lexicon.sources == CHINESE_BASE + word
        best = lexicon.targets[entries][lexicon.probabilities[entries].argmax()]
        assert best == ENGLISH_BASE + word
        assert lexicon.probabilities[entries].max() > 0.8


def test_probabilities_of_a_source_add_up_to_one(lexicon: Lexicon) -> None:
    sums = np.bincount(lexicon.sources, weights=lexicon.probabilities)
    np.testing.assert_allclose(sums[sums > 0], 1.0, atol=1e-5)


def test_the_null_word_is_no_entry(lexicon: Lexicon) -> None:
    assert set(lexicon.sources.tolist()) == set(range(CHINESE_BASE, CHINESE_BASE + WORDS))
