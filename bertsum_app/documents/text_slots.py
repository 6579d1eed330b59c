"""Where the parts of a document have their texts, and how new texts are put there.

A part is one file of a package, or a whole file. Its slots are numbered as its blocks are; a slot may
lie in another one (a footnote in its paragraph), which it follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bertsum_app.documents.format import WriteOptions, Written
from bertsum_app.documents.model import Block, NewText, Rewriting
from bertsum_app.documents.packages import Package
from bertsum_app.documents.source_slots import Patch, splice
from bertsum_app.documents.xml_source import XmlSource


class TextSlot(Protocol):
    """A place for one block's text."""

    @property
    def block(self) -> Block:
        """What stands there now."""
        ...

    @property
    def holes(self) -> Sequence[tuple[int, int]]:
        """Places of the source with slots of their own, in order."""
        ...

    def patch(
        self, content: NewText, options: WriteOptions, in_holes: Mapping[tuple[int, int], str]
    ) -> Patch:
        """The change to the source; `in_holes` has what the holes are to hold by now."""
        ...


@dataclass(frozen=True)
class TextPart:
    """A part with its slots, in the order of its source."""

    name: str
    source: XmlSource
    slots: Sequence[TextSlot]


def blocks_of(parts: Sequence[TextPart]) -> list[Block]:
    """The blocks of all parts, in order."""
    return [slot.block for part in parts for slot in part.slots]


def rewritten_parts(
    parts: Sequence[TextPart], rewriting: Rewriting, options: WriteOptions
) -> Iterator[tuple[TextPart, str]]:
    """The parts with something new in them, and their new sources."""
    first = 0
    for part in parts:
        patches = _patches(part, rewriting, first, options)
        first += len(part.slots)
        if patches:
            yield part, splice(part.source.text, patches)


def rewritten_package(
    package: Package,
    parts: Sequence[TextPart],
    rewriting: Rewriting,
    options: WriteOptions,
    others: Mapping[str, bytes] | None = None,
) -> Written:
    """The package with new contents in the slots of its parts, and `others` as they are given."""
    new = dict(others or {}) | {
        part.name: part.source.encoded(text)
        for part, text in rewritten_parts(parts, rewriting, options)
    }
    return Written(package.with_parts(new))


def _patches(
    part: TextPart, rewriting: Rewriting, first: int, options: WriteOptions
) -> list[Patch]:
    """Backwards, so that what lies in a hole is there before what is around it."""
    patches: list[Patch] = []  # the first in the source stands last
    for index in range(len(part.slots) - 1, -1, -1):
        content = rewriting.get(first + index)
        if content is None:
            continue
        slot = part.slots[index]
        in_holes = {}
        for start, end in slot.holes:
            inside = []
            while patches and start <= patches[-1].start and patches[-1].end <= end:
                inside.append(patches.pop())
            source = part.source.text[start:end]
            moved = [Patch(each.start - start, each.end - start, each.text) for each in inside]
            in_holes[start, end] = splice(source, moved)
        patches.append(slot.patch(content, options, in_holes))
    return patches
