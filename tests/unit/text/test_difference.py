"""Where two versions of a text differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.difference import changed_range


@given(st.text("ab😀", max_size=8), st.text("ab😀", max_size=8))
def test_texts_are_the_same_before_and_behind_what_changed(old: str, new: str) -> None:
    start, old_end, new_end = changed_range(old, new)
    assert start <= min(old_end, new_end)
    assert old[:start] == new[:start]
    assert old[old_end:] == new[new_end:]
    if old_end > start and new_end > start:
        assert old[start] != new[start]
