from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.modes import MODES, Mode
from gui.fake_host import FakeHost
from gui.widgets import cut_buttons, name_of, tab_stops


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("code", ["en", "zh"])
def test_everything_the_keyboard_reaches_has_a_name(
    window: MainWindow, host: FakeHost, language: InterfaceLanguage, mode: Mode, code: str
) -> None:
    language.use(code)
    window.activateWindow()
    window.controller.choose_mode(mode)
    stops = tab_stops(window, window.workspace.modes.tab_stop())
    assert len(stops) >= 6
    assert [type(stop).__name__ for stop in stops if not name_of(stop)] == []


def test_the_keyboard_goes_through_the_page_as_the_eye_does(
    window: MainWindow, host: FakeHost
) -> None:
    window.activateWindow()
    page = window.workspace
    page.source.pane.insert("text")
    stops = tab_stops(window, window.workspace.modes.tab_stop())
    wanted = [
        page.modes.tab_stop(),
        page.source.language,
        page.source.pane,
        page.source.open_button,
        page.source.clear_button,
        page.pair.button,
        page.result.language,
        page.actions_bar.run_button,
    ]
    assert [stop for stop in stops if stop in wanted] == wanted


def test_clicking_a_button_leaves_the_cursor_in_the_text(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.activateWindow()
    window.workspace.source.pane.setFocus()
    for button in window.findChildren(QAbstractButton):
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus


def test_buttons_without_words_tell_what_they_do(window: MainWindow) -> None:
    silent = [
        button
        for button in window.findChildren(QAbstractButton)
        if not button.isHidden() and not button.text() and not button.toolTip()
    ]
    assert silent == []


def test_tab_leaves_the_panes(qtbot: QtBot, window: MainWindow) -> None:
    assert all(pane.tabChangesFocus() for pane in window.findChildren(QTextEdit))


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("mode", MODES)
def test_no_button_is_too_small_for_its_words(
    qtbot: QtBot, window: MainWindow, language: InterfaceLanguage, mode: Mode, code: str
) -> None:
    language.use(code)
    window.controller.choose_mode(mode)
    for size in (window.minimumSize(), QSize(1120, 720)):
        window.resize(size)
        # The layouts follow the language and the size within a few turns of the event loop.
        qtbot.waitUntil(lambda: cut_buttons(window) == [])


def test_a_small_screen_has_room_for_the_window(window: MainWindow) -> None:
    # Side by side the cards need more; only when they stand one over the other it can go further.
    for _ in range(2):
        window.resize(1, 1)
        QApplication.processEvents()
    assert window.width() <= 520
    # 1080 lines at 300 %, less the bars of the desktop and the window.
    assert window.height() <= 280
    assert window.workspace.pair.orientation() == Qt.Orientation.Vertical
