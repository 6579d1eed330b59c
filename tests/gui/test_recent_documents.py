"""Files opened last, in their menu."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from bertsum_app.gui.documents.menu import DocumentsMenu
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.main_window import MainWindow
from gui.documents_list import Dropped, report, states
from gui.fake_host import FakeHost
from gui.widgets import child_of


def menu_of(window: MainWindow) -> DocumentsMenu:
    window.workspace.source.documents_button.click()
    menu = child_of(window, DocumentsMenu)
    menu.close()
    return menu


def choose(window: MainWindow, words: str) -> None:
    next(action for action in menu_of(window).actions() if action.text() == words).trigger()


def test_the_menu_has_what_was_opened_before_newest_first(
    window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    assert len(menu_of(window).actions()) == 2
    dropped("a.txt", "b & c.txt")
    dropped("deep/a.txt")
    words = [action.text() for action in menu_of(window).actions()]
    deep, other, flat = words[4:7]
    assert (deep.startswith("a.txt – "), deep.endswith("deep")) == (True, True)
    assert other == "b && c.txt"
    assert flat.startswith("a.txt – ")
    choose(window, "Forget these files")
    assert len(menu_of(window).actions()) == 2


def test_a_file_opened_before_is_taken_again(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    (row,) = dropped("a.txt")
    host.finishes(report(host))
    qtbot.waitUntil(row.remove_button.isVisible)
    choose(window, "a.txt")
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])


def test_a_file_opened_before_that_is_gone_is_said_and_forgotten(
    window: MainWindow, host: FakeHost, dropped: Dropped, tmp_path: Path
) -> None:
    dropped("a.txt", "b.txt")
    (tmp_path / "a.txt").unlink()
    choose(window, "a.txt")
    message = window.workspace.messages.message
    assert message is not None
    assert str(tmp_path / "a.txt") in message.text
    assert window.documents.recent.files == (tmp_path / "b.txt",)


def test_a_text_file_opened_in_the_page_is_a_recent_file_too(
    qtbot: QtBot, window: MainWindow, host: FakeHost, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    window.controller.files.read(tmp_path / "a.txt")
    qtbot.waitUntil(lambda: window.documents.recent.files == (tmp_path / "a.txt",))
