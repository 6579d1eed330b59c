"""The person's own hand in a translation: kept, marked, told of, and taken back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDrag, QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import Settings
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.result_sentences import ResultSentences, Version
from bertsum_app.gui.workspace.sentence_light import SentenceLight
from bertsum_app.gui.workspace.sentence_words import doubt_words
from bertsum_app.gui.workspace.shown_translation import ShownTranslation
from bertsum_app.gui.workspace.translate_work import TranslateWork
from bertsum_app.inference.guards import DOUBTS
from bertsum_app.service.corrections import Correction
from bertsum_app.service.history import FinishedWork, KeptSentence, Replaced
from bertsum_app.text.sentences import Span
from gui.fake_host import MODEL_ID, FakeHost, source_of, translation
from gui.translating import translate, type_at
from gui.widgets import child_of

PAIRS = (("Good morning. 😀", "早上好。😀"), ("It rains today.", "今天下雨。"), ("Stay.", "留下。"))
CHANGED = (PAIRS[0], ("It rains again today.", "今天又下雨。"), PAIRS[2])


@pytest.fixture
def translated(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> WorkspacePage:
    """The panes hold a text and its translation."""
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))
    return page


def own_marks(page: WorkspacePage) -> list[str]:
    units = page.result.pane.text.encode("utf-16-le")
    return [
        units[2 * mark.start : 2 * mark.end].decode("utf-16-le")
        for mark in page.result.pane.marks
        if mark.kind == "own"
    ]


def test_what_is_typed_into_the_result_is_copied_and_marked(
    qtbot: QtBot, translated: WorkspacePage
) -> None:
    type_at(qtbot, translated, 10, "!!")
    assert translated.result.pane.text == "早上好。😀今天下雨!!。留下。"
    assert own_marks(translated) == ["今天下雨!!。"]
    assert [icon.icon_name for icon in translated.result.pane.icons] == ["edit"]
    assert "edited" in translated.result.pane.tip_at(8)
    assert translated.result.pane.tip_at(1) == ""
    translated.result.copy_requested.emit()
    assert QGuiApplication.clipboard().text() == "早上好。😀今天下雨!!。留下。"


def test_an_edited_sentence_stays_when_another_one_is_translated_again(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    type_at(qtbot, translated, 2, "x")
    type_at(qtbot, translated, translated.result.pane.length, "y")
    translate(qtbot, translated, host, source_of(*CHANGED), translation(*CHANGED))
    assert translated.result.pane.text == "早上x好。😀今天又下雨。留下。y"
    assert own_marks(translated) == ["早上x好。😀", "留下。y"]


def test_an_edited_sentence_whose_source_changes_is_the_machines_until_undo(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    type_at(qtbot, translated, 10, "!")
    translate(qtbot, translated, host, source_of(*CHANGED), translation(*CHANGED))
    assert translated.result.pane.text == translation(*CHANGED).text
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert translated.result.pane.text == "早上好。😀今天下雨!。留下。"


def test_an_edited_sentence_is_back_when_its_source_is_as_it_was(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    type_at(qtbot, translated, 10, "!")
    translate(qtbot, translated, host, source_of(*CHANGED), translation(*CHANGED))
    translate(qtbot, translated, host, source_of(*PAIRS), translation(*PAIRS))
    assert translated.result.pane.text == "早上好。😀今天下雨!。留下。"


def test_what_is_typed_while_the_text_is_translated_again_is_kept(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    translated.source.pane.replace_text(source_of(*CHANGED))
    translated.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    result = translation(*CHANGED)
    host.starts()
    host.gives(result.segments[0])
    qtbot.waitUntil(lambda: translated.actions_bar.status.text() == "1/3")
    type_at(qtbot, translated, 2, "x")
    host.gives(result.segments[1])
    qtbot.waitUntil(lambda: translated.result.pane.text == "早上x好。😀今天又下雨。")
    type_at(qtbot, translated, translated.result.pane.length, "y")
    host.gives(result.segments[2])
    host.finishes(result)
    qtbot.waitUntil(lambda: not translated.actions_bar.cancel_button.isVisible())
    assert translated.result.pane.text == "早上x好。😀今天又下雨。y留下。"


def test_typing_goes_on_where_it_was_while_sentences_come_in(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    page.source.pane.replace_text(source_of(*PAIRS))
    page.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    result = translation(*PAIRS)
    host.gives(result.segments[0])
    qtbot.waitUntil(lambda: page.result.pane.text == "早上好。😀")
    type_at(qtbot, page, 6, "a")
    host.gives(result.segments[1])
    qtbot.waitUntil(lambda: page.result.pane.text.endswith("今天下雨。"))
    qtbot.keyClicks(page.result.pane, "b")
    assert page.result.pane.text == "早上好。😀ab今天下雨。"
    assert own_marks(page) == ["早上好。😀ab"]


def test_undo_and_redo_take_typing_back_and_do_it_again(
    qtbot: QtBot, translated: WorkspacePage
) -> None:
    type_at(qtbot, translated, 10, "abc")
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert translated.result.pane.text == translation(*PAIRS).text
    assert own_marks(translated) == []
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Z, shift)
    assert translated.result.pane.text == "早上好。😀今天下雨abc。留下。"


def menu_at(page: WorkspacePage, position: int) -> QMenu:
    """The menu that the menu key opens for a place of the result."""
    pane = page.result.pane
    caret = pane.textCursor()
    caret.setPosition(position)
    pane.setTextCursor(caret)
    place = pane.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, pane.mapToGlobal(place))
    QApplication.sendEvent(pane, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    """Choose the item that says this."""
    [action] = [each for each in menu.actions() if words in each.text()]
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_menu_takes_the_machines_version_back(qtbot: QtBot, translated: WorkspacePage) -> None:
    type_at(qtbot, translated, 10, "!")
    edited = translated.result.pane.text
    untouched = menu_at(translated, 2)
    assert not [each for each in untouched.actions() if "machine" in each.text()]
    untouched.close()
    choose(menu_at(translated, 9), "machine's version")
    assert translated.result.pane.text == translation(*PAIRS).text
    assert translated.result.pane.icons == ()
    choose(menu_at(translated, 9), "Undo")
    assert translated.result.pane.text == edited
    choose(menu_at(translated, 9), "Redo")
    assert translated.result.pane.text == translation(*PAIRS).text


def test_the_menu_brings_back_a_version_whose_source_was_changed(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    type_at(qtbot, translated, 10, "!")
    translate(qtbot, translated, host, source_of(*CHANGED), translation(*CHANGED))
    choose(menu_at(translated, 8), "earlier version")
    assert translated.result.pane.text == "早上好。😀今天下雨!。留下。"


def test_clearing_and_undoing_in_the_source_keeps_what_was_typed_into_the_result(
    qtbot: QtBot, translated: WorkspacePage
) -> None:
    type_at(qtbot, translated, 10, "!")
    edited = translated.result.pane.text
    translated.source.clear_button.click()
    assert translated.result.is_empty
    translated.source.pane.undo()
    qtbot.waitUntil(lambda: not translated.result.is_empty)
    assert translated.result.pane.text == edited


def test_swapping_takes_the_edited_text_over(qtbot: QtBot, translated: WorkspacePage) -> None:
    type_at(qtbot, translated, 10, "!")
    edited = translated.result.pane.text
    translated.pair.button.click()
    assert translated.source.pane.text == edited
    translated.pair.button.click()
    assert translated.result.pane.text == edited


def test_another_kind_of_work_and_back_keeps_the_edited_text(
    qtbot: QtBot, translated: WorkspacePage, window: MainWindow
) -> None:
    type_at(qtbot, translated, 10, "!")
    edited = translated.result.pane.text
    window.controller.choose_mode("summarize")
    assert translated.result.pane.isReadOnly()
    window.controller.choose_mode("translate")
    assert translated.result.pane.text == edited
    assert own_marks(translated) == ["今天下雨!。"]
    assert not translated.result.pane.isReadOnly()


def test_the_changed_result_is_told_to_the_history(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage
) -> None:
    told: list[FinishedWork] = []
    window.controller.result_kept.connect(told.append)
    type_at(qtbot, translated, 10, "!")
    assert told == []
    window.controller.close()
    assert [work.result_text for work in told] == ["早上好。😀今天下雨!。留下。"]
    assert (told[0].source_language, told[0].target_language) == ("en", "zh")
    assert told[0].sentences[1] == KeptSentence(
        Span(16, 31), Span(5, 11), replaced=Replaced("今天下雨。")
    )


def test_a_changed_result_that_another_one_displaces_is_told_before(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage, host: FakeHost
) -> None:
    told: list[FinishedWork] = []
    window.controller.result_kept.connect(told.append)
    type_at(qtbot, translated, 10, "!")
    translate(qtbot, translated, host, "Go.", translation(("Go.", "走。")))
    assert [work.result_text for work in told] == ["早上好。😀今天下雨!。留下。", "走。"]


def test_what_comes_back_from_the_history_is_still_the_persons(
    qtbot: QtBot, window: MainWindow, translated: WorkspacePage, host: FakeHost
) -> None:
    told: list[FinishedWork] = []
    window.controller.result_kept.connect(told.append)
    type_at(qtbot, translated, 10, "!")
    translate(qtbot, translated, host, "Go.", translation(("Go.", "走。")))
    window.controller.restore(told[0])
    assert own_marks(translated) == ["今天下雨!。"]
    translate(qtbot, translated, host, source_of(*CHANGED[:1], *PAIRS[1:]), translation(*PAIRS))
    assert translated.result.pane.text == "早上好。😀今天下雨!。留下。"


def test_corrections_pair_the_source_with_both_renderings(
    qtbot: QtBot, translated: WorkspacePage, window: MainWindow
) -> None:
    work = child_of(window, TranslateWork)
    assert not work.corrections
    type_at(qtbot, translated, 10, "!")
    assert work.corrections == (
        Correction(
            "It rains today.",
            "今天下雨。",
            "今天下雨!。",
            "en",
            "zh",
            chosen=False,
            model_id=MODEL_ID,
        ),
    )


def test_rich_text_is_pasted_as_plain_text(qtbot: QtBot, translated: WorkspacePage) -> None:
    QGuiApplication.clipboard().setText("a\r\nb\x00")
    type_at(qtbot, translated, 10, "")
    translated.result.pane.paste()
    assert "今天下雨a\nb。" in translated.result.pane.text


def test_all_doubts_have_words_of_their_own_in_both_languages(
    language: InterfaceLanguage, window: MainWindow
) -> None:
    for code in ("en", "zh"):
        language.use(code)
        words = [doubt_words(doubt) for doubt in (*DOUBTS, "not a code")]
        assert len(set(words)) == len(words)
        assert all(word.isascii() == (code == "en") for word in words)


def test_a_doubtful_sentence_has_an_icon_and_its_reason_is_said_at_the_foot(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    doubted = translation(*PAIRS, doubts={1: ("numbers",)})
    translate(qtbot, page, host, source_of(*PAIRS), doubted)
    assert [(icon.icon_name, icon.position) for icon in page.result.pane.icons] == [("warning", 6)]
    assert page.result.info.text() == ""
    page.result.pane.setFocus()
    page.result.doubts.click()
    assert page.result.pane.textCursor().position() == 6
    assert page.result.info.text() == "Its numbers are not those of the source."
    qtbot.keyClick(page.result.pane, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.result.info.text() == ""


def test_what_somebody_wrote_is_not_doubted(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS, doubts={1: ("numbers",)}))
    assert page.result.doubts.isVisible()
    type_at(qtbot, page, 8, "x")
    assert not page.result.doubts.isVisible()
    assert [icon.icon_name for icon in page.result.pane.icons] == ["edit"]


def test_the_caret_in_the_result_lights_its_sentence_in_both_panes(
    qtbot: QtBot, translated: WorkspacePage
) -> None:
    pane = translated.result.pane
    pane.setFocus()
    QApplication.processEvents()
    qtbot.keyClick(pane, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert Mark(11, 14, "lit") in pane.marks
    assert translated.source.pane.marks == (Mark(33, 38, "lit"),)
    for _ in range(4):
        qtbot.keyClick(pane, Qt.Key.Key_Left)
    assert translated.source.pane.marks == (Mark(17, 32, "lit"),)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lights_point_at_their_sentences_and_vanish_when_either_pane_is_edited(
    qapp: QApplication, data: st.DataObject
) -> None:
    page = WorkspacePage(Shortcuts(Preferences(Settings())))
    words = st.text(st.sampled_from("ab😀雨。"), min_size=1, max_size=4)
    pairs = data.draw(st.lists(st.tuples(words, words), min_size=1, max_size=4))
    result = translation(*pairs, gap=data.draw(st.sampled_from(["", " "])))
    links = LinkedResult(ResultSentences(source_of(*pairs)))
    links.finish(result)
    links.put(0, data.draw(st.none() | words.map(lambda text: Version(text, "edited"))))
    shown = ShownTranslation(page)
    light = SentenceLight(page, shown)
    page.source.pane.replace_text(links.source_text)
    shown.show(links, True)
    index = data.draw(st.integers(0, len(pairs) - 1))
    light.point_at(index)
    assert lit_words(page.source.pane.text, page.source.pane.marks) == [pairs[index][0]]
    assert lit_words(page.result.pane.text, page.result.pane.marks) == [links.sentences[index].text]

    if data.draw(st.booleans()):
        caret = QTextCursor(page.result.pane.document())
        caret.setPosition(data.draw(st.integers(0, page.result.pane.length)))
        caret.insertText("😀")
        light.forget()
        links.take_edit(caret.position() - 2, 0, page.result.pane.text)
        shown.changed.emit()
    else:
        shown.step_back()
    assert lit_words(page.source.pane.text, page.source.pane.marks) == []
    assert lit_words(page.result.pane.text, page.result.pane.marks) == []
    assert page.result.pane.text == links.text


def lit_words(text: str, marks: tuple[Mark, ...]) -> list[str]:
    units = text.encode("utf-16-le")
    return [
        units[2 * mark.start : 2 * mark.end].decode("utf-16-le")
        for mark in marks
        if mark.kind == "lit"
    ]


# --- dragging text out ----------------------------------------------------------------------------


class Drags:
    """In place of the desktop: takes what is dragged, and says that it moved it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[tuple[str, list[str], Qt.DropAction]] = []

        def execute(drag: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
            data = drag.mimeData()
            self.taken.append((data.text(), data.formats(), actions))
            return Qt.DropAction.MoveAction

        monkeypatch.setattr(QDrag, "exec", execute)


def drag(qtbot: QtBot, page: WorkspacePage, start: int, end: int, by: int) -> None:
    """Select a part of the result, and drag its middle to the right."""
    pane = page.result.pane
    caret = QTextCursor(pane.document())
    caret.setPosition(start)
    caret.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(caret)
    middle = QTextCursor(pane.document())
    middle.setPosition((start + end) // 2)
    place = pane.cursorRect(middle).center()
    qtbot.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    to = QPointF(place) + QPointF(by, 0)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        to,
        pane.viewport().mapToGlobal(to),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane.viewport(), event)


def test_text_is_dragged_out_as_a_plain_copy(
    qtbot: QtBot, translated: WorkspacePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drags = Drags(monkeypatch)
    before = translated.result.pane.text
    drag(qtbot, translated, 0, 6, by=60)
    # Whatever the other program makes of it, nothing goes from the result.
    assert drags.taken == [("早上好。😀", ["text/plain"], Qt.DropAction.CopyAction)]
    assert translated.result.pane.text == before


def test_a_trembling_hand_drags_nothing(
    qtbot: QtBot, translated: WorkspacePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drags = Drags(monkeypatch)
    drag(qtbot, translated, 0, 6, by=2)
    assert drags.taken == []
