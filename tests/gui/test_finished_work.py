"""What the controller tells of finished work, and how it puts such work back into the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.summarizer import SummaryResult
from bertsum_app.service.history import FinishedWork, KeptSentence
from bertsum_app.service.requests import TranslateRequest
from bertsum_app.service.results import JobResult, SummaryOutcome
from bertsum_app.text.sentences import Span
from gui.fake_host import MODEL_ID, FakeHost, extract, key_sentences, sentiment, translation

TEXT = "😀 First of all. A second one."
RESULTS: dict[Mode, JobResult] = {
    "translate": translation((TEXT, "首先。第二。")),
    "summarize": extract(TEXT, "A second one."),
    "sentiment": sentiment(0.9, (Span(0, 15), 0.9)),
}


def do(qtbot: QtBot, window: MainWindow, host: FakeHost, mode: Mode) -> FinishedWork:
    """A piece of work of this kind from its start to its end, and what was told of it."""
    page = window.workspace
    qtbot.mouseClick(page.modes.segment(mode), Qt.MouseButton.LeftButton)
    page.source.pane.replace_text(TEXT)
    qtbot.mouseClick(page.actions_bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    with qtbot.waitSignal(window.controller.result_kept) as kept:
        host.finishes(RESULTS[mode])
    work = kept.args[0]
    assert isinstance(work, FinishedWork)
    return work


def test_a_finished_translation_is_told_with_its_languages(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = do(qtbot, window, host, "translate")
    whole = KeptSentence(Span(0, len(TEXT)), Span(0, 6))
    assert work == FinishedWork(
        "translate", TEXT, "首先。第二。", "en", "zh", MODEL_ID, sentences=(whole,)
    )


def test_a_finished_summary_has_no_language_it_was_translated_into(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = do(qtbot, window, host, "summarize")
    assert work.target_language is None
    assert work.result_text == "A second one."
    assert work.method == "extractive"


def shown(page: WorkspacePage) -> str:
    assert not page.result.is_empty
    if page.modes.current == "sentiment":
        return page.result.sentiment.as_text()
    return page.result.pane.text


@pytest.mark.parametrize("mode", list(RESULTS))
def test_restored_work_stands_in_the_page_without_being_done_again(
    qtbot: QtBot, window: MainWindow, host: FakeHost, mode: Mode
) -> None:
    page = window.workspace
    work = do(qtbot, window, host, mode)
    assert work.result_text
    page.source.pane.replace_text("Something else.")
    other = "summarize" if mode == "translate" else "translate"
    qtbot.mouseClick(page.modes.segment(other), Qt.MouseButton.LeftButton)
    window.controller.restore(work)
    assert page.modes.current == mode
    assert page.source.pane.text == TEXT
    assert shown(page) == work.result_text
    assert page.result.pane.property("stale") == "false"
    assert len(host.requests) == 1
    page.source.pane.undo()
    assert page.source.pane.text == "Something else."


def test_restoring_chooses_the_language_it_was_translated_into(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    work = FinishedWork("translate", "今天下雨。", "It rains today.", "zh", "en", MODEL_ID)
    window.controller.restore(work)
    assert window.workspace.result.language.code == "en"
    assert shown(window.workspace) == "It rains today."


def test_a_summary_in_another_language_leaves_the_language_of_translations_alone(
    window: MainWindow, page: WorkspacePage
) -> None:
    page.result.language.choose("en")
    work = FinishedWork("summarize", TEXT, "一。", "en", "zh", MODEL_ID, method="abstractive")
    window.controller.restore(work)
    assert page.result.summary_language.code == "zh"
    assert page.result.language.code == "en"


# --- what is restored is linked as it was ---------------------------------------------------------


def shown_anew(
    qtbot: QtBot, window: MainWindow, host: FakeHost, result: JobResult
) -> WorkspacePage:
    """Work is done, other work takes its place, and it is restored."""
    page = window.workspace
    page.source.pane.replace_text(SOURCE)
    page.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    with qtbot.waitSignal(window.controller.result_kept) as kept:
        host.finishes(result)
    page.source.pane.replace_text("Something else.")
    page.result.method.segment("abstractive").click()
    window.controller.choose_mode(
        "sentiment" if window.controller.mode == "translate" else "translate"
    )
    window.controller.restore(kept.args[0])
    return page


SENTENCES = ("😀 Rain fell.", "The river rose.", "A dam broke.")
SOURCE = " ".join(SENTENCES)


def marked(page: WorkspacePage, kind: str) -> list[str]:
    """What is lit like this in the source."""
    encoded = page.source.pane.text.encode("utf-16-le")
    marks = [mark for mark in page.source.pane.marks if mark.kind == kind]
    return [encoded[2 * mark.start : 2 * mark.end].decode("utf-16-le") for mark in marks]


def test_a_restored_translation_is_linked_and_its_doubts_are_marked(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    targets = ("😀下雨了。", "河水上涨。", "坝垮了。")
    result = translation(*zip(SENTENCES, targets, strict=True), doubts={2: ("repeats",)})
    page = shown_anew(qtbot, window, host, result)
    page.result.pane.pointed.emit(len(targets[0]) + 2)
    assert marked(page, "lit") == [SENTENCES[1]]
    assert [mark.kind for mark in page.result.pane.marks] == ["doubt", "lit"]
    assert page.result.doubts.isVisible()


def test_a_restored_summary_answers_the_slider_and_lights_its_sentences(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    page = shown_anew(qtbot, window, host, key_sentences(SOURCE, 0.2, 0.9, 0.5))
    assert page.result.method.current == "extractive"
    assert page.result.pane.text == "The river rose.\nA dam broke."
    assert marked(page, "lit") == ["The river rose.", "A dam broke."]
    assert page.source.strip.isVisible()
    page.result.length.slider.setValue(1)
    assert page.result.pane.text == "The river rose."
    assert len(host.requests) == 1


def test_a_restored_summary_in_another_language_asks_only_for_what_it_has_not(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    window.workspace.result.summary_language.choose("zh")
    page = shown_anew(qtbot, window, host, key_sentences(SOURCE, 0.2, 0.9, 0.5, target="zh"))
    assert page.result.pane.text == "THE RIVER ROSE.\nA DAM BROKE."
    page.result.length.slider.setValue(3)
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    assert host.requests[1] == TranslateRequest("😀 Rain fell.", source="en", target="zh")


def test_a_restored_abstract_says_that_it_is_one_and_that_it_may_be_wrong(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    window.workspace.result.method.segment("abstractive").click()
    summary = SummaryResult("It rained rained.", "abstractive", (), "en", ("repeats",))
    page = shown_anew(qtbot, window, host, SummaryOutcome(summary))
    assert page.result.method.current == "abstractive"
    assert page.result.pane.text == "It rained rained."
    assert page.result.doubts.isVisible()


def test_a_restored_reading_shows_each_sentence(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("sentiment")
    spans = [Span(SOURCE.index(one), SOURCE.index(one) + len(one)) for one in SENTENCES]
    result = sentiment(0.8, *((span, 0.7) for span in spans))
    page = shown_anew(qtbot, window, host, result)
    assert page.result.sentiment.sentences.rows.rowCount() == 3
    page.result.sentiment.go_to_sentence(1)
    assert marked(page, "lit") == [SENTENCES[1]]


def test_another_choice_of_sentences_is_kept_once_it_stands(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    page = shown_anew(qtbot, window, host, key_sentences(SOURCE, 0.2, 0.9, 0.5))
    page.result.length.slider.setValue(3)
    with qtbot.waitSignal(window.controller.result_kept) as kept:
        page.result.length.slider.setValue(1)
    assert kept.args[0].result_text == "The river rose."
    assert kept.args[0].model_id == MODEL_ID


def test_a_choice_that_is_left_is_kept_at_once_unless_a_translation_is_missing(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.controller.choose_mode("summarize")
    page = shown_anew(qtbot, window, host, key_sentences(SOURCE, 0.2, 0.9, 0.5))
    page.result.length.slider.setValue(1)
    with qtbot.waitSignal(window.controller.result_kept):
        window.controller.choose_mode("translate")
    window.controller.choose_mode("summarize")
    page.result.summary_language.choose("zh")
    page.result.summary_language.chosen.emit("zh")
    with qtbot.assertNotEmitted(window.controller.result_kept):
        window.controller.choose_mode("translate")
