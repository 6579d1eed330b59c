"""Documents that were read beforehand: packed one by one, and made into batches."""

from __future__ import annotations

import numpy as np
import pytest

from bertsum_app.core.errors import CorpusEmpty
from bertsum_app.corpus.batches import SentenceBatch, SentenceStream, StreamSettings
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.pack_sentences import SentencePacker
from bertsum_app.corpus.packed import PackedSentences

WIDTH = 4
SENTENCES = ("The cat likes tea.", "It rained in London today.", "Nobody knows why.")


def example(number: int, summary: str, source: str = "news") -> SummaryExample:
    return SummaryExample("en", f"Text {number}.", summary, source)


def states_of(number: int, sentences: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.arange(sentences * WIDTH, dtype=np.float32).reshape(sentences, WIDTH) + 16 * number


def packer_of(numbers: range, packer: SentencePacker | None = None) -> SentencePacker:
    """Document n has its first 1 + n % 3 sentences."""
    packer = packer or SentencePacker("reader")
    for number in numbers:
        count = 1 + number % 3
        about = [example(number, "Rain in London."), example(number, SENTENCES[0], "extracts")]
        packer.add(SENTENCES[:count], states_of(number, count), about)
    return packer


def assert_same(found: PackedSentences, expected: PackedSentences) -> None:
    for name, value in vars(expected).items():
        other = getattr(found, name)
        if name == "labels":
            assert other.values.tolist() == value.values.tolist()
            assert other.offsets.tolist() == value.offsets.tolist()
        else:
            np.testing.assert_array_equal(other, value)


def test_a_document_is_stored_once_for_all_of_its_summaries() -> None:
    packed = packer_of(range(5)).packed()
    assert len(packed) == 10
    assert len(packed.states) == 1 + 2 + 3 + 1 + 2
    assert packed.domains == ("news.en", "extracts.en")
    for row in range(10):
        np.testing.assert_array_equal(packed.states_of(row), states_of(row // 2, 1 + row // 2 % 3))
    assert packed.labels[4].tolist() == [0, 1, 0]
    assert packed.labels[5].tolist() == [1, 0, 0]


def test_packing_goes_on_where_it_was() -> None:
    begun = packer_of(range(3)).packed()
    rest = SentencePacker("reader", begun)
    assert len(rest) == 3
    assert "Text 2." in rest
    assert "Text 3." not in rest
    assert_same(packer_of(range(3, 7), rest).packed(), packer_of(range(7)).packed())


def test_batches_bring_the_states_of_each_sentence_and_its_label() -> None:
    packed = packer_of(range(60)).packed()
    stream = SentenceStream(packed, StreamSettings(tokens=30, max_length=3, pool_examples=120))
    rows = 0
    while stream.state.pool == 0:
        batch = stream.next_batch()
        assert isinstance(batch, SentenceBatch)
        assert batch.labels.size <= 30
        for states, count, labels in zip(batch.states, batch.sentences, batch.labels, strict=True):
            number = int(states[0, 0]) // 16
            assert count == 1 + number % 3
            np.testing.assert_array_equal(states[:count], states_of(number, count))
            assert not states[count:].any()
            assert labels.sum() == 1
            rows += 1
    # Those of one sentence have nothing to tell apart.
    assert rows == 80


def test_documents_with_more_sentences_than_asked_for_are_left_out() -> None:
    packed = packer_of(range(3)).packed()
    with pytest.raises(CorpusEmpty):
        SentenceStream(packed, StreamSettings(max_length=1))
    assert isinstance(
        SentenceStream(packed, StreamSettings(max_length=2)).next_batch(), SentenceBatch
    )
