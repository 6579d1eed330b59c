"""The window that lists the keyboard shortcuts and changes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import SETTINGS, MainWindow
from bertsum_app.gui.shortcuts.table import ACTIONS
from bertsum_app.gui.shortcuts.window import ShortcutsWindow
from gui.widgets import name_of, tab_stops

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def listed(qtbot: QtBot, window: MainWindow) -> ShortcutsWindow:
    window.activateWindow()
    qtbot.keyClick(window.workspace.source.pane, Qt.Key.Key_F1)
    shown = window.shortcuts_window
    assert shown is not None
    return shown


def press(qtbot: QtBot, listed: ShortcutsWindow, key: Qt.Key, modifier: object) -> None:
    listed.field.setFocus()
    qtbot.keyClick(listed.field, key, modifier)
    listed.field.editingFinished.emit()


def test_every_action_is_listed_with_its_keys(listed: ShortcutsWindow) -> None:
    assert listed.isVisible()
    assert [listed.keys_shown(action.id) for action in ACTIONS if not action.keys] == []
    assert listed.keys_shown("swap") == "Ctrl+Shift+X"
    assert listed.keys_shown("find-next") == "F3 / Ctrl+G"


def test_keys_are_changed_by_pressing_them(
    qtbot: QtBot, window: MainWindow, listed: ShortcutsWindow
) -> None:
    listed.choose("swap")
    press(qtbot, listed, Qt.Key.Key_T, CONTROL)
    assert window.preferences.settings.shortcuts == {"swap": "Ctrl+T"}
    assert listed.keys_shown("swap") == "Ctrl+T (changed)"
    assert listed.chosen == "swap"


def test_keys_in_use_are_refused_in_words(
    qtbot: QtBot, window: MainWindow, listed: ShortcutsWindow
) -> None:
    listed.choose("swap")
    press(qtbot, listed, Qt.Key.Key_O, CONTROL)
    assert listed.said.text() == "Ctrl+O already does this: Open the text of a file. Choose others."
    assert window.preferences.settings.shortcuts == {}
    assert listed.field.keySequence() == window.shortcuts.main_keys("swap")


@pytest.mark.parametrize(
    ("key", "modifier", "words"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "typing"),
        (Qt.Key.Key_Z, CONTROL, "editing"),
    ],
)
def test_keys_of_writing_are_refused_in_words(
    qtbot: QtBot, listed: ShortcutsWindow, key: Qt.Key, modifier: object, words: str
) -> None:
    listed.choose("swap")
    press(qtbot, listed, key, modifier)
    assert words in listed.said.text()


def test_an_action_can_be_left_without_keys_and_all_reset(
    window: MainWindow, listed: ShortcutsWindow
) -> None:
    listed.choose("swap")
    listed.remove_button.click()
    assert listed.keys_shown("swap") == "none (changed)"
    listed.reset_button.click()
    assert listed.keys_shown("swap") == "Ctrl+Shift+X"
    assert window.preferences.settings.shortcuts == {}


def test_escape_closes_the_list(qtbot: QtBot, listed: ShortcutsWindow) -> None:
    qtbot.keyClick(listed.list, Qt.Key.Key_Escape)
    assert listed.isHidden()


def test_the_settings_lead_to_the_list_in_chinese_too(
    window: MainWindow, language: InterfaceLanguage
) -> None:
    language.use("zh")
    QApplication.processEvents()
    window.show_page(SETTINGS)
    window.settings_page.shortcuts_button.click()
    assert window.shortcuts_window is not None
    assert window.shortcuts_window.windowTitle() == "键盘快捷键"


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_keyboard_goes_round_the_list_and_everything_has_a_name(
    language: InterfaceLanguage, listed: ShortcutsWindow, code: str
) -> None:
    language.use(code)
    stops = tab_stops(listed, listed.list)
    # As the eye goes: the list, what is done with one row, and what ends it all.
    wanted = [
        listed.list,
        listed.field,
        listed.remove_button,
        listed.reset_button,
        listed.close_button,
    ]
    assert [stop for stop in stops if stop in wanted] == [
        each for each in wanted if each.isEnabled()
    ]
    assert listed.list in stops
    assert listed.close_button in stops
    for stop in stops:
        assert name_of(stop), stop
