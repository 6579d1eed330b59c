"""The sentences of a translation as they come in: what to append, and which belongs to which place.

Keeps every `SegmentResult`, so that panes can be linked. Positions in panes are UTF-16 units,
positions in results code points; the conversion happens here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bertsum_app.gui.text_offsets import TextOffsets

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult, TranslationResult


class LinkedSegments:
    """The sentences of one source text, in reading order."""

    def __init__(self, source_text: str) -> None:
        self._source_text = source_text
        self._source = TextOffsets(source_text)
        self._target = TextOffsets()
        self._target_parts: list[str] = []
        self._segments: list[SegmentResult] = []

    @property
    def source_text(self) -> str:
        """The text these are the sentences of."""
        return self._source_text

    @property
    def segments(self) -> tuple[SegmentResult, ...]:
        """All sentences so far."""
        return tuple(self._segments)

    @property
    def text(self) -> str:
        """The result text so far."""
        return "".join(self._target_parts)

    def add(self, segment: SegmentResult) -> str:
        """Take the next sentence and return what to append to the result pane."""
        addition = self._gap_before(segment) + segment.text
        self._segments.append(segment)
        self._grow(addition)
        return addition

    def finish(self, result: TranslationResult) -> str | None:
        """Take the whole result. Returns what is left to append, or None to show it afresh."""
        shown = self.text
        self._segments = list(result.segments)
        if not result.text.startswith(shown):
            self._target_parts = [result.text]
            self._target = TextOffsets(result.text)
            return None
        rest = result.text[len(shown) :]
        self._grow(rest)
        return rest

    def set_text(self, text: str, segments: Sequence[SegmentResult] = ()) -> None:
        """The result is this text, of whose sentences these are known."""
        self._segments = list(segments)
        self._target_parts = [text]
        self._target = TextOffsets(text)

    @property
    def reversed(self) -> LinkedSegments:
        """The same sentences with source and result changed over."""
        other = LinkedSegments(self.text)
        other._segments = [
            replace(
                segment,
                source=segment.target,
                target=segment.source,
                text=self._source_text[segment.source.start : segment.source.end],
                doubts=(),
            )
            for segment in self._segments
        ]
        other._grow(self._source_text)
        return other

    def at_target(self, position: int) -> int:
        """The index of the sentence at a UTF-16 position of the result, or -1."""
        place = self._target.to_code_point(position)
        starts = [segment.target.start for segment in self._segments]
        index = bisect_right(starts, place) - 1
        return index if index >= 0 and place < self._segments[index].target.end else -1

    def at_source(self, position: int) -> int:
        """The index of the sentence at a UTF-16 position of the source, or -1."""
        place = self._source.to_code_point(position)
        starts = [segment.source.start for segment in self._segments]
        index = bisect_right(starts, place) - 1
        return index if index >= 0 and place < self._segments[index].source.end else -1

    def source_range(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the source pane, UTF-16."""
        span = self._segments[index].source
        return self._source.to_utf16(span.start), self._source.to_utf16(span.end)

    def target_range(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the result pane, UTF-16."""
        span = self._segments[index].target
        return self._target.to_utf16(span.start), self._target.to_utf16(span.end)

    def doubtful(self) -> tuple[int, ...]:
        """The indices of sentences the engine has doubts about."""
        return tuple(i for i, segment in enumerate(self._segments) if segment.doubts)

    def _grow(self, addition: str) -> None:
        if addition:
            self._target_parts.append(addition)
            self._target.append(addition)

    def _gap_before(self, segment: SegmentResult) -> str:
        """The white space between the text so far and this sentence.

        The segment says how long it is; it is the source's own where that fits (line ends,
        indents), and blanks where the languages differ in setting sentences apart.
        """
        room = segment.target.start - self._target.length
        if room <= 0:
            return ""
        before = self._segments[-1].source.end if self._segments else 0
        # What is invisible in the gap does not come along.
        original = "".join(filter(str.isspace, self._source_text[before : segment.source.start]))
        return original if len(original) == room else " " * room
