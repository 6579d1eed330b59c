"""Sentiment on the Workspace page: the whole, and the sentence that is chosen lit in the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.kept_work import sentiment_kept, sentiment_of
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.requests import SentimentRequest

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.history import FinishedWork
    from bertsum_app.service.results import JobResult


class SentimentWork(QObject):
    """The `Work` of mode "sentiment"."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._submitted = ""
        self._source: str | None = None
        self._result: SentimentResult | None = None
        self._offsets = TextOffsets()
        self._starts: list[int] = []
        self._in_card = False
        self._fresh = False
        self._status = ""
        page.result.sentiment.sentence_chosen.connect(self._on_chosen)
        page.source.pane.pointed.connect(self._on_source_pointed)
        page.source.pane.clicked_at.connect(self._on_source_clicked)

    @property
    def source_text(self) -> str | None:
        return self._source

    @property
    def result_text(self) -> str:
        return self._page.result.sentiment.as_text()

    @property
    def status(self) -> str:
        return self._status

    @property
    def quick(self) -> bool:
        return True

    def request(self, text: str) -> SentimentRequest:
        return SentimentRequest(text=text)

    def begin(self, text: str) -> None:
        self._submitted = text

    def add_segment(self, segment: SegmentResult) -> None:
        """Sentiment is shown whole."""

    def finish(self, result: JobResult, status: str) -> None:
        from bertsum_app.inference.sentiment import SentimentResult

        assert isinstance(result, SentimentResult)
        self._take(self._submitted, result, status)
        self.show(fresh=True)

    def kept(self, result: JobResult, model_id: str) -> FinishedWork | None:
        if self._result is None or self._source is None:
            return None
        return sentiment_kept(self._source, self.result_text, self._result, model_id)

    def restore(self, work: FinishedWork) -> None:
        self._take(work.source_text, sentiment_of(work), "")

    def show(self, fresh: bool) -> None:
        if self._result is None:
            return
        self._fresh = fresh
        self._in_card = True
        self._page.result.show_sentiment()
        self._page.result.show_stale(not fresh)

    def unlight(self) -> None:
        self._fresh = False
        self._page.source.pane.show_marks(())

    def leave(self) -> None:
        self._in_card = False
        self._page.source.pane.show_marks(())

    def _take(self, source_text: str, result: SentimentResult, status: str) -> None:
        self._source, self._result, self._status = source_text, result, status
        self._offsets = TextOffsets(source_text)
        self._starts = [sentence.span.start for sentence in result.sentences]
        self._page.result.sentiment.show_result(source_text, result)

    def _on_chosen(self, index: int) -> None:
        if not self._light(index):
            return
        assert self._result is not None
        start = self._offsets.to_utf16(self._result.sentences[index].span.start)
        self._page.source.pane.scroll_to(start)

    def _on_source_pointed(self, position: int) -> None:
        if self._in_card and self._fresh:
            index = self._sentence_at(position)
            chosen = self._page.result.sentiment.sentences.currentIndex().row()
            # What was chosen is lit again once the mouse is beside all sentences.
            self._light(chosen if index < 0 else index)

    def _on_source_clicked(self, position: int) -> None:
        index = self._sentence_at(position) if self._in_card and self._fresh else -1
        if index >= 0:
            self._page.result.sentiment.go_to_sentence(index)

    def _light(self, index: int) -> bool:
        """Light a sentence in the source, or none; tells whether one is."""
        if self._result is None or not self._in_card or not self._fresh or index < 0:
            self._page.source.pane.show_marks(())
            return False
        span = self._result.sentences[index].span
        start, end = self._offsets.to_utf16(span.start), self._offsets.to_utf16(span.end)
        self._page.source.pane.show_marks([Mark(start, end, "lit")])
        return True

    def _sentence_at(self, position: int) -> int:
        """The index of the sentence at a UTF-16 position of the source, or -1."""
        if self._result is None or position < 0:
            return -1
        place = self._offsets.to_code_point(position)
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self._result.sentences[index].span.end:
            return index
        return -1
