"""Plain text: paragraphs are lines, or lines that were wrapped and are joined again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.format import Format, Source, WriteOptions, Written, encoded
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Document, NewText, Rewriting
from bertsum_app.documents.source_slots import Slot, SlotBuilder, filled, line_end_of, splice
from bertsum_app.text.line_joins import Join, propose_joins

_LINE_END = re.compile(r"\r\n?|\n|\Z")


class TextFile(Format):
    """Anything that is text and nothing else."""

    kind: ClassVar[Kind] = kinds.TEXT

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read; each paragraph is a block."""
        text, encoding = source.decoded()
        return Document(cls.kind.name, tuple(slot.block for slot in _slots(text)), encoding)

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; a paragraph that was wrapped becomes one line."""
        text, encoding = source.decoded()
        line_end = line_end_of(text)

        def render(slot: Slot, content: NewText) -> str:
            if not options.bilingual:
                return content.text
            return text[slot.start : slot.end] + line_end + content.text

        return Written(encoded(splice(text, filled(_slots(text), rewriting, render)), encoding))


def _slots(text: str) -> list[Slot]:
    joins = propose_joins(text)
    starts = [join.start for join in joins]
    slots: list[Slot] = []
    paragraph = 0
    for end in _LINE_END.finditer(text):
        last = bisect_right(starts, end.start()) - 1
        if last >= 0 and end.end() <= joins[last].end:
            continue  # the line was wrapped here
        _add(slots, text, paragraph, end.start(), joins[bisect_left(starts, paragraph) : last + 1])
        paragraph = end.end()
    return slots


def _add(slots: list[Slot], text: str, start: int, end: int, joins: tuple[Join, ...]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    pieces, at = [], start
    for join in joins:
        pieces += [text[at : join.start], join.replacement]
        at = join.end
    builder = SlotBuilder()
    builder.text("".join((*pieces, text[at:end])))
    slot = builder.finish("paragraph", start, end)
    if slot is not None:
        slots.append(slot)
