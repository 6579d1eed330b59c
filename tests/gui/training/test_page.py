"""The page with its runs: how they learn, what came of them, what the window says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bertsum_app.evaluation.compare import Verdict
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import TRAINING, WORKSPACE, MainWindow
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.training.controller import TrainingController
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.training.run_view import SAMPLES
from bertsum_app.service.training import (
    ModelsChanged,
    RunCompared,
    RunFailure,
    RunSaid,
    TrainingRequest,
)
from bertsum_app.training.events import Compared, ModelReady, RunStarted, Sampled, SampleText
from gui.fake_training import (
    FakeTraining,
    before_after,
    beginning,
    progress,
    row,
    sampled,
)
from gui.training_page import asked_to_check, go_to, listed, texts
from gui.widgets import child_of, cut_buttons, name_of, tab_stops


def test_the_page_is_made_only_when_it_is_gone_to(qtbot: QtBot, window: MainWindow) -> None:
    assert window.findChildren(TrainingPage) == []
    with qtbot.waitSignal(window.training_wanted):
        window.show_page(TRAINING)
    assert child_of(window, TrainingPage).isVisible()


def test_a_run_is_drawn_as_it_learns(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine"))
    training.tell(RunSaid("mine", beginning(), anew=True))
    qtbot.waitUntil(lambda: "step 20 of 100" in page.run.status.text())
    for words in ("10 tokens a second", "less than a minute of learning left", "40 %"):
        assert words in page.run.status.text()
    chart = page.run.chart
    assert chart is not None
    assert [list(axis) for axis in chart.development.getData()] == [[0, 20], [4.5, 4.25]]
    assert [list(axis) for axis in chart.train.getData()] == [[10, 20], [5.0, 4.5]]
    assert "at first 4.50, best 4.25 at step 20" in chart.accessibleDescription()
    assert "Step 20: loss on held-back texts 4.250" in page.run.log.toPlainText()
    training.tell(RunSaid("mine", (progress(30, 15.0),), anew=False))
    qtbot.waitUntil(lambda: "step 30 of 100" in page.run.status.text())
    training.tell(RunSaid("other", (progress(99, 15.0),), anew=False))
    training.tell(RunSaid("mine", (progress(40, 20.0),), anew=False))
    qtbot.waitUntil(lambda: "step 40 of 100" in page.run.status.text())
    # Broken off, and gone on with from its checkpoint.
    training.tell(RunSaid("mine", (RunStarted(20, 1, "cpu", 1, 1.0),), anew=False))
    qtbot.waitUntil(lambda: len(chart.train.getData()[0]) == 2)


def test_the_samples_of_each_validation_are_drawn_and_shown_beside_the_first_ones(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine"))
    training.tell(RunSaid("mine", beginning(), anew=True))
    qtbot.waitUntil(lambda: "step 20 of 100" in page.run.status.text())
    chart = page.run.chart
    assert chart is not None
    assert not chart.score_plot.isVisible()
    segment = page.run.parts.segment(SAMPLES)
    assert not segment.isEnabled()
    training.tell(RunSaid("mine", (sampled(0, 8.0, "一只蝙蝠"),), anew=False))
    qtbot.waitUntil(segment.isEnabled)
    assert chart.score_plot.isVisible()
    training.tell(RunSaid("mine", (sampled(20, 12.0, "蝙蝠和老鼠"),), anew=False))
    qtbot.waitUntil(lambda: len(chart.score.getData()[0]) == 2)
    assert [list(axis) for axis in chart.score.getData()] == [[0, 20], [9.0, 13.0]]
    figures = "into Chinese 12.0 (at first 8.0), BLEU · into English 14.0 (at first 10.0)"
    assert figures in chart.accessibleDescription()
    assert "Step 20: On 2 samples: BLEU · into Chinese 12.0," in page.run.log.toPlainText()
    segment.click()
    shown = page.run.samples.texts.toPlainText()
    for words in ("A bat & a rat", "一只蝙蝠", "蝙蝠和老鼠"):
        assert words in shown
    assert "step 20" in page.run.samples.title.text()
    # Another run has none of them; back again, they are told anew.
    other, mine = row("other"), row("mine")
    listed(qtbot, page, training, other, mine)
    page.run_chosen.emit("other")
    assert not segment.isEnabled()
    assert page.run.samples.texts.toPlainText() == ""
    page.run_chosen.emit("mine")
    assert training.said("watch")[-1] == ("mine",)
    training.tell(RunSaid("mine", (*beginning(), sampled(0, 8.0, "蝙蝠")), anew=True))
    qtbot.waitUntil(segment.isEnabled)
    assert "before anything is learned" in page.run.samples.title.text()


def test_samples_of_reviews_are_named_in_words(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine", task="sentiment"))
    text = SampleText("Never again.", "negative", "positive")
    event = Sampled(0, 24, 0.5, {"en accuracy": 0.75}, (text,))
    training.tell(RunSaid("mine", (event,), anew=True))
    qtbot.waitUntil(lambda: bool(page.run.samples.texts.toPlainText()))
    assert "Positive" in page.run.samples.texts.toPlainText()
    assert "On 24 samples: Share read rightly · English 75.0" in page.run.samples.figures.text()


def test_the_memory_that_it_takes_is_told(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine"))
    event = replace(progress(10, 5.0), memory_bytes=1_340_000_000)
    training.tell(RunSaid("mine", (*beginning(), event), anew=True))
    qtbot.waitUntil(lambda: "1.3 GB of memory" in page.run.status.text())


def test_it_is_paused_ended_and_stopped(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine"))
    page.run.pause.click()
    assert training.said("order") == [("mine", "pause")]
    assert not page.run.pause.isEnabled()
    assert "will pause" in page.run.status.text()
    listed(qtbot, page, training, row("mine", "paused"))
    assert page.run.pause.text() == "Go on"
    assert page.run.pause.isEnabled()
    page.run.pause.click()
    listed(qtbot, page, training, row("mine"))
    page.run.finish.click()
    assert training.said("order")[1:] == [("mine", "resume"), ("mine", "finish")]
    assert "measure the best" in page.run.status.text()
    listed(qtbot, page, training, row("mine", phase="comparing"))
    assert not page.run.finish.isEnabled()
    assert "measure the best" not in page.run.status.text()
    assert page.run.stop.isEnabled()


def test_one_that_was_stopped_goes_on_or_is_deleted_after_a_second_look(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine", "interrupted", resumable=True))
    assert not page.run.pause.isVisible()
    page.run.resume.click()
    assert training.said("resume") == [("mine",)]
    listed(qtbot, page, training, row("mine", "interrupted", resumable=True, step=5))
    page.run.remove.click()
    assert training.said("remove") == []
    assert page.run.keep.isVisible()
    page.run.keep.click()
    page.run.remove.click()
    page.run.really_remove.click()
    assert training.said("remove") == [("mine",)]
    listed(qtbot, page, training)
    assert page.shows_setup
    assert not page.list.isVisible()


def test_why_one_failed_is_said_in_the_language_of_the_interface(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, language: InterfaceLanguage
) -> None:
    language.use("zh")
    failure = RunFailure("corpus-too-small", {"examples": 7, "least": 100})
    go_to(qtbot, page, training, row("mine", "failed", failure=failure))
    message = page.run.messages.message
    assert message is not None
    assert message.title == "数据太少，无法学习"
    assert "100" in message.text
    assert not page.run.resume.isVisible(), "there is nothing to go on with"


def test_the_same_is_asked_for_again_under_a_free_name(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> None:
    asked = TrainingRequest(
        "mine",
        "translate",
        (str(tmp_path / "a.tsv"),),
        base_id="bertsum-en-zh",
        preset="thorough",
        direction="en-zh",
        fixes={"copy": "keep"},
    )
    go_to(qtbot, page, training, row("mine", "finished", model=True, request=asked))
    page.run.again.click()
    again = asked_to_check(qtbot, training, 1)
    assert page.shows_setup
    assert page.setup.name.text() == "mine-2"
    assert (again.data, again.preset, again.direction) == (asked.data, "thorough", "en-zh")
    assert again.fixes == {"copy": "keep"}
    listed(qtbot, page, training, row("mine", "finished"), row("mine-2"))
    assert page.setup.name.text() == "mine-3", "called after the training, not after its file"


def test_what_came_of_it_is_shown_before_it_is_used(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, controller: TrainingController
) -> None:
    go_to(qtbot, page, training, row("mine", "finished", model=True))
    assert training.said("compare")
    training.tell(RunCompared("mine", before_after()))
    result = page.run.result
    qtbot.waitUntil(lambda: "8.2" in texts(result))
    for words in (
        "held back (60)",
        "General texts (266)",
        "11.3",
        "+3.1",
        "+1.9 to +4.6",
        "Better",
    ):
        assert words in texts(result)
    assert result.judgement.text() == (
        "Better on your own texts, and no clear loss on general ones."
    )
    plain = result.samples.toPlainText()
    assert "A bat 0 & a rat" in plain
    assert "一只 <蝙蝠> 和老鼠" in plain
    assert "A bat 5" not in plain
    result.later.click()
    assert "A bat 5" in result.samples.toPlainText()
    assert not result.later.isEnabled()
    result.install.click()
    assert training.said("install") == [("mine",)]
    with qtbot.waitSignal(controller.models_changed):
        training.tell(ModelsChanged("mine", installed=True))
    listed(qtbot, page, training, row("mine", "finished", model=True, installed=True))
    assert not result.install.isVisible()
    result.uninstall.click()
    assert training.said("uninstall") == [("mine",)]


def test_the_log_says_on_which_texts_a_figure_was_measured_and_all_of_a_hundred(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine", phase="comparing"))
    measured = (
        Compared(9, "user", "zh BLEU", 8.2, 11.3, 1.9, 4.6, 0.0, "improved"),
        Compared(9, "general", "zh BLEU", 46.5, 46.0, -1.9, 0.7, 0.2, "unchanged"),
        Compared(9, "user", "en accuracy", 0.96, 0.97, 0.0, 0.02, 0.3, "unchanged"),
    )
    training.tell(RunSaid("mine", measured, anew=True))
    qtbot.waitUntil(lambda: page.run.log.toPlainText() != "")
    assert page.run.log.toPlainText().splitlines() == [
        "Your own texts · BLEU · into Chinese: 8.2 → 11.3 (Better)",
        "General texts · BLEU · into Chinese: 46.5 → 46.0 (No clear difference)",
        "Your own texts · Share read rightly · English: 96.0 → 97.0 (No clear difference)",
    ]


@pytest.mark.parametrize(
    ("own", "general", "words"),
    [
        ("improved", "regressed", "a little worse on general ones"),
        ("unchanged", "unchanged", "No clear difference on your own texts."),
        ("unchanged", "regressed", "and worse on general ones"),
        ("regressed", "unchanged", "Not better"),
    ],
)
def test_the_figures_are_summed_up_in_words(
    qtbot: QtBot,
    page: TrainingPage,
    training: FakeTraining,
    own: Verdict,
    general: Verdict,
    words: str,
) -> None:
    go_to(qtbot, page, training, row("mine", "finished", model=True))
    training.tell(RunCompared("mine", before_after(own, general)))
    qtbot.waitUntil(lambda: words in page.run.result.judgement.text())


def test_when_it_is_finished_what_came_of_it_is_gone_to(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    go_to(qtbot, page, training, row("mine"))
    assert page.run.parts.current == "learning"
    training.tell(RunSaid("mine", (ModelReady(100, "mine", "x", False),), anew=False))
    listed(qtbot, page, training, row("mine", "finished", model=True))
    assert page.run.parts.current == "result"
    assert training.said("compare")[-1] == ("mine",)


def test_elsewhere_in_the_window_one_sees_how_far_it_is_and_that_it_is_over(
    qtbot: QtBot, window: MainWindow, page: TrainingPage, training: FakeTraining
) -> None:
    tab = window.header.navigation.segment(TRAINING)
    listed(qtbot, page, training, row("mine", step=59))
    assert tab.text() == "Training · 59 %"
    window.show_page(WORKSPACE)
    listed(qtbot, page, training, row("mine", "finished", model=True))
    assert tab.text() == "Training"
    message = window.workspace.messages.message
    assert message is not None
    assert message.title == "The training mine is finished"


def test_closing_asks_about_a_training_of_this_window_only(
    qtbot: QtBot, window: MainWindow, page: TrainingPage, training: FakeTraining
) -> None:
    from bertsum_app.gui.training.closing import ClosingQuestion

    listed(qtbot, page, training, row("mine", ours=True))
    window.close()
    assert window.isVisible()
    child_of(window, ClosingQuestion).stay.click()
    assert window.isVisible()
    window.close()
    question = next(q for q in window.findChildren(ClosingQuestion) if q.isVisible())
    question.leave.click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.leaves_training_running


def test_closing_asks_nothing_where_a_training_goes_on_anyway(
    qtbot: QtBot, window: MainWindow, page: TrainingPage, training: FakeTraining
) -> None:
    listed(qtbot, page, training, row("left-by-an-earlier-window"))
    window.close()
    assert not window.isVisible()


def test_the_lite_edition_tells_how_to_get_training(qtbot: QtBot, window: MainWindow) -> None:
    page = TrainingPage(window.shortcuts, can_train=False)
    qtbot.addWidget(page)
    page.show()
    page.show_runs((row("mine", "finished"),))
    assert "full edition" in texts(page)
    assert not page.setup.isVisible()
    assert not page.list.isVisible()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_everything_can_be_read_and_reached_in_both_languages(
    qtbot: QtBot,
    window: MainWindow,
    page: TrainingPage,
    training: FakeTraining,
    looked: TrainingRequest,
    language: InterfaceLanguage,
    theme: ThemeSwitch,
    code: str,
) -> None:
    language.use(code)
    theme.choose("dark")
    finished = row("mine", "finished", model=True)
    steps: tuple[Callable[[], None], ...] = (
        lambda: None,
        lambda: go_to(qtbot, page, training, row("mine")),
        lambda: listed(qtbot, page, training, finished),
    )
    for prepare in steps:
        prepare()
        for size in (window.minimumSize(), window.size()):
            window.resize(size)
            qtbot.waitUntil(lambda: cut_buttons(window) == [])
        window.activateWindow()
        first = page.setup.task.tab_stop() if page.shows_setup else page.new
        seen = tab_stops(window, first)
        assert len(seen) >= 6
        assert [type(stop).__name__ for stop in seen if not name_of(stop)] == []
    theme.choose("light")


def test_a_new_model_stands_beside_another_one_and_came_from_none(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    run = row("mine", "finished", model=True)
    go_to(qtbot, page, training, run)
    training.tell(RunCompared("mine", replace(before_after(), compared_with="bertsum-en-zh")))

    def shown() -> set[str]:
        return {label.text() for label in page.run.result.findChildren(QLabel)}

    qtbot.waitUntil(lambda: "bertsum-en-zh" in shown())
    assert "Before" not in shown()
    assert not any("came from" in text for text in shown())
