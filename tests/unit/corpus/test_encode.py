"""Layouts of encoder inputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.corpus.batches import to_source
from bertsum_app.corpus.encode import (
    encode_translation,
    job_id,
    lay_out_document,
    lay_out_text,
)
from bertsum_app.corpus.padding import gather
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import SpecialTokens

PAD, UNK, BOS, EOS, CLS, SEP, MASK, TO_EN, TO_ZH, SUM = range(10)
SPECIAL = SpecialTokens(
    PAD, UNK, BOS, EOS, CLS, SEP, MASK, {"<2en>": TO_EN, "<2zh>": TO_ZH, "<sum>": SUM}
)


class LetterTokenizer:
    """One id for each character, 100 + its code point; enough of a `Tokenizer` for layouts."""

    special = SPECIAL
    vocabulary: tuple[str, ...] = ()

    def encode(self, text: str) -> list[int]:
        return [100 + ord(character) for character in text]

    def spans(self, text: str) -> list[Span]:
        return [Span(index, index + 1) for index in range(len(text))]

    def decode(self, ids: Sequence[int]) -> str:
        return "".join(chr(piece - 100) for piece in ids)


A, B, C = 100 + ord("a"), 100 + ord("b"), 100 + ord("c")

documents = st.lists(
    st.lists(st.integers(100, 200), min_size=1, max_size=12), min_size=1, max_size=8
)


def test_a_translation_begins_with_its_target_and_ends_with_sep() -> None:
    encoded = encode_translation(LetterTokenizer(), "abc", "zh", 512)
    assert encoded.ids == (TO_ZH, A, B, C, SEP)
    assert encoded.segments == (0,) * 5
    assert encode_translation(LetterTokenizer(), "a", "en", 512).ids == (TO_EN, A, SEP)


def test_a_translation_that_is_too_long_loses_its_end_but_not_its_frame() -> None:
    assert encode_translation(LetterTokenizer(), "abcabc", "zh", 4).ids == (TO_ZH, A, B, SEP)


def test_a_vocabulary_without_the_job_is_told() -> None:
    with pytest.raises(KeyError):
        job_id(SpecialTokens(0, 1, 2, 3, 4, 5, 6), "zh")


def test_a_classification_has_one_cls() -> None:
    encoded = lay_out_text(SPECIAL, [A, B], 512)
    assert (encoded.ids, encoded.segments, encoded.cls_positions) == (
        (CLS, A, B, SEP),
        (0,) * 4,
        (0,),
    )
    assert lay_out_text(SPECIAL, [A, B, C, A], 5).ids == (CLS, A, B, C, SEP)


def test_sentences_of_a_document_alternate_segments() -> None:
    encoded = lay_out_document(SPECIAL, [[A], [B, B], [C]], 512)
    assert encoded.ids == (CLS, A, SEP, CLS, B, B, SEP, CLS, C, SEP)
    assert encoded.segments == (0, 0, 0, 1, 1, 1, 1, 0, 0, 0)
    assert encoded.cls_positions == (0, 3, 7)


def test_an_abstract_puts_its_job_in_front() -> None:
    encoded = lay_out_document(SPECIAL, [[A], [B]], 512, abstract=True)
    assert encoded.ids == (SUM, CLS, A, SEP, CLS, B, SEP)
    assert encoded.segments == (0, 0, 0, 0, 1, 1, 1)
    assert encoded.cls_positions == (1, 4)


@given(documents, st.integers(4, 60), st.booleans())
def test_a_document_keeps_its_first_sentences_whole(
    sentences: list[list[int]], room: int, abstract: bool
) -> None:
    encoded = lay_out_document(SPECIAL, sentences, room, abstract=abstract)
    kept = len(encoded.cls_positions)
    assert len(encoded.ids) == len(encoded.segments) <= room
    assert kept >= 1
    assert all(encoded.ids[position] == CLS for position in encoded.cls_positions)
    assert encoded.ids.count(CLS) == encoded.ids.count(SEP) == kept
    pieces = [piece for piece in encoded.ids if piece >= 100]
    whole = [piece for sentence in sentences[:kept] for piece in sentence]
    if len(sentences[0]) + 2 + abstract <= room:
        assert pieces == whole
        if kept < len(sentences):
            assert len(encoded.ids) + len(sentences[kept]) + 2 > room
    else:
        assert kept == 1
        assert len(encoded.ids) == room
        assert pieces == whole[: len(pieces)]


@given(documents, st.booleans())
def test_batches_give_documents_the_segments_of_inference(
    sentences: list[list[int]], abstract: bool
) -> None:
    encoded = lay_out_document(SPECIAL, sentences, 512, abstract=abstract)
    batch = Ragged.from_sequences([encoded.ids, [CLS, 100, SEP]])
    source = to_source(*gather(batch, np.arange(2), SPECIAL.pad), SPECIAL)
    assert tuple(source.segments[0, : len(encoded)].tolist()) == encoded.segments
    assert tuple(source.ids[0, : len(encoded)].tolist()) == encoded.ids
