"""Font and size of the text in the panes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import MAX_PANE_ZOOM, MIN_PANE_ZOOM
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.text_pane import TextPane

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(window: MainWindow) -> TextPane:
    window.activateWindow()
    pane = window.workspace.source.pane
    pane.setFocus()
    return pane


def turn_wheel(pane: TextPane, angle: int) -> None:
    where = QPointF(10, 10)
    event = QWheelEvent(
        where,
        pane.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), event)


def test_keys_make_the_text_larger_smaller_and_as_usual(
    qtbot: QtBot, window: MainWindow, pane: TextPane
) -> None:
    before = pane.cursorRect().height()
    for _ in range(10):
        qtbot.keyClick(pane, Qt.Key.Key_Plus, CONTROL)
    assert window.preferences.settings.pane_zoom == 200
    assert pane.cursorRect().height() == pytest.approx(2 * before, abs=2)
    assert window.workspace.result.pane.zoom == 200
    qtbot.keyClick(pane, Qt.Key.Key_Minus, CONTROL)
    assert window.preferences.settings.pane_zoom == 190
    qtbot.keyClick(pane, Qt.Key.Key_0, CONTROL)
    assert window.preferences.settings.pane_zoom == 100
    assert pane.cursorRect().height() == before


def test_the_wheel_with_the_control_key_zooms_in_whole_steps(
    window: MainWindow, pane: TextPane
) -> None:
    turn_wheel(pane, 60)
    assert window.preferences.settings.pane_zoom == 100
    turn_wheel(pane, 60)
    assert window.preferences.settings.pane_zoom == 110
    turn_wheel(pane, -240)
    assert window.preferences.settings.pane_zoom == 90


def test_the_size_has_its_limits(window: MainWindow, pane: TextPane) -> None:
    turn_wheel(pane, 120 * 100)
    assert window.preferences.settings.pane_zoom == MAX_PANE_ZOOM
    turn_wheel(pane, -120 * 100)
    assert window.preferences.settings.pane_zoom == MIN_PANE_ZOOM


def test_what_was_done_can_be_undone_at_another_size_and_font(
    qtbot: QtBot, window: MainWindow, pane: TextPane
) -> None:
    qtbot.keyClicks(pane, "one")
    pane.replace_text("two\nthree 你好")
    window.preferences.change(pane_zoom=150, pane_font="Noto Serif CJK SC")
    pane.undo()
    assert pane.text == "one"
    pane.redo()
    assert pane.text == "two\nthree 你好"


def test_lines_with_han_characters_are_as_high_as_others(
    window: MainWindow, pane: TextPane
) -> None:
    pane.replace_text("Latin\n汉字 and Latin\nLatin\nLatin")
    window.preferences.change(pane_zoom=150)
    blocks = [pane.document().findBlockByNumber(number) for number in range(4)]
    layout = pane.document().documentLayout()
    tops = [layout.blockBoundingRect(block).top() for block in blocks]
    steps = [lower - upper for upper, lower in pairwise(tops)]
    assert max(steps) - min(steps) <= 1


def test_the_place_that_is_read_stays_in_view(window: MainWindow, pane: TextPane) -> None:
    pane.replace_text("\n".join(f"line {number}" for number in range(300)))
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = pane.cursorForPosition(QPoint(0, 0)).blockNumber()
    window.preferences.change(pane_zoom=200)
    assert abs(pane.cursorForPosition(QPoint(0, 0)).blockNumber() - first) <= 1
