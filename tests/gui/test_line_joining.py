"""Joining broken lines from the button under the source."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.page import WorkspacePage

BROKEN = (
    "😀 The quick brown fox jumps over the lazy dog and\n"
    "then goes home to sleep for a very long time in\n"
    "its own bed."
)
JOINED = BROKEN.replace("\n", " ")


def test_broken_lines_are_joined_and_can_be_broken_again(qtbot: QtBot, page: WorkspacePage) -> None:
    button = page.source.join_button
    page.source.pane.insert(BROKEN)
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "Join 2 broken lines"
    button.click()
    assert page.source.pane.text == JOINED
    assert not button.isVisible()
    page.source.pane.undo()
    assert page.source.pane.text == BROKEN
    qtbot.waitUntil(button.isVisible)


def test_the_words_around_a_broken_line_are_lit_before(qtbot: QtBot, page: WorkspacePage) -> None:
    button = page.source.join_button
    page.source.pane.insert(BROKEN)
    qtbot.waitUntil(button.isVisible)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    # In UTF-16 the face takes two units.
    first = BROKEN.index("and\n") + 1
    second = BROKEN.index("in\n") + 1
    assert list(page.source.pane.marks) == [
        Mark(first, first + len("and\nthen"), "pointed"),
        Mark(second, second + len("in\nits"), "pointed"),
    ]
    page.source.pane.setFocus()
    assert list(page.source.pane.marks) == []


def test_lines_that_belong_apart_bring_no_button(qtbot: QtBot, page: WorkspacePage) -> None:
    page.source.pane.insert("Milk\nBread\nEggs")
    qtbot.waitUntil(lambda: "sentence" in page.source.counts.text())
    assert not page.source.join_button.isVisible()
