"""Where the pieces of a text stand in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer


def test_spans_of_both_scripts_at_once(tokenizer: SentencePieceTokenizer) -> None:
    text = "我的cat喜欢SQL。"
    pieces = [span.of(text) for span in tokenizer.spans(text)]
    assert "".join(pieces) == text
    assert pieces[:2] == ["我", "的"]
    at = pieces.index("喜")
    assert "".join(pieces[2:at]) == "cat"


def test_the_bytes_of_an_unknown_character_all_stand_where_it_is(
    tokenizer: SentencePieceTokenizer,
) -> None:
    text = "猫\U0001f600é"
    spans = tokenizer.spans(text)
    assert len(spans) == len(tokenizer.encode(text))
    assert [span.of(text) for span in spans].count("\U0001f600") == 4
    assert spans[-1].of(text) == "é"


@given(
    st.text(
        st.one_of(
            st.sampled_from("The cat猫喜欢 \n3.▁<0x41>"), st.characters(exclude_categories=["Cs"])
        )
    )
)
def test_spans_cover_every_character_once(tokenizer: SentencePieceTokenizer, text: str) -> None:
    spans = tokenizer.spans(text)
    assert len(spans) == len(tokenizer.encode(text))
    at = 0
    for span in dict.fromkeys(spans):
        assert span.start == at
        assert span.end >= at
        at = span.end
    assert at == len(text)
