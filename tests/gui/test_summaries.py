"""The length slider, the heat strip and the two panes of a summary of key sentences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.text_pane import Mark, MarkKind, TextPane
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.summarizer import SummaryResult
from bertsum_app.service.requests import SummarizeRequest, TranslateRequest
from bertsum_app.service.results import JobResult, SummaryOutcome
from bertsum_app.text.glossary import Glossary, Term
from gui.fake_host import FakeHost, in_capitals, key_sentences

SENTENCES = (
    "😀 Rain fell.",
    "The river rose.",
    "A dam broke.",
    "Nobody was hurt.",
    "Boats came late.",
)
TEXT = " ".join(SENTENCES)
SCORES = (0.9, 0.2, 0.8, 0.1, 0.5)
BEST_FIRST = (0, 2, 4, 1, 3)


def text_of(*chosen: int) -> str:
    return "\n".join(SENTENCES[index] for index in chosen)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def source_mark(index: int, kind: MarkKind) -> Mark:
    start = utf16(TEXT[: TEXT.index(SENTENCES[index])])
    return Mark(start, start + utf16(SENTENCES[index]), kind)


def lit(page: WorkspacePage) -> list[Mark]:
    return [mark for mark in page.source.pane.marks if mark.kind == "lit"]


def ask(page: WorkspacePage, text: str = TEXT) -> None:
    page.source.pane.replace_text(text)
    page.actions_bar.run_button.click()


def finish(qtbot: QtBot, window: MainWindow, host: FakeHost, result: JobResult) -> None:
    with qtbot.waitSignal(window.bridge.finished):
        host.finishes(result)


@pytest.fixture
def summarized(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> WorkspacePage:
    """Two key sentences of five are shown."""
    window.controller.choose_mode("summarize")
    ask(page)
    finish(qtbot, window, host, key_sentences(TEXT, *SCORES))
    assert page.result.pane.text == text_of(0, 2)
    return page


def move_slider(qtbot: QtBot, page: WorkspacePage, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(page.result.length.slider, key)


def click(qtbot: QtBot, pane: TextPane, position: int) -> None:
    """Click the character at a UTF-16 position of a pane."""
    cursor = pane.textCursor()
    cursor.setPosition(position)
    where = pane.cursorRect(cursor).center() + QPoint(3, 0)
    viewport = pane.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)


def test_the_slider_chooses_anew_without_the_engine(
    qtbot: QtBot, summarized: WorkspacePage, host: FakeHost
) -> None:
    page = summarized
    assert (page.result.length.slider.minimum(), page.result.length.slider.maximum()) == (1, 5)
    for count in (3, 4, 5):
        move_slider(qtbot, page, Qt.Key.Key_Right)
        chosen = sorted(BEST_FIRST[:count])
        assert page.result.pane.text == text_of(*chosen)
        assert lit(page) == [source_mark(index, "lit") for index in chosen]
        assert page.source.strip.chosen == tuple(chosen)
    move_slider(qtbot, page, Qt.Key.Key_Home)
    assert page.result.pane.text == text_of(0)
    assert len(host.requests) == 1


def test_the_length_is_told_in_words(qtbot: QtBot, summarized: WorkspacePage) -> None:
    length = summarized.result.length
    assert length.label.text().startswith("2 of 5 sentence")
    assert length.label.text().endswith("· 40 %")
    move_slider(qtbot, summarized, Qt.Key.Key_End)
    assert length.label.text().startswith("5 of 5 ")
    assert length.slider.accessibleDescription() == length.label.text()
    assert length.slider.accessibleName() == "Length of the summary"


def test_what_is_copied_is_what_is_chosen(qtbot: QtBot, summarized: WorkspacePage) -> None:
    move_slider(qtbot, summarized, Qt.Key.Key_End)
    summarized.result.copy_button.click()
    assert QApplication.clipboard().text() == text_of(0, 1, 2, 3, 4)


def test_the_next_text_gets_the_same_share(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    move_slider(qtbot, summarized, Qt.Key.Key_Right)
    other = "One here. Two there. Three sit. Four go. Five run. Six hop. Seven jump. " * 2
    ask(summarized, other)
    wanted = SummaryLength(ratio=3 / 5)
    assert host.requests[-1] == SummarizeRequest(other, "extractive", wanted)
    finish(qtbot, window, host, key_sentences(other, *([0.5] * 14), length=wanted))
    assert summarized.result.length.label.text().startswith("9 of 14 ")


def test_a_slider_moved_while_the_engine_works_is_minded(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    ask(summarized)
    move_slider(qtbot, summarized, Qt.Key.Key_End)
    finish(qtbot, window, host, key_sentences(TEXT, *SCORES))
    assert summarized.result.pane.text == text_of(0, 1, 2, 3, 4)


def test_before_there_is_a_summary_the_slider_goes_by_percent(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    assert page.result.length.label.text() == "20 % of the sentences"
    move_slider(qtbot, page, Qt.Key.Key_Right, 20)
    assert page.result.length.label.text() == "40 % of the sentences"
    ask(page)
    assert host.requests == [SummarizeRequest(TEXT, "extractive", SummaryLength(ratio=0.4))]


def test_a_summary_of_an_edited_text_can_be_changed_but_lights_nothing(
    qtbot: QtBot, summarized: WorkspacePage, host: FakeHost
) -> None:
    summarized.source.pane.insert("More. ")
    move_slider(qtbot, summarized, Qt.Key.Key_Right)
    assert summarized.result.pane.text == text_of(0, 2, 4)
    assert summarized.result.pane.property("stale") == "true"
    assert summarized.source.pane.marks == ()
    assert summarized.source.strip.chosen == ()
    summarized.source.pane.replace_text(TEXT)
    qtbot.waitUntil(lambda: summarized.source.strip.chosen == (0, 2, 4))
    assert lit(summarized) == [source_mark(index, "lit") for index in (0, 2, 4)]


def test_a_line_of_the_summary_leads_to_its_source(qtbot: QtBot, summarized: WorkspacePage) -> None:
    click(qtbot, summarized.result.pane, utf16(SENTENCES[0]) + 3)
    assert source_mark(2, "pointed") in summarized.source.pane.marks
    start = utf16(SENTENCES[0]) + 1
    assert summarized.result.pane.marks == (Mark(start, start + len(SENTENCES[2]), "lit"),)


def test_a_lit_sentence_of_the_source_leads_to_its_line(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    many = " ".join(f"This is sentence number {index} of many." for index in range(80))
    window.controller.choose_mode("summarize")
    ask(page, many)
    finish(qtbot, window, host, key_sentences(many, *([0.5] * 80)))
    move_slider(qtbot, page, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.result.pane.text.endswith("number 79 of many."))
    assert page.result.pane.verticalScrollBar().value() == 0
    page.source.pane.scroll_to(len(many) - 5)
    click(qtbot, page.source.pane, len(many) - 5)
    assert page.result.pane.verticalScrollBar().value() > 0
    [mark] = page.result.pane.marks
    assert page.result.pane.text[mark.start : mark.end].endswith("number 79 of many.")


def test_a_sentence_that_is_not_chosen_leads_nowhere(
    qtbot: QtBot, summarized: WorkspacePage
) -> None:
    click(qtbot, summarized.source.pane, source_mark(1, "lit").start + 3)
    assert summarized.result.pane.marks == ()
    assert lit(summarized) == list(summarized.source.pane.marks)


def test_the_strip_leads_to_both(qtbot: QtBot, summarized: WorkspacePage) -> None:
    strip = summarized.source.strip
    assert strip.isVisible()
    place = QPoint(strip.width() // 2, strip.middle_of(2))
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert source_mark(2, "pointed") in summarized.source.pane.marks
    [mark] = summarized.result.pane.marks
    units = summarized.result.pane.text.encode("utf-16-le")
    assert units[2 * mark.start : 2 * mark.end].decode("utf-16-le") == SENTENCES[2]


def test_an_abstract_has_no_strip(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    summarized.result.method.segment("abstractive").click()
    finish(
        qtbot, window, host, SummaryOutcome(SummaryResult("All in all.", "abstractive", (), "en"))
    )
    assert not summarized.source.strip.isVisible()
    assert summarized.source.pane.marks == ()


def menu_at(page: WorkspacePage, index: int) -> QMenu:
    """The menu that the keyboard opens with the caret in a sentence of the source."""
    pane = page.source.pane
    cursor = pane.textCursor()
    cursor.setPosition(source_mark(index, "lit").start + 2)
    pane.setTextCursor(cursor)
    where = QPoint(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, pane.mapToGlobal(where))
    QApplication.sendEvent(pane.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_last(menu: QMenu) -> str:
    action = menu.actions()[-1]
    words = action.text()
    action.trigger()
    menu.close()
    return words


def test_sentences_are_taken_in_and_left_out_by_hand(
    qtbot: QtBot, summarized: WorkspacePage, host: FakeHost
) -> None:
    assert choose_last(menu_at(summarized, 3)) == "Add to the summary"
    assert summarized.result.pane.text == text_of(0, 2, 3)
    assert summarized.result.length.label.text().startswith("3 of 5 ")
    assert choose_last(menu_at(summarized, 0)) == "Leave out of the summary"
    assert summarized.result.pane.text == text_of(2, 3)
    move_slider(qtbot, summarized, Qt.Key.Key_Right)
    assert summarized.result.pane.text == text_of(0, 2, 4)
    assert len(host.requests) == 1


def test_the_last_sentence_stays(qtbot: QtBot, summarized: WorkspacePage) -> None:
    move_slider(qtbot, summarized, Qt.Key.Key_Home)
    menu = menu_at(summarized, 0)
    assert not menu.actions()[-1].isEnabled()
    menu.close()


def choose_language(page: WorkspacePage, code: str) -> None:
    box = page.result.summary_language
    box.choose(code)
    box.activated.emit(box.currentIndex())


def test_a_summary_can_be_asked_for_in_another_language(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    choose_language(page, "zh")
    ask(page)
    medium = SummaryLength(level="medium")
    assert host.requests == [SummarizeRequest(TEXT, "extractive", medium, target_language="zh")]
    finish(qtbot, window, host, key_sentences(TEXT, *SCORES, target="zh"))
    assert page.result.pane.text == text_of(0, 2).upper()
    assert page.result.pane.property("stale") == "false"
    click(qtbot, page.result.pane, utf16(SENTENCES[0]) + 3)
    assert source_mark(2, "pointed") in page.source.pane.marks


def test_only_sentences_without_a_translation_are_translated(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    page = summarized
    choose_language(page, "zh")
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    assert host.requests[-1] == TranslateRequest(text_of(0, 2), source="en", target="zh")
    assert page.result.pane.property("stale") == "true"
    finish(qtbot, window, host, in_capitals(text_of(0, 2), "zh"))
    assert page.result.pane.text == text_of(0, 2).upper()
    assert page.result.pane.property("stale") == "false"

    # Until the translation comes, a sentence stands as it is in the text.
    move_slider(qtbot, page, Qt.Key.Key_Right)
    assert page.result.pane.text == f"{text_of(0, 2).upper()}\n{SENTENCES[4]}"
    qtbot.waitUntil(lambda: len(host.requests) == 3)
    assert host.requests[-1] == TranslateRequest(SENTENCES[4], source="en", target="zh")
    finish(qtbot, window, host, in_capitals(SENTENCES[4], "zh"))
    assert page.result.pane.text == text_of(0, 2, 4).upper()

    # What is known already costs nothing.
    move_slider(qtbot, page, Qt.Key.Key_Left)
    assert page.result.pane.text == text_of(0, 2).upper()
    choose_language(page, "")
    assert page.result.pane.text == text_of(0, 2)
    choose_language(page, "en")
    assert page.result.pane.text == text_of(0, 2)
    assert page.result.pane.property("stale") == "false"
    assert len(host.requests) == 3


def test_a_slider_dragged_on_asks_once(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    choose_language(summarized, "zh")
    move_slider(qtbot, summarized, Qt.Key.Key_Right, 3)
    qtbot.waitUntil(lambda: len(host.requests) > 1)
    everything = text_of(0, 1, 2, 3, 4)
    assert host.requests[1:] == [TranslateRequest(everything, source="en", target="zh")]


def test_the_button_begins_from_scratch(
    qtbot: QtBot, summarized: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    choose_language(summarized, "zh")
    summarized.actions_bar.run_button.click()
    medium = SummaryLength(level="medium")
    assert host.requests[1:] == [SummarizeRequest(TEXT, "extractive", medium, "zh")]


def test_far_marks_are_painted_when_they_come_into_view(qtbot: QtBot, page: WorkspacePage) -> None:
    pane = page.source.pane
    pane.replace_text("\n".join(f"Line {index:4}." for index in range(600)))
    pane.show_marks([Mark(11 * index, 11 * index + 10, "lit") for index in range(600)])
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    painted = [selection.cursor.selectionEnd() for selection in pane.extraSelections()]
    assert 11 * 599 + 10 in painted
    assert len(painted) < 300
    assert len(pane.marks) == 600


def test_a_summary_in_another_language_is_asked_for_with_the_glossary(
    page: WorkspacePage, window: MainWindow, host: FakeHost
) -> None:
    term = Term("cat", "猫")
    window.glossaries.replace("en", "zh", (term,))
    window.controller.choose_mode("summarize")
    choose_language(page, "zh")
    ask(page, "The cat sleeps. It rains. The cat wakes up.")
    asked = host.requests[-1]
    assert isinstance(asked, SummarizeRequest)
    assert asked.glossary == Glossary("en", "zh", (term,))
