"""A document as the program sees it: blocks of text, the marks inside them, and where they stand.

Every format is read into this form, and what translation makes of it is written back through the
same format. The values hold no bytes of the file and cross processes as JSON (`codec.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal[
    "heading",
    "paragraph",
    "list-item",
    "quote",
    "table-cell",
    "caption",
    "note",
    "header",
    "subtitle",
    "code",
]
#: Kinds that a summary leaves out.
NOT_PROSE: frozenset[BlockKind] = frozenset({"table-cell", "caption", "note", "header", "code"})

#: Between two blocks in `Document.text`.
BLOCK_SEPARATOR = "\n\n"


@dataclass(frozen=True)
class Look:
    """How words look, as far as a file that flows anew can show it; `address`: what they link to."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    address: str = ""


PLAIN = Look()


@dataclass(frozen=True)
class Mark:
    """Something inside a block's text, in code points of it.

    A mark may cover text (bold, a link) or stand at one place (`start == end`: an image, a footnote's
    number). `parent` is the index of the mark it lies in, -1 for none; parents come before their
    children. `keep`: the text covered is no language (code, a line break) and stays as it is.
    `ordered`: it must not change places with others of its kind (the border of two subtitles).
    `look`: of the words that lie in no other mark of this one; only formats whose text flows anew tell
    it, others keep the source of a mark instead.
    """

    start: int
    end: int
    parent: int = -1
    keep: bool = False
    ordered: bool = False
    look: Look | None = None


@dataclass(frozen=True)
class Place:
    """Where a reader finds a block: page (from 1; None without pages) and the headings above it.

    `turns`: of a block that goes on on further pages, (offset, page) for each: from that code point
    of its text on it stands there. `file`: its name, where several documents are read as one. `cell`:
    of a block in a table, its row and column, where the format tells them; a lower row than that of
    the block before it begins another table.
    """

    page: int | None = None
    section: tuple[str, ...] = ()
    turns: tuple[tuple[int, int], ...] = ()
    file: str = ""
    cell: tuple[int, int] | None = None

    def page_at(self, offset: int) -> int | None:
        """The page on which this code point of the block stands."""
        return next((page for start, page in reversed(self.turns) if start <= offset), self.page)


@dataclass(frozen=True)
class Block:
    """One piece of running text. A line feed in `text` is a line break that the author wanted.

    `level`: of a heading, from 1. `translate`: False for code and whatever else must stay.
    """

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    place: Place = field(default_factory=Place)
    level: int = 0
    translate: bool = True


@dataclass(frozen=True)
class NewText:
    """What is to stand in a block: `marks[i]` is the new (start, end) of the block's mark i."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


#: New contents by the index of their block; blocks that are not in it stay as they are.
Rewriting: TypeAlias = Mapping[int, NewText]


@dataclass(frozen=True)
class Column:
    """A column of a table, or all values of one key of data; `sample` is one of its values.

    `chosen`: its words are among the blocks.
    """

    name: str
    sample: str
    chosen: bool


@dataclass(frozen=True)
class Document:
    """A file's blocks in reading order. `encoding` is None where the format settles it itself.

    `columns`: of a table or data. `source_language`: what the file says that its text is in, and
    `translated_into` the languages of translations in it already, as it calls them. `digest`: of the
    file's bytes, so that another version of it is known as such.
    """

    format: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    pages: int = 0
    columns: tuple[Column, ...] = ()
    source_language: str | None = None
    translated_into: tuple[str, ...] = ()
    digest: str = ""

    @cached_property
    def text(self) -> str:
        """All blocks, a blank line apart."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins in `text`."""
        sizes = (len(block.text) + len(BLOCK_SEPARATOR) for block in self.blocks)
        return tuple(accumulate(sizes, initial=0))[: len(self.blocks)]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds this code point of `text`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def place_at(self, offset: int) -> Place:
        """Where a reader finds this code point of `text`: its page, and the headings above it."""
        index = self.block_at(offset)
        place = self.blocks[index].place
        page = place.page_at(offset - self.starts[index])
        return Place(page, place.section, file=place.file)


def with_sections(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks with the headings above them in their places."""
    path: list[tuple[int, str]] = []
    placed = []
    for block in blocks:
        if block.kind == "heading":
            while path and path[-1][0] >= block.level:
                path.pop()
            path.append((block.level, " ".join(block.text.split())))
        section = tuple(title for _, title in path)
        place = replace(block.place, section=section)
        placed.append(
            Block(block.kind, block.text, block.marks, place, block.level, block.translate)
        )
    return tuple(placed)
