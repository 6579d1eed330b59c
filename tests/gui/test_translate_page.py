"""The Workspace page in translate mode, driven as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DiskFull, EmptyText, ModelNotFound
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.events import EngineFailed
from bertsum_app.service.requests import TranslateRequest
from gui.fake_host import DEVICE, FakeHost, source_of, translation
from gui.widgets import window_of

PAIRS = (
    ("Good morning. 😀", "早上好。😀"),
    ("It rains today.\n\n", "今天下雨。"),
    ("Stay here.", "留在这里。"),
)
SOURCE = source_of(*PAIRS)
RESULT = translation(*PAIRS)


def press_run(qtbot: QtBot, page: WorkspacePage) -> None:
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def run(qtbot: QtBot, page: WorkspacePage, host: FakeHost, text: str = SOURCE) -> TranslateRequest:
    """Type a text, run it, and wait until the engine was asked."""
    asked = len(host.requests)
    page.source.pane.replace_text(text)
    press_run(qtbot, page)
    qtbot.waitUntil(lambda: len(host.requests) > asked)
    request = host.requests[-1]
    assert isinstance(request, TranslateRequest)
    return request


def translate(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    """A whole translation, from the text to the result."""
    run(qtbot, page, host)
    host.does(RESULT)
    qtbot.waitUntil(lambda: not page.actions_bar.cancel_button.isVisible())


def test_a_pasted_text_is_translated_into_the_pane_sentence_by_sentence(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    QGuiApplication.clipboard().setText(SOURCE)
    page.source.pane.paste()
    press_run(qtbot, page)
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    assert host.requests == [TranslateRequest(SOURCE, source=None, target="zh")]

    host.starts()
    host.gives(RESULT.segments[0])
    qtbot.waitUntil(lambda: page.result.pane.text == "早上好。😀")
    assert page.actions_bar.status.text() == "1/3"
    assert page.actions_bar.progress.value() == 1
    host.gives(RESULT.segments[1], RESULT.segments[2])
    qtbot.waitUntil(lambda: page.result.pane.text == "早上好。😀今天下雨。\n\n留在这里。")
    host.finishes(RESULT)
    qtbot.waitUntil(lambda: DEVICE in page.actions_bar.status.text())
    assert page.actions_bar.status.text() == "3/3 · 214 ms · CPU · int8 · bertsum-en-zh"
    assert not page.actions_bar.progress.isVisible()


def test_a_chinese_text_is_translated_into_english_without_being_told(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    request = run(qtbot, page, host, "今天天气很好，我们去公园吧。")
    assert (request.source, request.target) == (None, "en")
    assert page.result.language.code == "en"
    assert page.source.language.currentText() == "Detect language (Chinese)"


def test_counts_tell_characters_and_sentences(qtbot: QtBot, page: WorkspacePage) -> None:
    page.source.pane.insert("One sentence 😀. Another one.\n")
    assert page.source.counts.text() == "29 characters"
    qtbot.waitUntil(lambda: page.source.counts.text() == "29 characters · 4 words · 2 sentences")


@pytest.mark.parametrize("text", ["", " \n\t\u3000"])
def test_nothing_to_translate_is_said_in_the_page(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, text: str
) -> None:
    page.source.pane.insert(text)
    press_run(qtbot, page)
    assert page.messages.message == message_for(EmptyText())
    assert page.messages.isVisible()
    assert host.requests == []


def test_a_run_before_the_engine_is_there_is_not_forgotten(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.workspace
    page.source.pane.insert("Hello there.")
    press_run(qtbot, page)
    assert page.actions_bar.cancel_button.isVisible()
    host = FakeHost(window.bridge.publish)
    window.attach_engine(host, None)
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    assert host.warm_ups == 1


def test_cancelling_keeps_what_is_there_and_says_so(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    run(qtbot, page, host)
    host.gives(RESULT.segments[0])
    qtbot.waitUntil(lambda: page.result.pane.text != "")
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Escape)
    assert host.cancelled == [1]
    host.gives(RESULT.segments[1], job=1)
    host.stops()
    host.is_ready()
    with qtbot.waitSignal(window_of(page).bridge.engine_ready):
        host.is_ready()
    assert page.result.pane.text == "早上好。😀"
    assert page.source.pane.text == SOURCE
    assert page.actions_bar.status.text() == "Cancelled at 1 of 3"
    assert not page.actions_bar.cancel_button.isVisible()


def test_the_newest_run_wins(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    run(qtbot, page, host, "An older text.")
    run(qtbot, page, host)
    old = translation(("An older text.", "旧的文字。"))
    host.gives(*old.segments, job=1)
    host.finishes(old, job=1)
    host.does(RESULT)
    qtbot.waitUntil(lambda: DEVICE in page.actions_bar.status.text())
    assert page.result.pane.text == RESULT.text


def test_the_result_of_the_engine_stands_even_if_sentences_came_otherwise(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    run(qtbot, page, host)
    host.gives(translation(("x", "别的")).segments[0])
    host.finishes(RESULT)
    qtbot.waitUntil(lambda: page.result.pane.text == RESULT.text)


def test_an_error_is_a_bar_in_the_page_and_both_texts_stay(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    press_run(qtbot, page)
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    host.fails(DiskFull(Path("/full")))
    qtbot.waitUntil(page.messages.isVisible)
    assert page.messages.message == message_for(DiskFull(Path("/full")))
    assert page.source.pane.text == SOURCE
    assert page.result.pane.text == RESULT.text
    page.messages.retry.emit()
    qtbot.waitUntil(lambda: len(host.requests) == 3)
    assert not page.messages.isVisible()


def test_escape_dismisses_a_message(qtbot: QtBot, page: WorkspacePage) -> None:
    page.messages.show_message(message_for(EmptyText()))
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Escape)
    assert not page.messages.isVisible()


def test_a_model_that_cannot_be_loaded_is_said_at_the_start(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    error = ModelNotFound("bertsum-en-zh", "/models")
    host.publish(EngineFailed("bertsum-en-zh", error))
    qtbot.waitUntil(window.workspace.messages.isVisible)
    assert window.workspace.messages.message == message_for(error)
    assert window.header.model.text() == "There is no usable model"


def test_swapping_changes_languages_and_texts_over(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    assert (page.source.language.code, page.result.language.code) == ("zh", "en")
    assert page.source.pane.text == RESULT.text
    assert page.result.pane.text == SOURCE
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    assert (page.source.language.code, page.result.language.code) == ("en", "zh")
    assert page.source.pane.text == SOURCE
    assert page.result.pane.text == RESULT.text


def test_swapping_can_be_undone(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    translate(qtbot, page, host)
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    page.source.pane.undo()
    assert page.source.pane.text == SOURCE


def test_swapping_without_a_result_keeps_the_text(page: WorkspacePage, qtbot: QtBot) -> None:
    page.source.pane.insert("Not yet translated.")
    qtbot.waitUntil(lambda: "English" in page.source.language.currentText())
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    assert page.source.pane.text == "Not yet translated."
    assert (page.source.language.code, page.result.language.code) == ("zh", "en")


def test_swapping_an_edited_text_loses_neither(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    page.source.pane.replace_text("Edited since.")
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    assert page.source.pane.text == RESULT.text
    assert page.result.pane.text == "Edited since."


def test_clearing_can_be_undone_and_brings_the_result_back(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    qtbot.mouseClick(page.source.clear_button, Qt.MouseButton.LeftButton)
    assert page.source.pane.text == ""
    assert page.result.is_empty
    page.source.pane.undo()
    assert page.source.pane.text == SOURCE
    qtbot.waitUntil(lambda: not page.result.is_empty)
    assert page.result.pane.text == RESULT.text
    assert page.result.pane.property("stale") == "false"


def test_the_result_of_an_edited_text_steps_back(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    qtbot.keyClicks(page.source.pane, "!")
    assert page.result.pane.property("stale") == "true"
    assert page.result.pane.text == RESULT.text
    qtbot.waitUntil(lambda: "changed" in page.actions_bar.status.text())


def test_choosing_another_language_translates_again(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    box = page.source.language
    box.setCurrentIndex(box.findData("zh"))
    box.activated.emit(box.currentIndex())
    assert page.result.language.code == "en"
    assert host.requests[-1] == TranslateRequest(SOURCE, source="zh", target="en")


def test_doubtful_sentences_are_marked_counted_and_explained(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    run(qtbot, page, host)
    result = translation(*PAIRS, doubts={0: ("numbers", "too-short"), 2: ("repeats",)})
    host.does(result)
    qtbot.waitUntil(page.result.doubts.isVisible)
    qtbot.waitUntil(lambda: page.result.doubts.text() == "2 sentences may be wrong")
    doubts = [mark for mark in page.result.pane.marks if mark.kind == "doubt"]
    text = page.result.pane.text.encode("utf-16-le")
    assert [text[2 * m.start : 2 * m.end].decode("utf-16-le") for m in doubts] == [
        "早上好。😀",
        "留在这里。",
    ]
    tip = page.result.pane.tip_at(1)
    assert "numbers" in tip
    assert "short" in tip
    assert page.result.pane.tip_at(7) == ""


def test_pointing_at_a_sentence_lights_its_source(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host)
    pane = page.result.pane
    cursor = pane.textCursor()
    cursor.setPosition(7)
    place = pane.cursorRect(cursor).center() + QPoint(3, 0)
    qtbot.mouseMove(pane.viewport(), place)
    qtbot.waitUntil(lambda: len(page.source.pane.marks) == 1)
    mark = page.source.pane.marks[0]
    units = SOURCE.encode("utf-16-le")
    assert units[2 * mark.start : 2 * mark.end].decode("utf-16-le") == "It rains today."
    page.source.pane.insert("x")
    assert page.source.pane.marks == ()


def test_copying_says_that_it_was_done(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    translate(qtbot, page, host)
    qtbot.mouseClick(page.result.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == RESULT.text
    assert page.result.copy_button.accessibleName() == "Copied"


def test_an_empty_result_is_not_copied_over_the_clipboard(
    qtbot: QtBot, page: WorkspacePage
) -> None:
    QGuiApplication.clipboard().setText("precious")
    page.result.copy_requested.emit()
    assert QGuiApplication.clipboard().text() == "precious"


def test_the_result_is_saved_as_utf8(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost, tmp_path: Path
) -> None:
    translate(qtbot, page, host)
    window.controller.output.save(tmp_path / "结果.txt")
    assert (tmp_path / "结果.txt").read_text(encoding="utf-8") == RESULT.text
    assert "结果.txt" in page.actions_bar.status.text()


def test_a_result_that_cannot_be_saved_is_said(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost, tmp_path: Path
) -> None:
    translate(qtbot, page, host)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    window.controller.output.save(tmp_path / "file" / "result.txt")
    assert page.messages.isVisible()


def test_a_pasted_file_fills_the_source_and_can_be_undone(
    qtbot: QtBot, page: WorkspacePage, tmp_path: Path
) -> None:
    path = tmp_path / "文章.txt"
    path.write_bytes("今天下雨。\r\n".encode("gb18030"))
    page.source.pane.insert("My own text.")
    page.source.pane.file_pasted.emit(path)
    qtbot.waitUntil(lambda: page.source.pane.text == "今天下雨。\n")
    page.source.pane.undo()
    assert page.source.pane.text == "My own text."


def test_a_file_that_is_no_text_is_refused_and_the_text_stays(
    qtbot: QtBot, page: WorkspacePage, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(bytes(range(256)) * 8)
    page.source.pane.insert("My own text.")
    page.source.pane.file_pasted.emit(path)
    qtbot.waitUntil(page.messages.isVisible)
    assert page.messages.message is not None
    assert str(path) in page.messages.message.text
    assert page.source.pane.text == "My own text."


def test_a_huge_file_is_refused_unread(qtbot: QtBot, page: WorkspacePage, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    page.source.pane.file_pasted.emit(path)
    qtbot.waitUntil(page.messages.isVisible)
    assert page.messages.message is not None
    assert page.messages.message.title == "The text is too long"


def test_the_whole_page_speaks_chinese(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, language: InterfaceLanguage
) -> None:
    translate(qtbot, page, host)
    language.use("zh")
    qtbot.waitUntil(lambda: page.actions_bar.run_button.text() == "翻译")
    assert page.modes.segment("sentiment").text() == "情感"
    assert page.source.language.itemText(0) == "检测语言（英语）"
    assert page.source.counts.text().endswith("个字符 · 7 词 · 3 句")
    assert page.result.language.currentText() == "中文"
    page.messages.show_message(message_for(EmptyText()))
    assert page.messages.message is not None
    assert page.messages.message.title == "还没有文字"
    assert page.source.pane.text == SOURCE


def test_narrow_windows_put_one_card_over_the_other(qtbot: QtBot, window: MainWindow) -> None:
    page = window.workspace
    window.resize(1100, 700)
    assert page.pair.orientation() == Qt.Orientation.Horizontal
    window.resize(560, 800)
    assert page.pair.orientation() == Qt.Orientation.Vertical
    QApplication.processEvents()
    assert page.pair.button.isVisible()
    card = page.pair.button.parentWidget()
    assert card is not None
    assert card.rect().contains(page.pair.button.geometry())


def test_a_text_that_cannot_be_looked_at_is_translated_all_the_same(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, revision: int, detector: object) -> None:
        raise RuntimeError("a bug of the detector")

    monkeypatch.setattr("bertsum_app.gui.workspace.text_facts.facts_about", fail)
    request = run(qtbot, page, host, "Some text.")
    assert request == TranslateRequest("Some text.", source=None, target="zh")


def test_cancelling_before_there_is_a_job_takes_the_wish_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.workspace
    page.source.pane.insert("Hello there.")
    press_run(qtbot, page)
    qtbot.keyClick(page.source.pane, Qt.Key.Key_Escape)
    assert not page.actions_bar.cancel_button.isVisible()
    host = FakeHost(window.bridge.publish)
    window.attach_engine(host, None)
    with qtbot.waitSignal(window.bridge.engine_ready):
        host.is_ready()
    assert host.requests == []


def test_undo_and_redo_go_through_all_that_took_the_texts_place(
    qtbot: QtBot, page: WorkspacePage, window: MainWindow, host: FakeHost, tmp_path: Path
) -> None:
    opened, dropped = tmp_path / "opened.txt", tmp_path / "dropped.txt"
    opened.write_text("This one was opened.", encoding="utf-8")
    dropped.write_text("This one was dropped.", encoding="utf-8")
    pane = page.source.pane
    translate(qtbot, page, host)
    qtbot.mouseClick(page.pair.button, Qt.MouseButton.LeftButton)
    window.controller.files.read(opened)
    qtbot.waitUntil(lambda: pane.text == "This one was opened.")
    qtbot.mouseClick(page.source.clear_button, Qt.MouseButton.LeftButton)
    window.documents.open_text(dropped)
    qtbot.waitUntil(lambda: pane.text == "This one was dropped.")
    texts = ["", "This one was opened.", RESULT.text, SOURCE]
    for text in texts:
        pane.undo()
        assert pane.text == text
    for text in [*texts[-2::-1], "This one was dropped."]:
        pane.redo()
        assert pane.text == text
