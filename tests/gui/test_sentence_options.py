"""Other renderings of a sentence: asked for by click and by key, chosen, kept, and gone again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import OutOfMemory
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.options_popup import OptionsPopup
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.sentence_options import word_at
from bertsum_app.inference.alternatives import Alternative, Alternatives
from bertsum_app.inference.translator import TranslationResult
from bertsum_app.service.requests import AlternativesRequest
from bertsum_app.text.glossary import Glossary, Term
from gui.fake_host import FakeHost, source_of, translation
from gui.translating import translate
from gui.widgets import child_of

PAIRS = (("早上好。", "Good morning. 😀"), ("今天下雨。", "It rains today."))
TEXT = "Good morning. 😀 It rains today."
TRANSLATION_JOB = 1
RAIN = TEXT.index("It") + 1  # UTF-16: the face counts twice


def into_english(*pairs: tuple[str, str]) -> TranslationResult:
    result = translation(*pairs, gap=" ")
    return replace(result, source_language="zh", target_language="en")


@pytest.fixture
def translated(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> WorkspacePage:
    """The panes hold a text and its translation."""
    page.result.language.choose("en")
    translate(qtbot, page, host, source_of(*PAIRS), into_english(*PAIRS))
    assert page.result.pane.text == TEXT
    return page


def popup_of(page: WorkspacePage) -> OptionsPopup:
    return child_of(page, OptionsPopup)


def answer(host: FakeHost, *texts: str, prefix: str = "", doubted: str = "") -> None:
    options = [Alternative(text, -1.0, ("numbers",) if text == doubted else ()) for text in texts]
    host.finishes(Alternatives("zh", "en", prefix, tuple(options)))


def newest_search(host: FakeHost) -> int:
    """The job of the search for other renderings that was asked for last."""
    searches = [
        job
        for job, request in enumerate(host.requests, start=1)
        if isinstance(request, AlternativesRequest)
    ]
    return searches[-1]


def put_caret(page: WorkspacePage, position: int) -> None:
    caret = QTextCursor(page.result.pane.document())
    caret.setPosition(position)
    page.result.pane.setTextCursor(caret)
    page.result.pane.setFocus()
    QApplication.processEvents()


def ask_by_key(qtbot: QtBot, page: WorkspacePage, position: int) -> OptionsPopup:
    put_caret(page, position)
    qtbot.keyClick(page.result.pane, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = popup_of(page)
    assert popup.isVisible()
    assert popup.list.hasFocus()
    return popup


def shown(popup: OptionsPopup) -> list[str]:
    return [popup.list.item(row).text() for row in range(popup.list.count())]


def click(qtbot: QtBot, page: WorkspacePage, position: int) -> None:
    cursor = QTextCursor(page.result.pane.document())
    cursor.setPosition(position)
    place = page.result.pane.cursorRect(cursor).center()
    qtbot.mouseClick(page.result.pane.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_alt_down_offers_what_the_beam_has_and_enter_takes_it(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN + 3)
    assert popup.words.isVisible()
    assert host.requests[-1] == AlternativesRequest("今天下雨。", "zh", "en")
    answer(host, "It rains today.", "Rain today.", "It will rain.")
    qtbot.waitUntil(lambda: shown(popup) == ["Rain today.", "It will rain."])
    qtbot.keyClick(popup.list, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    assert translated.result.pane.text == "Good morning. 😀 It will rain."
    assert not popup.isVisible()
    assert translated.result.pane.hasFocus()
    assert [icon.icon_name for icon in translated.result.pane.icons] == ["edit"]
    assert "chose" in translated.result.pane.tip_at(RAIN)


def test_what_was_chosen_stays_when_the_other_sentence_is_translated_again(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    answer(host, "Rain today.")
    qtbot.waitUntil(lambda: popup.list.count() == 1)
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    changed = (("晚上好。", "Good evening."), PAIRS[1])
    asked = len(host.requests)
    translated.source.pane.replace_text(source_of(*changed))
    translated.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) > asked)
    host.does(into_english(*changed))
    qtbot.waitUntil(lambda: translated.result.pane.text == "Good evening. Rain today.")
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert translated.result.pane.text == "Good evening. It rains today."


def test_a_click_offers_renderings_and_leaves_the_keyboard_to_who_writes(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = popup_of(translated)
    click(qtbot, translated, RAIN + 4)
    qtbot.waitUntil(popup.isVisible)
    assert translated.result.pane.hasFocus()
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    qtbot.keyClicks(translated.result.pane, "x")
    assert not popup.isVisible()
    assert "x" in translated.result.pane.text
    assert host.cancelled == [2]


def test_arrow_down_leads_from_the_text_into_the_popup_of_a_click(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = popup_of(translated)
    click(qtbot, translated, RAIN + 4)
    qtbot.waitUntil(popup.isVisible)
    answer(host, "Rain today.")
    qtbot.waitUntil(lambda: popup.list.count() == 1)
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Down)
    assert popup.list.hasFocus()
    assert popup.list.currentRow() == 0


def test_a_second_choice_offers_completions_from_the_word_on(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN + 10)
    assert "today" in popup.scope.segment("rest").text()
    qtbot.keyClick(popup.list, Qt.Key.Key_Right)
    assert host.requests[-1] == AlternativesRequest("今天下雨。", "zh", "en", prefix="It rains ")
    answer(host, "It rains today.", "It rains a lot.", prefix="It rains ")
    qtbot.waitUntil(lambda: shown(popup) == ["…a lot."])
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    assert translated.result.pane.text == "Good morning. 😀 It rains a lot."


def test_the_first_word_has_no_rest_of_its_own(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    assert not ask_by_key(qtbot, translated, RAIN).scope.isVisible()


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("It has 1,250 pages.", 10, "1,250"),
        ("I don't know.", 3, "don't"),
        ("It rains.", 8, "rains"),
        ("它有1,250页面。", 4, "1,250"),
        ("它有1,250页面。", 7, "页"),
        ("它。", 2, ""),
        ("", 0, ""),
    ],
)
def test_words_are_found_by_place(text: str, position: int, word: str) -> None:
    assert word_at(text, position).of(text) == word


def test_escape_closes_the_popup_and_calls_off_no_translation(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    qtbot.keyClick(popup.list, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert set(host.cancelled) == {newest_search(host)}
    click(qtbot, translated, RAIN + 4)
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert host.cancelled[-1] == newest_search(host)
    assert TRANSLATION_JOB not in host.cancelled


def test_doubtful_options_say_why_with_a_sign(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    answer(host, "Rain today.", "7 rains.", doubted="7 rains.")
    qtbot.waitUntil(lambda: popup.list.count() == 2)
    sure, doubtful = popup.list.item(0), popup.list.item(1)
    assert sure.icon().isNull()
    assert not doubtful.icon().isNull()
    assert doubtful.text() == "7 rains.\nIts numbers are not those of the source."


def test_the_machines_version_is_among_the_options_of_a_changed_sentence(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    put_caret(translated, RAIN + 2)
    qtbot.keyClicks(translated.result.pane, "self")
    popup = ask_by_key(qtbot, translated, RAIN + 2)
    answer(host, "It rains today.")
    qtbot.waitUntil(lambda: shown(popup) == ["It rains today.\nThe machine's version"])
    qtbot.mouseClick(
        popup.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=popup.list.visualItemRect(popup.list.item(0)).center(),
    )
    assert translated.result.pane.text == TEXT
    assert translated.result.pane.icons == ()


def test_nothing_else_and_errors_are_said_in_words(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    answer(host, "It rains today.")
    qtbot.waitUntil(lambda: popup.words.text() == "Nothing else was found.")
    qtbot.keyClick(popup.list, Qt.Key.Key_Escape)
    popup = ask_by_key(qtbot, translated, RAIN)
    host.fails(OutOfMemory("translating"))
    qtbot.waitUntil(lambda: "memory" in popup.words.text())
    assert not translated.messages.isVisible()


def test_the_popup_goes_when_the_source_is_edited_or_other_work_is_chosen(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost, window: MainWindow
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    translated.source.pane.insertPlainText("x")
    assert not popup.isVisible()
    put_caret(translated, RAIN)
    qtbot.keyClick(translated.result.pane, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not popup.isVisible(), "the result belongs to another text"
    translated.source.pane.replace_text(source_of(*PAIRS))
    qtbot.waitUntil(lambda: translated.result.pane.property("stale") == "false")
    ask_by_key(qtbot, translated, RAIN)
    window.controller.choose_mode("summarize")
    assert not popup.isVisible()


def test_a_late_answer_for_another_place_is_not_shown(
    qtbot: QtBot, translated: WorkspacePage, host: FakeHost
) -> None:
    popup = ask_by_key(qtbot, translated, RAIN)
    qtbot.keyClick(popup.list, Qt.Key.Key_Escape)
    ask_by_key(qtbot, translated, 0)
    host.finishes(Alternatives("zh", "en", "", (Alternative("Rain today.", -1.0, ()),)), job=2)
    answer(host, "Morning.")
    qtbot.waitUntil(lambda: shown(popup) == ["Morning."])


def test_renderings_are_asked_for_with_the_glossary(
    qtbot: QtBot, translated: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    rain = Term("下雨", "rain")
    window.glossaries.replace("zh", "en", (rain,))
    ask_by_key(qtbot, translated, RAIN + 3)
    asked = host.requests[-1]
    assert isinstance(asked, AlternativesRequest)
    assert asked.glossary == Glossary("zh", "en", (rain,))
