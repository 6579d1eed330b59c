"""Corrections by hand on the Training page: listed, learned from, deleted, exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.gui.corrections.view import CorrectionsView
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import HISTORY, TRAINING, WORKSPACE, MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.training.before_after import BLIND
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.service.corrections import (
    LEAST_CORRECTIONS,
    CorrectionsDeleted,
    CorrectionsExported,
)
from bertsum_app.service.training import (
    BeforeAfter,
    ModelsChanged,
    RunCompared,
    RunsListed,
    TrainingFailed,
    TrainingRequest,
)
from gui.fake_corrections import FakeCorrections, listed, tell
from gui.fake_host import MODEL_ID
from gui.fake_training import FakeTraining, before_after, row
from gui.training_page import texts
from gui.widgets import child_of, cut_buttons, name_of

MODELS = (
    KnownModel(MODEL_ID, "BertSum English–Chinese", ("translate",)),
    KnownModel("my-corrections", "my-corrections", ("translate",)),
)


@pytest.fixture
def training(window: MainWindow, store: FakeCorrections) -> FakeTraining:
    window.prepare_training()
    assert window.training is not None
    made = FakeTraining(window.training.publish)
    window.training.attach(made, lambda: MODELS, lambda: "")
    return made


@pytest.fixture
def page_of_training(window: MainWindow, training: FakeTraining) -> TrainingPage:
    return child_of(window, TrainingPage)


def item_at(view: CorrectionsView, index: int) -> QTreeWidgetItem:
    item = view.list.topLevelItem(index)
    assert item is not None
    return item


@pytest.fixture
def view(page_of_training: TrainingPage) -> CorrectionsView:
    return page_of_training.corrections


def test_the_badge_leads_to_the_corrections(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, view: CorrectionsView
) -> None:
    tell(qtbot, window, store, listed(2, 1))
    window.header.navigation.segment(TRAINING).click()
    assert view.isVisible()
    assert view.told.text() == "3 sentences corrected by hand · 2 of them new"
    shown = [item_at(view, index).text(2) for index in range(3)]
    assert shown == ["New", "New", "Learned"]
    assert name_of(view.list) == "Corrections"


def test_without_corrections_the_page_is_as_it_was(
    window: MainWindow, page_of_training: TrainingPage
) -> None:
    window.show_page(TRAINING)
    assert page_of_training.shows_setup
    assert not page_of_training.corrections_button.isVisible()


def test_whoever_sets_a_training_up_is_not_led_away(
    qtbot: QtBot,
    window: MainWindow,
    store: FakeCorrections,
    page_of_training: TrainingPage,
    tmp_path: Path,
) -> None:
    tell(qtbot, window, store, listed(0, 1))
    window.show_page(TRAINING)
    assert page_of_training.shows_setup
    page_of_training.setup.files.use((str(tmp_path / "memory.tsv"),))
    window.show_page(WORKSPACE)
    tell(qtbot, window, store, listed(2, 1))
    window.show_page(TRAINING)
    assert page_of_training.shows_setup
    assert page_of_training.corrections_button.text() == "My corrections (2 new)"
    page_of_training.corrections_button.click()
    assert page_of_training.corrections.isVisible()
    page_of_training.new.click()
    assert page_of_training.shows_setup


def test_it_is_said_how_many_more_are_needed(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, view: CorrectionsView
) -> None:
    tell(qtbot, window, store, listed(LEAST_CORRECTIONS - 3, others=5))
    window.show_page(TRAINING)
    assert not view.learn.isEnabled()
    assert view.note.text().startswith("3 more corrections are needed")
    assert str(LEAST_CORRECTIONS) in view.note.text()
    assert "5 between languages that cannot be taught" in view.told.text()
    tell(qtbot, window, store, listed(LEAST_CORRECTIONS))
    assert view.learn.isEnabled()
    assert "BertSum English–Chinese" in view.note.text()


def test_one_click_starts_a_short_training_on_them(
    qtbot: QtBot,
    window: MainWindow,
    store: FakeCorrections,
    training: FakeTraining,
    view: CorrectionsView,
    page_of_training: TrainingPage,
) -> None:
    tell(qtbot, window, store, listed(30))
    window.show_page(TRAINING)
    qtbot.mouseClick(view.learn, Qt.MouseButton.LeftButton)
    # The first name is a model's already.
    wanted = TrainingRequest("my-corrections-2", "translate", (), preset="few", corrections=True)
    assert training.said("start") == [(wanted,)]
    assert wanted.arguments()[-1] == "--corrections"
    assert not view.learn.isEnabled()
    run_row = row("my-corrections-2", request=wanted)
    training.tell(RunsListed((run_row,)))
    qtbot.waitUntil(page_of_training.run.isVisible)
    page_of_training.corrections_button.click()
    assert not view.learn.isEnabled()
    assert "training is at work" in view.note.text()


def test_a_training_that_cannot_begin_says_why_beside_the_button(
    qtbot: QtBot,
    window: MainWindow,
    store: FakeCorrections,
    training: FakeTraining,
    view: CorrectionsView,
) -> None:
    tell(qtbot, window, store, listed(30))
    window.show_page(TRAINING)
    view.learn.click()
    error = RunIncompatible(Path("runs"), "a run of this name is there")
    training.tell(TrainingFailed(error, "my-corrections-2"))
    qtbot.waitUntil(view.messages.isVisible)
    assert view.messages.message == message_for(error)
    assert view.learn.isEnabled()


def test_the_workspace_translates_with_a_taught_model_once_it_is_taken(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, training: FakeTraining
) -> None:
    window.models.offer(MODELS)
    assert window.training is not None
    request = TrainingRequest("my-corrections", "translate", (), preset="few", corrections=True)
    training.tell(RunsListed((row("my-corrections", "finished", request=request, model=True),)))
    training.tell(ModelsChanged("my-corrections", installed=True))
    qtbot.waitUntil(lambda: window.models.model_for("translate") == "my-corrections")
    training.tell(RunsListed((row("other", "finished", model=True),)))
    with qtbot.waitSignal(window.training.models_changed):
        training.tell(ModelsChanged("other", installed=True))
    assert window.models.model_for("translate") == "my-corrections"


def test_what_so_few_corrections_can_show_is_told_honestly(
    qtbot: QtBot,
    window: MainWindow,
    training: FakeTraining,
    page_of_training: TrainingPage,
) -> None:
    request = TrainingRequest("words", "translate", (), preset="few", corrections=True)
    window.show_page(TRAINING)
    run_row = row("words", "finished", request=request, model=True)
    training.tell(RunsListed((run_row,)))
    qtbot.waitUntil(lambda: page_of_training.list.runs == (run_row,))
    page_of_training.run_chosen.emit("words")
    found = before_after("unchanged")
    own = found.comparisons["user"]
    taught = before_after("improved").comparisons["user"]
    comparisons = {"user": own, "taught": taught, "general": found.comparisons["general"]}
    sizes = {"user": 4, "taught": 24, "general": 266}
    samples = (*found.samples[:1], *(replace(each, taught=True) for each in found.samples[1:]))
    training.tell(RunCompared("words", BeforeAfter(comparisons, sizes, samples)))
    result = page_of_training.run.result
    qtbot.waitUntil(lambda: result.judgement.text() != "")
    assert result.judgement.text().startswith("It has taken your corrections in")
    assert "Only 4 corrections were held back" in texts(page_of_training)
    qtbot.waitUntil(lambda: "Corrections it was taught (24)" in texts(page_of_training))
    shown = result.samples.toPlainText()
    assert (shown.count("Taught:"), shown.count("Text:")) == (4, 1)
    # The one sentence that was held back is all there is to vote on.
    result.way.segment(BLIND).click()
    with qtbot.waitSignal(result.vote.ended):
        result.vote.buttons["same"].click()


def test_training_again_leads_back_to_the_corrections(
    qtbot: QtBot,
    window: MainWindow,
    store: FakeCorrections,
    training: FakeTraining,
    page_of_training: TrainingPage,
) -> None:
    tell(qtbot, window, store, listed(1))
    window.show_page(TRAINING)
    request = TrainingRequest("words", "translate", (), preset="few", corrections=True)
    run_row = row("words", "interrupted", request=request)
    training.tell(RunsListed((run_row,)))
    qtbot.waitUntil(lambda: page_of_training.list.runs == (run_row,))
    page_of_training.run_chosen.emit("words")
    qtbot.mouseClick(page_of_training.run.again, Qt.MouseButton.LeftButton)
    assert page_of_training.corrections.isVisible()


@pytest.fixture
def seen(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, view: CorrectionsView
) -> CorrectionsView:
    tell(qtbot, window, store, listed(4, 1))
    window.show_page(TRAINING)
    assert view.isVisible()
    return view


def choose(view: CorrectionsView, *rows: int) -> None:
    view.list.clearSelection()
    for index in rows:
        item_at(view, index).setSelected(True)


def test_chosen_ones_are_deleted_and_can_be_brought_back(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, seen: CorrectionsView
) -> None:
    assert not seen.delete_button.isEnabled()
    choose(seen, 0, 2)
    qtbot.keyClick(seen.list, Qt.Key.Key_Delete)
    assert store.said("delete") == [((5, 3),)]
    store.tell(CorrectionsDeleted(2))
    qtbot.waitUntil(seen.messages.isVisible)
    tell(qtbot, window, store, listed(2, 1))
    assert seen.list.topLevelItemCount() == 3
    qtbot.keyClick(seen.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert store.said("undo") == [()]
    assert not seen.messages.isVisible()


def test_going_elsewhere_makes_a_deletion_final(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, seen: CorrectionsView
) -> None:
    choose(seen, 0)
    seen.delete_button.click()
    store.tell(CorrectionsDeleted(1))
    qtbot.waitUntil(seen.messages.isVisible)
    window.show_page(HISTORY)
    assert store.said("purge") == [()]


def test_the_person_stays_where_they_were_when_the_list_changes(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, seen: CorrectionsView
) -> None:
    choose(seen, 2)
    tell(qtbot, window, store, listed(5, 1))
    assert seen.list.chosen == (3,)


def test_all_are_exported_as_a_table(
    qtbot: QtBot,
    store: FakeCorrections,
    seen: CorrectionsView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = str(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    seen.export_button.click()
    assert store.said("export") == [(tmp_path / "mine.tsv",)]
    store.tell(CorrectionsExported(tmp_path / "mine.tsv", 5))
    qtbot.waitUntil(seen.messages.isVisible)
    assert seen.messages.message is not None
    assert "5 corrections" in seen.messages.message.title


def test_where_nothing_is_left_it_is_said_how_to_get_some(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, seen: CorrectionsView
) -> None:
    tell(qtbot, window, store, listed(0))
    assert seen.hint.isVisible()
    assert not seen.export_button.isEnabled()
    assert not seen.learn.isEnabled()


def test_the_lite_edition_keeps_them_and_says_what_is_missing(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = TrainingPage(window.shortcuts, can_train=False)
    qtbot.addWidget(page)
    page.corrections.show_listed(listed(30))
    page.show()
    assert page.corrections_button.isVisible()
    assert not page.new.isVisible()
    page.show_corrections()
    assert not page.corrections.learn.isEnabled()
    assert "full edition" in page.corrections.note.text()
    assert page.corrections.export_button.isEnabled()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_button_is_too_small_for_its_words(
    qtbot: QtBot,
    window: MainWindow,
    seen: CorrectionsView,
    language: InterfaceLanguage,
    code: str,
) -> None:
    language.use(code)
    for size in (window.minimumSize(), window.size()):
        window.resize(size)
        qtbot.waitUntil(lambda: cut_buttons(window) == [])


def test_deleted_data_is_forgotten_by_the_window(
    qtbot: QtBot, window: MainWindow, store: FakeCorrections, seen: CorrectionsView
) -> None:
    window.corrections.detach()
    assert window.header.navigation.segment(TRAINING).badge == ""
    assert seen.list.topLevelItemCount() == 0
    # What the old store had still to say is not heard.
    store.tell(listed(3))
    other = FakeCorrections(window.corrections.publish)
    window.corrections.attach(other)
    tell(qtbot, window, other, listed(1))
    assert window.header.navigation.segment(TRAINING).badge == "1"
