"""The Workspace page in its modes "summarize" and "sentiment"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.summarizer import SummaryResult
from bertsum_app.service.requests import SentimentRequest, SummarizeRequest
from bertsum_app.service.results import JobResult, SummaryOutcome
from bertsum_app.text.sentences import Span
from gui.fake_host import FakeHost, key_sentences, sentiment, translation
from gui.widgets import window_of

TEXT = "😀 First of all. A second one. The third is last."


def marked(page: WorkspacePage, kind: str) -> list[str]:
    units = page.source.pane.text.encode("utf-16-le")
    return [
        units[2 * mark.start : 2 * mark.end].decode("utf-16-le")
        for mark in page.source.pane.marks
        if mark.kind == kind
    ]


def choose(qtbot: QtBot, page: WorkspacePage, mode: str) -> None:
    qtbot.mouseClick(page.modes.segment(mode), Qt.MouseButton.LeftButton)


def run(qtbot: QtBot, page: WorkspacePage, host: FakeHost, text: str = TEXT) -> None:
    asked = len(host.requests)
    page.source.pane.replace_text(text)
    qtbot.mouseClick(page.actions_bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(host.requests) > asked)


def finish(qtbot: QtBot, page: WorkspacePage, host: FakeHost, result: JobResult) -> None:
    with qtbot.waitSignal(window_of(page).bridge.finished):
        host.finishes(result)


def test_a_summary_lists_its_sentences_and_lights_them_in_the_source(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "summarize")
    run(qtbot, page, host)
    length = SummaryLength(level="medium")
    assert host.requests == [SummarizeRequest(TEXT, "extractive", length)]
    finish(qtbot, page, host, key_sentences(TEXT, 0.9, 0.2, 0.5))
    assert page.result.pane.text == "😀 First of all.\nThe third is last."
    assert marked(page, "lit") == ["😀 First of all.", "The third is last."]


def test_another_method_asks_again_and_so_does_another_length_of_an_abstract(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "summarize")
    run(qtbot, page, host)
    finish(qtbot, page, host, key_sentences(TEXT, 0.1, 0.9, 0.2))
    qtbot.mouseClick(page.result.method.segment("abstractive"), Qt.MouseButton.LeftButton)
    medium = SummaryLength(level="medium")
    assert host.requests[1:] == [SummarizeRequest(TEXT, "abstractive", medium)]
    assert page.result.length.label.text() == "Medium"
    page.result.length.slider.setFocus()
    qtbot.keyClick(page.result.length.slider, Qt.Key.Key_Right)
    assert page.result.length.label.text() == "Long"
    long = SummaryLength(level="long")
    qtbot.waitUntil(lambda: host.requests[2:] == [SummarizeRequest(TEXT, "abstractive", long)])


def test_a_doubtful_abstract_says_so(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    choose(qtbot, page, "summarize")
    run(qtbot, page, host)
    abstract = SummaryResult("All in all. All in all.", "abstractive", (), "en", ("repeats",))
    finish(qtbot, page, host, SummaryOutcome(abstract))
    assert page.result.pane.text == "All in all. All in all."
    assert page.result.doubts.isVisible()
    assert page.result.pane.marks == (Mark(0, 23, "doubt"),)
    assert "repeats" in page.result.pane.tip_at(3)


def test_progress_of_a_summary_is_shown(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    choose(qtbot, page, "summarize")
    run(qtbot, page, host)
    host.progresses(120, 2000)
    qtbot.waitUntil(lambda: page.actions_bar.status.text() == "120/2,000")
    assert page.actions_bar.progress.maximum() == 2000


def test_sentiment_is_told_in_words_and_figures(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    assert host.requests == [SentimentRequest(TEXT)]
    result = sentiment(0.873, (Span(0, 15), 0.97), (Span(16, 29), 0.55), (Span(30, 48), 0.08))
    finish(qtbot, page, host, result)
    view = page.result.sentiment
    assert view.verdict.text() == "Positive"
    assert "87 %" in view.probability.text()
    assert "87 %" in view.meter.accessibleName()
    rows = [view.sentences.rows.row(index) for index in range(3)]
    assert [(row.label, row.figure, row.icon_name) for row in rows] == [
        ("Positive", "97 %", "positive"),
        ("Undecided", "55 %", "neutral"),
        ("Negative", "92 %", "negative"),
    ]
    qtbot.mouseClick(page.result.copy_button, Qt.MouseButton.LeftButton)
    assert "Negative 92 %\tThe third is last." in QGuiApplication.clipboard().text()


def test_percentages_are_written_as_the_language_does(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost, language: InterfaceLanguage
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    finish(qtbot, page, host, sentiment(0.873, (Span(0, 15), 0.97)))
    language.use("zh")
    view = page.result.sentiment
    qtbot.waitUntil(lambda: "87%" in view.probability.text())
    assert view.sentences.rows.row(0).figure == "97%"


def test_a_chosen_sentence_is_lit_in_the_source(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    finish(qtbot, page, host, sentiment(0.3, (Span(0, 15), 0.2), (Span(16, 29), 0.1)))
    sentences = page.result.sentiment.sentences
    sentences.setFocus()
    qtbot.keyClick(sentences, Qt.Key.Key_Down)
    qtbot.keyClick(sentences, Qt.Key.Key_Down)
    assert marked(page, "lit") == ["A second one."]


def click_source(qtbot: QtBot, page: WorkspacePage, words: str) -> None:
    """Click the first of these words in the source."""
    pane = page.source.pane
    units = pane.text[: pane.text.index(words)].encode("utf-16-le")
    cursor = pane.textCursor()
    cursor.setPosition(len(units) // 2)
    where = pane.cursorRect(cursor).center() + QPoint(3, 0)
    qtbot.mouseMove(pane.viewport(), where)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_sentence_clicked_in_the_source_is_chosen_in_the_list(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    spans = (Span(0, 15), 0.2), (Span(16, 29), 0.1), (Span(30, 48), 0.9)
    finish(qtbot, page, host, sentiment(0.3, *spans))
    click_source(qtbot, page, "third")
    assert page.result.sentiment.sentences.currentIndex().row() == 2
    assert marked(page, "lit") == ["The third is last."]


def test_a_sentence_pointed_at_in_the_source_is_lit(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    finish(qtbot, page, host, sentiment(0.3, (Span(0, 15), 0.2), (Span(16, 29), 0.1)))
    page.result.sentiment.go_to_sentence(0)
    page.source.pane.pointed.emit(20)
    assert marked(page, "lit") == ["A second one."]
    page.source.pane.pointed.emit(-1)
    assert marked(page, "lit") == ["😀 First of all."]
    page.source.pane.insert("Edited. ")
    page.source.pane.pointed.emit(20)
    assert page.source.pane.marks == ()


def test_the_kinds_of_sentences_are_counted(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    spans = (Span(0, 15), 0.97), (Span(16, 29), 0.91), (Span(30, 48), 0.08)
    finish(qtbot, page, host, sentiment(0.87, *spans))
    assert page.result.sentiment.tally.text() == "Sentence by sentence · 2 positive · 1 negative"


def test_nothing_is_ever_quite_certain(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    choose(qtbot, page, "sentiment")
    run(qtbot, page, host)
    finish(qtbot, page, host, sentiment(0.9999))
    assert "99 %" in page.result.sentiment.probability.text()


def test_every_mode_keeps_its_own_result(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> None:
    run(qtbot, page, host)
    result = translation((TEXT, "全部译文。"))
    finish(qtbot, page, host, result)
    choose(qtbot, page, "summarize")
    assert page.result.is_empty
    asked = len(host.requests)
    qtbot.mouseClick(page.actions_bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(host.requests) > asked)
    finish(qtbot, page, host, key_sentences(TEXT, 0.1, 0.9, 0.2))
    choose(qtbot, page, "translate")
    assert page.result.pane.text == "全部译文。"
    assert page.source.pane.marks == ()
    assert not page.source.strip.isVisible()
    choose(qtbot, page, "summarize")
    assert page.result.pane.text == "A second one.\nThe third is last."
    assert marked(page, "lit") == ["A second one.", "The third is last."]
    assert page.source.strip.chosen == (1, 2)


def test_changing_the_mode_calls_the_running_job_off(
    qtbot: QtBot, page: WorkspacePage, host: FakeHost
) -> None:
    run(qtbot, page, host)
    choose(qtbot, page, "sentiment")
    assert host.cancelled == [1]
    assert not page.actions_bar.cancel_button.isVisible()


def test_arrow_keys_move_between_modes(qtbot: QtBot, page: WorkspacePage) -> None:
    page.modes.tab_stop().setFocus()
    qtbot.keyClick(page.modes.tab_stop(), Qt.Key.Key_Right)
    assert page.modes.current == "summarize"
    assert page.actions_bar.run_button.text() == "Summarize"
    assert not page.pair.button.isVisible()


def test_modes_have_shortcuts(qtbot: QtBot, page: WorkspacePage) -> None:
    qtbot.keyClick(page.source.pane, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert page.modes.current == "sentiment"
    qtbot.keyClick(page.source.pane, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.modes.current == "translate"
