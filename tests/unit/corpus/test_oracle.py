"""Greedy oracle labels, held against a slow and plain search."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.corpus.oracle import greedy_oracle, units

words = st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join)
chinese = st.text(st.sampled_from("天地人水火山"), max_size=6)


def overlap_f1(found: set[object], wanted: set[object]) -> float:
    common = len(found & wanted)
    return 2 * common / (len(found) + len(wanted)) if common else 0.0


def plain_score(chosen: list[str], summary: str) -> float:
    """ROUGE-1 F1 + ROUGE-2 F1 on n-gram sets; no bigram spans two sentences."""
    sentences = [units(sentence) for sentence in chosen]
    ones = {unit for sentence in sentences for unit in sentence}
    twos = {pair for sentence in sentences for pair in pairwise(sentence)}
    wanted = units(summary)
    return overlap_f1(set(ones), set(wanted)) + overlap_f1(set(twos), set(pairwise(wanted)))


def plain_oracle(sentences: list[str], summary: str, limit: int) -> tuple[int, ...]:
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < limit:
        options = [
            (plain_score([sentences[i] for i in [*chosen, index]], summary), -index)
            for index in range(len(sentences))
            if index not in chosen
        ]
        if not options or max(options)[0] <= best + 1e-12:
            break
        best, index = max(options)
        chosen.append(-index)
    return tuple(sorted(chosen))


@given(st.lists(words, max_size=5), words, st.integers(1, 4))
def test_english_labels_are_those_of_the_plain_search(
    sentences: list[str], summary: str, limit: int
) -> None:
    found = greedy_oracle(sentences, summary, limit)
    expected = plain_oracle(sentences, summary, limit)
    # Equal gains may be broken either way by rounding: what counts is the score reached.
    scores = [plain_score([sentences[i] for i in chosen], summary) for chosen in (found, expected)]
    assert found == expected or abs(scores[0] - scores[1]) < 1e-9


@given(st.lists(chinese, min_size=1, max_size=5), chinese)
def test_chinese_labels_are_those_of_the_plain_search(sentences: list[str], summary: str) -> None:
    found = greedy_oracle(sentences, summary)
    expected = plain_oracle(sentences, summary, 3)
    scores = [plain_score([sentences[i] for i in chosen], summary) for chosen in (found, expected)]
    assert found == expected or abs(scores[0] - scores[1]) < 1e-9


def test_a_chinese_document_gets_its_labels() -> None:
    sentences = ["今天天气很好。", "股市大幅上涨。", "公司发布了新手机，售价三千元。"]
    assert greedy_oracle(sentences, "公司发布售价三千元的新手机") == (2,)


def test_two_sentences_that_share_the_summary_are_both_taken_in_document_order() -> None:
    sentences = ["the dog barked", "nothing here at all", "a red house burned down"]
    summary = "a red house burned down while the dog barked"
    assert greedy_oracle(sentences, summary) == (0, 2)


def test_no_more_sentences_than_asked_for_are_taken() -> None:
    sentences = ["one two", "three four", "five six", "seven eight"]
    assert len(greedy_oracle(sentences, "one two three four five six seven eight", 2)) == 2


def test_nothing_in_common_gives_no_label() -> None:
    assert greedy_oracle(["alpha beta", "gamma"], "delta") == ()
    assert greedy_oracle([], "delta") == ()
    assert greedy_oracle(["alpha"], "。") == ()


def test_a_sentence_that_adds_nothing_is_left_out() -> None:
    assert greedy_oracle(["a b c", "a b c"], "a b c") == (0,)


def test_units_are_words_and_single_characters() -> None:
    assert units("GPT-4 使用Python，约3万行。") == [
        "gpt", "4", "使", "用", "python", "约", "3", "万", "行",
    ]  # fmt: skip
