"""Words from pieces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.sentences import Span
from bertsum_app.text.words import words_of_pieces


def words(*pieces: str) -> list[str]:
    """Words of the text that `pieces` make together."""
    text, spans = "".join(pieces), []
    at = 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece)))
        at += len(piece)
    return [word.span.of(text) for word in words_of_pieces(text, spans)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((" trans", "lation", " is", " easy", "."), ["translation", "is", "easy", "."]),
        (("天气", "很好", "。"), ["天气", "很好", "。"]),
        (("使用", " SQL", "数据", "库"), ["使用", "SQL", "数据", "库"]),
        ((" don", "'", "t", " say", " '", "no", "'", "."), ["don't", "say", "'", "no", "'", "."]),
        ((" 1", ",", "2", "0", "0", ".", "5", "."), ["1,200.5", "."]),
        ((" self", "-", "made"), ["self", "-", "made"]),
        ((" ", "  ", "a"), ["a"]),
        ((" caf", "e", "\u0301"), ["cafe\u0301"]),
    ],
)
def test_a_word_is_what_stands_between_blanks_and_marks(
    pieces: tuple[str, ...], expected: list[str]
) -> None:
    assert words(*pieces) == expected


def test_pieces_of_one_character_are_one_word() -> None:
    text = "a\U00020bb7b"
    spans = [Span(0, 1), *[Span(1, 2)] * 4, Span(2, 3)]
    found = words_of_pieces(text, spans)
    assert [(word.span.of(text), word.pieces) for word in found] == [
        ("a", (0,)),
        ("\U00020bb7", (1, 2, 3, 4)),
        ("b", (5,)),
    ]


def test_marks_are_told_from_words() -> None:
    found = words_of_pieces("a, 1 …", [Span(0, 1), Span(1, 2), Span(2, 4), Span(4, 6)])
    assert [word.is_mark for word in found] == [False, True, False, True]


@given(st.lists(st.text("ab1 ,.'天气\u0301", min_size=1, max_size=3), max_size=20))
def test_words_are_in_order_and_leave_out_nothing_but_blanks(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "".join(words(*pieces)).replace(" ", "") == re.sub(r"\s", "", text)
    assert all(word and word == word.strip() for word in words(*pieces))
