"""Corrections in the Workspace: what a person edits is remembered, and how many are new is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DatabaseLocked, DatabaseTooNew
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import TRAINING, MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.corrections import (
    Correction,
    CorrectionsFailed,
    CorrectionsSaved,
)
from gui.fake_corrections import FakeCorrections, listed, tell
from gui.fake_host import MODEL_ID, FakeHost, source_of, translation
from gui.translating import translate, type_at
from gui.widgets import name_of

PAIRS = (("Good morning. 😀", "早上好。😀"), ("It rains today.", "今天下雨。"), ("Stay.", "留下。"))


@pytest.fixture
def translated(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, store: FakeCorrections
) -> WorkspacePage:
    """The panes hold a text and its translation."""
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))
    return page


def test_what_was_edited_is_remembered_when_the_person_says_so(
    qtbot: QtBot, translated: WorkspacePage, store: FakeCorrections
) -> None:
    button = translated.result.remember_button
    assert button.isVisible()
    assert not button.isEnabled()
    assert "write into a translation" in name_of(button)
    type_at(qtbot, translated, 10, "!")
    assert button.isEnabled()
    assert button.text() == "Remember"
    assert store.saved == []
    button.click()
    wanted = Correction(
        "It rains today.", "今天下雨。", "今天下雨!。", "en", "zh", chosen=False, model_id=MODEL_ID
    )
    assert store.saved == [(wanted,)]
    assert not button.isEnabled()
    store.tell(CorrectionsSaved(added=1, replaced=0, unchanged=0))
    qtbot.waitUntil(lambda: translated.actions_bar.status.text() == "1 correction remembered")


def test_keys_remember_only_what_is_not_remembered_yet(
    qtbot: QtBot, translated: WorkspacePage, store: FakeCorrections
) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(translated.source.pane, Qt.Key.Key_M, keys)
    assert store.saved == []
    type_at(qtbot, translated, 10, "!")
    qtbot.keyClick(translated.source.pane, Qt.Key.Key_M, keys)
    type_at(qtbot, translated, 2, "x")
    assert "Remember 1 correction" in name_of(translated.result.remember_button)
    qtbot.keyClick(translated.source.pane, Qt.Key.Key_M, keys)
    qtbot.keyClick(translated.source.pane, Qt.Key.Key_M, keys)
    saved = [[each.text for each in corrections] for corrections in store.saved]
    assert saved == [["今天下雨!。"], ["早上x好。😀"]]


def test_another_text_for_a_remembered_sentence_can_be_remembered(
    qtbot: QtBot, translated: WorkspacePage, store: FakeCorrections
) -> None:
    button = translated.result.remember_button
    type_at(qtbot, translated, 10, "!")
    button.click()
    type_at(qtbot, translated, 11, "!")
    button.click()
    assert len(store.saved) == 2
    store.tell(CorrectionsSaved(added=0, replaced=1, unchanged=0))
    status = translated.actions_bar.status
    qtbot.waitUntil(lambda: "in place of an earlier one" in status.text())
    # Back to the machine's version there is nothing left to remember.
    translated.result.pane.undo_requested.emit()
    translated.result.pane.undo_requested.emit()
    assert not button.isEnabled()


def test_sentences_that_were_made_one_are_remembered_as_one(
    qtbot: QtBot, translated: WorkspacePage, store: FakeCorrections
) -> None:
    pane = translated.result.pane
    start, end = pane.text.index("今天"), len(pane.text.encode("utf-16-le")) // 2
    caret = pane.textCursor()
    caret.setPosition(start + 1)
    caret.setPosition(end, caret.MoveMode.KeepAnchor)
    caret.insertText("留下，今天下雨。")
    translated.result.remember_button.click()
    [saved] = store.saved
    assert [(one.source, one.text) for one in saved] == [
        ("It rains today. Stay.", "留下，今天下雨。")
    ]


def test_the_button_belongs_to_translations(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage
) -> None:
    type_at(qtbot, translated, 10, "!")
    window.controller.choose_mode("summarize")
    assert not translated.result.remember_button.isVisible()
    window.controller.choose_mode("translate")
    assert translated.result.remember_button.isEnabled()


def test_what_could_not_be_kept_is_said_and_can_be_remembered_again(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage, store: FakeCorrections
) -> None:
    type_at(qtbot, translated, 10, "!")
    translated.result.remember_button.click()
    [saving] = store.saved
    error = DatabaseTooNew(Path("c.sqlite3"), "corrections", 9)
    store.tell(CorrectionsFailed(error, saving))
    qtbot.waitUntil(translated.messages.isVisible)
    assert translated.messages.message == message_for(error)
    assert translated.result.remember_button.isEnabled()


def test_while_another_program_holds_the_store_it_is_said_once_and_tried_again(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage, store: FakeCorrections
) -> None:
    error = DatabaseLocked(Path("c.sqlite3"), "corrections")
    store.tell(CorrectionsFailed(error))
    qtbot.waitUntil(translated.messages.isVisible)
    translated.messages.dismiss()
    qtbot.waitUntil(lambda: store.said("try-again") != [], timeout=10_000)


def test_without_a_store_nothing_is_lost(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))
    type_at(qtbot, page, 10, "!")
    page.result.remember_button.click()
    assert page.result.remember_button.isEnabled()


def test_the_page_is_badged_with_how_many_are_new(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, language: InterfaceLanguage
) -> None:
    segment = window.header.navigation.segment(TRAINING)
    plain = segment.sizeHint().width()
    assert name_of(segment) == "Training"
    tell(qtbot, window, store, listed(3, 4, others=2))
    assert segment.badge == "3"
    assert name_of(segment) == "Training, 3 new corrections to learn from"
    assert "3 new corrections" in segment.toolTip()
    assert segment.sizeHint().width() > plain
    language.use("zh")
    qtbot.waitUntil(lambda: "new" not in name_of(segment))
    assert "3" in name_of(segment)
    language.use("en")
    tell(qtbot, window, store, listed(250))
    assert segment.badge == "99+"
    tell(qtbot, window, store, listed(0, 7))
    assert segment.badge == ""
    assert name_of(segment) == "Training"


def test_the_badge_can_be_seen(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, theme: ThemeSwitch
) -> None:
    segment = window.header.navigation.segment(TRAINING)

    def accented() -> int:
        image = segment.grab().toImage()
        accent = QColor("#2b59c3")
        return sum(
            image.pixelColor(x, y) == accent
            for x in range(image.width())
            for y in range(image.height())
        )

    assert accented() == 0
    tell(qtbot, window, store, listed(3))
    qtbot.waitUntil(lambda: accented() > 40)
