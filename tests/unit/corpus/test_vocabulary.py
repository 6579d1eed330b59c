"""A vocabulary learnt from few or odd texts still serves them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bertsum_app.corpus.vocabulary import learn_vocabulary, vocabulary_size
from bertsum_app.text.sentencepiece_tokenizer import FIXED_PIECES, SentencePieceTokenizer
from helpers.tiny_training import PAIRS

TEXTS = [side for pair in PAIRS for side in (pair.english, pair.chinese)]
_HAN = [chr(code) for code in range(0x4E00, 0x6E00)]


def learn(texts: list[str], folder: Path, largest: int = 10_000) -> SentencePieceTokenizer:
    learn_vocabulary(texts, folder / "tokenizer.model", largest=largest)
    return SentencePieceTokenizer(folder / "tokenizer.model")


@pytest.mark.parametrize(
    "texts",
    [
        ["a"],
        ["The same sentence."] * 500,
        ["猫", "cat"],
        [str(number) for number in range(500)],
        ["x" * 300] * 100,
        ["".join(random.Random(row).choices(_HAN, k=20)) for row in range(500)],
    ],
    ids=["a letter", "one sentence", "two words", "numbers", "no blanks", "rare characters"],
)
def test_any_text_gives_a_vocabulary_that_writes_it(texts: list[str], tmp_path: Path) -> None:
    tokenizer = learn(texts, tmp_path)
    assert tokenizer.special.jobs
    for text in texts[:20]:
        assert tokenizer.decode(tokenizer.encode(text)) == text


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), min_size=1))
def test_no_text_makes_it_fail(texts: list[str], tmp_path: Path) -> None:
    lines = [text.replace("\n", " ").replace("\0", " ").strip() for text in texts]
    learn([*lines, "words"], tmp_path)


def test_its_size_follows_the_corpus_up_to_the_largest() -> None:
    few, many = vocabulary_size(TEXTS, 10_000), vocabulary_size(TEXTS * 50, 10_000)
    assert FIXED_PIECES < few < many < 10_000
    assert vocabulary_size(TEXTS * 50, 1_000) == 1_000


def test_without_text_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        learn([], tmp_path)
