"""Summaries on the Workspace page: chosen sentences, lit in the source; or an abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.doubt_words import doubt_tip
from bertsum_app.gui.workspace.modes import as_level, as_method
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.service.requests import SummarizeRequest
from bertsum_app.service.results import SummaryOutcome

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.results import JobResult

_SENTENCE_GAP = 8


class SummarizeWork(QObject):
    """The `Work` of mode "summarize"."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._submitted = ""
        self._source: str | None = None
        self._outcome: SummaryOutcome | None = None
        self._source_ranges: tuple[tuple[int, int], ...] = ()
        self._target_ranges: tuple[tuple[int, int], ...] = ()
        self._in_card = False
        self._fresh = False
        self._pointed = -1
        self._status = ""
        page.result.pane.pointed.connect(self._on_pointed)
        page.result.pane.clicked_at.connect(self._on_clicked)

    @property
    def source_text(self) -> str | None:
        return self._source

    @property
    def result_text(self) -> str:
        return "" if self._outcome is None else self._outcome.text

    @property
    def status(self) -> str:
        return self._status

    @property
    def quick(self) -> bool:
        # An abstract is written word by word, and all anew.
        return self._page.result.method.current == "extractive"

    def request(self, text: str) -> SummarizeRequest:
        return SummarizeRequest(
            text=text,
            method=as_method(self._page.result.method.current),
            length=SummaryLength(level=as_level(self._page.result.level.current)),
        )

    def begin(self, text: str) -> None:
        self._submitted = text

    def add_segment(self, segment: SegmentResult) -> None:
        """Summaries are shown whole."""

    def finish(self, result: JobResult, status: str) -> None:
        assert isinstance(result, SummaryOutcome)
        self._outcome, self._source, self._status = result, self._submitted, status
        self._find_ranges()
        self._in_card = False
        self.show(fresh=True)

    def restore(self, source_text: str, result_text: str) -> None:
        from bertsum_app.inference.summarizer import SummaryResult

        # Which sentences were chosen is not known any more: shown as it was written.
        self._outcome = SummaryOutcome(SummaryResult(result_text, "abstractive", (), ""))
        self._source, self._status = source_text, ""
        self._find_ranges()
        self._in_card = False

    def show(self, fresh: bool) -> None:
        if self._outcome is None:
            return
        card = self._page.result
        self._fresh = fresh
        if not self._in_card:
            self._in_card = True
            self._pointed = -1
            card.pane.replace_text(self._outcome.text)
            card.pane.set_paragraph_gap(_SENTENCE_GAP)
            card.pane.use_tips(self._tip_at)
        card.show_text()
        card.show_stale(not fresh)
        self._light()

    def unlight(self) -> None:
        self._fresh = False
        self._pointed = -1
        self._page.source.pane.show_marks(())

    def leave(self) -> None:
        self._in_card = False
        self._page.source.pane.show_marks(())
        self._page.result.pane.show_marks(())
        self._page.result.show_doubts(0)

    def _find_ranges(self) -> None:
        """Where the chosen sentences stand in both panes, UTF-16; none for an abstract."""
        self._source_ranges = self._target_ranges = ()
        outcome = self._outcome
        if outcome is None or self._source is None or outcome.translation is not None:
            return
        source = TextOffsets(self._source)
        self._source_ranges = tuple(
            (source.to_utf16(sentence.span.start), source.to_utf16(sentence.span.end))
            for sentence in outcome.summary.sentences
        )
        ranges = []
        start = 0
        for sentence in outcome.summary.sentences:
            length = TextOffsets(sentence.text).utf16_length
            ranges.append((start, start + length))
            start += length + 1  # the line end
        self._target_ranges = tuple(ranges)

    def _light(self) -> None:
        outcome = self._outcome
        if outcome is None or not self._in_card:
            return
        source = [Mark(start, end, "lit") for start, end in self._source_ranges]
        target = []
        if self._pointed >= 0:
            source.append(Mark(*self._source_ranges[self._pointed], "pointed"))
            target.append(Mark(*self._target_ranges[self._pointed], "lit"))
        self._page.source.pane.show_marks(source if self._fresh else ())
        if outcome.summary.doubts:
            length = TextOffsets(outcome.text).utf16_length
            target.append(Mark(0, length, "doubt"))
        self._page.result.pane.show_marks(target if self._fresh else ())
        self._page.result.show_doubts(1 if outcome.summary.doubts else 0)

    def _on_pointed(self, position: int) -> None:
        if not self._in_card or not self._fresh:
            return
        index = self._sentence_at(position)
        if index != self._pointed:
            self._pointed = index
            self._light()

    def _on_clicked(self, position: int) -> None:
        index = self._sentence_at(position) if self._in_card and self._fresh else -1
        if index >= 0:
            self._page.source.pane.scroll_to(self._source_ranges[index][0])

    def _sentence_at(self, position: int) -> int:
        for index, (start, end) in enumerate(self._target_ranges):
            if start <= position < end:
                return index
        return -1

    def _tip_at(self, position: int) -> str:
        doubts = () if self._outcome is None else self._outcome.summary.doubts
        return doubt_tip(doubts) if doubts else ""
