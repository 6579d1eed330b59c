from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.selection import (
    Level,
    ScoredDocument,
    SummaryLength,
    ngrams,
    summary_order,
)
from bertsum_app.text.sentences import Span


@pytest.mark.parametrize(
    ("length", "counts"),
    [
        (SummaryLength(sentences=3), {1: 1, 2: 2, 3: 3, 50: 3}),
        (SummaryLength(ratio=0.25), {1: 1, 4: 1, 5: 2, 40: 10}),
        (SummaryLength(ratio=0.28), {25: 7, 50: 14}),
        (SummaryLength(ratio=1e-12), {1: 1, 2000: 1}),
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
def test_impossible_lengths_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|unknown"):
        SummaryLength(**wrong)


def test_levels_grow() -> None:
    levels: tuple[Level, ...] = ("short", "medium", "long")
    for total in range(1, 100):
        counts = [SummaryLength(level=level).of(total) for level in levels]
        assert counts == sorted(counts)


def select(sentences: list[str], scores: list[float], count: int, language: str) -> tuple[int, ...]:
    order = summary_order(sentences, scores, language)
    spans = tuple(Span(index, index + 1) for index in range(len(sentences)))
    document = ScoredDocument(spans, tuple(scores), language, tuple(sentences), order)
    return document.chosen(count)


def test_the_best_come_in_document_order() -> None:
    sentences = ["One is here.", "Two stands there.", "Three sits down.", "Four goes away."]
    assert select(sentences, [0.2, 0.9, 0.1, 0.8], 2, "en") == (1, 3)


def test_what_repeats_a_trigram_is_passed_over() -> None:
    sentences = ["The red house burned down.", "Then the red house was sold.", "A dog barked."]
    assert select(sentences, [0.9, 0.8, 0.1], 2, "en") == (0, 2)


def test_chinese_is_compared_by_five_characters() -> None:
    sentences = ["那座红房子昨天烧毁了。", "那座红房子后来卖掉了。", "狗在叫。"]
    assert select(sentences, [0.9, 0.8, 0.1], 2, "zh") == (0, 2)
    assert ngrams("这座红房子！", "zh") == {("这", "座", "红", "房", "子")}


@pytest.mark.parametrize("term", ["操作系统", "Kubernetes", "2024"])
def test_chinese_sentences_may_name_the_same_thing(term: str) -> None:
    sentences = [f"{term}昨天发布了。", f"大家都喜欢{term}吗？", "狗在叫。"]
    assert select(sentences, [0.9, 0.8, 0.1], 2, "zh") == (0, 1)


def test_passed_over_ones_fill_up_where_there_is_nothing_else() -> None:
    sentences = ["The red house burned."] * 3
    assert select(sentences, [0.1, 0.9, 0.5], 2, "en") == (1, 2)


# Few words, so that sentences share trigrams often.
repetitive = st.lists(
    st.tuples(st.lists(st.sampled_from("abc"), max_size=6).map(" ".join), st.floats(0, 1)),
    max_size=12,
)


def scored(document: list[tuple[str, float]]) -> ScoredDocument:
    sentences = tuple(text for text, _ in document)
    scores = tuple(score for _, score in document)
    spans = tuple(Span(10 * index, 10 * index + 9) for index in range(len(document)))
    order = summary_order(sentences, scores, "en")
    return ScoredDocument(spans, scores, "en", sentences, order)


@given(repetitive)
def test_the_order_has_every_sentence_once(document: list[tuple[str, float]]) -> None:
    order = scored(document).order
    assert sorted(order) == list(range(len(document)))


@given(repetitive)
def test_a_longer_summary_keeps_every_sentence_of_a_shorter_one(
    document: list[tuple[str, float]],
) -> None:
    known = scored(document)
    for count in range(len(document)):
        shorter, longer = known.chosen(count), known.chosen(count + 1)
        assert set(shorter) < set(longer)
        assert len(longer) == count + 1
        assert list(longer) == sorted(longer)


@given(repetitive, st.integers(1, 12))
def test_the_first_of_the_order_are_what_the_paper_selects(
    document: list[tuple[str, float]], count: int
) -> None:
    known = scored(document)
    chosen = known.chosen(count)
    assert chosen == by_the_paper(known.sentences, known.scores, count)


def by_the_paper(
    sentences: tuple[str, ...], scores: tuple[float, ...], count: int
) -> tuple[int, ...]:
    """The rule told for one count alone: stop when there are enough, else fill up."""
    best = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    taken: list[int] = []
    for index in best:
        found = ngrams(sentences[index], "en")
        blocked = any(found & ngrams(sentences[other], "en") for other in taken)
        if not blocked and len(taken) < count:
            taken.append(index)
    rest = [index for index in best if index not in taken]
    return tuple(sorted(taken + rest[: count - len(taken)]))


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_the_share_of_a_count_gives_that_count_again(share: tuple[int, int]) -> None:
    count, total = share
    assert SummaryLength(ratio=count / total).of(total) == count
