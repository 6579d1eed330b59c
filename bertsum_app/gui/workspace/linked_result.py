"""A translation as the panes see it: which sentence belongs to which place, in UTF-16 units.

`ResultSentences` counts code points, Qt's documents UTF-16 units; the conversion happens here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.workspace.carried_versions import Carried
from bertsum_app.gui.workspace.result_sentences import (
    ResultSentence,
    ResultSentences,
    Version,
    VersionChange,
)
from bertsum_app.gui.workspace.version_history import VersionHistory
from bertsum_app.text.difference import changed_range
from bertsum_app.text.sentences import Span

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult, TranslationResult


class LinkedResult:
    """The sentences of one source text and of its translation, linked."""

    def __init__(self, result: ResultSentences) -> None:
        self._result = result
        self._source = TextOffsets(result.source_text)
        self._target = TextOffsets(result.text)

    @classmethod
    def of_text(cls, source_text: str, text: str) -> LinkedResult:
        """A result of whose sentences nothing is known."""
        result = ResultSentences(source_text)
        result.set_text(text)
        return cls(result)

    @property
    def result(self) -> ResultSentences:
        """The sentences themselves; change them through this object only."""
        return self._result

    @property
    def source_text(self) -> str:
        """The text these are the sentences of."""
        return self._result.source_text

    @property
    def text(self) -> str:
        """The result text so far."""
        return self._result.text

    @property
    def sentences(self) -> Sequence[ResultSentence]:
        """All sentences so far."""
        return self._result.sentences

    @property
    def reversed(self) -> LinkedResult:
        """The same sentences with source and result changed over."""
        return LinkedResult(self._result.reversed)

    # --- changes --------------------------------------------------------------------------------

    def add(self, segment: SegmentResult, carried: Carried | None = None) -> str:
        """Take the next sentence and return what to append to the result pane."""
        brought = Carried() if carried is None else carried
        addition = self._result.add(segment, brought.version, brought.earlier)
        self._target.append(addition)
        return addition

    def finish(self, result: TranslationResult) -> str | None:
        """Take the whole result. Returns what is left to append, or None to show it afresh."""
        rest = self._result.finish(result)
        if rest is None:
            self.measure()
        else:
            self._target.append(rest)
        return rest

    def put(self, index: int, version: Version | None) -> VersionChange:
        """Give a sentence a version, or the machine's again."""
        change = self._result.put(index, version)
        self.measure()
        return change

    def take_edit(self, position: int, removed: int, text: str) -> tuple[VersionChange, ...]:
        """Somebody edited the pane, whose text is `text` now.

        `position` and `removed` are what Qt says of the edit, UTF-16. It sometimes counts the end
        of the document in; then the texts themselves say what was changed.
        """
        old = self._result.text
        if text == old or not self._result.sentences:
            return ()
        start = self._target.to_code_point(position)
        end = self._target.to_code_point(position + removed)
        rest = len(old) - end
        if (
            start > end
            or rest < 0
            or old[:start] + text[start : len(text) - rest] + old[end:] != text
        ):
            start, end, _ = changed_range(old, text)
            rest = len(old) - end
        changes = self._result.edit(start, end, text[start : len(text) - rest])
        self.measure()
        return changes

    def undo(self, history: VersionHistory) -> tuple[int, ...]:
        """Take the person's last step back; the sentences that changed."""
        changed = history.undo(self._result)
        self.measure()
        return changed

    def redo(self, history: VersionHistory) -> tuple[int, ...]:
        """Do again what was taken back last; the sentences that changed."""
        changed = history.redo(self._result)
        self.measure()
        return changed

    def measure(self) -> None:
        """The result text changed other than by growing at its end."""
        self._target = TextOffsets(self._result.text)

    # --- where things are, UTF-16 ---------------------------------------------------------------

    def at_target(self, position: int) -> int:
        """The index of the sentence at a position of the result, or -1."""
        return self._result.at_target(self._target.to_code_point(position))

    def near_target(self, position: int) -> int:
        """The index of the sentence that a caret stands in or right behind, or -1."""
        return self._result.near_target(self._target.to_code_point(position))

    def at_source(self, position: int) -> int:
        """The index of the sentence at a position of the source, or -1."""
        return self._result.at_source(self._source.to_code_point(position))

    def source_range(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the source pane."""
        span = self._result.sentences[index].source
        return self._source.to_utf16(span.start), self._source.to_utf16(span.end)

    def target_range(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the result pane."""
        span = self._result.target_span(index)
        return self._target.to_utf16(span.start), self._target.to_utf16(span.end)

    def prefix_before(self, index: int, position: int) -> str:
        """The shown text of a sentence up to a position of the result pane."""
        span = self._result.target_span(index)
        length = self._target.to_code_point(position) - span.start
        return self._result.sentences[index].text[: max(0, length)]

    def last_before(self, side: Literal["source", "target"], position: int) -> int:
        """The last sentence that begins at or before a position of a pane, else the first."""
        if side == "target":
            return self._result.last_before_target(self._target.to_code_point(position))
        return self._result.last_before_source(self._source.to_code_point(position))

    def place_in(self, side: Literal["source", "target"], index: int, position: int) -> int:
        """Where in a sentence, as it is in that pane, a position of the pane is; code points."""
        if side == "target":
            return self._target.to_code_point(position) - self._result.target_span(index).start
        return self._source.to_code_point(position) - self._result.sentences[index].source.start

    def part_of(self, side: Literal["source", "target"], index: int, part: Span) -> tuple[int, int]:
        """Where a part of a sentence, in code points of it, stands in that pane."""
        if side == "target":
            offsets, start = self._target, self._result.target_span(index).start
        else:
            offsets, start = self._source, self._result.sentences[index].source.start
        return offsets.to_utf16(start + part.start), offsets.to_utf16(start + part.end)
