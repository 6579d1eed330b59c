"""The bar in a page: what stays until it was read, and what goes with the next piece of work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.workspace.page import WorkspacePage

PASSING = Message("The text is empty", "Type something.")
LASTING = Message("The settings were damaged", "They are kept beside.", stays=True)


@pytest.fixture
def bar(window: MainWindow) -> MessageBar:
    return window.workspace.messages


def put_away(qtbot: QtBot, bar: MessageBar) -> None:
    """As a person does: with the button in the bar, by keyboard."""
    [button] = [
        each for each in bar.findChildren(QAbstractButton) if each.accessibleName() == "Dismiss"
    ]
    qtbot.keyClick(button, Qt.Key.Key_Space)


def said(bar: MessageBar) -> Message | None:
    return bar.message


def test_what_is_out_of_date_goes_by_itself(bar: MessageBar) -> None:
    bar.show_message(PASSING)
    bar.dismiss()
    assert bar.message is None
    assert not bar.isVisible()


def test_what_is_to_be_read_stays_until_the_person_puts_it_away(
    qtbot: QtBot, bar: MessageBar
) -> None:
    bar.show_message(LASTING)
    bar.dismiss()
    assert said(bar) == LASTING
    assert bar.isVisible()
    put_away(qtbot, bar)
    assert said(bar) is None
    bar.dismiss()
    assert not bar.isVisible()


def test_work_goes_on_beneath_it(qtbot: QtBot, page: WorkspacePage) -> None:
    page.messages.show_message(LASTING)
    page.source.pane.insert("One sentence.")
    page.actions_bar.run_button.click()
    qtbot.waitUntil(page.actions_bar.cancel_button.isVisible)
    assert page.messages.message == LASTING
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.messages.message == LASTING, "the first press calls off the job"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.messages.message is None


def test_a_trouble_of_the_moment_goes_before_it_and_it_comes_back(
    qtbot: QtBot, bar: MessageBar
) -> None:
    bar.show_message(LASTING)
    bar.show_message(PASSING)
    assert bar.message == PASSING
    put_away(qtbot, bar)
    assert bar.message == LASTING


def test_several_are_read_one_after_the_other(qtbot: QtBot, bar: MessageBar) -> None:
    other = replace(LASTING, title="BertSum was not closed properly")
    bar.show_message(LASTING)
    bar.show_message(other)
    assert bar.message == LASTING
    put_away(qtbot, bar)
    assert bar.message == other
    put_away(qtbot, bar)
    assert bar.message is None


def test_that_a_message_went_is_told_also_where_another_comes_into_view(
    qtbot: QtBot, bar: MessageBar
) -> None:
    bar.show_message(LASTING)
    bar.show_message(PASSING)
    with qtbot.waitSignal(bar.dismissed):
        put_away(qtbot, bar)
