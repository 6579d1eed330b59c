"""Our own mistakes: the texts are safe, the person knows, and nothing of theirs is told."""

from __future__ import annotations

import json
import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.crash_guard import CrashGuard
from bertsum_app.gui.faults.care import FaultCare
from bertsum_app.gui.faults.rescued import RescuedTexts, read_texts, save_texts
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.service.history import FinishedWork

SOURCE = "A confidential sentence."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rescued.json"


@pytest.fixture
def care(window: MainWindow, path: Path) -> FaultCare:
    return FaultCare(window, path)


def fault(qtbot: QtBot, care: FaultCare, words: str = SOURCE) -> None:
    """A slot that fails over the text it works on."""
    try:
        raise ValueError(words)
    except ValueError as error:
        with qtbot.waitSignal(care.guard.failed):
            care.guard.handle(type(error), error, error.__traceback__)


def test_a_fault_saves_the_texts_and_shows_a_report_without_them(
    qtbot: QtBot, window: MainWindow, care: FaultCare, path: Path
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
    assert read_texts(path) == RescuedTexts("translate", SOURCE)
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
    qtbot: QtBot, window: MainWindow, care: FaultCare, path: Path
) -> None:
    path.parent.parent.joinpath("state").touch()
    window.workspace.source.pane.insert(SOURCE)
    fault(qtbot, care)
    assert care.dialog is not None
    assert "saved" not in care.dialog.text.text()


def test_the_dialog_speaks_the_language_of_the_window(
    qtbot: QtBot, care: FaultCare, language: InterfaceLanguage
) -> None:
    fault(qtbot, care)
    assert care.dialog is not None
    language.use("zh")
    qtbot.waitUntil(lambda: care.dialog is not None and care.dialog.close_button.text() == "关闭")


def test_texts_come_back_when_the_program_did_not_end_well(
    window: MainWindow, care: FaultCare, path: Path
) -> None:
    save_texts(path, RescuedTexts("summarize", SOURCE, "A summary."))
    care.bring_back()
    assert window.controller.mode == "summarize"
    assert window.workspace.source.pane.text == SOURCE
    message = window.workspace.messages.message
    assert message is not None
    assert message.severity == "notice"


def test_a_translation_comes_back_with_its_result(
    window: MainWindow, care: FaultCare, path: Path
) -> None:
    texts = RescuedTexts("translate", SOURCE, "我自己的话。", "en", "zh", "some-model")
    save_texts(path, texts)
    care.bring_back()
    assert window.workspace.source.pane.text == SOURCE
    assert window.workspace.result.pane.text == "我自己的话。"


def test_languages_and_model_of_the_last_translation_are_saved(
    qtbot: QtBot, window: MainWindow, care: FaultCare, path: Path
) -> None:
    work = FinishedWork("translate", SOURCE, "机密的句子。", "en", "zh", "some-model")
    window.controller.restore(work)
    window.controller.result_kept.emit(work)
    fault(qtbot, care)
    texts = RescuedTexts("translate", SOURCE, "机密的句子。", "en", "zh", "some-model")
    assert read_texts(path) == texts


def test_a_good_end_forgets_what_was_saved(
    qtbot: QtBot, window: MainWindow, care: FaultCare, path: Path
) -> None:
    window.workspace.source.pane.insert(SOURCE)
    fault(qtbot, care)
    assert path.is_file()
    care.end()
    assert not path.exists()


def test_what_stands_in_the_pane_is_not_written_over(
    window: MainWindow, care: FaultCare, path: Path
) -> None:
    save_texts(path, RescuedTexts("translate", "old"))
    window.workspace.source.pane.insert("new")
    care.bring_back()
    assert window.workspace.source.pane.text == "new"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"version": 2}',
        b'{"version": 1, "mode": "sing", "source": "a"}',
        b'{"version": 1, "mode": "translate", "source": 1}',
        b'{"version": 1, "mode": "translate", "source": "a", "more": "b"}',
    ],
)
def test_a_damaged_file_is_passed_over(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert read_texts(path) is None


def test_a_text_that_no_file_can_hold_is_no_second_fault(path: Path) -> None:
    assert not save_texts(path, RescuedTexts("translate", "\ud800"))
    assert not save_texts(path, RescuedTexts("translate", ""))
    assert not path.exists()


def test_saved_texts_are_read_by_any_editor(path: Path) -> None:
    save_texts(path, RescuedTexts("translate", "机密"))
    assert "机密" in path.read_text(encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


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
