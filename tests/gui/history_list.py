"""What tests do with the History page."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.main_window import HISTORY, MainWindow
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.history import (
    FinishedWork,
)
from gui.fake_host import MODEL_ID

CLOSE_S = 10.0


def work(source: str, result: str = "结果。", mode: Mode = "translate") -> FinishedWork:
    target = "zh" if mode == "translate" else None
    positive = 0.5 if mode == "sentiment" else None
    return FinishedWork(mode, source, result, "en", target, MODEL_ID, positive=positive)


def rows(page: HistoryPage) -> list[str]:
    return [page.list.rows.row(i).source for i in range(page.list.rows.rowCount())]


def go_to_history(qtbot: QtBot, window: MainWindow) -> HistoryPage:
    window.header.navigation.segment(HISTORY).click()
    # Hundreds of entries, each written safely, take a busy machine some seconds.
    qtbot.waitUntil(lambda: window.history_page.listed is not None, timeout=30_000)
    return window.history_page


def choose(page: HistoryPage, *places: int) -> None:
    page.list.go_to(places[0])
    for place in places[1:]:
        page.list.selectionModel().select(
            page.list.rows.index(place), page.list.selectionModel().SelectionFlag.Select
        )
    page.list.setFocus()
