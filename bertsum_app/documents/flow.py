"""What a document is once its text flows anew: pieces in reading order, with lists, tables and pages.

Each way to write it (`flow_word.py`, `flow_html.py`, `flow_markdown.py`) walks over this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bertsum_app.documents.model import Block, Document, Rewriting

GroupKind: TypeAlias = Literal["list", "table", "text"]

LEVELS = 6
"""Of headings, in all that is written."""
#: A list item that begins with one has no other mark.
_NUMBER = re.compile(r"\(?(?:\d+|[a-z])[.)]\s")
#: What no format has room for: control characters (blanks apart), halves of characters, no characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Words:
    """What stands in a block, by its lines; `is_new`: in the language that was translated into."""

    lines: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class Piece:
    """A block, and what is to be read in its place: new words, old ones, or both.

    `new_page`: it begins on a page where what comes before it does not: its number.
    """

    block: Block
    words: tuple[Words, ...]
    new_page: int | None

    @property
    def level(self) -> int:
        """Of a heading, from 1 to `LEVELS`."""
        return max(1, min(LEVELS, self.block.level))

    @property
    def has_number(self) -> bool:
        """Whether a list item says its own number."""
        return _NUMBER.match(self.block.text) is not None


@dataclass(frozen=True)
class Group:
    """Pieces that belong together: the items of a list, the cells of a table; others stand alone."""

    kind: GroupKind
    pieces: tuple[Piece, ...]

    @property
    def new_page(self) -> int | None:
        """As of its first piece: within a group no page begins."""
        return self.pieces[0].new_page


def flow_of(
    document: Document, rewriting: Rewriting, *, bilingual: bool = False
) -> Iterator[Group]:
    """The document with its new contents; `bilingual`: each follows what it is the translation of."""
    together: list[Piece] = []
    for piece in _pieces(document, rewriting, bilingual):
        if together and not _goes_on(together[-1], piece):
            yield _group(together)
            together = []
        together.append(piece)
    if together:
        yield _group(together)


def _pieces(document: Document, rewriting: Rewriting, bilingual: bool) -> Iterator[Piece]:
    page = None
    at_start = True
    for index, block in enumerate(document.blocks):
        new = rewriting.get(index)
        words = [Words(_lines(block.text), False)] if new is None or bilingual else []
        words += [Words(_lines(new.text), True)] if new is not None else []
        said = tuple(each for each in words if any(each.lines))
        if said:
            turned = not at_start and block.place.page != page
            page, at_start = block.place.page, False
            yield Piece(block, said, page if turned else None)


def _lines(text: str) -> tuple[str, ...]:
    lines = _UNWRITABLE.sub("", text).strip().split("\n")
    return tuple(" ".join(line.split()) for line in lines)


def _kind(piece: Piece) -> GroupKind:
    if piece.block.kind == "list-item":
        return "list"
    return "text"


def _goes_on(before: Piece, piece: Piece) -> bool:
    kind = _kind(before)
    return kind != "text" and kind == _kind(piece) and piece.new_page is None


def _group(pieces: list[Piece]) -> Group:
    return Group(_kind(pieces[0]), tuple(pieces))
