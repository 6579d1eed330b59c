"""The Training page: real widgets, with a host that trains nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import TRAINING, MainWindow
from bertsum_app.gui.training.controller import TrainingController
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.service.training import (
    CorpusChecked,
    TrainingRequest,
)
from gui.fake_training import (
    FakeTraining,
    checked,
)
from gui.training_page import asked_to_check, drop
from gui.widgets import child_of

MODELS = (
    KnownModel("bertsum-en-zh", "BertSum English–Chinese", ("translate", "sentiment")),
    KnownModel("reviews", "reviews", ("sentiment",)),
)


@pytest.fixture
def controller(window: MainWindow) -> TrainingController:
    window.header.navigation.segment(TRAINING).click()
    assert window.training is not None
    return window.training


@pytest.fixture
def training(controller: TrainingController) -> FakeTraining:
    made = FakeTraining(controller.publish)
    controller.attach(made, lambda: MODELS)
    return made


@pytest.fixture
def page(window: MainWindow, training: FakeTraining) -> TrainingPage:
    return child_of(window, TrainingPage)


@pytest.fixture
def looked(
    qtbot: QtBot, page: TrainingPage, training: FakeTraining, tmp_path: Path
) -> TrainingRequest:
    """A file was dropped and looked at."""
    path = tmp_path / "Our Memory.tsv"
    drop(page, path)
    request = asked_to_check(qtbot, training, 1)
    training.tell(CorpusChecked(request, checked(str(path))))
    qtbot.waitUntil(page.setup.start.isEnabled)
    return request
