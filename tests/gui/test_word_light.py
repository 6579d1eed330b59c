"""Words that belong together, lit in both panes while the control key is held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.text_pane import TextPane
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.word_alignment import WordAlignment, WordLink
from bertsum_app.service.requests import WordAlignmentRequest
from bertsum_app.text.sentences import Span
from gui.fake_host import FakeHost, source_of, translation
from gui.translating import translate

PAIRS = (("Good morning. 😀", "早上好。😀"), ("It rains 😀 today.", "今天😀下雨。"))
CTRL = Qt.KeyboardModifier.ControlModifier
LINKS = (
    WordLink(Span(3, 8), Span(3, 5), 0.9),  # rains, 下雨
    WordLink(Span(11, 16), Span(0, 2), 0.9),  # today, 今天
)
ALIGNED = WordAlignment("en", "zh", PAIRS[1][0], PAIRS[1][1], LINKS)
SECOND = len("早上好。😀") + 1  # UTF-16: the face counts twice


@pytest.fixture
def translated(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> WorkspacePage:
    """The panes hold a text and its translation."""
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))
    return page


def words(pane: TextPane) -> list[str]:
    units = pane.text.encode("utf-16-le")
    return [
        units[2 * mark.start : 2 * mark.end].decode("utf-16-le")
        for mark in pane.marks
        if mark.kind == "pointed"
    ]


def put_caret(pane: TextPane, position: int) -> None:
    pane.setFocus()
    caret = QTextCursor(pane.document())
    caret.setPosition(position)
    pane.setTextCursor(caret)
    QApplication.processEvents()


def point_at(qtbot: QtBot, pane: TextPane, position: int) -> None:
    cursor = QTextCursor(pane.document())
    cursor.setPosition(position)
    one = pane.cursorRect(cursor)
    cursor.setPosition(position + 1)
    place = (one.center() + pane.cursorRect(cursor).center()) / 2
    qtbot.mouseMove(pane.viewport(), place)


def test_the_control_key_lights_the_word_under_the_mouse_and_its_partner(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    result, source = translated.result.pane, translated.source.pane
    result.setFocus()
    point_at(qtbot, result, SECOND + 5)
    qtbot.waitUntil(lambda: any(mark.kind == "lit" for mark in result.marks))
    assert len(host.requests) == 1
    qtbot.keyPress(result, Qt.Key.Key_Control)
    assert host.requests[-1] == WordAlignmentRequest(PAIRS[1][0], PAIRS[1][1], "en", "zh")
    host.finishes(ALIGNED)
    qtbot.waitUntil(lambda: words(source) == ["rains"])
    assert words(result) == ["下雨"]
    qtbot.keyRelease(result, Qt.Key.Key_Control)
    assert words(source) == words(result) == []
    qtbot.keyPress(result, Qt.Key.Key_Control)
    assert words(source) == ["rains"]
    assert len(host.requests) == 2, "asked once for each sentence"


def test_control_and_arrows_lead_the_caret_from_word_to_word(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    source = translated.source.pane
    put_caret(source, source.text.index("It") + 1)
    qtbot.keyPress(source, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    host.finishes(ALIGNED)
    qtbot.waitUntil(lambda: words(source) == ["rains"])
    assert words(translated.result.pane) == ["下雨"]
    qtbot.keyClick(source, Qt.Key.Key_Right)
    assert words(source) == words(translated.result.pane) == []


@pytest.mark.parametrize("edited", ["source", "result"])
def test_lit_words_vanish_when_a_pane_is_edited(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost, edited: str
) -> None:
    result, source = translated.result.pane, translated.source.pane
    put_caret(result, SECOND + 5)
    qtbot.keyPress(result, Qt.Key.Key_Control)
    host.finishes(ALIGNED)
    qtbot.waitUntil(lambda: words(source) == ["rains"])
    qtbot.keyClicks(result if edited == "result" else source, "x")
    assert words(source) == words(result) == []


def test_with_the_button_pressed_no_key_need_be_held(
    qtbot: QtBot, translated: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    result, source, button = (
        translated.result.pane,
        translated.source.pane,
        translated.result.words_button,
    )
    button.click()
    assert button.isChecked()
    assert window.preferences.settings.light_words
    put_caret(result, SECOND + 5)
    qtbot.waitUntil(lambda: isinstance(host.requests[-1], WordAlignmentRequest))
    host.finishes(ALIGNED)
    qtbot.waitUntil(lambda: words(source) == ["rains"])
    assert words(result) == ["下雨"]

    QTest.keySequence(window, window.shortcuts.main_keys("light-words"))
    assert not button.isChecked()
    assert words(source) == words(result) == []
    put_caret(result, SECOND + 1)
    assert words(source) == words(result) == []


def test_only_translations_have_the_button(translated: WorkspacePage, window: MainWindow) -> None:
    button = translated.result.words_button
    assert button.isVisible()
    assert button.accessibleName()
    window.controller.choose_mode("summarize")
    assert not button.isVisible()
