from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from bertsum_app.gui.clean_text import clean_text, document_text

ANY_TEXT = st.text(
    st.characters(codec=None)
    | st.sampled_from("\0\r\n\x0b\u2028\u2029\ud83d\ude00\ufdd0\ufdd1\xa0"),
    max_size=30,
)


def through_a_document(text: str) -> str:
    document = QTextDocument()
    QTextCursor(document).insertText(text)
    return document_text(document.toRawText())


@given(ANY_TEXT)
def test_a_cleaned_text_comes_out_of_a_qt_document_as_it_went_in(text: str) -> None:
    cleaned = clean_text(text)
    assert through_a_document(cleaned) == cleaned


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_nuls_go_and_lone_surrogates_are_seen() -> None:
    assert clean_text("a\0b\ud800c") == "ab\ufffdc"


def test_two_surrogates_that_belong_together_become_their_character() -> None:
    assert clean_text("\ud83d\ude00") == "😀"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x0bf") == "a\nb\nc\nd\ne\nf"


def test_no_break_spaces_and_tabs_stay() -> None:
    assert clean_text("a\xa0\tb") == "a\xa0\tb"
