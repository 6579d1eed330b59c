"""Text that flows anew as Markdown: CommonMark, in which no word is taken for a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bertsum_app.documents.flow import Group, Line, Piece, line_behind, line_text
from bertsum_app.documents.markdown_looks import written_line

#: Where a page of the source ends.
_PAGE_BREAK = "---"
_ESCAPED = r"\g<0>\\"
#: What is a mark at the beginning of a line: of headings, lists, quotes, underlined titles, tables.
_FIRST = re.compile(
    r"^(?:(?=\#{1,6}(?:\s|$)|[-+](?:\s|$)|-[-:|]|:-|\||>|=+$)|\d{1,9}(?=[.)](?:\s|$)))"
)
#: And at the end of a heading.
_CLOSING = re.compile(r"(?:(?<=\s)|^)(?=#+$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])\s")
_OTHER = {".": ")", ")": "."}


def markdown_text(flow: Iterable[Group]) -> str:
    """The whole file."""
    return "\n\n".join(_parts(flow)) + "\n"


def _parts(flow: Iterable[Group]) -> Iterator[str]:
    """What is to stand a blank line apart."""
    for group in flow:
        if group.new_page is not None:
            yield _PAGE_BREAK
        if group.kind == "list":
            yield from _lists(group.pieces)
        elif group.kind == "table":
            yield _table(group)
        else:
            for piece in group.pieces:
                yield from (_block(piece, words.lines) for words in piece.words)


def _block(piece: Piece, lines: Sequence[Line]) -> str:
    if piece.block.kind == "heading":
        return f"{'#' * piece.level} {_CLOSING.sub(_ESCAPED, _on_one_line(lines))}"
    if piece.block.kind == "quote":
        return _hanging("> ", _running(lines), "> ")
    return _running(lines)


def _lists(pieces: Sequence[Piece]) -> Iterator[str]:
    """Items with their own numbers, which Markdown counts on from the first of a list.

    Where they do not follow each other another list begins: it is known by its other delimiter.
    """
    gap = "\n\n" if any(len(piece.words) > 1 for piece in pieces) else "\n"
    items: list[str] = []
    last, delimiter = -1, ""  # of the numbered list that goes on; no delimiter: of one with bullets
    for piece in pieces:
        found = _NUMBER.match(piece.block.text)
        number = int(found[1]) if found else -1
        if found is None:
            follows, new = not delimiter, ""
        elif delimiter:
            follows = number == last + 1
            new = delimiter if follows else _OTHER[delimiter]
        else:
            follows, new = False, found[2]
        if items and not follows:
            yield gap.join(items)
            items = []
        last, delimiter = number, new
        items.append(_item(piece, found[1] if found else "", new))
    yield gap.join(items)


def _item(piece: Piece, number: str, delimiter: str) -> str:
    mark = f"{number}{delimiter} " if number else "- "
    written = []
    for words in piece.words:
        first, *rest = words.lines
        if number:
            said = re.match(rf"{number}\s*[.)、．：:]\s*(?=\S)", line_text(first))
            first = first if said is None else line_behind(first, said.end())
        written.append(_running((first, *rest)))
    return _hanging(mark, "\n\n".join(written), " " * len(mark))


def _table(group: Group) -> str:
    """Markdown's tables have a heading: it is the first row."""
    first, *others = ([_cell(cell) for cell in row] for row in group.rows)
    rows = (first, ["---"] * len(first), *others)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(pieces: Sequence[Piece]) -> str:
    lines = [line for piece in pieces for words in piece.words for line in words.lines]
    return _on_one_line(lines).replace("|", "\\|")


def _hanging(mark: str, text: str, indent: str) -> str:
    """Text behind a mark, its other lines beneath the first."""
    lines = text.split("\n")
    return mark + "\n".join((lines[0], *(indent + line if line else "" for line in lines[1:])))


def _running(lines: Sequence[Line]) -> str:
    """Lines that are to stay lines. An empty one would end the paragraph."""
    return "\\\n".join(_FIRST.sub(_ESCAPED, written_line(line)) for line in lines if line)


def _on_one_line(lines: Sequence[Line]) -> str:
    return "<br>".join(map(written_line, lines))
