from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.guards import loops, token_spans
from bertsum_app.inference.loop_cut import cut_loops


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("会议会议会议会议的成员。", "会议的成员。"),
        ("Continental传统传统传统在人类生活中。", "Continental传统在人类生活中。"),
        ("the cat, the cat, the cat sat down.", "the cat sat down."),
        ("很好。", "很好。"),
        ("妈妈抱抱宝宝。", "妈妈抱抱宝宝。"),
    ],
)
def test_what_is_repeated_without_need_is_said_once(text: str, once: str) -> None:
    assert cut_loops(text, "A source without repetitions.") == once


def test_what_the_source_repeats_may_be_repeated() -> None:
    assert cut_loops("不不不不！", "No no no no!") == "不不不不！"


@given(
    st.text("猫狗", min_size=1, max_size=6),
    st.integers(4, 8),
    st.text("吃喝睡", max_size=2),
)
def test_no_loop_is_left_in_a_row(unit: str, times: int, rest: str) -> None:
    text = cut_loops(unit * times + rest, "source")
    assert text.endswith(rest)
    assert not loops(text, "source") or len(token_spans(text)) >= 12  # circles are not runs


@given(st.text(max_size=60))
def test_tokens_stand_where_their_spans_say(text: str) -> None:
    for token, span in token_spans(text):
        assert span.of(text).lower() == token
