"""Translation on the Workspace page: sentences as they come, linked to their sources, with doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.doubt_words import doubt_tip
from bertsum_app.gui.workspace.kept_work import segments_of, translation_kept
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.segments import LinkedSegments
from bertsum_app.service.requests import TranslateRequest

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.history import FinishedWork
    from bertsum_app.service.results import JobResult


class TranslateWork(QObject):
    """The `Work` of mode "translate"."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._links: LinkedSegments | None = None
        """The result that is or can be shown."""
        self._coming: LinkedSegments | None = None
        """The result of the running job, until its first sentence takes the place of `_links`."""
        self._shown: LinkedSegments | None = None
        """The result whose text is in the pane."""
        self._fresh = False
        self._pointed = -1
        self._visited = -1
        self._status = ""
        card = page.result
        card.pane.pointed.connect(self._on_pointed)
        page.source.pane.pointed.connect(self._on_source_pointed)
        page.source.pane.cursorPositionChanged.connect(self._on_caret_moved)
        card.pane.clicked_at.connect(self._on_clicked)
        card.pane.appended.connect(self._on_appended)
        card.doubts_requested.connect(self._on_doubts_requested)

    @property
    def source_text(self) -> str | None:
        return None if self._links is None else self._links.source_text

    @property
    def result_text(self) -> str:
        return "" if self._links is None else self._links.text

    @property
    def status(self) -> str:
        return self._status

    @property
    def quick(self) -> bool:
        return True

    def request(self, text: str) -> TranslateRequest:
        return TranslateRequest(
            text=text,
            source=self._page.source.language.code or None,
            target=self._page.result.language.code,
        )

    def begin(self, text: str) -> None:
        self._coming = LinkedSegments(text)

    def add_segment(self, segment: SegmentResult) -> None:
        if self._coming is not None:
            self._coming.add(segment)
            # Sentences that came out as before stand in the pane already.
            if not self._stands_already(self._coming.text):
                self._take_over(self._coming)
        elif self._links is not None:
            self._page.result.pane.append_text(self._links.add(segment))

    def finish(self, result: JobResult, status: str) -> None:
        from bertsum_app.inference.translator import TranslationResult

        assert isinstance(result, TranslationResult)
        if self._coming is not None:
            self._coming.finish(result)
            self._take_over(self._coming)
            self._status = status
            return
        if self._links is None:
            return
        self._status = status
        rest = self._links.finish(result)
        pane = self._page.result.pane
        if rest is None:
            pane.replace_text(result.text)
        else:
            pane.append_text(rest)
            pane.flush()
        self._light()

    def kept(self, result: JobResult, model_id: str) -> FinishedWork | None:
        from bertsum_app.inference.translator import TranslationResult

        assert isinstance(result, TranslationResult)
        if self._links is None:
            return None
        return translation_kept(self._links.source_text, result, model_id)

    def restore(self, work: FinishedWork) -> None:
        restored = LinkedSegments(work.source_text)
        restored.set_text(work.result_text, segments_of(work))
        self._links, self._coming = restored, None
        self._status = ""

    def show(self, fresh: bool) -> None:
        if self._links is None:
            return
        card = self._page.result
        self._fresh = fresh
        if self._shown is not self._links:
            self._put_in_pane()
        card.show_text()
        card.show_stale(not fresh)
        self._light()

    def unlight(self) -> None:
        self._fresh = False
        self._pointed = -1
        self._page.source.pane.show_marks(())

    def leave(self) -> None:
        # The text in the pane will be somebody else's.
        self._shown = None
        self._coming = None
        self._page.result.show_doubts(0)

    def change_over(self, source_text: str) -> None:
        """After a swap: what was the source is the result of what was the result."""
        if self._links is None:
            return
        if self._links.source_text == source_text:
            self._links = self._links.reversed
        else:
            # The source was edited since; its sentences are no longer known.
            edited = LinkedSegments(self._links.text)
            edited.set_text(source_text)
            self._links = edited
        self._coming = None
        self._status = ""

    def _take_over(self, links: LinkedSegments) -> None:
        self._links, self._coming = links, None
        self._status = ""
        self._visited = -1
        self.show(fresh=True)

    def _stands_already(self, text: str) -> bool:
        links = self._links
        return links is not None and self._shown is links and links.text.startswith(text)

    def _put_in_pane(self) -> None:
        assert self._links is not None
        pane = self._page.result.pane
        pane.use_tips(self._tip_at)
        pane.set_paragraph_gap(0)
        pane.replace_text(self._links.text)
        self._shown = self._links
        self._pointed = -1

    def _light(self) -> None:
        """Marks of both panes, from what is doubtful and what is pointed at."""
        links = self._links
        if links is None or self._shown is not links:
            return
        doubtful = links.doubtful()
        marks = [Mark(*links.target_range(index), "doubt") for index in doubtful]
        lit = []
        if self._pointed >= 0 and self._fresh:
            marks.append(Mark(*links.target_range(self._pointed), "lit"))
            lit.append(Mark(*links.source_range(self._pointed), "lit"))
        self._page.result.pane.show_marks(marks)
        self._page.source.pane.show_marks(lit)
        self._page.result.show_doubts(len(doubtful))

    def _on_appended(self) -> None:
        self._light()

    def _on_pointed(self, position: int) -> None:
        if self._shown is None or self._shown is not self._links:
            return
        index = self._links.at_target(position) if position >= 0 else -1
        self._point_at(index)

    def _on_source_pointed(self, position: int) -> None:
        if self._shown is None or self._shown is not self._links or not self._fresh:
            return
        self._point_at(self._links.at_source(position) if position >= 0 else -1)

    def _on_caret_moved(self) -> None:
        self._on_source_pointed(self._page.source.pane.textCursor().position())

    def _on_clicked(self, position: int) -> None:
        if self._shown is None or self._shown is not self._links or not self._fresh:
            return
        index = self._links.at_target(position)
        if index >= 0:
            self._page.source.pane.scroll_to(self._links.source_range(index)[0])

    def _on_doubts_requested(self) -> None:
        if self._links is None or self._shown is not self._links:
            return
        doubtful = self._links.doubtful()
        if not doubtful:
            return
        self._visited = next((i for i in doubtful if i > self._visited), doubtful[0])
        self._point_at(self._visited)
        self._page.result.pane.scroll_to(self._links.target_range(self._visited)[0])
        if self._fresh:
            self._page.source.pane.scroll_to(self._links.source_range(self._visited)[0])

    def _point_at(self, index: int) -> None:
        if index != self._pointed:
            self._pointed = index
            self._light()

    def _tip_at(self, position: int) -> str:
        if self._links is None or self._shown is not self._links:
            return ""
        index = self._links.at_target(position)
        doubts = self._links.segments[index].doubts if index >= 0 else ()
        return doubt_tip(doubts) if doubts else ""
