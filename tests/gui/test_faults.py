"""Faults of Python: the texts are safe, the person knows, and nothing of theirs is told.

What comes of a window that was not closed properly is in test_drafts.py.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DiskFull
from bertsum_app.core.paths import AppPaths
from bertsum_app.gui.crash_guard import CrashGuard
from bertsum_app.gui.faults.care import FaultCare
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.service import window_record
from bertsum_app.service.drafts import Draft, draft_from_json

SOURCE = "A confidential sentence."


@pytest.fixture
def care(window: MainWindow, app_paths: AppPaths) -> Iterator[FaultCare]:
    made = FaultCare(window, app_paths)
    made.look_back()
    yield made
    made.end()


def recorded(paths: AppPaths) -> Draft:
    """What is on the disk of the one window."""
    [file] = paths.drafts.glob("*.json")
    return draft_from_json(file.read_bytes())


def fault(qtbot: QtBot, care: FaultCare, words: str = SOURCE) -> None:
    """A slot that fails over the text it works on."""
    try:
        raise ValueError(words)
    except ValueError as error:
        with qtbot.waitSignal(care.guard.failed):
            care.guard.handle(type(error), error, error.__traceback__)


def test_a_fault_saves_the_texts_and_shows_a_report_without_them(
    qtbot: QtBot, window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    window.workspace.source.pane.insert(SOURCE)
    fault(qtbot, care)
    assert care.dialog is not None
    assert care.dialog.isVisible()
    assert "saved" in care.dialog.text.text()
    report = care.dialog.report.toPlainText()
    assert "ValueError" in report
    assert "test_faults.py" in report
    assert "confidential" not in report
    assert recorded(app_paths).text == SOURCE
    assert window.workspace.source.pane.text == SOURCE


def test_the_report_can_be_copied_by_keyboard(
    qtbot: QtBot, window: MainWindow, care: FaultCare
) -> None:
    fault(qtbot, care)
    dialog = care.dialog
    assert dialog is not None
    dialog.activateWindow()
    dialog.copy_button.setFocus()
    qtbot.keyClick(dialog.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    assert dialog.copy_button.text() == "Copied"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_many_faults_are_one_dialog_and_one_line_in_the_log(
    qtbot: QtBot, care: FaultCare, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        for _ in range(3):
            fault(qtbot, care)
    assert care.dialog is not None
    assert "3 times" in care.dialog.title.text()
    assert len(caplog.records) == 1


def test_texts_that_cannot_be_saved_are_not_said_to_be(
    qtbot: QtBot, window: MainWindow, care: FaultCare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise DiskFull(path)

    monkeypatch.setattr(window_record, "write_text_atomic", full)
    window.workspace.source.pane.insert(SOURCE)
    fault(qtbot, care)
    assert care.dialog is not None
    assert "saved" not in care.dialog.text.text()


def test_where_nothing_is_to_be_kept_the_texts_are_not_saved_and_not_said_to_be(
    qtbot: QtBot, window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    window.preferences.change(history=False)
    window.workspace.source.pane.insert(SOURCE)
    fault(qtbot, care)
    assert care.dialog is not None
    assert "saved" not in care.dialog.text.text()
    assert recorded(app_paths).text == ""


def test_the_dialog_speaks_the_language_of_the_window(
    qtbot: QtBot, care: FaultCare, language: InterfaceLanguage
) -> None:
    fault(qtbot, care)
    assert care.dialog is not None
    language.use("zh")
    qtbot.waitUntil(lambda: care.dialog is not None and care.dialog.close_button.text() == "关闭")


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
    assert failed.args is not None
    assert "ZeroDivisionError" in failed.args[0]


def test_the_interrupt_key_ends_the_program_without_a_report(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(
        "bertsum_app.gui.crash_guard.QCoreApplication.quit", lambda: ended.append(True)
    )
    CrashGuard().handle(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]


def test_the_hooks_are_given_back() -> None:
    before = (sys.excepthook, threading.excepthook)
    guard = CrashGuard()
    guard.install()
    assert sys.excepthook == guard.handle
    guard.remove()
    assert (sys.excepthook, threading.excepthook) == before
