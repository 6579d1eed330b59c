"""The History page for eye, ear and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.history.delegate import width_of
from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from gui.history_list import choose
from gui.widgets import name_of, tab_stops


def test_a_row_is_read_out_with_all_that_is_painted(
    qtbot: QtBot, window: MainWindow, filled: HistoryPage, language: InterfaceLanguage
) -> None:
    choose(filled, 2)
    qtbot.keyClick(filled.list, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: filled.list.rows.row(0).pinned)
    spoken = filled.list.rows.data(filled.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    for part in ("Translation", "English → Chinese", "pinned", "first fox", "结果。"):
        assert part in spoken


def test_the_keyboard_reaches_everything_and_everything_has_a_name(
    qtbot: QtBot, window: MainWindow, filled: HistoryPage
) -> None:
    choose(filled, 0)
    wanted = [
        filled.search,
        filled.list,
        filled.open_button,
        filled.pin_button,
        filled.delete_button,
        filled.keep,
        filled.export_button,
        filled.clear_button,
    ]
    assert set(wanted) <= set(tab_stops(window, filled.search))
    for widget in wanted:
        assert name_of(widget), widget


def test_clicking_a_button_leaves_the_focus_in_the_list(qtbot: QtBot, filled: HistoryPage) -> None:
    choose(filled, 0)
    qtbot.mouseClick(filled.pin_button, Qt.MouseButton.LeftButton)
    assert filled.list.hasFocus()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_button_is_too_small_for_its_words(
    qtbot: QtBot, window: MainWindow, filled: HistoryPage, language: InterfaceLanguage, code: str
) -> None:
    language.use(code)
    window.resize(1, 1)

    def cut() -> list[str]:
        return [
            button.text()
            for button in window.findChildren(QAbstractButton)
            if button.text() and button.isVisible() and button.width() < button.sizeHint().width()
        ]

    qtbot.waitUntil(lambda: cut() == [])
    assert window.width() <= 520


def test_a_row_shows_pin_and_focus(qtbot: QtBot, filled: HistoryPage) -> None:
    def picture(place: int) -> QImage:
        area = filled.list.visualRect(filled.list.rows.index(place))
        return filled.list.viewport().grab(area).toImage()

    filled.list.viewport().setCursor(Qt.CursorShape.BlankCursor)
    choose(filled, 1)
    qtbot.mouseMove(filled.search, QPoint(1, 1))
    plain = picture(0)
    assert picture(1) != plain
    choose(filled, 0)
    qtbot.keyClick(filled.list, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: filled.list.rows.row(0).pinned)
    choose(filled, 1)
    assert picture(0) != plain


@pytest.mark.parametrize("fact", ["Chinese → English", "11/26/26 5:59 PM", "2026/11/26 18:04"])
def test_a_fact_that_has_room_is_not_cut(qapp: QApplication, fact: str) -> None:
    for pixels in range(11, 31):
        font = QFont(qapp.font())
        font.setPixelSize(pixels)
        width = width_of(fact, font)
        shown = QFontMetrics(font).elidedText(fact, Qt.TextElideMode.ElideRight, width)
        assert shown == fact, pixels
