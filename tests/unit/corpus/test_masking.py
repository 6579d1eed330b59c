"""Masked-language-model batches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import CorpusEmpty
from bertsum_app.corpus.batches import NO_TARGET, MaskedBatch, StreamSettings
from bertsum_app.corpus.masking import MaskedPairStream, MaskedTextStream, mask_ids
from bertsum_app.corpus.packed import PackedPairs, PackedTexts
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.text.tokenizer import SpecialTokens

PAD, UNK, BOS, EOS, CLS, SEP, MASK, TO_EN, TO_ZH, SUM = range(10)
SPECIAL = SpecialTokens(
    PAD, UNK, BOS, EOS, CLS, SEP, MASK, {"<2en>": TO_EN, "<2zh>": TO_ZH, "<sum>": SUM}
)
VOCABULARY = 300


@given(st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_only_ordinary_positions_are_hidden_and_targets_say_what_was_there(
    seed: int, rate: float
) -> None:
    rng = np.random.default_rng(seed)
    ids = rng.integers(0, VOCABULARY, (4, 12))
    ids[0, 0] = 42  # at least one piece that may be hidden
    hidden, targets = mask_ids(ids, SPECIAL, VOCABULARY, rate, rng)
    framing = np.isin(ids, sorted(SPECIAL.all_ids))
    chosen = targets != NO_TARGET
    assert chosen.any()
    assert not (chosen & framing).any()
    assert (targets[chosen] == ids[chosen]).all()
    assert (hidden[~chosen] == ids[~chosen]).all()
    replaced = hidden[chosen & (hidden != ids)]
    assert ((replaced == MASK) | ~np.isin(replaced, sorted(SPECIAL.all_ids))).all()
    assert (replaced < VOCABULARY).all()


def test_the_shares_are_those_of_bert() -> None:
    rng = np.random.default_rng(1)
    ids = rng.integers(10, VOCABULARY, (200, 500))
    hidden, targets = mask_ids(ids, SPECIAL, VOCABULARY, 0.15, rng)
    chosen = targets != NO_TARGET
    assert chosen.mean() == pytest.approx(0.15, abs=0.005)
    assert (hidden[chosen] == MASK).mean() == pytest.approx(0.8, abs=0.02)
    other = (hidden != MASK) & (hidden != ids)
    assert other[chosen].mean() == pytest.approx(0.1, abs=0.02)
    assert (hidden[chosen] == ids[chosen]).mean() == pytest.approx(0.1, abs=0.02)


def test_the_input_is_left_as_it_was() -> None:
    rng = np.random.default_rng(2)
    ids = rng.integers(10, VOCABULARY, (5, 5))
    before = ids.copy()
    mask_ids(ids, SPECIAL, VOCABULARY, 0.5, rng)
    np.testing.assert_array_equal(ids, before)


def test_passages_fill_the_length_and_short_ones_are_left_out() -> None:
    passages = [list(range(20, 20 + length)) for length in (5, 14, 30, 60)]
    texts = PackedTexts(
        Ragged.from_sequences(passages),
        np.zeros(4, np.int32),
        np.zeros(4, np.int32),
        ("wiki",),
    )
    settings = StreamSettings(tokens=64, max_length=16)
    stream = MaskedTextStream(texts, SPECIAL, settings, vocab_size=VOCABULARY)
    for _ in range(6):
        batch = stream.next_batch()
        assert isinstance(batch, MaskedBatch)
        assert batch.source.ids.shape[1] == 16
        assert batch.source.ids.size <= 64
        assert (batch.source.ids[:, 0] == CLS).all()
        assert (batch.source.ids[:, -1] == SEP).all()
        original = np.where(batch.targets == NO_TARGET, batch.source.ids, batch.targets)
        # A cut of one passage: consecutive numbers, none of them from the one too short.
        assert (np.diff(original[:, 1:-1], axis=1) == 1).all()
    with pytest.raises(CorpusEmpty):
        MaskedTextStream(texts, SPECIAL, StreamSettings(max_length=100), vocab_size=VOCABULARY)


def test_pairs_show_each_language_in_a_segment_of_its_own() -> None:
    pairs = PackedPairs(
        Ragged.from_sequences([[100, 101, 102], [103]]),
        Ragged.from_sequences([[200, 201], [202, 203, 204, 205]]),
        np.zeros(2, np.int32),
        ("news",),
    )
    stream = MaskedPairStream(pairs, SPECIAL, StreamSettings(), vocab_size=VOCABULARY)
    batch = stream.next_batch()
    assert isinstance(batch, MaskedBatch)
    assert batch.source.lengths is None
    original = np.where(batch.targets == NO_TARGET, batch.source.ids, batch.targets)
    rows = {tuple(row) for row in original.tolist()}
    assert rows == {
        (CLS, 100, 101, 102, SEP, 200, 201, SEP),
        (CLS, 103, SEP, 202, 203, 204, 205, SEP),
    }
    for row, segments in zip(original.tolist(), batch.source.segments.tolist(), strict=True):
        first = row.index(SEP) + 1
        assert segments == [0] * first + [1] * (len(row) - first)
