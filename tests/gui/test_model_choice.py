"""Several models in the window: which of them does what."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import Settings
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.events import EngineReady
from bertsum_app.service.requests import SentimentRequest, TranslateRequest
from gui.fake_host import DEVICE, MODEL_ID, FakeHost, translation

ALL = ("translate", "summarize-extractive", "sentiment")
USUAL = KnownModel(MODEL_ID, "BertSum English–Chinese", ALL)
GAME = KnownModel("dungeon", "dungeon", ("translate",))
REVIEWS = KnownModel("reviews", "reviews", ("sentiment",))


def choose(page: WorkspacePage, model_id: str) -> None:
    """As a person does who opens the box and clicks."""
    page.model.choose(model_id)
    page.model.activated.emit(page.model.currentIndex())


def asked_for(host: FakeHost) -> str | None:
    return host.requests[-1].model_id


@pytest.fixture
def worked(qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost) -> None:
    """A text was translated by the usual model."""
    window.models.offer((USUAL, GAME, REVIEWS))
    page.source.pane.insert("A bat.")
    window.controller.run()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    host.does(translation(("A bat.", "蝙蝠。")))
    qtbot.waitUntil(lambda: page.result.pane.text == "蝙蝠。")


def test_with_one_model_there_is_nothing_to_choose(window: MainWindow, page: WorkspacePage) -> None:
    window.models.offer((USUAL, REVIEWS))
    assert not page.model.isVisible()
    window.controller.choose_mode("sentiment")
    assert page.model.isVisible()


def test_another_model_does_the_text_anew_and_is_named_in_the_head(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost, worked: None
) -> None:
    assert asked_for(host) is None
    choose(page, "dungeon")
    assert isinstance(host.requests[-1], TranslateRequest)
    assert asked_for(host) == "dungeon"
    host.publish(EngineReady("dungeon", DEVICE, 200))
    qtbot.waitUntil(lambda: window.header.model.text() == "dungeon")
    choose(page, MODEL_ID)
    assert asked_for(host) is None


def test_each_kind_of_work_has_its_own(
    window: MainWindow, page: WorkspacePage, host: FakeHost, worked: None
) -> None:
    choose(page, "dungeon")
    window.controller.choose_mode("sentiment")
    assert page.model.code == MODEL_ID
    window.controller.run()
    assert isinstance(host.requests[-1], SentimentRequest)
    assert asked_for(host) is None
    window.controller.choose_mode("translate")
    assert page.model.code == "dungeon"


def test_other_renderings_come_from_the_same_model(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost, worked: None
) -> None:
    choose(page, "dungeon")
    host.does(translation(("A bat.", "一只蝙蝠。")))
    qtbot.waitUntil(lambda: page.result.pane.text == "一只蝙蝠。")
    page.result.pane.setFocus()
    before = len(host.requests)
    qtbot.keyClick(page.result.pane, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(host.requests) > before)
    assert {request.model_id for request in host.requests[before:]} == {"dungeon"}


def test_the_choice_is_kept_and_one_that_is_gone_is_not_asked_for(
    window: MainWindow, page: WorkspacePage, host: FakeHost, worked: None
) -> None:
    choose(page, "dungeon")
    assert window.preferences.settings.models == {"translate": "dungeon"}
    window.models.offer((USUAL, REVIEWS))
    assert not page.model.isVisible()
    assert asked_for(host) is None, "the text is done anew by the usual one"
    window.models.offer((USUAL, GAME))
    assert page.model.code == "dungeon"
    assert asked_for(host) == "dungeon"


def test_models_in_the_settings_are_names_by_name() -> None:
    assert Settings(models={"translate": "x"}).models == {"translate": "x"}
    wrong: dict[str, Any] = {"translate": 3}
    with pytest.raises(ValueError, match="models"):
        Settings(models=wrong)
