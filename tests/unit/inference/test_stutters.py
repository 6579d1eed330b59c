"""What an English translation says twice at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.stutters import cut_stutters


@pytest.mark.parametrize(
    ("output", "once"),
    [
        ("The foundation behind behind DevOps.", "The foundation behind DevOps."),
        ("The ceremony ceremony ceremony?", "The ceremony?"),
        ("It was built in 1840 in 1840.", "It was built in 1840."),
        ("a driller on a driller driller.", "a driller on a driller."),
        ("The cost of the goods of the goods.", "The cost of the goods."),
    ],
)
def test_it_is_said_once(output: str, once: str) -> None:
    assert cut_stutters("一个没有重复的句子。", output) == once


@pytest.mark.parametrize(
    "output",
    [
        "He had had enough.",
        "I know that that is so.",
        "Click Select Existing, then select Select All.",
        "If you want to go, go.",
        "Between 10 10 10 and 20 20 20.",
        "He said he didn't didn't he?",
        "The car carries the cart.",
        "No no no!",
    ],
)
def test_what_is_meant_stays(output: str) -> None:
    assert cut_stutters("一个没有重复的句子。", output) == output


def test_what_the_source_says_twice_may_be_said_twice() -> None:
    assert cut_stutters("妹妹来了。", "Little little sister came.") == "Little little sister came."


@given(st.text("ab ,.'", max_size=40), st.text("好坏，", max_size=10))
def test_what_is_cut_once_is_cut(output: str, source: str) -> None:
    once = cut_stutters(source, output)
    assert cut_stutters(source, once) == once
    assert set(once.split()) <= set(output.split()) | {""}
