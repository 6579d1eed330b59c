"""A window that is not closed properly: what stood in it comes back with the next one, which says so."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DiskFull
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.process import apart, program_command
from bertsum_app.documents.isolation import WORKER_ARGUMENT
from bertsum_app.gui.documents.reader import DocumentReader
from bertsum_app.gui.faults import draft_keeper
from bertsum_app.gui.faults.care import FaultCare
from bertsum_app.gui.faults.putting_back import PuttingBack
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.service import window_record
from bertsum_app.service.drafts import Draft, draft_from_json, draft_to_json
from bertsum_app.service.history import FinishedWork
from bertsum_app.service.window_record import WindowRecord, left_records
from gui.fake_host import FakeHost, source_of, translation
from gui.widgets import child_of

READ_WITHIN_MS = 30_000
"""A document is read by a process of its own; a busy machine takes its time."""

PAIRS = (("Good morning. ", "早上好。"), ("It rains.", "下雨。"))
SOURCE = source_of(*PAIRS)
WORK = FinishedWork("translate", SOURCE, "早上好。下雨。", "en", "zh", "some-model")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_keeper, "PAUSE_MS", 0)


@pytest.fixture
def care(window: MainWindow, host: FakeHost, app_paths: AppPaths) -> Iterator[FaultCare]:
    """Of a window that does not know yet of any before it."""
    made = FaultCare(window, app_paths)
    yield made
    made.end()


@pytest.fixture
def keeping(qtbot: QtBot, care: FaultCare, app_paths: AppPaths) -> FaultCare:
    """It records its window."""
    care.look_back()
    qtbot.waitUntil(lambda: any(app_paths.drafts.glob("*.json")))
    return care


def recorded(paths: AppPaths) -> Draft:
    """What is on the disk of the one window."""
    [file] = paths.drafts.glob("*.json")
    return draft_from_json(file.read_bytes())


def is_recorded(qtbot: QtBot, paths: AppPaths, **values: object) -> None:
    """Wait until all of these are on the disk."""
    qtbot.waitUntil(lambda: all(getattr(recorded(paths), k) == v for k, v in values.items()))


def left(paths: AppPaths, draft: Draft, name: str = "0a1b", traces: bytes = b"") -> Path:
    """What a window leaves whose process is gone."""
    file = paths.drafts / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(draft_to_json(draft), encoding="utf-8")
    paths.log.mkdir(parents=True, exist_ok=True)
    paths.crash_log_of(name).write_bytes(traces)
    return file


def notice(window: MainWindow) -> Message:
    message = window.workspace.messages.message
    assert message is not None
    assert message.stays
    assert message.severity == "notice"
    return message


# --- what is recorded -----------------------------------------------------------------------------


def test_what_is_typed_is_on_the_disk_a_moment_later(
    qtbot: QtBot, window: MainWindow, keeping: FaultCare, app_paths: AppPaths
) -> None:
    qtbot.keyClicks(window.workspace.source.pane, "A letter")
    is_recorded(qtbot, app_paths, text="A letter", mode="translate", target_language="zh")
    qtbot.keyClick(window.workspace.source.pane, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.workspace.source.pane, Qt.Key.Key_Delete)
    is_recorded(qtbot, app_paths, text="")


def test_mode_languages_and_result_are_recorded_with_the_text(
    qtbot: QtBot, window: MainWindow, host: FakeHost, keeping: FaultCare, app_paths: AppPaths
) -> None:
    page = window.workspace
    page.source.language.choose("en")
    page.source.pane.insert(SOURCE)
    page.actions_bar.run_button.click()
    host.does(translation(*PAIRS))
    qtbot.waitUntil(lambda: recorded(app_paths).work is not None)
    draft = recorded(app_paths)
    assert draft.source_language == "en"
    assert draft.work is not None
    assert draft.work.result_text == page.result.pane.text
    assert len(draft.work.sentences) == 2
    page.modes.segment("summarize").click()
    is_recorded(qtbot, app_paths, mode="summarize", text=SOURCE, work=None)


def test_a_result_of_another_text_is_not_recorded_with_it(
    qtbot: QtBot, window: MainWindow, keeping: FaultCare, app_paths: AppPaths
) -> None:
    window.workspace.source.pane.insert(SOURCE)
    window.controller.result_kept.emit(WORK)
    is_recorded(qtbot, app_paths, work=WORK)
    qtbot.keyClicks(window.workspace.source.pane, "!")
    is_recorded(qtbot, app_paths, text=SOURCE + "!", work=None)


def test_nothing_of_the_texts_is_recorded_while_the_history_is_off(
    qtbot: QtBot, window: MainWindow, keeping: FaultCare, app_paths: AppPaths
) -> None:
    pane = window.workspace.source.pane
    pane.insert(SOURCE)
    is_recorded(qtbot, app_paths, text=SOURCE)
    window.preferences.change(history=False)
    assert recorded(app_paths) == Draft(), "what was recorded goes at once"
    pane.insert("more")
    window.preferences.change(history=True)
    is_recorded(qtbot, app_paths, text=SOURCE + "more")


def test_the_text_of_a_file_is_recorded_with_its_path_and_encoding_until_it_is_edited(
    qtbot: QtBot, window: MainWindow, keeping: FaultCare, app_paths: AppPaths, tmp_path: Path
) -> None:
    path = tmp_path / "信.txt"
    path.write_text("你好。", encoding="gb18030")
    window.documents.open_text(path)
    qtbot.waitUntil(lambda: recorded(app_paths).document == path)
    assert recorded(app_paths).encoding
    qtbot.keyClicks(window.workspace.source.pane, "x")
    is_recorded(qtbot, app_paths, document=None, encoding="", text="x你好。")


def test_a_text_that_is_too_long_is_not_recorded_but_that_it_was_is(
    qtbot: QtBot,
    window: MainWindow,
    keeping: FaultCare,
    app_paths: AppPaths,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_keeper, "LONGEST_DRAFT", 5)
    window.workspace.source.pane.insert("six...")
    is_recorded(qtbot, app_paths, text="", too_long=True)


def test_a_proper_end_leaves_nothing(
    qtbot: QtBot, window: MainWindow, keeping: FaultCare, app_paths: AppPaths
) -> None:
    window.workspace.source.pane.insert(SOURCE)
    is_recorded(qtbot, app_paths, text=SOURCE)
    keeping.end()
    assert not app_paths.drafts.exists()
    assert not list(app_paths.log.glob("crash*"))


def test_a_full_disk_is_no_trouble_of_the_window(
    qtbot: QtBot, window: MainWindow, care: FaultCare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise DiskFull(path)

    monkeypatch.setattr(window_record, "write_text_atomic", full)
    care.look_back()
    window.workspace.source.pane.insert(SOURCE)
    assert window.workspace.messages.message is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_child_that_crashes_is_no_crash_of_the_window(
    keeping: FaultCare, app_paths: AppPaths
) -> None:
    # As readers of documents are started; trainings are, too.
    command = program_command(WORKER_ARGUMENT)
    with subprocess.Popen(command, stdin=subprocess.PIPE, **apart()) as child:
        child.send_signal(signal.SIGSEGV)
    assert child.returncode == -signal.SIGSEGV
    [traces] = app_paths.log.glob("crash-*.log")
    assert traces.read_bytes() == b""
    assert left_records(app_paths) == ()


# --- what comes back ------------------------------------------------------------------------------


def test_after_a_proper_end_nothing_is_said(window: MainWindow, care: FaultCare) -> None:
    care.look_back()
    assert window.workspace.messages.message is None


def test_a_text_comes_back_in_its_mode_and_languages_and_nothing_is_computed(
    qtbot: QtBot, window: MainWindow, host: FakeHost, care: FaultCare, app_paths: AppPaths
) -> None:
    window.preferences.change(live=True)
    file = left(app_paths, Draft("translate", SOURCE, "zh", "en"))
    care.look_back()
    page = window.workspace
    assert page.source.pane.text == SOURCE
    assert page.source.language.code == "zh"
    assert page.result.language.code == "en"
    assert notice(window).title == "BertSum was not closed properly last time"
    assert "Your text is back" in notice(window).text
    assert str(app_paths.log / "bertsum.log") in notice(window).text
    # Its text is on the disk under the new window's name.
    assert not file.exists()
    assert recorded(app_paths).text == SOURCE
    # The pause after which a text is worked on is over ...
    pause = child_of(window.controller.live, QTimer)
    qtbot.waitUntil(lambda: not pause.isActive())
    assert host.requests == []
    # ... and what the person types then is worked on.
    qtbot.keyClicks(page.source.pane, "x")
    qtbot.waitUntil(lambda: len(host.requests) == 1)


def test_a_translation_comes_back_with_its_result(
    window: MainWindow, host: FakeHost, care: FaultCare, app_paths: AppPaths
) -> None:
    left(app_paths, Draft("translate", SOURCE, "", "zh", work=WORK))
    care.look_back()
    assert window.workspace.source.pane.text == SOURCE
    assert window.workspace.result.pane.text == WORK.result_text
    assert "its result are back" in notice(window).text
    assert host.requests == []
    assert recorded(app_paths).work == WORK


def test_a_summary_s_text_comes_back_to_be_summarized(
    window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    left(app_paths, Draft("summarize", SOURCE))
    care.look_back()
    assert window.controller.mode == "summarize"
    assert window.workspace.source.pane.text == SOURCE


def test_the_encoding_of_a_text_file_can_be_changed_as_before(
    window: MainWindow, care: FaultCare, app_paths: AppPaths, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    left(app_paths, Draft("translate", SOURCE, document=path, encoding="utf-8"))
    care.look_back()
    assert window.workspace.source.encoding_button.text() == "UTF-8"
    assert "letter.txt" in notice(window).text


@pytest.mark.parametrize(("text", "is_known"), [("Title\n\nOne.", True), ("Title", False)])
def test_a_document_is_known_again_unless_it_says_something_else_now(
    qtbot: QtBot,
    window: MainWindow,
    care: FaultCare,
    app_paths: AppPaths,
    tmp_path: Path,
    text: str,
    is_known: bool,
) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Title\n\nOne.\n", encoding="utf-8")
    left(app_paths, Draft("summarize", text, document=path))
    care.look_back()
    reader = child_of(child_of(window, PuttingBack), DocumentReader)
    with qtbot.waitSignal(reader.read, timeout=READ_WITHIN_MS):
        pass
    assert (window.controller.opened.of(text) is not None) == is_known
    assert window.workspace.source.pane.text == text


def test_traces_of_a_fault_in_native_code_are_kept_and_named(
    window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    left(app_paths, Draft(), traces=b"Fatal Python error: Segmentation fault")
    care.look_back()
    assert str(app_paths.crash_report) in notice(window).text
    assert b"Segmentation" in app_paths.crash_report.read_bytes()
    assert "back" not in notice(window).text


def test_what_stands_in_the_page_is_not_written_over(
    window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    file = left(app_paths, Draft("translate", "old"))
    window.workspace.source.pane.insert("new")
    care.look_back()
    assert window.workspace.source.pane.text == "new"
    assert file.exists(), "it waits for a later start"
    assert "Its text comes back" in notice(window).text


def test_of_several_windows_the_one_used_last_comes_back_first(
    window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    older = left(app_paths, Draft("translate", "older"), "0a")
    left(app_paths, Draft("translate", "newer"), "0b")
    os.utime(older, (1, 1))
    care.look_back()
    assert window.workspace.source.pane.text == "newer"
    assert "other windows" in notice(window).text
    assert older.exists()


def test_a_window_that_is_open_is_left_alone(
    window: MainWindow, care: FaultCare, app_paths: AppPaths
) -> None:
    other = WindowRecord(app_paths)
    assert other.write(Draft("translate", "of the other window"))
    care.look_back()
    assert window.workspace.source.pane.text == ""
    assert window.workspace.messages.message is None
    other.remove()


def test_where_it_cannot_be_recorded_anew_the_old_record_stays(
    window: MainWindow, care: FaultCare, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = left(app_paths, Draft("translate", SOURCE))

    def full(path: Path, text: str) -> None:
        raise DiskFull(path)

    monkeypatch.setattr(window_record, "write_text_atomic", full)
    care.look_back()
    assert window.workspace.source.pane.text == SOURCE
    assert file.exists()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"version": 2}'])
def test_a_damaged_record_is_said_and_no_more(
    window: MainWindow, care: FaultCare, app_paths: AppPaths, content: bytes
) -> None:
    file = left(app_paths, Draft())
    file.write_bytes(content)
    care.look_back()
    assert window.workspace.source.pane.text == ""
    assert "not closed properly" in notice(window).title
    assert not file.exists()


def test_the_notice_speaks_the_language_of_the_window(
    window: MainWindow, care: FaultCare, language: InterfaceLanguage, app_paths: AppPaths
) -> None:
    language.use("zh")
    left(app_paths, Draft("translate", SOURCE))
    care.look_back()
    assert notice(window).title == "BertSum 上次没有正常关闭"


def test_who_took_traces_down_before_does_so_again(care: FaultCare) -> None:
    before = faulthandler.is_enabled()
    care.look_back()
    assert faulthandler.is_enabled()
    care.end()
    assert faulthandler.is_enabled() == before
