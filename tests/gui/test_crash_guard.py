from __future__ import annotations

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from bertsum_app.gui.crash_guard import CrashGuard
from bertsum_app.gui.main_window import MainWindow


def test_an_exception_of_the_windows_thread_is_shown_and_the_text_is_kept(
    qtbot: QtBot, window: MainWindow
) -> None:
    guard = CrashGuard(window)
    guard.failed.connect(window.show_bug)
    window.workspace.source.pane.insert("My text.")
    try:
        raise RuntimeError("a bug")
    except RuntimeError as error:
        with qtbot.waitSignal(guard.failed):
            guard.handle(type(error), error, error.__traceback__)
    message = window.workspace.messages.message
    assert message is not None
    assert "RuntimeError: a bug" in message.details
    assert window.workspace.source.pane.text == "My text."


def test_an_exception_of_another_thread_arrives_here(qtbot: QtBot) -> None:
    guard = CrashGuard()
    guard.install()
    try:
        with qtbot.waitSignal(guard.failed) as failed:
            thread = threading.Thread(target=lambda: 1 // 0)
            thread.start()
            thread.join()
    finally:
        guard.remove()
    assert "ZeroDivisionError" in failed.args[0]


def test_the_hooks_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = (sys.excepthook, threading.excepthook)
    guard = CrashGuard()
    guard.install()
    assert sys.excepthook == guard.handle
    guard.remove()
    assert (sys.excepthook, threading.excepthook) == before
