"""What is to be taught: files, what is found in them, and the choices, up to the start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import ModelIdTaken
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.service.training import (
    CheckFailed,
    CorpusChecked,
    RunFailure,
    TrainingFailed,
    TrainingRequest,
)
from gui.fake_training import (
    FakeTraining,
    checked,
    row,
)
from gui.training_page import asked_to_check, drop, go_to, listed, texts


def test_dropped_files_are_looked_at_and_what_is_found_is_told(
    page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    assert looked.task == "translate"
    assert page.setup.name.text() == "our-memory"
    assert page.setup.files.row_texts() == ("Our Memory.tsv TSV · utf-8 · en=1 zh=2",)
    told = texts(page)
    for words in (
        "540",
        "60 held back",
        "two sides are swapped: 6",
        "犄",
        "about 2 min here",
        "1.0 GB",
    ):
        assert words in told
    assert not page.setup.columns.isVisible()


def test_a_training_of_seconds_is_said_to_take_less_than_a_minute(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> None:
    path = tmp_path / "few.tsv"
    drop(page, path)
    request = asked_to_check(qtbot, training, 1)
    training.tell(CorpusChecked(request, replace(checked(str(path)), minutes=0.6)))
    qtbot.waitUntil(page.setup.start.isEnabled)
    assert "· less than a minute here ·" in texts(page)


def test_the_name_may_be_given_while_the_files_are_looked_at(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> None:
    path = tmp_path / "memory.tsv"
    drop(page, path)
    request = asked_to_check(qtbot, training, 1)
    page.setup.name.selectAll()
    qtbot.keyClicks(page.setup.name, "ours")
    training.tell(CorpusChecked(request, checked(str(path))))
    qtbot.waitUntil(page.setup.start.isEnabled)
    page.setup.start.click()
    [(started,)] = training.said("start")
    assert started == replace(request, name="ours")


def test_a_fix_that_is_changed_is_looked_at_again(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    box = page.setup.report.boxes["swapped"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    assert not page.setup.start.isEnabled(), "what it said is of other texts now"
    again = asked_to_check(qtbot, training, 2)
    assert again.fixes == {"swapped": "drop"}
    training.tell(CorpusChecked(looked, checked(looked.data[0])))
    training.tell(CorpusChecked(again, checked(again.data[0], fix="drop")))
    qtbot.waitUntil(page.setup.start.isEnabled)
    assert page.setup.report.boxes["swapped"].code == "drop"


def test_examples_of_a_trouble_are_shown_when_they_are_wanted(
    page: TrainingPage, looked: TrainingRequest
) -> None:
    assert "hello there" not in texts(page)
    more = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Show some")
    more.click()
    assert "Our Memory.tsv:8" in texts(page)
    assert "hello there" in texts(page)
    more.click()
    assert "hello there" not in texts(page)


def test_files_that_cannot_be_used_are_said_with_file_and_line(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> None:
    drop(page, tmp_path / "broken.tsv")
    request = asked_to_check(qtbot, training, 1)
    params: dict[str, str | int | float] = {"path": "broken.tsv", "line": 201, "reason": "no label"}
    training.tell(CheckFailed(request, RunFailure("corpus-unreadable", params)))
    qtbot.waitUntil(page.setup.messages.isVisible)
    assert page.setup.messages.message is not None
    assert "201" in page.setup.messages.message.title + page.setup.messages.message.text
    assert not page.setup.start.isEnabled()
    # Perhaps the columns were guessed wrongly: that can be put right here.
    page.setup.columns.setFocus()
    qtbot.keyClicks(page.setup.columns, "en=3,zh=2")
    qtbot.keyClick(page.setup.columns, Qt.Key.Key_Return)
    assert asked_to_check(qtbot, training, 2).columns == "en=3,zh=2"


def test_only_models_that_can_do_it_are_offered_to_begin_with(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    def offered() -> list[str]:
        names = [page.setup.base.itemText(index) for index in range(page.setup.base.count())]
        *models, article, small, base = names
        assert all(name.startswith("Nothing") for name in (article, small, base))
        return models

    assert offered() == ["BertSum English–Chinese"]
    assert page.setup.direction.isVisible()
    assert "TMX" in texts(page)
    page.setup.task.segment("sentiment").click()
    assert "positive or negative" in texts(page)
    assert "TMX" not in texts(page)
    assert page.setup.columns.placeholderText() == "text=2, label=1"
    assert offered() == ["BertSum English–Chinese", "reviews"]
    assert not page.setup.direction.isVisible()


def test_what_a_run_says_changes_nothing_under_the_hand_of_who_fills_in_the_form(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining
) -> None:
    page.setup.task.segment("sentiment").click()
    listed(qtbot, page, training, row("mine", step=1))
    base = page.setup.base
    base.showPopup()
    base.view().setCurrentIndex(base.model().index(1, 0))
    listed(qtbot, page, training, row("mine", step=2))
    assert base.view().isVisible()
    assert base.view().currentIndex().row() == 1
    qtbot.keyClick(base.view(), Qt.Key.Key_Return)
    assert base.code == "reviews"


@pytest.mark.parametrize("name", ["", "Upper", "with space", "bertsum-en-zh", "中文"])
def test_a_name_that_cannot_be_is_refused_in_words(
    qtbot: QtBot, page: TrainingPage, looked: TrainingRequest, name: str
) -> None:
    field = page.setup.name
    field.selectAll()
    field.insert(name)
    field.textEdited.emit(name)
    if not name:
        field.clear()
        field.textEdited.emit("")
    assert not page.setup.start.isEnabled()
    field.setText("free")
    field.textEdited.emit("free")
    assert page.setup.start.isEnabled()


def test_a_training_is_started_and_seen_as_soon_as_it_is_there(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    page.setup.preset.segment("thorough").click()
    again = asked_to_check(qtbot, training, 2)
    training.tell(CorpusChecked(again, checked(again.data[0])))
    qtbot.waitUntil(page.setup.start.isEnabled)
    page.setup.start.click()
    assert training.said("start") == [(replace(again, name="our-memory"),)]
    assert again.preset == "thorough"
    listed(qtbot, page, training, row("our-memory", phase="reading", ours=True))
    qtbot.waitUntil(page.run.isVisible)
    assert training.said("watch")[-1] == ("our-memory",)
    assert page.list.chosen == "our-memory"


def test_how_much_is_learned_can_be_said_in_numbers(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    assert not page.setup.custom.isVisible()
    page.setup.preset.segment("custom").click()
    assert page.setup.custom.isVisible()
    page.setup.custom.passes.setValue(30)
    page.setup.custom.general.setValue(20)
    again = asked_to_check(qtbot, training, 2)
    assert again.settings == {"epochs": 30, "most_steps": 800, "general_share": 0.2}
    assert not page.setup.custom.two_stages.isVisible()
    page.setup.custom.rank.setValue(16)
    again = asked_to_check(qtbot, training, 3)
    assert again.settings["lora_rank"] == 16
    page.setup.preset.segment("quick").click()
    assert asked_to_check(qtbot, training, 4).settings == {}
    go_to(qtbot, page, training, row("mine", "finished", model=True, request=again))
    page.run.again.click()
    assert asked_to_check(qtbot, training, 5).settings == again.settings


def test_summaries_can_be_taught_in_two_stages(page: TrainingPage, looked: TrainingRequest) -> None:
    page.setup.task.segment("summarize").click()
    page.setup.preset.segment("custom").click()
    custom = page.setup.custom
    assert custom.two_stages.isVisible()
    assert not custom.general.isVisible()
    assert "stages" not in page.setup.to_check.settings
    custom.two_stages.click()
    asked = page.setup.to_check.settings
    assert asked["stages"] == 2
    custom.two_stages.click()
    custom.use(asked)
    assert custom.two_stages.isChecked()


def test_what_keeps_it_from_starting_is_said_in_the_form(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    page.setup.start.click()
    error = ModelIdTaken("our-memory")
    training.tell(TrainingFailed(error, "our-memory"))
    qtbot.waitUntil(page.setup.messages.isVisible)
    assert page.setup.messages.message == message_for(error)


def test_keys_start_what_is_set_up_and_nothing_before(
    qtbot: QtBot, window: MainWindow, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> None:
    keys = window.shortcuts.main_keys("start-training")
    assert window.shortcuts.text("start-training") in page.setup.start.toolTip()
    qtbot.keySequence(window, keys)
    assert not training.said("start")
    path = tmp_path / "memory.tsv"
    drop(page, path)
    request = asked_to_check(qtbot, training, 1)
    training.tell(CorpusChecked(request, checked(str(path))))
    qtbot.waitUntil(page.setup.start.isEnabled)
    qtbot.keySequence(window, keys)
    qtbot.waitUntil(lambda: bool(training.said("start")))


def test_files_are_chosen_and_taken_away_again(
    qtbot: QtBot,
    page: TrainingPage,
    training: FakeTraining,
    looked: TrainingRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *given: (["more.tmx", looked.data[0]], "")
    )
    page.setup.files.add_files.click()
    assert asked_to_check(qtbot, training, 2).data == (looked.data[0], "more.tmx")
    for path in (looked.data[0], "more.tmx"):
        page.setup.files.remove(path)
    qtbot.waitUntil(lambda: training.said("cancel-check") != [])
    assert not page.setup.report.isVisible()
    assert not page.setup.start.isEnabled()


def test_a_new_model_is_begun_with_nothing(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, looked: TrainingRequest
) -> None:
    base = page.setup.base
    base.choose("new:article")
    base.chosen.emit("new:article")
    request = asked_to_check(qtbot, training, 2)
    assert (request.preset, request.base_id, request.direction) == ("article", "", "both")
    assert "--base" not in request.arguments()
    # Neither how much of a model is taught nor one direction of it can be chosen.
    for control in (page.setup.preset, page.setup.direction, page.setup.custom):
        assert not control.isVisible()
    assert "knows nothing" in texts(page)
    training.tell(
        CorpusChecked(request, replace(checked(looked.data[0]), doubts=("large", "slow")))
    )
    qtbot.waitUntil(page.setup.start.isEnabled)
    assert "by heart" in texts(page)
    assert "more than a day" in texts(page)
    page.setup.use(request)
    assert base.code == "new:article"
