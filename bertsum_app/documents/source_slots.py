"""Formats that are text: translations go into slots of the source, and every other byte stays.

A reader cuts a source into `Slot`s; `splice` puts new contents into some of them. What stood around
and between the words of a slot (markup, tags, a subtitle's times) is kept as raw source by its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bertsum_app.documents.model import Block, BlockKind, Mark, NewText, Rewriting

#: Makes text safe to stand in the source, as `&` becomes `&amp;` in HTML.
Escape = Callable[[str], str]


@dataclass(frozen=True)
class Slot:
    """`source[start:end]` holds the content of `block`.

    `raw[i]` is the source before and behind what mark i of the block covers; a mark that keeps its
    text, or covers none, has all of its source in the first of the two.
    """

    block: Block
    start: int
    end: int
    raw: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Patch:
    """`source[start:end]` becomes `text`."""

    start: int
    end: int
    text: str


def line_end_of(source: str) -> str:
    """What ends the lines of a source. To be asked once: it may look through all of it."""
    return "\r\n" if "\r\n" in source else "\n"


def splice(source: str, patches: Iterable[Patch]) -> str:
    """The source with all patches applied; they do not overlap."""
    pieces, end = [], 0
    for patch in sorted(patches, key=lambda patch: patch.start):
        pieces += [source[end : patch.start], patch.text]
        end = patch.end
    return "".join((*pieces, source[end:]))


def filled(
    slots: Sequence[Slot], rewriting: Rewriting, render: Callable[[Slot, NewText], str]
) -> list[Patch]:
    """A patch for every slot with a new content."""
    return [
        Patch(slot.start, slot.end, render(slot, rewriting[index]))
        for index, slot in enumerate(slots)
        if index in rewriting
    ]


def render_marks(
    slot: Slot,
    content: NewText,
    escape: Escape,
    around: Callable[[int, str, str], tuple[str, str]] | None = None,
) -> str:
    """The content with its marks as source.

    `around` may add to what stands before and behind the raw source of a mark, given its index and
    its neighbours in the new text (empty at the ends).
    """
    children: dict[int, list[int]] = {}
    for index, mark in enumerate(slot.block.marks):
        children.setdefault(mark.parent, []).append(index)
    for found in children.values():
        found.sort(key=lambda index: (*content.marks[index], index))

    def inside(parent: int, start: int, end: int) -> str:
        pieces, at = [], start
        for index in children.get(parent, ()):
            first, last = content.marks[index]
            pieces.append(escape(content.text[at:first]))
            opening, closing = slot.raw[index]
            covered = "" if slot.block.marks[index].keep else inside(index, first, last)
            piece = opening + covered + closing
            if around is not None:
                neighbours = content.text[first - 1 : first], content.text[last : last + 1]
                before, behind = around(index, *neighbours)
                piece = before + piece + behind
            pieces.append(piece)
            at = last
        pieces.append(escape(content.text[at:end]))
        return "".join(pieces)

    return inside(-1, 0, len(content.text))


class SlotBuilder:
    """Collects the text of one slot with its marks, in source order.

    White space is taken as it comes: readers that collapse it do so before.
    """

    #: Deeper nested markup stands at one place instead of covering text.
    MAX_DEPTH = 30

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[int] = []
        self._marks: list[_Draft] = []

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    @property
    def marks(self) -> int:
        """Marks so far: the index of the next one."""
        return len(self._marks)

    @property
    def last(self) -> str:
        """The last code point so far, or nothing."""
        return self._pieces[-1][-1] if self._pieces else ""

    def text(self, text: str) -> None:
        """Text to translate."""
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def keep(self, text: str, raw: str) -> None:
        """Text that stays, with its source."""
        draft = _Draft(self._length, self._parent, raw)
        self.text(text)
        draft.end, draft.keep = self._length, True
        self._marks.append(draft)

    def stand(self, raw: str, *, ordered: bool = False) -> None:
        """Something without text of its own."""
        draft = _Draft(self._length, self._parent, raw)
        draft.end, draft.ordered = self._length, ordered
        self._marks.append(draft)

    def open(self, raw: str, key: str) -> None:
        """The beginning of a mark; `key` finds it again."""
        if len(self._open) >= self.MAX_DEPTH:
            self.stand(raw)
            return
        draft = _Draft(self._length, self._parent, raw)
        draft.key = key
        self._open.append(len(self._marks))
        self._marks.append(draft)

    def close(self, raw: str, key: str) -> None:
        """The end of the innermost open mark of this key; without one it stands by itself."""
        depth = len(self._open) - 1
        while depth >= 0 and self._marks[self._open[depth]].key != key:
            depth -= 1
        if depth < 0:
            self.stand(raw)
            return
        for index in self._open[depth + 1 :]:
            self._abandon(index)
        draft = self._marks[self._open[depth]]
        draft.end, draft.behind = self._length, raw
        del self._open[depth:]

    def finish(
        self,
        kind: BlockKind,
        start: int,
        end: int,
        *,
        level: int = 0,
        translate: bool = True,
    ) -> Slot | None:
        """The slot, or None where there is no text in it."""
        for index in self._open:
            self._abandon(index)
        self._open.clear()
        text = "".join(self._pieces)
        if not text.strip():
            return None
        marks = tuple(
            Mark(draft.start, draft.end, draft.parent, draft.keep, draft.ordered)
            for draft in self._marks
        )
        raw = tuple((draft.before, draft.behind) for draft in self._marks)
        block = Block(kind, text, marks, level=level, translate=translate)
        return Slot(block, start, end, raw)

    @property
    def _parent(self) -> int:
        return self._open[-1] if self._open else -1

    def _abandon(self, index: int) -> None:
        """A mark that is never closed stands where it began; its children move up."""
        draft = self._marks[index]
        draft.end = draft.start
        for other in self._marks:
            if other.parent == index:
                other.parent = draft.parent


class _Draft:
    """A mark in the making."""

    __slots__ = ("before", "behind", "end", "keep", "key", "ordered", "parent", "start")

    def __init__(self, start: int, parent: int, before: str) -> None:
        self.start, self.end, self.parent = start, -1, parent
        self.before, self.behind, self.key = before, "", ""
        self.keep = self.ordered = False
