"""service/history_sentences.py: the sentences of an entry come back, or are left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.service.history import KeptSentence, Replaced
from bertsum_app.service.history_sentences import from_json, to_json
from bertsum_app.text.sentences import Span

LENGTH = 50

_spans = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(
    lambda ends: Span(*sorted(ends))
)
_doubts = st.lists(st.text(max_size=5), max_size=2).map(tuple)
_sentences = st.builds(
    KeptSentence,
    source=_spans,
    result=st.none() | _spans,
    score=st.none() | st.floats(0, 1),
    doubts=_doubts,
    replaced=st.none() | st.builds(Replaced, text=st.text(max_size=5), doubts=_doubts),
)


@given(st.lists(_sentences, max_size=5))
def test_sentences_come_back_as_they_were(sentences: list[KeptSentence]) -> None:
    assert from_json(to_json(sentences), LENGTH, LENGTH) == tuple(sentences)


@pytest.mark.parametrize(
    "damaged",
    [
        "nonsense",
        "{}",
        "7",
        "[7]",
        "[[]]",
        '[[0,1,2,3,"high",[]]]',
        "[[0,1,2,3,0.5,null]]",
        "[[0,1.5,2,3,0.5,[]]]",
        "[[3,1,2,3,0.5,[]]]",
        "[[-1,1,2,3,0.5,[]]]",
        "[[0,99,2,3,0.5,[]]]",
        "[[0,1,2,99,0.5,[]]]",
        '[[0,1,2,3,0.5,[],"machine"]]',
        '[[0,1,2,3,0.5,[],["machine"]]]',
        '[[0,1,2,3,0.5,[],["machine",[],false],7]]',
        "[" * 100_000,
    ],
)
def test_what_is_damaged_or_does_not_fit_the_texts_is_left_out(damaged: str) -> None:
    assert from_json(damaged, LENGTH, LENGTH) == ()
