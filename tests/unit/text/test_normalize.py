"""Normalisation: one form for the machine, and the way back to what the user pasted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.normalize import Offsets, normalize

# Every kind of code point, lone surrogates included, with the troublesome ones often.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(codec="utf-8", categories=("Mn", "Cf", "Cc", "Zs", "Lo")),
        st.sampled_from(
            "\r\n\t \x00\u200b\u00ad\ufeff\u3000\u0301e\ud83d\ude00\u1112\u1161\u11ab\u0958"
        ),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("plain text, untouched\n\n  indented", "plain text, untouched\n\n  indented"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("tab\there", "tab here"),
        ("no\u00a0break\u3000wide\u2009thin\u202fnarrow", "no break wide thin narrow"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
        ("zero\u200bwidth\u200d \ufeffmark soft\u00adhyphen", "zerowidth mark softhyphen"),
        ("\u202eright\u202c to\u2067 left\u2069\u200f", "right to left"),
        ("nul\x00 bell\x07 escape\x1b unit\x1f delete\x7f", "nul bell escape unit delete"),
        ("lone \ud800 surrogates \udc00", "lone  surrogates "),
        ("pair \ud83d\ude00 joined", "pair 😀 joined"),
        ("\x00\ud83d\ude00", "😀"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("e\u200b\u0301", "é"),
        ("\u212b\u2126", "ÅΩ"),
        ("broken \ufffd text \uffff", "broken  text "),
        ("", ""),
        ("\ufeff\u200b", ""),
    ],
)
def test_brings_text_into_one_form(original: str, text: str) -> None:
    normalized = normalize(original)
    assert normalized.text == text
    assert normalized.original == original


def test_clean_text_maps_onto_itself() -> None:
    assert normalize("天气 fine").offsets == tuple(range(8))


def test_two_originals_that_became_one_are_found_again_together() -> None:
    normalized = normalize("le cafe\u0301 noir")
    start = normalized.text.index("é")
    assert normalized.to_original(start, start + 1) == (6, 8)
    assert normalized.to_original(start + 1, start + 1) == (8, 8)


def test_one_original_that_became_two_is_found_from_either_half() -> None:
    # U+0958 is excluded from composition: NFC writes it as two code points.
    normalized = normalize("a\u0958b")
    assert normalized.text == "a\u0915\u093cb"
    assert normalized.to_original(1, 2) == (1, 2)
    assert normalized.to_original(2, 3) == (1, 2)
    assert normalized.to_original(1, 3) == (1, 2)


def test_what_was_dropped_in_front_stays_outside_and_behind_inside() -> None:
    normalized = normalize("\ufeffab\u200b c")
    assert normalized.text == "ab c"
    assert normalized.to_original(0, 2) == (1, 4)


@given(ANY_TEXT)
def test_offsets_never_fall_and_end_at_the_end(original: str) -> None:
    normalized = normalize(original)
    offsets = list(normalized.offsets)
    assert len(normalized.offsets) == len(offsets) == len(normalized.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(original)
    assert [normalized.offsets[index] for index in range(len(offsets))] == offsets


@given(ANY_TEXT)
def test_normalising_twice_is_normalising_once(original: str) -> None:
    once = normalize(original)
    assert unicodedata.is_normalized("NFC", once.text)
    again = normalize(once.text)
    assert again.text == once.text
    assert again.offsets == tuple(range(len(once.text) + 1))


@given(ANY_TEXT)
def test_nothing_invisible_is_left(original: str) -> None:
    for character in normalize(original).text:
        assert character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert character == " " or unicodedata.category(character) != "Zs"
    assert not set(normalize(original).text) & set("\u200b\u200d\u00ad\ufeff\u202e\u2066")


@given(ANY_TEXT, st.data())
def test_the_original_span_alone_gives_the_same_text(original: str, data: st.DataObject) -> None:
    normalized = normalize(original)
    length = len(normalized.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    first, last = normalized.to_original(start, end)
    assert 0 <= first <= last <= len(original)
    assert normalized.text[start:end] in normalize(original[first:last]).text


@given(ANY_TEXT)
def test_agrees_with_plain_nfc_where_nothing_else_changes(original: str) -> None:
    cleaned = "".join(
        character
        for character in original
        if unicodedata.category(character)[0] not in "CZ" and character != "\ufffd"
    )
    assert normalize(cleaned).text == unicodedata.normalize("NFC", cleaned)


def test_every_block_taken_for_inert_is_inert() -> None:
    """The shortcut skips these characters: none may change, combine, or join its neighbour."""
    from bertsum_app.text.normalize import _MAY_CHANGE

    joining = set(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            joining.add(chr(int(parts[1], 16)))
    for character in map(chr, (*range(0xD800), *range(0xE000, 0x110000))):
        if _MAY_CHANGE.fullmatch(character) is None:
            assert not unicodedata.combining(character), hex(ord(character))
            assert unicodedata.is_normalized("NFC", character), hex(ord(character))
            assert character not in joining, hex(ord(character))


def test_a_clean_megabyte_needs_one_run() -> None:
    offsets = normalize("It is fine. 天气很好。\n" * 50_000).offsets
    assert isinstance(offsets, Offsets)
    assert repr(offsets) == f"Offsets([(0, 0)], {len(offsets)})"


def test_normalized_text_cannot_be_changed_and_compares_by_value() -> None:
    normalized = normalize("a\r\nb")
    for field in fields(normalized):
        with pytest.raises(FrozenInstanceError):
            setattr(normalized, field.name, "other")
    assert normalized == normalize("a\r\nb")
    assert hash(normalized) == hash(normalize("a\r\nb"))
    assert normalized != normalize("a\nb")


def test_offsets_read_like_a_tuple() -> None:
    offsets: Sequence[int] = normalize("a\r\nb\r\nc").offsets
    assert tuple(offsets) == (0, 1, 3, 4, 6, 7)
    assert offsets[-1] == 7
    assert offsets[1:4] == (1, 3, 4)
    assert offsets != (0, 1, 2)
    other: object = "abc"
    assert offsets != other
    with pytest.raises(IndexError):
        offsets[6]
    assert offsets == (0, 1, 3, 4, 6, 7)
