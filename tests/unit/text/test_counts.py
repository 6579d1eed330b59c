from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.counts import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("The weather is nice today.", 5),
        ("今天天气很好。", 6),
        ("我用 Python 3.12 写代码。", 7),
        ("don't send e-mail to a.b@c.org", 5),
        ("– … 😀 👩‍👩‍👧 !", 0),
        ("カタカナとひらがな", 9),
        ("안녕하세요 세계", 2),
        ("مرحبا بالعالم", 2),
        ("𠮷野家", 3),
        ("word汉字word", 4),
        ("«quoted» (words)", 2),
        ("naïve cafe\u0301", 2),
    ],
)
def test_words_are_counted_as_people_count(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.sampled_from(["word", "汉字", "3.14", "\n", "  ", "😀"]), max_size=50))
def test_words_that_stand_apart_add_up(parts: list[str]) -> None:
    assert count_words(" ".join(parts)) == sum(count_words(part) for part in parts)


def test_a_long_text_is_counted_whole() -> None:
    assert count_words("one two three. " * 20_000) == 60_000
    assert count_words("字" * 100_000) == 100_000
