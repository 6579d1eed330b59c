from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.selection import Level, SummaryLength, select_sentences, trigrams


@pytest.mark.parametrize(
    ("length", "counts"),
    [
        (SummaryLength(sentences=3), {1: 1, 2: 2, 3: 3, 50: 3}),
        (SummaryLength(ratio=0.25), {1: 1, 4: 1, 5: 2, 40: 10}),
        (SummaryLength(ratio=1.0), {1: 1, 7: 7}),
        (SummaryLength(level="short"), {1: 1, 9: 1, 25: 3, 500: 3}),
        (SummaryLength(level="medium"), {1: 1, 9: 2, 25: 5, 500: 6}),
        (SummaryLength(level="long"), {1: 1, 9: 4, 25: 9, 500: 12}),
    ],
    ids=repr,
)
def test_lengths_in_sentences(length: SummaryLength, counts: dict[int, int]) -> None:
    assert {total: length.of(total) for total in counts} == counts


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"sentences": 2, "ratio": 0.5},
        {"sentences": 0},
        {"ratio": 0.0},
        {"ratio": 1.5},
        {"level": "huge"},
    ],
)
def test_impossible_lengths_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|unknown"):
        SummaryLength(**wrong)  # type: ignore[arg-type]


def test_levels_grow() -> None:
    levels: tuple[Level, ...] = ("short", "medium", "long")
    for total in range(1, 100):
        counts = [SummaryLength(level=level).of(total) for level in levels]
        assert counts == sorted(counts)


def test_the_best_come_in_document_order() -> None:
    sentences = ["One is here.", "Two stands there.", "Three sits down.", "Four goes away."]
    assert select_sentences(sentences, [0.2, 0.9, 0.1, 0.8], 2, "en") == (1, 3)


def test_what_repeats_a_trigram_is_passed_over() -> None:
    sentences = ["The red house burned down.", "Then the red house was sold.", "A dog barked."]
    assert select_sentences(sentences, [0.9, 0.8, 0.1], 2, "en") == (0, 2)


def test_chinese_is_compared_by_characters() -> None:
    sentences = ["红房子昨天烧毁了。", "后来红房子卖掉了。", "狗在叫。"]
    assert select_sentences(sentences, [0.9, 0.8, 0.1], 2, "zh") == (0, 2)
    assert trigrams("红房子！", "zh") == {("红", "房", "子")}


def test_passed_over_ones_fill_up_where_there_is_nothing_else() -> None:
    sentences = ["The red house burned."] * 3
    assert select_sentences(sentences, [0.1, 0.9, 0.5], 2, "en") == (1, 2)


@given(st.lists(st.tuples(st.text(max_size=20), st.floats(0, 1)), max_size=30), st.integers(1, 9))
def test_as_many_as_asked_for_each_once_and_in_order(
    document: list[tuple[str, float]], count: int
) -> None:
    sentences, scores = [text for text, _ in document], [score for _, score in document]
    chosen = select_sentences(sentences, scores, count, "en")
    assert len(chosen) == min(count, len(document))
    assert list(chosen) == sorted(set(chosen))
