"""ROUGE: values worked out by hand, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.evaluation.rouge import (
    RougeScores,
    longest_common_subsequence,
    mean_rouge,
    rouge,
    rouge_units,
)

letters = st.text(st.sampled_from("abcd"), max_size=25)


def test_english_scores_are_those_of_the_formulas() -> None:
    scores = rouge("police killed the gunman", "The gunman killed the police.", "en")
    # Words: all 4 of 4 and 4 of 5. Pairs: "killed the", "the gunman" of 3 and of 4.
    # Longest common subsequence: "killed the", 2 of 4 and 2 of 5.
    assert scores.rouge1 == pytest.approx(2 * 4 / (4 + 5))
    assert scores.rouge2 == pytest.approx(2 * 2 / (3 + 4))
    assert scores.rougeL == pytest.approx(2 * 2 / (4 + 5))


def test_chinese_scores_count_characters() -> None:
    scores = rouge("股市今天大涨", "今天股市上涨。", "zh")
    # 股市今天大涨 and 今天股市上涨 share 5 characters of 6 and 6; 股市 and 今天 of 5 and 5 pairs;
    # 今天涨 (or 股市涨) in order.
    assert scores.rouge1 == pytest.approx(5 / 6)
    assert scores.rouge2 == pytest.approx(2 / 5)
    assert scores.rougeL == pytest.approx(3 / 6)


def test_repetition_is_clipped() -> None:
    # "the" 3 times, once in the reference: 1 match of 3 and of 2.
    assert rouge("the the the", "the cat", "en").rouge1 == pytest.approx(2 * 1 / (3 + 2))


def test_units_are_lower_case_words_with_their_accents() -> None:
    assert rouge_units("Don't open Café_2, OK?", "en") == ["don", "t", "open", "café", "2", "ok"]


def test_chinese_units_are_characters_and_latin_words() -> None:
    assert rouge_units("GPT-4写了3000字，真快！", "zh") == [
        "gpt", "4", "写", "了", "3000", "字", "真", "快",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("hypothesis", "reference"), [("", "a b"), ("a b", ""), ("", ""), ("。", "a"), ("x", "y")]
)
def test_nothing_in_common_scores_zero(language: str, hypothesis: str, reference: str) -> None:
    assert rouge(hypothesis, reference, language) == RougeScores(0, 0, 0)


@pytest.mark.parametrize(("language", "text"), [("en", "One two, three."), ("zh", "你好，世界。")])
def test_a_text_scores_one_against_itself(language: str, text: str) -> None:
    assert rouge(text, text, language) == RougeScores(1.0, 1.0, 1.0)


def test_a_single_unit_has_no_pairs() -> None:
    assert rouge("hello", "Hello!", "en") == RougeScores(1.0, 0.0, 1.0)


@given(letters, letters)
def test_the_subsequence_is_as_long_as_the_usual_table_says(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
            )
    assert longest_common_subsequence(first, second) == table[-1][-1]


def test_means_are_taken_figure_by_figure() -> None:
    scores = [RougeScores(1.0, 0.5, 0.0), RougeScores(0.0, 0.5, 0.5)]
    assert mean_rouge(scores) == RougeScores(0.5, 0.5, 0.25)
    assert mean_rouge([]) == RougeScores(0.0, 0.0, 0.0)
