"""Finding a word in the panes, with real keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.text_search import MOST_FOUND, Found, find_all
from bertsum_app.gui.widgets.find_bar import FindBar
from bertsum_app.gui.widgets.text_pane import TextPane
from gui.fake_host import FakeHost, translation

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "A cat 😀 sees a Cat.\nNo dog; the CAT sleeps."


@given(st.text(alphabet="aA😀我 \n"), st.text(alphabet="aA😀我", min_size=1, max_size=2))
def test_what_is_found_is_what_was_sought(text: str, wanted: str) -> None:
    offsets = TextOffsets(text)
    for start, end in find_all(text, wanted).places:
        found = text[offsets.to_code_point(start) : offsets.to_code_point(end)]
        assert found.lower() == wanted.lower()


def test_signs_of_patterns_are_plain_characters() -> None:
    assert find_all("a.c (abc) a.c", "a.c").places == ((0, 3), (10, 13))
    assert find_all("abc", "").places == ()


def test_too_many_places_are_told_as_such() -> None:
    found = find_all("a" * (MOST_FOUND + 1), "a")
    assert len(found.places) == MOST_FOUND
    assert found.more
    assert not find_all("a" * MOST_FOUND, "a").more


def test_the_search_goes_on_from_the_cursor_and_round() -> None:
    found = Found(((3, 4), (8, 9)))
    assert [found.after(position) for position in (0, 3, 4, 9)] == [0, 0, 1, 0]
    assert Found().after(0) == -1


@pytest.fixture
def pane(window: MainWindow, host: FakeHost) -> TextPane:
    window.activateWindow()
    pane = window.workspace.source.pane
    pane.replace_text(TEXT)
    pane.moveCursor(pane.textCursor().MoveOperation.Start)
    pane.setFocus()
    return pane


@pytest.fixture
def bar(window: MainWindow) -> FindBar:
    return window.workspace.source.find_bar


def selected(pane: TextPane) -> str:
    return pane.textCursor().selectedText()


def test_the_word_is_found_while_it_is_typed(qtbot: QtBot, pane: TextPane, bar: FindBar) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is bar.field
    qtbot.keyClicks(bar.field, "cat")
    assert bar.count.text() == "1 of 3"
    assert pane.textCursor().selectionStart() == 2
    assert selected(pane) == "cat"


def test_keys_lead_from_place_to_place_and_round(
    qtbot: QtBot, pane: TextPane, bar: FindBar
) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(bar.field, "cat")
    for key, modifier, number, word in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, 2, "Cat"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 3, "CAT"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, 1, "cat"),
        (Qt.Key.Key_F3, SHIFT, 3, "CAT"),
        (Qt.Key.Key_Return, SHIFT, 2, "Cat"),
    ):
        qtbot.keyClick(bar.field, key, modifier)
        assert (bar.count.text(), selected(pane)) == (f"{number} of 3", word)


def test_escape_leads_back_to_the_text_and_stops_no_work(
    qtbot: QtBot, window: MainWindow, host: FakeHost, pane: TextPane, bar: FindBar
) -> None:
    window.controller.run()
    qtbot.waitUntil(lambda: window.controller.is_running)
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(bar.field, "dog")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert pane.hasFocus()
    assert selected(pane) == "dog"
    assert window.controller.is_running


def test_the_selected_word_is_sought(qtbot: QtBot, pane: TextPane, bar: FindBar) -> None:
    cursor = pane.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    assert bar.field.text() == "cat"
    assert bar.count.text() == "1 of 3"


def test_nothing_found_is_said(qtbot: QtBot, pane: TextPane, bar: FindBar) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(bar.field, "bird")
    assert bar.count.text() == "Not found"
    assert not bar.next_button.isEnabled()


def test_the_count_follows_the_text(qtbot: QtBot, pane: TextPane, bar: FindBar) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(bar.field, "cat")
    pane.setFocus()
    pane.moveCursor(pane.textCursor().MoveOperation.End)
    qtbot.keyClicks(pane, " cat")
    qtbot.waitUntil(lambda: bar.count.text().endswith("of 4"))
    # Who writes keeps their cursor.
    assert selected(pane) == ""


def test_the_result_is_searched_where_it_has_the_focus(
    qtbot: QtBot, window: MainWindow, host: FakeHost, pane: TextPane
) -> None:
    window.controller.run()
    qtbot.waitUntil(lambda: bool(host.requests))
    host.does(translation((TEXT, "Eine Katze")))
    result = window.workspace.result
    qtbot.waitUntil(lambda: result.reading_place is result.pane)
    qtbot.keyClick(pane, Qt.Key.Key_F6)
    assert result.pane.hasFocus()
    qtbot.keyClick(result.pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(result.find_bar.field, "katze")
    assert selected(result.pane) == "Katze"
    assert window.workspace.source.find_bar.isHidden()
    qtbot.keyClick(result.find_bar.field, Qt.Key.Key_Escape)
    qtbot.keyClick(result.pane, Qt.Key.Key_F6, SHIFT)
    assert pane.hasFocus()


def test_what_was_found_is_lit_beside_the_other_marks(
    qtbot: QtBot, pane: TextPane, bar: FindBar
) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(bar.field, "cat")
    assert len(pane.extraSelections()) == 3
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert pane.extraSelections() == []
