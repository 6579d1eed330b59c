"""The History page over the real history: what was done is found again, opened, pinned, deleted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.main_window import HISTORY, WORKSPACE, MainWindow
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.gui.workspace.translate_work import KEEP_AFTER_MS
from bertsum_app.service.history import (
    PAGE_SIZE,
)
from bertsum_app.service.history_host import HistoryHost
from bertsum_app.service.results import JobResult
from bertsum_app.text.sentences import Span
from gui.fake_host import FakeHost, extract, sentiment, translation
from gui.history_list import CLOSE_S, choose, go_to_history, rows, work

# --- what gets there ------------------------------------------------------------------------------


TEXT = "First of all. A second one."
RESULTS: dict[Mode, JobResult] = {
    "translate": translation((TEXT, "首先。第二。")),
    "summarize": extract(TEXT, "A second one."),
    "sentiment": sentiment(0.9, (Span(0, 13), 0.9)),
}


@pytest.mark.parametrize("mode", list(RESULTS))
def test_finished_work_stands_in_the_history_and_is_opened_from_there(
    qtbot: QtBot, window: MainWindow, host: FakeHost, history: HistoryHost, mode: Mode
) -> None:
    workspace = window.workspace
    workspace.modes.segment(mode).click()
    workspace.source.pane.replace_text(TEXT)
    workspace.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    with qtbot.waitSignal(window.controller.result_kept) as told:
        host.finishes(RESULTS[mode])
    finished = told.args[0]
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == [TEXT])
    assert page.list.rows.row(0).mode == mode

    workspace.source.pane.replace_text("Something else.")
    choose(page, 0)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(workspace.isVisible)
    assert window.header.navigation.current == WORKSPACE
    assert workspace.modes.current == mode
    assert workspace.source.pane.text == TEXT
    workspace.result.copy_button.click()
    assert QApplication.clipboard().text() == finished.result_text
    assert workspace.source.pane.hasFocus()
    assert len(host.requests) == 1


def test_versions_of_a_text_that_is_typed_are_one_entry(
    qtbot: QtBot, window: MainWindow, history: HistoryHost
) -> None:
    for source in ("It", "It rained", "It rained all day."):
        window.history.keep(work(source))
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == ["It rained all day."])


def test_what_was_left_as_it_is_is_no_translation_to_keep(
    qtbot: QtBot, window: MainWindow, history: HistoryHost
) -> None:
    """As pictures alone are, or a text that is in the wanted language already."""
    unchanged = replace(work("😀😀"), result_text="😀😀", source_language="zh")
    window.history.keep(unchanged)
    window.history.keep(work("It rained."))
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == ["It rained."])


def test_without_a_history_the_window_works(
    window: MainWindow, host: FakeHost, qtbot: QtBot
) -> None:
    window.history.keep(work("text"))
    window.show_page(HISTORY)
    page = window.history_page
    page.clear_wanted.emit()
    page.search.setText("x")
    assert page.listed is None


def test_nothing_is_opened_before_it_is_needed(
    qtbot: QtBot, window: MainWindow, history: HistoryHost, history_file: Path
) -> None:
    go_to_history(qtbot, window)
    assert not history_file.exists()


# --- off ------------------------------------------------------------------------------------------


def test_when_off_nothing_is_kept_and_a_button_turns_it_on(
    qtbot: QtBot,
    window: MainWindow,
    history_page: HistoryPage,
    history: HistoryHost,
    history_file: Path,
) -> None:
    window.preferences.change(history=False)
    window.history.keep(work("secret"))
    page = go_to_history(qtbot, window)
    assert not history_file.exists()
    assert page.hint.isVisible()
    assert not page.search.isVisible()
    assert not page.forget_button.isVisible()
    page.turn_on_button.click()
    assert window.preferences.settings.history
    assert page.search.isVisible()
    assert not page.turn_on_button.isVisible()
    window.history.keep(work("kept"))
    qtbot.waitUntil(lambda: rows(page) == ["kept"])


def test_turned_off_the_entries_from_before_can_be_deleted_and_brought_back(
    qtbot: QtBot, window: MainWindow, filled: HistoryPage
) -> None:
    filled.keep.click()
    assert not window.preferences.settings.history
    assert not filled.list.isVisible()
    filled.forget_button.click()
    qtbot.waitUntil(lambda: not filled.forget_button.isVisible())
    qtbot.waitUntil(filled.messages.isVisible)
    filled.messages.undo.emit()
    qtbot.waitUntil(filled.forget_button.isVisible)
    filled.turn_on_button.click()
    assert filled.list.isVisible()
    assert len(rows(filled)) == 3


# --- searching ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [("FOX", ["first fox"]), ("狐狸", ["second dog 狐狸"]), ("狐", ["second dog 狐狸"])],
)
def test_searching_while_typing(
    qtbot: QtBot, filled: HistoryPage, text: str, found: list[str]
) -> None:
    filled.search.setFocus()
    filled.search.insert(text)
    qtbot.waitUntil(lambda: rows(filled) == found)
    qtbot.keyClick(filled.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(filled)) == 3)


def test_a_search_that_finds_nothing_says_so(qtbot: QtBot, filled: HistoryPage) -> None:
    filled.search.setText("wolf")
    qtbot.waitUntil(filled.hint.isVisible)
    assert not filled.list.isVisible()
    assert filled.search.isEnabled()
    assert not filled.open_button.isEnabled()
    assert filled.clear_button.isEnabled()


def test_down_leads_from_the_search_to_the_list(qtbot: QtBot, filled: HistoryPage) -> None:
    filled.search.setFocus()
    qtbot.keyClick(filled.search, Qt.Key.Key_Down)
    assert filled.list.hasFocus()
    assert [row.source for row in filled.list.chosen_rows] == ["third"]
    qtbot.keyClick(filled, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert filled.search.hasFocus()


def test_an_empty_history_says_what_will_be_here(
    qtbot: QtBot, window: MainWindow, history: HistoryHost
) -> None:
    page = go_to_history(qtbot, window)
    assert page.hint.isVisible()
    buttons = (page.open_button, page.delete_button, page.clear_button, page.export_button)
    assert not any(button.isEnabled() for button in buttons)


def test_a_long_list_comes_in_portions(
    qtbot: QtBot, window: MainWindow, history: HistoryHost
) -> None:
    count = PAGE_SIZE + 20
    for number in range(count):
        window.history.keep(work(f"{number:05}" * 3, mode="sentiment"))
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: page.listed is not None and page.listed.total == count)
    assert len(rows(page)) == PAGE_SIZE
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows(page)) == count)
    # What was there stays where it is, and the person with it.
    assert page.list.verticalScrollBar().value() > 0


# --- pinning and deleting -------------------------------------------------------------------------


def test_p_pins_to_the_top_and_again_unpins(qtbot: QtBot, filled: HistoryPage) -> None:
    choose(filled, 2)
    qtbot.keyClick(filled.list, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: rows(filled)[0] == "first fox")
    assert filled.list.rows.row(0).pinned
    assert [row.source for row in filled.list.chosen_rows] == ["first fox"]
    name = filled.pin_button.accessibleName()
    filled.pin_button.click()
    qtbot.waitUntil(lambda: rows(filled)[0] == "third")
    assert filled.pin_button.accessibleName() != name


def test_delete_deletes_and_undo_brings_back(qtbot: QtBot, filled: HistoryPage) -> None:
    choose(filled, 1)
    qtbot.keyClick(filled.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(filled) == ["third", "first fox"])
    # The next one is at hand.
    assert [row.source for row in filled.list.chosen_rows] == ["first fox"]
    qtbot.waitUntil(filled.messages.isVisible)
    undo = button_of(filled.messages)
    undo.click()
    qtbot.waitUntil(lambda: len(rows(filled)) == 3)
    assert not filled.messages.isVisible()


def button_of(bar: QWidget) -> QAbstractButton:
    return next(b for b in bar.findChildren(QAbstractButton) if b.text() and b.isVisible())


def test_undo_by_key(qtbot: QtBot, filled: HistoryPage) -> None:
    choose(filled, 0, 1)
    filled.delete_button.click()
    qtbot.waitUntil(lambda: rows(filled) == ["first fox"])
    qtbot.waitUntil(filled.messages.isVisible)
    qtbot.keyClick(filled.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(rows(filled)) == 3)
    assert not filled.messages.isVisible()


def test_everything_can_be_deleted_and_brought_back(qtbot: QtBot, filled: HistoryPage) -> None:
    filled.clear_button.click()
    qtbot.waitUntil(filled.hint.isVisible)
    qtbot.waitUntil(filled.messages.isVisible)
    button_of(filled.messages).click()
    qtbot.waitUntil(lambda: len(rows(filled)) == 3)


@pytest.mark.parametrize("leave", ["dismiss", "other page"])
def test_when_the_message_is_gone_so_is_the_text(
    qtbot: QtBot,
    window: MainWindow,
    filled: HistoryPage,
    history: HistoryHost,
    history_file: Path,
    leave: str,
) -> None:
    choose(filled, 2)
    filled.delete_button.click()
    qtbot.waitUntil(filled.messages.isVisible)
    if leave == "dismiss":
        filled.messages.dismiss()
    else:
        window.show_page(WORKSPACE)
    assert filled.messages.message is None
    assert history.close(CLOSE_S)
    assert b"first fox" not in history_file.read_bytes()


# --- exporting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "filter_place", "written", "sign"),
    [
        ("out.tsv", 0, "out.tsv", "source_language"),
        ("out.tmx", 0, "out.tmx", "<tmx"),
        ("out.TMX", 0, "out.TMX", "<tmx"),
        ("out", 1, "out.tmx", "<tmx"),
        ("out.txt", 0, "out.txt.tsv", "source_language"),
    ],
)
def test_what_is_listed_is_exported(
    qtbot: QtBot,
    filled: HistoryPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    filter_place: int,
    written: str,
    sign: str,
) -> None:
    def answer(parent: QWidget, title: str, name: str, filters: str) -> tuple[str, str]:
        return str(tmp_path / typed), filters.split(";;")[filter_place]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    filled.search.setText("fox")
    qtbot.waitUntil(lambda: rows(filled) == ["first fox"])
    filled.export_button.click()
    qtbot.waitUntil(filled.messages.isVisible)
    text = (tmp_path / written).read_text(encoding="utf-8")
    assert sign in text
    assert "first fox" in text
    assert "third" not in text
    message = filled.messages.message
    assert message is not None
    assert message.severity == "notice"
    assert written in message.text


def test_an_export_that_fails_is_said_and_can_be_tried_again(
    qtbot: QtBot, filled: HistoryPage, tmp_path: Path
) -> None:
    place = tmp_path / "folder"
    place.write_text("in the way")
    filled.export_wanted.emit(place / "out.tsv", "tsv")
    qtbot.waitUntil(filled.messages.isVisible)
    message = filled.messages.message
    assert message is not None
    assert message.severity == "warning"
    place.unlink()
    filled.messages.retry.emit()
    qtbot.waitUntil((place / "out.tsv").exists)


def test_a_result_edited_just_before_everything_is_deleted_does_not_come_back(
    qtbot: QtBot, window: MainWindow, host: FakeHost, history: HistoryHost
) -> None:
    workspace = window.workspace
    workspace.source.pane.replace_text(TEXT)
    workspace.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    host.does(translation((TEXT, "首先。第二。")))
    qtbot.waitUntil(lambda: not workspace.actions_bar.cancel_button.isVisible())
    # Typed letter by letter, Qt's test library takes ASCII only.
    qtbot.keyClicks(workspace.result.pane, "my own words")
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == [TEXT])
    with qtbot.waitSignal(window.controller.result_kept, timeout=KEEP_AFTER_MS):
        page.clear_wanted.emit()
    qtbot.waitUntil(lambda: rows(page) == [])
    with qtbot.assertNotEmitted(window.controller.result_kept, wait=KEEP_AFTER_MS + 300):
        pass
    assert rows(page) == []
