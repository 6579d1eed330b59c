"""BLEU and chrF: values worked out by hand, and signatures that say how."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bertsum_app.evaluation.bleu import (
    bleu_of_statistics,
    bleu_statistics,
    corpus_bleu,
    corpus_chrf,
    sentence_chrf,
)

CASES = [
    # 5 of 6 words, 3 of 5, 2 of 4 and 1 of 3 n-grams; as long as the reference.
    ("en", "the cat sat on the mat", "the cat sat on a mat", (5 * 3 * 2 * 1) / (6 * 5 * 4 * 3), 0),
    # The same counts over single characters.
    ("zh", "我喜欢喝茶。", "我喜欢吃茶。", (5 * 3 * 1 * 0.5) / (6 * 5 * 4 * 3), 0),
    # All n-grams match, 5 words for 6: brevity penalty exp(1 - 6/5).
    ("en", "the cat sat on a", "the cat sat on a mat", 1.0, 1 - 6 / 5),
]


@pytest.mark.parametrize(("language", "hypothesis", "reference", "product", "brevity"), CASES)
def test_bleu_is_the_one_of_the_formula(
    language: str, hypothesis: str, reference: str, product: float, brevity: float
) -> None:
    expected = 100 * math.exp(brevity) * product**0.25
    assert corpus_bleu([hypothesis], [reference], language).value == pytest.approx(expected)


def test_bleu_counts_over_the_whole_corpus() -> None:
    # 6 + 4 words match of 6 + 4, and so on; 10 words for 11.
    score = corpus_bleu(["a b c d e f", "g h i j"], ["a b c d e f", "g h i j k"], "en")
    assert score.value == pytest.approx(100 * math.exp(1 - 11 / 10))


def test_signatures_name_the_tokenizer_and_the_version() -> None:
    zh, en = (corpus_bleu(["a"], ["a"], language) for language in ("zh", "en"))
    assert (zh.name, en.name) == ("BLEU", "BLEU")
    assert "tok:zh" in zh.signature
    assert "tok:13a" in en.signature
    assert "version:" in zh.signature
    chrf = corpus_chrf(["a"], ["a"])
    assert chrf.name == "chrF2"
    assert "nc:6" in chrf.signature


def test_chrf_is_the_one_of_the_formula() -> None:
    # Characters: 2 of 3; pairs: 1 of 2; triples: 0 of 1; precision = recall, so F is their mean.
    expected = 100 * (2 / 3 + 1 / 2 + 0) / 3
    assert corpus_chrf(["abc"], ["abd"]).value == pytest.approx(expected)
    assert sentence_chrf(["abc", "x"], ["abd", "x"]) == pytest.approx((expected, 100.0))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_statistics_of_sentences_add_up_to_the_score_of_the_corpus(language: str) -> None:
    hypotheses = ["I like tea, and milk.", "今天天气好。", "", "one two three four five"]
    references = ["I like tea and some milk.", "今天的天气很好。", "nothing", "one two three four"]
    statistics = bleu_statistics(hypotheses, references, language)
    assert statistics.shape == (4, 10)
    whole = corpus_bleu(hypotheses, references, language).value
    assert bleu_of_statistics(statistics.sum(axis=0)) == pytest.approx(whole)


def test_no_sentences_have_no_statistics() -> None:
    assert bleu_statistics([], [], "en").shape == (0, 10)
    assert bleu_of_statistics(np.zeros(10, dtype=np.int64)) == 0.0


def test_bleu_of_summed_statistics_is_the_reported_bleu_where_no_four_gram_matches() -> None:
    # A weak system on a small set: sacrebleu smooths the empty order, and so must the comparison.
    hypotheses = ["a cat sat here today", "we like some tea"]
    references = ["a cat sat there yesterday", "we like green tea now"]
    reported = corpus_bleu(hypotheses, references, "en").value
    totals = bleu_statistics(hypotheses, references, "en").sum(axis=0)
    assert reported > 0
    assert bleu_of_statistics(totals) == pytest.approx(reported)
