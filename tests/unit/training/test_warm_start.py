"""Starting a bilingual network from an English BERT."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.corpus.lexicon import Lexicon
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.text.wordpiece import WordPieceTokenizer
from bertsum_app.training.warm_start import bilingual_table, warm_start
from helpers.tiny_training import PackedFolder, tiny_shape


def english_pieces(packed: PackedFolder) -> list[str]:
    """Word-initial English pieces of the tiny vocabulary, lower-case, without their mark."""
    marked = [piece for piece in packed.tokenizer.vocabulary if piece.startswith("▁")]
    return [piece[1:] for piece in marked if piece[1:].isalpha() and piece[1:].islower()]


@pytest.fixture
def wordpiece(tmp_path: Path, packed: PackedFolder) -> WordPieceTokenizer:
    unused = [f"[unused{number}]" for number in range(99)]
    vocabulary = ["[PAD]", *unused, "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary += english_pieces(packed)
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    return WordPieceTokenizer.from_vocab_file(path)


def no_lexicon() -> Lexicon:
    nothing = np.zeros(0, dtype=np.int64)
    return Lexicon(nothing, nothing, np.zeros(0, dtype=np.float32))


def test_the_encoder_is_copied_and_only_the_scale_of_its_embeddings_differs(
    packed: PackedFolder, wordpiece: WordPieceTokenizer
) -> None:
    shape = tiny_shape(packed.vocab_size)
    english = BertSum(replace(shape, vocab_size=len(wordpiece.vocabulary), decoder_layers=0))
    bert = {
        name: value for name, value in to_weights(english).items() if name.startswith("encoder.")
    }
    model = BertSum(shape)
    warm_start(model, bert, wordpiece, packed.tokenizer, no_lexicon())
    started = to_weights(model)
    name = "encoder.layers.1.feed_forward.inner.weight"
    np.testing.assert_array_equal(started[name], bert[name])
    words = "encoder.embeddings.word.weight"
    position = "encoder.embeddings.position.weight"
    factor = started[position][3, 4] / bert[position][3, 4]
    np.testing.assert_allclose(started[position], bert[position] * factor, rtol=1e-5)
    assert np.linalg.norm(started[words], axis=1).mean() == pytest.approx(0.5, rel=0.3)
    assert not started[words][packed.tokenizer.special.pad].any()


def test_english_pieces_and_their_translations_lie_close_together(
    packed: PackedFolder, wordpiece: WordPieceTokenizer
) -> None:
    rng = np.random.default_rng(3)
    old = rng.normal(size=(len(wordpiece.vocabulary), 96)).astype(np.float32)
    pieces = {piece: number for number, piece in enumerate(packed.tokenizer.vocabulary)}
    word = max(english_pieces(packed), key=len)
    english, chinese = pieces["▁" + word], pieces["猫"]
    lexicon = Lexicon(np.array([chinese]), np.array([english]), np.array([0.9], dtype=np.float32))
    table = bilingual_table(old, wordpiece, packed.tokenizer, lexicon, seed=1)

    def cosine(one: int, other: np.ndarray) -> float:
        row = table[one]
        return float(row @ other / np.linalg.norm(row) / np.linalg.norm(other))

    source = old[wordpiece.vocabulary.index(word)]
    assert cosine(english, source) > 0.9
    assert cosine(chinese, source) > 0.9
    assert cosine(pieces["的"], source) < 0.5
    # Close, but not the same row: the table is the output layer as well.
    assert np.abs(table[english] - table[chinese]).max() > 0.05


def test_a_network_of_another_width_is_refused(
    packed: PackedFolder, wordpiece: WordPieceTokenizer
) -> None:
    shape = tiny_shape(packed.vocab_size)
    bert = to_weights(BertSum(replace(shape, hidden_size=64)))
    with pytest.raises(ValueError, match="encoder"):
        warm_start(BertSum(shape), bert, wordpiece, packed.tokenizer, no_lexicon())
