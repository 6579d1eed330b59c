"""The two panes scrolled together: a sentence and its translation stay side by side.

The line that is looked at goes from the top edge of a pane, where its text begins, down to the bottom
edge, where it ends; so both panes are at their beginnings together, and at their ends.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QTextCursor

from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.widgets.text_pane import TextPane
from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.shown_translation import ShownTranslation

Side: TypeAlias = Literal["source", "target"]


class PaneScrolling(QObject):
    """The pane that the person scrolls leads; off with `Settings.scroll_together`."""

    def __init__(
        self, page: WorkspacePage, shown: ShownTranslation, preferences: Preferences
    ) -> None:
        super().__init__(page)
        self._shown = shown
        self._preferences = preferences
        self._panes: dict[Side, TextPane] = {
            "source": page.source.pane,
            "target": page.result.pane,
        }
        self._following = False
        page.source.pane.verticalScrollBar().valueChanged.connect(lambda: self._follow("source"))
        page.result.pane.verticalScrollBar().valueChanged.connect(lambda: self._follow("target"))

    def _follow(self, leader: Side) -> None:
        links = self._shown.links
        if self._following or links is None or not self._shown.fresh or not links.sentences:
            return
        pane = self._panes[leader]
        # What the program scrolls, as to a doubtful sentence, leads nobody.
        led = pane.hasFocus() or pane.underMouse()
        if not led or not self._preferences.settings.scroll_together:
            return
        self._following = True
        try:
            self._bring_along(links, leader, "target" if leader == "source" else "source")
        finally:
            self._following = False

    def _bring_along(self, links: LinkedResult, leader: Side, follower: Side) -> None:
        pane, other = self._panes[leader], self._panes[follower]
        bar, other_bar = pane.verticalScrollBar(), other.verticalScrollBar()
        if bar.value() in (bar.minimum(), bar.maximum()):
            at_end = bar.value() == bar.maximum()
            other_bar.setValue(other_bar.maximum() if at_end else other_bar.minimum())
            return
        share = (bar.value() - bar.minimum()) / (bar.maximum() - bar.minimum())
        looked_at = round(share * pane.viewport().height())
        position = pane.cursorForPosition(QPoint(0, looked_at)).position()
        index = links.last_before(leader, position)
        top, bottom = _extent(pane, links, leader, index)
        done = min(1.0, max(0.0, (looked_at - top) / max(1, bottom - top)))
        there_top, there_bottom = _extent(other, links, follower, index)
        there = there_top + done * (there_bottom - there_top)
        other_bar.setValue(round(other_bar.value() + there - share * other.viewport().height()))


def _extent(pane: TextPane, links: LinkedResult, side: Side, index: int) -> tuple[int, int]:
    """From where to where a sentence goes, with what is between it and the next one; pixels of the
    viewport, downwards."""
    ranges = links.source_range if side == "source" else links.target_range
    start = ranges(index)[0]
    last = index + 1 == len(links.sentences)
    top = _line_top(pane, start)
    if last:
        return top, _line_top(pane, pane.length)
    return top, _line_top(pane, ranges(index + 1)[0])


def _line_top(pane: TextPane, position: int) -> int:
    cursor = QTextCursor(pane.document())
    cursor.setPosition(min(position, pane.length))
    return pane.cursorRect(cursor).top()
