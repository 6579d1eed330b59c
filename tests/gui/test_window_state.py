"""Where the window was and how: kept between two starts, sane on other screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.window_state import (
    Place,
    WindowState,
    fitting,
    load_state,
    save_state,
)

ROOM = QRect(100, 50, 1600, 900)
LEAST = QSize(400, 300)

numbers = st.integers(-5000, 5000)
sizes = st.integers(1, 5000)


@given(numbers, numbers, sizes, sizes)
def test_the_window_always_lies_within_the_screen(x: int, y: int, width: int, height: int) -> None:
    fitted = fitting(QRect(x, y, width, height), ROOM, LEAST)
    assert ROOM.contains(fitted)
    assert fitted.width() >= LEAST.width()
    assert fitted.height() >= LEAST.height()


def test_a_window_that_fits_is_left_where_it_was() -> None:
    wanted = QRect(200, 100, 800, 600)
    assert fitting(wanted, ROOM, LEAST) == wanted


def test_on_a_tiny_screen_the_head_of_the_window_is_seen() -> None:
    room = QRect(0, 0, 300, 200)
    assert fitting(QRect(-50, -50, 800, 600), room, LEAST) == QRect(0, 0, 400, 300)


def test_what_was_stored_is_loaded(tmp_path: Path) -> None:
    state = WindowState("HDMI-1", {"HDMI-1": Place(1, 2, 800, 600, True)}, (0.3, 0.6), "sentiment")
    save_state(tmp_path / "state" / "window.json", state)
    assert load_state(tmp_path / "state" / "window.json") == state


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"version": 2}',
        b'{"version": 1}',
        b'{"version": 1, "screen": "", "places": {"a": {"x": "here"}}, "share": [0.5, 0.5]}',
        b'{"version": 1, "screen": "", "places": [], "share": [0.5], "mode": "translate"}',
    ],
)
def test_damaged_state_is_that_of_a_first_start(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(data)
    assert load_state(path) == WindowState()


def test_a_share_that_would_hide_a_pane_is_not_used(tmp_path: Path) -> None:
    save_state(tmp_path / "window.json", WindowState(share=(0.001, 7.0)))
    assert load_state(tmp_path / "window.json").share == (0.5, 0.5)


def test_the_window_comes_back_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    window.setGeometry(40, 30, 700, 640)
    pair = window.workspace.pair
    qtbot.waitUntil(lambda: pair.orientation() == Qt.Orientation.Vertical)
    pair.moveSplitter(pair.height() // 2 + 20, 1)
    window.controller.choose_mode("summarize")
    state = window.state()
    again = MainWindow()
    qtbot.addWidget(again)
    again.use_state(state)
    again.show()
    assert again.geometry() == QRect(40, 30, 700, 640)
    assert again.controller.mode == "summarize"
    assert again.workspace.pair.shares == pair.shares
    assert pair.shares[0] == 0.5
    assert pair.shares[1] != 0.5


def test_without_its_screen_the_window_is_in_the_middle_of_another(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.use_state(WindowState("gone", {"gone": Place(9000, 9000, 600, 500)}))
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(window.geometry().topLeft())


def test_a_mode_of_a_newer_program_is_not_chosen(window: MainWindow) -> None:
    window.use_state(WindowState(mode="sing"))
    assert window.controller.mode == "translate"
