from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.gui.text_offsets import TextOffsets

# Many characters beyond the Basic Multilingual Plane, which plain st.text() seldom draws.
TEXTS = st.text(st.sampled_from("a中é\n😀𠮷𝄞"), max_size=40) | st.text(max_size=20)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_positions_are_those_of_the_utf16_form(text: str) -> None:
    offsets = TextOffsets(text)
    assert [offsets.to_utf16(i) for i in range(len(text) + 1)] == [
        utf16_length(text[:i]) for i in range(len(text) + 1)
    ]
    assert (offsets.length, offsets.utf16_length) == (len(text), utf16_length(text))


@given(TEXTS)
def test_there_and_back_is_the_same_place(text: str) -> None:
    offsets = TextOffsets(text)
    for position in range(len(text) + 1):
        assert offsets.to_code_point(offsets.to_utf16(position)) == position


@given(st.lists(TEXTS, max_size=5))
def test_a_text_that_grew_counts_like_one_that_was_whole(parts: list[str]) -> None:
    grown = TextOffsets()
    for part in parts:
        grown.append(part)
    whole = TextOffsets("".join(parts))
    assert [grown.to_utf16(i) for i in range(whole.length + 1)] == [
        whole.to_utf16(i) for i in range(whole.length + 1)
    ]


def test_the_middle_of_a_pair_belongs_to_its_character() -> None:
    offsets = TextOffsets("a😀b")
    assert [offsets.to_code_point(unit) for unit in range(5)] == [0, 1, 1, 2, 3]
