"""What the controller tells of finished work, and how it puts such work back into the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.finished_work import FinishedWork
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.text.sentences import Span
from gui.fake_host import MODEL_ID, FakeHost, extract, sentiment, translation

TEXT = "😀 First of all. A second one."
RESULTS = {
    "translate": translation((TEXT, "首先。第二。")),
    "summarize": extract(TEXT, "A second one."),
    "sentiment": sentiment(0.9, (Span(0, 15), 0.9)),
}


def do(qtbot: QtBot, window: MainWindow, host: FakeHost, mode: Mode) -> FinishedWork:
    """A piece of work of this kind from its start to its end, and what was told of it."""
    page = window.workspace
    qtbot.mouseClick(page.modes.segment(mode), Qt.MouseButton.LeftButton)
    page.source.pane.replace_text(TEXT)
    qtbot.mouseClick(page.actions_bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    with qtbot.waitSignal(window.controller.result_kept) as kept:
        host.finishes(RESULTS[mode])
    work = kept.args[0]
    assert isinstance(work, FinishedWork)
    return work


def test_a_finished_translation_is_told_with_its_languages(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = do(qtbot, window, host, "translate")
    assert work == FinishedWork("translate", TEXT, "首先。第二。", "en", "zh", MODEL_ID)


def test_a_finished_summary_has_no_language_it_was_translated_into(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = do(qtbot, window, host, "summarize")
    assert work == FinishedWork("summarize", TEXT, "A second one.", "en", None, MODEL_ID)


def shown(page: WorkspacePage) -> str:
    assert not page.result.is_empty
    return page.result.pane.text


@pytest.mark.parametrize("mode", list(RESULTS))
def test_restored_work_stands_in_the_page_without_being_done_again(
    qtbot: QtBot, window: MainWindow, host: FakeHost, mode: Mode
) -> None:
    page = window.workspace
    work = do(qtbot, window, host, mode)
    assert work.result_text
    page.source.pane.replace_text("Something else.")
    other = "summarize" if mode == "translate" else "translate"
    qtbot.mouseClick(page.modes.segment(other), Qt.MouseButton.LeftButton)
    window.controller.restore(work)
    assert page.modes.current == mode
    assert page.source.pane.text == TEXT
    assert shown(page) == work.result_text
    assert page.result.pane.property("stale") == "false"
    assert len(host.requests) == 1
    page.source.pane.undo()
    assert page.source.pane.text == "Something else."


def test_restoring_chooses_the_language_it_was_translated_into(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = FinishedWork("translate", "今天下雨。", "It rains today.", "zh", "en", MODEL_ID)
    window.controller.restore(work)
    assert window.workspace.result.language.code == "en"
    assert shown(window.workspace) == "It rains today."
