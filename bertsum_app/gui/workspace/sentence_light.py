"""What is lit and marked in both panes: the sentence pointed at, doubts, and the person's own hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from bertsum_app.gui.widgets.margin_icons import MarginIcon
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.sentence_words import note_line, note_tip
from bertsum_app.gui.workspace.shown_translation import ShownTranslation

Words: TypeAlias = Sequence[tuple[int, int]]


class SentenceLight(QObject):
    """Follows mouse and caret. Lights vanish when either pane is edited, until they move again."""

    def __init__(self, page: WorkspacePage, shown: ShownTranslation) -> None:
        super().__init__(page)
        self._page = page
        self._shown = shown
        self._pointed = -1
        self._visited = -1
        self._words: tuple[Words, Words] = (), ()
        """Words that belong together, in source and result."""
        self._standing = _Standing()
        card = page.result
        shown.changed.connect(self._on_changed)
        card.pane.pointed.connect(self._on_pointed)
        card.pane.caret_moved.connect(self._on_result_caret)
        page.source.pane.pointed.connect(self._on_source_pointed)
        page.source.pane.caret_moved.connect(self._on_source_pointed)
        card.pane.clicked_at.connect(self._on_clicked)
        card.doubts_requested.connect(self._on_doubts_requested)

    @property
    def pointed(self) -> int:
        """The index of the sentence that is lit, or -1."""
        return self._pointed

    def point_at(self, index: int) -> None:
        """Light a sentence in both panes; -1: none."""
        if index != self._pointed:
            self._pointed = index
            self.light()

    def show_words(self, source: Words, target: Words) -> None:
        """Light these words, UTF-16, above the sentence."""
        if (source, target) != self._words:
            self._words = source, target
            self.light()

    def forget(self) -> None:
        """Another translation is shown, or this one was edited."""
        self._pointed = self._visited = -1

    def light(self) -> None:
        """Put marks, icons, note and count in step with the translation."""
        links = self._shown.links
        if links is None:
            return
        pane, source = self._page.result.pane, self._page.source.pane
        if self._pointed >= len(links.sentences):
            self._pointed = -1
        if not self._standing.is_of(links):
            self._standing = _Standing(links)
        marks = list(self._standing.marks)
        lit = []
        if self._pointed >= 0 and self._shown.fresh:
            marks.append(Mark(*links.target_range(self._pointed), "lit"))
            lit.append(Mark(*links.source_range(self._pointed), "lit"))
            marks += [Mark(*place, "pointed") for place in self._words[1]]
            lit += [Mark(*place, "pointed") for place in self._words[0]]
        pane.use_tips(self._tip_at)
        pane.show_marks(marks)
        pane.show_icons(self._standing.icons)
        source.show_marks(lit)
        self._page.result.show_doubts(len(links.result.doubtful()))
        self._page.result.show_info(self._note())

    def _on_changed(self) -> None:
        self._words = (), ()
        if self._shown.links is None:
            self.forget()
            self._page.result.show_doubts(0)
            self._page.result.show_info("")
        elif not self._shown.fresh:
            self._pointed = -1
        self.light()

    def _note(self) -> str:
        links = self._shown.links
        if links is None or self._pointed < 0:
            return ""
        return note_line(links.sentences[self._pointed])

    def _tip_at(self, position: int) -> str:
        links = self._shown.links
        index = -1 if links is None else links.at_target(position)
        return "" if links is None or index < 0 else note_tip(links.sentences[index])

    def _on_pointed(self, position: int) -> None:
        links = self._shown.links
        if links is not None:
            self.point_at(links.at_target(position) if position >= 0 else -1)

    def _on_result_caret(self, position: int) -> None:
        links = self._shown.links
        if links is None or not self._page.result.pane.hasFocus():
            return
        before = self._pointed
        self.point_at(links.near_target(position))
        if self._pointed not in (before, -1):
            self._announce(self._note())

    def _on_source_pointed(self, position: int) -> None:
        links = self._shown.links
        if links is not None and self._shown.fresh:
            self.point_at(links.at_source(position) if position >= 0 else -1)

    def _on_clicked(self, position: int) -> None:
        links = self._shown.links
        if links is None or not self._shown.fresh:
            return
        index = links.at_target(position)
        if index >= 0:
            self._page.source.pane.scroll_to(links.source_range(index)[0])

    def _on_doubts_requested(self) -> None:
        """Go to the next doubtful sentence, and say what is doubtful about it."""
        links = self._shown.links
        doubtful = () if links is None else links.result.doubtful()
        if links is None or not doubtful:
            return
        self._visited = next((i for i in doubtful if i > self._visited), doubtful[0])
        place = links.target_range(self._visited)[0]
        pane = self._page.result.pane
        # The caret goes along, so that the keyboard can do something about the sentence.
        caret = pane.textCursor()
        caret.setPosition(place)
        pane.setTextCursor(caret)
        self.point_at(self._visited)
        pane.scroll_to(place)
        if self._shown.fresh:
            self._page.source.pane.scroll_to(links.source_range(self._visited)[0])
        self._announce(note_line(links.sentences[self._visited]))

    def _announce(self, words: str) -> None:
        """Have a screen reader say it; the caret alone would not."""
        if words:
            pane = self._page.result.pane
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(pane, words))


class _Standing:
    """What is marked wherever the mouse is: doubts, and the person's own hand.

    Kept until the translation changes: of thousands of sentences it takes a while to tell.
    """

    def __init__(self, links: LinkedResult | None = None) -> None:
        self._links = links
        self._revision = -1 if links is None else links.result.revision
        self.marks: tuple[Mark, ...] = () if links is None else tuple(_marks_of(links))
        self.icons: tuple[MarginIcon, ...] = () if links is None else tuple(_icons_of(links))

    def is_of(self, links: LinkedResult) -> bool:
        return links is self._links and links.result.revision == self._revision


def _marks_of(links: LinkedResult) -> list[Mark]:
    doubtful = links.result.doubtful()
    marks = [Mark(*links.target_range(index), "doubt") for index in doubtful]
    marks += [Mark(*links.target_range(index), "own") for index in _own(links)]
    return marks


def _icons_of(links: LinkedResult) -> list[MarginIcon]:
    doubts = [
        MarginIcon(links.target_range(index)[0], "warning", "warning", urgent=1)
        for index in links.result.doubtful()
    ]
    own = [MarginIcon(links.target_range(index)[0], "edit", "muted") for index in _own(links)]
    return doubts + own


def _own(links: LinkedResult) -> list[int]:
    """Sentences with the person's words, where nothing more urgent is to be said."""
    return [
        index
        for index in links.result.versions()
        if links.sentences[index].text and not links.sentences[index].doubts
    ]
