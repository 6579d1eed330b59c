"""A history that is damaged, held, too new, or gone meanwhile, as the window tells of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from unittest.mock import create_autospec

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DatabaseDamaged, DatabaseLocked, DatabaseTooNew
from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.history.port import HistoryPort
from bertsum_app.gui.main_window import HISTORY, MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.service.history import (
    HistoryFailed,
    HistoryListed,
    HistoryQuery,
    HistoryRow,
)
from bertsum_app.service.history_host import HistoryHost
from gui.fake_host import FakeHost
from gui.history_list import CLOSE_S, go_to_history, rows, work


def test_a_damaged_history_is_said_and_a_new_one_begun(
    qtbot: QtBot, window: MainWindow, history: HistoryHost, history_file: Path
) -> None:
    history_file.parent.mkdir(parents=True)
    history_file.write_bytes(b"no database " * 1_000)
    window.history.keep(work("kept all the same"))
    qtbot.waitUntil(window.workspace.messages.isVisible)
    kept = history_file.with_name(history_file.name + ".bak-1")
    assert window.workspace.messages.message == message_for(
        DatabaseDamaged(history_file, "history", kept)
    )
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == ["kept all the same"])


def test_a_history_that_cannot_be_used_is_said_once_while_one_works(
    qtbot: QtBot, window: MainWindow, history: HistoryHost, history_file: Path
) -> None:
    history_file.parent.mkdir(parents=True)
    with sqlite3.connect(history_file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    messages = window.workspace.messages
    window.history.keep(work("one"))
    qtbot.waitUntil(messages.isVisible)
    assert messages.message == message_for(DatabaseTooNew(history_file, "history", 99))
    messages.dismiss()
    with qtbot.assertNotEmitted(window.history.failed):
        window.history.keep(work("two"))
        assert history.close(CLOSE_S)
        QApplication.processEvents()


def test_trouble_is_said_each_time_in_the_page_itself(
    qtbot: QtBot, window: MainWindow, history: HistoryHost, history_file: Path
) -> None:
    history_file.mkdir(parents=True)
    window.show_page(HISTORY)
    page = window.history_page
    qtbot.waitUntil(page.messages.isVisible)
    page.messages.dismiss()
    page.search.setText("again")
    qtbot.waitUntil(page.messages.isVisible)
    assert not page.hint.isVisible()


def test_what_an_earlier_history_said_is_not_shown(
    window: MainWindow, history_page: HistoryPage
) -> None:
    row = HistoryRow(1, 0, False, "translate", "a secret", "!", "en", "zh")
    window.history.publish(HistoryListed(HistoryQuery(), (row,), 1, False))
    window.history.detach()
    QApplication.processEvents()
    assert rows(history_page) == []


def test_a_history_that_another_program_holds_is_tried_again(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    held = create_autospec(HistoryPort, instance=True)
    window.history.attach(held)
    window.history.publish(HistoryFailed(DatabaseLocked(Path("h"), "history")))
    qtbot.waitUntil(lambda: held.try_again.call_count == 1)
    message = window.workspace.messages.message
    assert message is not None
    assert "kept as soon as" in message.text
