"""Sentiment on the Workspace page: the whole, and the sentence that is chosen lit in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.requests import SentimentRequest

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.results import JobResult


class SentimentWork(QObject):
    """The `Work` of mode "sentiment"."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._submitted = ""
        self._source: str | None = None
        self._restored: str | None = None
        """A result from the history, of which the text alone is known."""
        self._result: SentimentResult | None = None
        self._fresh = False
        self._status = ""
        page.result.sentiment.sentence_chosen.connect(self._on_chosen)

    @property
    def source_text(self) -> str | None:
        return self._source

    @property
    def result_text(self) -> str:
        if self._restored is not None:
            return self._restored
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
        self._result, self._source, self._status = result, self._submitted, status
        self._restored = None
        self._page.result.sentiment.show_result(self._submitted, result)
        self.show(fresh=True)

    def restore(self, source_text: str, result_text: str) -> None:
        self._result, self._source, self._status = None, source_text, ""
        self._restored = result_text

    def show(self, fresh: bool) -> None:
        if self._restored is not None:
            self._page.result.pane.replace_text(self._restored)
            self._page.result.show_text()
            self._page.result.show_stale(not fresh)
            return
        if self._result is None:
            return
        self._fresh = fresh
        self._page.result.show_sentiment()
        self._page.result.show_stale(not fresh)

    def unlight(self) -> None:
        self._fresh = False
        self._page.source.pane.show_marks(())

    def leave(self) -> None:
        self._page.source.pane.show_marks(())

    def _on_chosen(self, index: int) -> None:
        if self._result is None or self._source is None or not self._fresh or index < 0:
            self._page.source.pane.show_marks(())
            return
        span = self._result.sentences[index].span
        offsets = TextOffsets(self._source)
        start, end = offsets.to_utf16(span.start), offsets.to_utf16(span.end)
        self._page.source.pane.show_marks([Mark(start, end, "lit")])
        self._page.source.pane.scroll_to(start)
