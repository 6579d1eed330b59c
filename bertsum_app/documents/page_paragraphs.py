"""From lines to what they make: headings, paragraphs, list items, notes, captions and tables.

Lines become paragraphs by their gaps, indents and sizes; a paragraph may go on in the next column or
on the next page. Words that were parted at the end of a line are put together again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bertsum_app.documents.looks import Looks, cut, joined, marks_of, toned_down, without
from bertsum_app.documents.model import Block, BlockKind, Place
from bertsum_app.documents.page_layout import Line, reading_order, told_size, without_edges
from bertsum_app.documents.page_tables import LIST_MARK, Table, parts_of
from bertsum_app.documents.prose import is_title_of_sources
from bertsum_app.text.chinese import is_cjk, is_wide

_SENTENCE_END = re.compile(r"[.!?。！？:：][\"'”’」』)）\]]*$")
#: Of list items, what says nothing.
_BULLET = re.compile(r"[-•*·▪◦‣–]\s+(?=\S)")
_CAPTION = re.compile(r"(?:figure|fig\.|table|图|表)\s*\d+(?:\.\d+)*\s*[.:：\s]", re.IGNORECASE)
#: Between an entry of a table of contents and its page.
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)?\s*$")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\xad\ufffe\uffff]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
#: A soft hyphen, and what stands for one at the end of a line.
_SOFT_HYPHENS = "\xad\ufffe"
_HYPHENS = "-\u2010\x02"
#: In line heights, unless said otherwise.
_PARAGRAPH_GAP = 1.75  # from base line to base line
_INDENT = 0.8
_OTHER_SIZE = 0.13  # of the larger one: no paragraph has both
_SMALLEST_PITCH = 0.9
_WIDER = 1.3  # times as far
_SAME_EDGE = 2.5  # of two lines: the first of a paragraph may be indented, centred ones differ more
_ROOM = 2.5
_CJK_WORD = 2  # characters: one that a line must not begin with stays with the one before it
_HEADING_SIZE = 1.13  # times the size of most of the text
_NOTE_SIZE = 0.9  # times the same
_LONGEST_HEADING = 200  # code points


@dataclass(frozen=True)
class _Paragraph:
    kind: BlockKind | None
    """None: to be told by its size."""
    text: str
    pages: tuple[tuple[int, int], ...]
    """(offset, page): from there on it stands on that page."""
    size: float
    bold: bool
    lines: tuple[tuple[int, Line], ...]
    """With their pages."""
    cell: tuple[int, int] | None = None
    """Row and column in a table."""
    looks: Looks = ()


@dataclass(frozen=True)
class PlacedBlock:
    """A block and the lines it is made of, each with its page (from 1)."""

    block: Block
    lines: tuple[tuple[int, Line], ...]


@dataclass(frozen=True)
class _Usual:
    """What most of the text of a document has."""

    size: float
    bold: bool = False
    italic: bool = False


def blocks_of_pages(pages: Sequence[Sequence[Line]]) -> list[PlacedBlock]:
    """All blocks in reading order."""
    ordered = [reading_order(page) for page in without_edges(pages)]
    usual = _usual(ordered)
    joiner = LineJoiner(line.text for page in ordered for line in page)
    paragraphs: list[_Paragraph] = []
    for number, lines in enumerate(ordered, 1):
        for index, paragraph in enumerate(_paragraphs(lines, number, joiner)):
            at = _continued(paragraphs, paragraph, usual.size, first_of_page=index == 0)
            if at is None:
                paragraphs.append(paragraph)
            else:
                paragraphs[at] = _joined(paragraphs[at], paragraph, joiner)
    sizes = sorted(
        {round(p.size) for p in paragraphs if p.size > usual.size * _HEADING_SIZE}, reverse=True
    )
    return [
        PlacedBlock(_block(paragraph, usual, sizes), paragraph.lines) for paragraph in paragraphs
    ]


class LineJoiner:
    """Puts lines together to a text that has no lines."""

    def __init__(self, lines: Iterator[str] | Sequence[str] = ()) -> None:
        """`lines`: of the whole document, whose words tell which hyphens belong to a word."""
        self._known: Counter[str] = Counter()
        for line in lines:
            self._known.update(word.lower() for word in _WORD.findall(line))

    def join(self, first: str, second: str) -> str:
        """Two lines of a paragraph as one: a hyphen that only parts a word goes."""
        if not first or not second:
            return first + second
        if first[-1] in _SOFT_HYPHENS:
            return first[:-1] + second
        if first[-1] in _HYPHENS and first[-2:-1].isalpha():
            whole = self._is_parted(first[:-1], second)
            return first[:-1] + ("" if whole else "-") + second
        if _is_chinese(first[-1]) and _is_chinese(second[0]):
            return first + second
        return f"{first} {second}"

    def _is_parted(self, first: str, second: str) -> bool:
        """Whether the hyphen is there only because the line ended."""
        if not second[0].islower():
            return False
        begin, end = _END_WORD.search(first), _FIRST_WORD.match(second)
        if begin is None or end is None:
            return True
        left, right = begin.group().lower(), end.group().lower()
        # "well-known" in another line says that "well-/known" has a hyphen of its own.
        return self._known[left + right] >= self._known[f"{left}-{right}"]


def _is_chinese(character: str) -> bool:
    return is_cjk(character) or is_wide(character)


def _usual(pages: Sequence[Sequence[Line]]) -> _Usual:
    sizes: Counter[float] = Counter()
    bold = italic = 0
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
            for each in line.looks:
                bold += (each.end - each.start) * each.look.bold
                italic += (each.end - each.start) * each.look.italic
    if not sizes:
        return _Usual(1.0)
    half = sizes.total() / 2
    return _Usual(sizes.most_common(1)[0][0], bold > half, italic > half)


def _paragraphs(lines: Sequence[Line], page: int, joiner: LineJoiner) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for part in parts_of(lines):
        if isinstance(part, Table):
            for within, cell in part.cells:
                found += [
                    replace(paragraph, kind="table-cell", cell=cell)
                    for paragraph in _running(within, page, joiner)
                ]
        else:
            found += _running(part, page, joiner)
    return found


def _running(lines: Sequence[Line], page: int, joiner: LineJoiner) -> Iterator[_Paragraph]:
    together: list[Line] = []
    right = max((line.right for line in lines), default=0.0)
    for line in lines:
        if together and (
            _is_far_below(line, together) or _begins(line, together[-1], together[0], right)
        ):
            yield _paragraph(together, page, joiner)
            together = []
        together.append(line)
    if together:
        yield _paragraph(together, page, joiner)


def _paragraph(lines: Sequence[Line], page: int, joiner: LineJoiner) -> _Paragraph:
    text = ""
    looks: Looks = ()
    sizes: Counter[float] = Counter()
    for line in lines:
        text = joiner.join(text, line.text)
        looks = joined(looks, line.looks, at=len(text) - len(line.text))
        sizes[line.size] += len(line.text)
    kind: BlockKind | None = "table-cell" if _LEADERS.search(text) else None
    size = told_size(sizes)
    bold = all(line.bold for line in lines)
    placed = tuple((page, line) for line in lines)
    return _Paragraph(kind, text, ((0, page),), size, bold, placed, looks=looks)


def _begins(line: Line, last: Line, first: Line, right: float) -> bool:
    """Whether a line begins a new paragraph."""
    size = max(line.size, last.size)
    ended = _SENTENCE_END.search(last.text) is not None
    if abs(line.middle - last.middle) < 0.4 * size:
        return False  # the other half of the same line
    if abs(line.size - last.size) > _OTHER_SIZE * size or line.bold != last.bold:
        return True
    if _LEADERS.search(last.text) or is_title_of_sources(last.text):
        return True
    if line.left > last.right or line.bottom > last.top:
        # The top of the next column: it may go on.
        return ended or LIST_MARK.match(line.text) is not None
    if last.bottom - line.bottom > _PARAGRAPH_GAP * size:
        return True
    if LIST_MARK.match(line.text) and (ended or not LIST_MARK.match(first.text) or _marked(line)):
        return True
    if line.left - min(first.left, last.left) > _INDENT * size and line.left > last.left:
        return ended and LIST_MARK.match(last.text) is None
    column = max(last.right, line.right, first.right)
    if ended and last.right < column - 3 * size and last.right < right:
        return True
    return _broken_on_purpose(line, last, column)


def _is_far_below(line: Line, together: Sequence[Line]) -> bool:
    """Whether a line is further from the one before it than the lines of its paragraph are apart."""
    if len(together) < 2:
        return False
    apart = together[-2].bottom - together[-1].bottom
    gap = together[-1].bottom - line.bottom
    return apart > _SMALLEST_PITCH * line.size and gap > _WIDER * apart


def _broken_on_purpose(line: Line, last: Line, column: float) -> bool:
    """Whether the line's first word had more than enough room in the line before it."""
    if abs(line.left - last.left) > _SAME_EDGE * line.size or not line.text:
        return False
    word = _CJK_WORD if is_cjk(line.text[0]) else len(line.text.split(maxsplit=1)[0])
    width = word * (line.right - line.left) / len(line.text)
    return last.right + width < column - _ROOM * line.size


