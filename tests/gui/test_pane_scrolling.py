"""A text and its translation are scrolled together, sentence beside sentence."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.text_pane import TextPane
from bertsum_app.gui.workspace.page import WorkspacePage
from gui.fake_host import FakeHost, source_of, translation
from gui.translating import translate

# The first half is longer in the source, the second half in the result.
SHORT, LONG = "短。", "很长的一个句子，" * 30 + "完了。"
PAIRS = tuple(
    (
        f"Sentence number {number}. 😀\n" if number >= 40 else f"{'word ' * 90}{number}.\n",
        LONG if number >= 40 else SHORT,
    )
    for number in range(80)
)


def has_room(bar: QScrollBar) -> bool:
    return bar.maximum() > 0


@pytest.fixture
def translated(qtbot: QtBot, page: WorkspacePage, host: FakeHost) -> WorkspacePage:
    """Both panes hold far more than can be seen."""
    translate(qtbot, page, host, source_of(*PAIRS), translation(*PAIRS))
    for pane in (page.source.pane, page.result.pane):
        bar = pane.verticalScrollBar()
        qtbot.waitUntil(partial(has_room, bar))
        bar.setValue(0)
    return page


def scroll(pane: TextPane, share: float) -> None:
    pane.setFocus()
    QApplication.processEvents()
    bar = pane.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))


def sentence_in_sight(pane: TextPane, share: float) -> int:
    """The paragraph at the line that is looked at."""
    at = pane.viewport().rect().topLeft()
    at.setY(round(share * pane.viewport().height()))
    return pane.cursorForPosition(at).blockNumber()


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("leader", ["source", "result"])
def test_the_other_pane_shows_the_same_sentence(
    translated: WorkspacePage, leader: str, share: float
) -> None:
    source, result = translated.source.pane, translated.result.pane
    leading, following = (source, result) if leader == "source" else (result, source)
    scroll(leading, share)
    seen = sentence_in_sight(leading, share)
    assert abs(sentence_in_sight(following, share) - seen) <= 1


def test_beginning_and_end_are_reached_together(translated: WorkspacePage) -> None:
    source, result = translated.source.pane, translated.result.pane
    scroll(source, 1.0)
    assert result.verticalScrollBar().value() == result.verticalScrollBar().maximum()
    scroll(result, 0.0)
    assert source.verticalScrollBar().value() == 0


def test_it_can_be_turned_off(window: MainWindow, translated: WorkspacePage) -> None:
    window.settings_page.scroll_together.click()
    scroll(translated.source.pane, 0.5)
    assert translated.result.pane.verticalScrollBar().value() == 0
    window.settings_page.scroll_together.click()
    scroll(translated.source.pane, 0.6)
    assert translated.result.pane.verticalScrollBar().value() > 0


def test_what_belongs_to_an_earlier_text_stays_where_it_is(
    qtbot: QtBot, translated: WorkspacePage
) -> None:
    translated.source.pane.setFocus()
    qtbot.keyClick(translated.source.pane, Qt.Key.Key_X)
    scroll(translated.source.pane, 0.5)
    assert translated.result.pane.verticalScrollBar().value() == 0
