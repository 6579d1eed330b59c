"""The table of shortcuts, and keys that the person chose instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import Settings
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.shortcuts.keys import Refusal, Shortcuts
from bertsum_app.gui.shortcuts.table import ACTION, ACTIONS, Action, meet
from bertsum_app.gui.shortcuts.words import NAMED_ACTIONS, action_name
from gui.fake_host import FakeHost

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def preferences(qapp: QApplication) -> Preferences:
    return Preferences(Settings())


@pytest.fixture
def shortcuts(preferences: Preferences) -> Shortcuts:
    return Shortcuts(preferences)


def test_every_action_has_a_name_and_every_name_an_action() -> None:
    assert frozenset(ACTION) == NAMED_ACTIONS
    assert len(ACTION) == len(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_usual_keys_are_keys_to_qt_and_free(shortcuts: Shortcuts, action: Action) -> None:
    for keys in shortcuts.keys(action.id):
        assert keys.toString()
        assert shortcuts.refusal(action.id, keys) is None


@given(st.sampled_from(ACTIONS), st.sampled_from(ACTIONS))
def test_no_two_actions_that_meet_share_usual_keys(first: Action, second: Action) -> None:
    if first is not second and meet(first.place, second.place):
        shared = set(first.keys) & set(second.keys)
        assert shared == set()


def test_both_return_keys_are_one(shortcuts: Shortcuts) -> None:
    assert QKeySequence("Ctrl+Enter") in shortcuts.keys("run")
    assert shortcuts.refusal("swap", QKeySequence("Ctrl+Enter")) == Refusal("taken", "run")


def test_changed_keys_hold_and_are_kept(shortcuts: Shortcuts, preferences: Preferences) -> None:
    shortcuts.change("swap", QKeySequence("Ctrl+T"))
    assert shortcuts.text("swap") == "Ctrl+T"
    assert shortcuts.is_changed("swap")
    assert preferences.settings.shortcuts == {"swap": "Ctrl+T"}
    assert Shortcuts(preferences).text("swap") == "Ctrl+T"


def test_keys_in_use_are_refused_where_both_could_be_meant(shortcuts: Shortcuts) -> None:
    taken = QKeySequence("Ctrl+O")
    assert shortcuts.refusal("swap", taken) == Refusal("taken", "open")
    # On another page nobody could mean the other one.
    assert shortcuts.refusal("search-history", taken) is None
    assert shortcuts.refusal("page-settings", taken) == Refusal("taken", "open")
    with pytest.raises(ValueError, match="swap"):
        shortcuts.change("swap", taken)


def test_keys_given_up_by_one_action_are_free_for_another(shortcuts: Shortcuts) -> None:
    shortcuts.change("open", QKeySequence())
    assert shortcuts.keys("open") == ()
    assert shortcuts.with_keys("Open", "open") == "Open"
    shortcuts.change("swap", QKeySequence("Ctrl+O"))
    assert shortcuts.text("swap") == "Ctrl+O"


@pytest.mark.parametrize("keys", ["A", "Shift+A", "Space", "Return", "Left", "Del"])
def test_keys_that_write_are_refused(shortcuts: Shortcuts, keys: str) -> None:
    assert shortcuts.refusal("swap", QKeySequence(keys)) == Refusal("typing")


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+C", "Ctrl+V", "Ctrl+A"])
def test_keys_of_editing_are_refused(shortcuts: Shortcuts, keys: str) -> None:
    assert shortcuts.refusal("swap", QKeySequence(keys)) == Refusal("editing")


def test_the_usual_keys_can_be_had_back(shortcuts: Shortcuts, preferences: Preferences) -> None:
    shortcuts.change("swap", QKeySequence("Ctrl+T"))
    shortcuts.change("open", QKeySequence("Ctrl+Alt+O"))
    # Choosing the usual keys by hand is no choice to keep.
    shortcuts.change("swap", QKeySequence("Ctrl+Shift+X"))
    assert preferences.settings.shortcuts == {"open": "Ctrl+Alt+O"}
    shortcuts.reset()
    assert shortcuts.text("open") == "Ctrl+O"


def test_keys_of_a_newer_program_do_no_harm() -> None:
    shortcuts = Shortcuts(Preferences(Settings(shortcuts={"fly": "Ctrl+Y", "swap": "Ctrl+T"})))
    assert shortcuts.text("swap") == "Ctrl+T"


def test_the_window_listens_to_changed_keys_at_once(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    swap = window.workspace.pair.button
    window.shortcuts.change("swap", QKeySequence("Ctrl+T"))
    assert swap.toolTip() == "Swap languages and texts (Ctrl+T)"
    pane = window.workspace.source.pane
    target = window.workspace.result.language.code
    qtbot.keyClick(pane, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.workspace.result.language.code == target
    with qtbot.waitSignal(window.workspace.swap_requested):
        qtbot.keyClick(pane, Qt.Key.Key_T, CONTROL)


def test_keys_lead_to_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    for key, page in (
        (Qt.Key.Key_3, window.history_page),
        (Qt.Key.Key_4, window.settings_page),
        (Qt.Key.Key_1, window.workspace),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(page.isVisible)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.training is not None)
    assert action_name("page-history") in ("Go to the History",)