def _marked(line: Line) -> bool:
    """Whether a line begins with a mark that is nothing but one."""
    return not line.text[:1].isalnum()


def _continued(
    before: Sequence[_Paragraph], paragraph: _Paragraph, usual: float, *, first_of_page: bool
) -> int | None:
    """Which paragraph this one is the rest of: notes, tables or the end of a page stand between."""
    if paragraph.kind is not None:
        return None
    index = len(before) - 1
    while index >= 0 and _is_aside(before[index], usual):
        index -= 1
    if index < 0 or (index == len(before) - 1 and not first_of_page):
        return None
    return index if _goes_on(before[index], paragraph) else None


def _joined(before: _Paragraph, rest: _Paragraph, joiner: LineJoiner) -> _Paragraph:
    text = joiner.join(before.text, rest.text)
    page, at = rest.pages[0][1], len(text) - len(rest.text)
    turns = () if before.pages[-1][1] == page else ((at, page),)
    lines = (*before.lines, *rest.lines)
    looks = joined(before.looks, rest.looks, at=at)
    return replace(before, text=text, pages=(*before.pages, *turns), lines=lines, looks=looks)


def _is_aside(paragraph: _Paragraph, usual: float) -> bool:
    return paragraph.kind is not None or _kind_by_size(paragraph, usual) in ("note", "caption")


