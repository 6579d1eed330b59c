"""Words for people, and values for programs."""

from __future__ import annotations

import pytest

from bertsum_app.documents.data_words import is_column_of_words, is_words, may_be_word


@pytest.mark.parametrize(
    "value", ["Open file", "A green field.", "两个词", "开", "Total (net)", "see https://a.b/c now"]
)
def test_several_words_are_for_people(value: str) -> None:
    assert is_words(value)


@pytest.mark.parametrize("value", ["Open", "Überblick", "Hello!", "Don't"])
def test_a_single_word_may_be_for_people(value: str) -> None:
    assert not is_words(value)
    assert may_be_word(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "12.50", "2024-05-01 12:30", "a-1", "ERR_42", "camelCase", "MachineARM", "/etc/x"),
        *("a.b.c", "x@example.org", "https://example.org", "#ff0000", "true", "v1.2", "1 2 3"),
        *("%d", "{0}", "{n, plural, one {# file} other {# files}}"),
    ],
)
def test_what_programs_read_is_not(value: str) -> None:
    assert not is_words(value)
    assert not may_be_word(value)


def test_a_column_is_taken_or_left_as_a_whole() -> None:
    assert is_column_of_words("title", ["A green field", "Sea", "", "12"])
    assert not is_column_of_words("code", ["A green field"])
    assert not is_column_of_words("title", ["Sea", "Field"])
    assert is_column_of_words("title", ["Sea", "Field"], single=True)
    assert not is_column_of_words("x", ["two words", "a-1", "b-2", "c-3"])
