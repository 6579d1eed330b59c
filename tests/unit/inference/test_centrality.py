"""Central sentences, and what that adds to the network's scores."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.centrality import with_centrality
from bertsum_app.text.centrality import centrality, standing

words = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), max_size=6)
texts = st.lists(words.map(" ".join), min_size=1, max_size=7)


def cosine_means(sentences: list[str]) -> list[float]:
    """The definition, pair by pair."""
    counts = [Counter(sentence.split()) for sentence in sentences]
    spread = Counter(word for count in counts for word in count)
    vectors = [
        {w: n * math.log(1 + len(sentences) / spread[w]) for w, n in count.items()}
        for count in counts
    ]

    def cosine(one: dict[str, float], other: dict[str, float]) -> float:
        norms = math.hypot(*one.values()) * math.hypot(*other.values())
        return sum(one[word] * other.get(word, 0.0) for word in one) / norms if norms else 0.0

    return [
        sum(cosine(one, other) for j, other in enumerate(vectors) if j != i)
        / max(1, len(sentences) - 1)
        for i, one in enumerate(vectors)
    ]


@given(texts)
def test_it_is_the_mean_cosine_to_the_other_sentences(sentences: list[str]) -> None:
    assert centrality(sentences, "en") == pytest.approx(cosine_means(sentences), abs=1e-9)


ARTICLE = [
    "It rained.",
    "The bank of Lyon raised rates.",
    "The bank raised its rates in Lyon again.",
]


def test_of_sentences_scored_alike_nothing_changes_and_probabilities_stay_probabilities() -> None:
    assert with_centrality(ARTICLE, [0.4, 0.4, 0.4], "en") == pytest.approx([0.4] * 3)
    moved = with_centrality(ARTICLE, [1.0, 0.0, 0.5], "en")
    assert all(0 < score < 1 for score in moved)


def test_a_central_sentence_passes_one_scored_a_little_higher() -> None:
    moved = with_centrality([*ARTICLE, "Bye."], [0.31, 0.30, 0.30, 0.05], "en")
    assert moved[1] > moved[0]


def test_a_sentence_the_network_is_sure_of_stays_first() -> None:
    moved = with_centrality([*ARTICLE, "Bye."], [0.97, 0.30, 0.30, 0.05], "en")
    assert moved[0] == max(moved)


def test_chinese_is_compared_by_characters_and_their_pairs() -> None:
    rain, bank, rates = centrality(
        ["下雨了。", "里昂的银行提高了利率。", "银行再次提高利率。"], "zh"
    )
    assert rates > rain
    assert bank > rain


def test_a_single_sentence_keeps_its_score() -> None:
    assert with_centrality(["Only this."], [0.2], "en") == (0.2,)


@given(texts)
def test_standings_have_mean_0_and_deviation_1_and_the_order_of_centrality(
    sentences: list[str],
) -> None:
    central, found = centrality(sentences, "en"), standing(sentences, "en")
    assert found.dtype == np.float32
    if max(central) - min(central) < 1e-6:
        return
    assert float(found.mean()) == pytest.approx(0.0, abs=1e-5)
    assert float(found.std()) == pytest.approx(1.0, abs=1e-4)
    assert central[int(found.argmax())] == pytest.approx(max(central))
    assert central[int(found.argmin())] == pytest.approx(min(central))


@pytest.mark.parametrize("sentences", [["One."], ["Same words.", "Same words."], ["...", "!!"]])
def test_where_none_is_more_central_all_stand_at_0(sentences: list[str]) -> None:
    assert not standing(sentences, "en").any()