def _goes_on(before: _Paragraph, paragraph: _Paragraph) -> bool:
    """Whether a paragraph looks like the rest of another one."""
    if abs(before.size - paragraph.size) > _OTHER_SIZE * before.size:
        return False
    if before.bold != paragraph.bold or is_title_of_sources(before.text):
        return False
    if _SENTENCE_END.search(before.text) or LIST_MARK.match(paragraph.text):
        return False
    first = paragraph.text[:1]
    return first.islower() or (is_cjk(first) and is_cjk(before.text[-1:] or " "))


def _block(paragraph: _Paragraph, usual: _Usual, sizes: Sequence[int]) -> Block:
    pages = tuple((len(_UNSEEN.sub("", paragraph.text[:at])), page) for at, page in paragraph.pages)
    text = _UNSEEN.sub("", paragraph.text)
    looks = without(paragraph.looks, _UNSEEN.finditer(paragraph.text))
    place = Place(pages[0][1], turns=pages[1:], cell=paragraph.cell)
    kind, level = _told_kind(paragraph, text, usual, sizes)
    # A heading is bold already, and what all of a document is says nothing.
    looks = toned_down(looks, bold=usual.bold or kind == "heading", italic=usual.italic)
    mark = _BULLET.match(text) if kind == "list-item" else None
    if mark is not None:
        size = mark.end()
        turns = tuple((max(0, at - size), page) for at, page in place.turns)
        place = replace(place, turns=turns)
        looks = cut(looks, size, len(text))
        text = text[size:]
    return Block(kind, text, marks_of(text, looks), place, level)


def _told_kind(
    paragraph: _Paragraph, text: str, usual: _Usual, sizes: Sequence[int]
) -> tuple[BlockKind, int]:
    """What a paragraph is, and the level of a heading; `text` is what is to be seen of it."""
    kind = paragraph.kind
    if kind is None and len(text) <= _LONGEST_HEADING and any(map(str.isalnum, text)):
        if paragraph.size > usual.size * _HEADING_SIZE:
            return "heading", min(6, sizes.index(round(paragraph.size)) + 1)
        bold = paragraph.bold and not usual.bold and not _SENTENCE_END.search(text)
        if bold or is_title_of_sources(text):
            return "heading", min(6, len(sizes) + 1)
    return kind or _kind_by_size(paragraph, usual.size), 0


def _kind_by_size(paragraph: _Paragraph, usual: float) -> BlockKind:
    if _CAPTION.match(paragraph.text):
        return "caption"
    if paragraph.size < usual * _NOTE_SIZE:
        return "note"
    return "list-item" if LIST_MARK.match(paragraph.text) else "paragraph"
