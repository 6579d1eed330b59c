"""Names that were copied with a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.misspelt_copies import slips, spelt_as_in


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("Greece is not improving.", "Geece没有改善。", "Greece没有改善。"),
        ("Jeremy and Russell left.", "Jremy和Russsell走了。", "Jeremy和Russell走了。"),
        ("He met Friedrich Nietzsche.", "他见过Friedrich Netzshe。", "他见过Friedrich Nietzsche。"),
        # What is copied already, stands in the source, or is a form of what does.
        ("Morsi met Mursi.", "Morsi见了Mursi。", "Morsi见了Mursi。"),
        ("Nvidia and Greece", "Nvidia和Geese", "Nvidia和Geese"),
        ("The Nazi era and the Nazis", "Nazis时代", "Nazis时代"),
        ("An Icelandic saga", "Iceland的传说", "Iceland的传说"),
        # Several that it may be; small letters; short words.
        ("Marta and Maria", "Maria和Marla", "Maria和Marta"),
        ("Marta and Marda", "Marla", "Marla"),
        ("The Great greek", "greak人", "greak人"),
        ("Ron", "Rom", "Rom"),
        ("", "Greece", "Greece"),
    ],
)
def test_slips_are_mended(source: str, output: str, expected: str) -> None:
    assert spelt_as_in(source, output) == expected


@given(st.text("GreceJ my是", max_size=25), st.text("GreceJ my是", max_size=25))
def test_nothing_but_words_that_the_source_has_is_put_in(source: str, output: str) -> None:
    mended = spelt_as_in(source, output)

    assert spelt_as_in(source, mended) == mended
    for word in mended.replace("是", " ").split():
        assert word in output or word in source


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("kitten", "sitting", 3)],
)
def test_slips_are_counted(one: str, other: str, number: int) -> None:
    assert slips(one, other) == slips(other, one) == number
