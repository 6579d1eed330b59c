"""What a document is once its text flows anew: pieces in reading order, with lists, tables and pages.

Each way to write it (`flow_word.py`, `flow_html.py`, `flow_markdown.py`) walks over this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from bertsum_app.documents.model import PLAIN, Block, Document, Look, Mark, NewText, Rewriting

GroupKind: TypeAlias = Literal["list", "table", "text"]

LEVELS = 6
"""Of headings, in all that is written."""
#: A list item that begins with one has no other mark.
_NUMBER = re.compile(r"\(?(?:\d+|[a-z])[.)]\s")
#: What no format has room for: control characters (blanks apart), halves of characters, no characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SOLID = re.compile(r"\S+")


@dataclass(frozen=True)
class Run:
    """Words that look the same; blanks between two looks are plain."""

    text: str
    look: Look = PLAIN


#: What stands beside each other; no two runs in a row look the same.
Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Words:
    """What stands in a block, by its lines; `is_new`: in the language that was translated into."""

    lines: tuple[Line, ...]
    is_new: bool

    @property
    def text(self) -> str:
        """What is said, on one line."""
        return " ".join(map(line_text, self.lines))


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

    @property
    def rows(self) -> list[list[list[Piece]]]:
        """A table's cells, row by row, all rows as long; a cell may have no piece, or several."""
        cells: dict[tuple[int, int], list[Piece]] = {}
        for piece in self.pieces:
            assert piece.block.place.cell is not None, "no table"
            cells.setdefault(piece.block.place.cell, []).append(piece)
        width = 1 + max(column for _, column in cells)
        return [
            [cells.get((row, column), []) for column in range(width)]
            for row in sorted({row for row, _ in cells})
        ]


def line_text(line: Line) -> str:
    """What a line says."""
    return "".join(run.text for run in line)


def line_behind(line: Line, start: int) -> Line:
    """A line without its first code points."""
    found = []
    for run in line:
        text, start = run.text[start:], max(0, start - len(run.text))
        found += [Run(text, run.look)] if text else []
    return tuple(found)


def flow_of(
    document: Document, rewriting: Rewriting, *, bilingual: bool = False
) -> Iterator[Group]:
    """The document with its new contents; `bilingual`: each follows what it is the translation of."""
    together: list[Piece] = []
    notes: list[Piece] = []
    """Those to a table follow it: its cells are not to be parted by them."""
    for piece in _pieces(document, rewriting, bilingual):
        if together and not _goes_on(together[-1], piece):
            if _is_note_to(together[-1], piece):
                notes.append(piece)
                continue
            yield from _groups(together, notes)
            together, notes = [], []
        together.append(piece)
    yield from _groups(together, notes)


def _pieces(document: Document, rewriting: Rewriting, bilingual: bool) -> Iterator[Piece]:
    page = None
    at_start = True
    for index, block in enumerate(document.blocks):
        new = rewriting.get(index)
        old = NewText(block.text, tuple((mark.start, mark.end) for mark in block.marks))
        words = [Words(_lines(old, block.marks), False)] if new is None or bilingual else []
        words += [Words(_lines(new, block.marks), True)] if new is not None else []
        said = tuple(each for each in words if any(each.lines))
        if said:
            turned = not at_start and block.place.page != page
            page, at_start = block.place.page, False
            yield Piece(block, said, page if turned else None)


def _lines(content: NewText, marks: Sequence[Mark]) -> tuple[Line, ...]:
    if all(mark.look is None for mark in marks):
        said = _UNWRITABLE.sub("", content.text).strip().split("\n")
        return tuple((Run(" ".join(line.split())),) if line.strip() else () for line in said)
    looks = _painted(content, marks)
    signs = [at for at, sign in enumerate(content.text) if not _UNWRITABLE.match(sign)]
    text = "".join(content.text[at] for at in signs)
    at = len(text) - len(text.lstrip())
    lines = []
    for line in text.strip().split("\n"):
        found: list[tuple[str, Look]] = []
        for word in _SOLID.finditer(line):
            inside = [looks[signs[at + offset]] for offset in range(*word.span())]
            if found:
                found.append((" ", _between(found[-1][1], inside[0])))
            found += zip(word.group(), inside, strict=True)
        lines.append(_joined(found))
        at += len(line) + 1
    return tuple(lines)


def _painted(content: NewText, marks: Sequence[Mark]) -> list[Look]:
    """The look of each code point: that of the innermost mark that it lies in."""
    looks = [PLAIN] * len(content.text)
    # Parents come before their children.
    for mark, (start, end) in zip(marks, content.marks, strict=False):
        if mark.look is not None:
            looks[start:end] = [mark.look] * (end - start)
    return looks


def _between(before: Look, behind: Look) -> Look:
    """The look of a blank: what two words have in common is their link alone."""
    if before == behind:
        return before
    return Look(address=before.address) if before.address == behind.address else PLAIN


def _joined(signs: Sequence[tuple[str, Look]]) -> Line:
    by_look = groupby(signs, key=lambda each: each[1])
    return tuple(Run("".join(sign for sign, _ in run), look) for look, run in by_look)


def _kind(piece: Piece) -> GroupKind:
    if piece.block.kind == "list-item":
        return "list"
    return "text" if piece.block.place.cell is None else "table"


def _goes_on(before: Piece, piece: Piece) -> bool:
    if _kind(before) != _kind(piece) or piece.new_page is not None:
        return False
    old, new = before.block.place.cell, piece.block.place.cell
    if old is not None and new is not None:
        return new[0] >= old[0]
    return _kind(piece) == "list"


def _is_note_to(before: Piece, piece: Piece) -> bool:
    return _kind(before) == "table" and piece.block.kind == "note" and piece.new_page is None


def _groups(together: list[Piece], notes: list[Piece]) -> Iterator[Group]:
    if together:
        yield Group(_kind(together[0]), tuple(together))
    for note in notes:
        yield Group("text", (note,))
