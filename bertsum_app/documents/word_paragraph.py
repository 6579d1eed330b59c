"""One paragraph of a Word document: its runs as text with marks, and text with marks as runs.

Word cuts text into runs wherever a format, a spelling check or an edit once ended. Runs of the same
format are one stretch here; the format that most of a paragraph has is its own, and other stretches
are marks. What is no text (a picture, a note's number, a bookmark) is a mark at its place.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bertsum_app.documents.model import BlockKind, Mark, NewText
from bertsum_app.documents.word_names import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Elements around runs that readers do not see as such.
_CONTAINERS = frozenset(
    W + name for name in ("hyperlink", "ins", "smartTag", "customXml", "sdt", "moveTo")
)
_DROPPED = frozenset(W + name for name in ("proofErr", "lastRenderedPageBreak", "softHyphen"))
#: What makes no difference that anybody sees.
_UNSEEN = frozenset(W + name for name in ("lang", "noProof", "webHidden", "rtl"))
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_DEPTH = 20

_PieceKind = Literal["format", "container", "atom", "kept", "field"]


@dataclass
class _Piece:
    """What a mark stands for.

    format: `elements` is its run properties or nothing. container: the element itself. atom, kept:
    what stands there. field: what stands before the words, and what stands behind in `closing`.
    """

    kind: _PieceKind
    elements: list[_Element]
    closing: list[_Element]
    base: _Element | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text, its marks, and the elements that they stand for."""

    element: _Element
    text: str
    marks: tuple[Mark, ...]
    pieces: tuple[_Piece, ...]
    base: _Element | None

    def rewrite(self, content: NewText) -> None:
        """Put the new content in place of the old one."""
        properties = self.element.find(W + "pPr")
        new = self._children(content, -1, 0, len(content.text), self.base)
        for child in list(self.element):
            if child is not properties:
                self.element.remove(child)
        self.element.extend(new)

    def add_translation(self, content: NewText) -> _Element:
        """Put a paragraph with the new words behind this one; what has a number stays here only."""
        twin = copy.deepcopy(self.element)
        for child in list(twin):
            if child.tag != W + "pPr":
                twin.remove(child)
        properties = twin.find(W + "pPr")
        own = self.element.find(W + "pPr")
        if properties is not None and own is not None:
            for name in ("numPr", "pageBreakBefore"):
                for found in properties.findall(W + name):
                    properties.remove(found)
            # The break of a section stands in its last paragraph.
            for found in own.findall(W + "sectPr"):
                own.remove(found)
        for name in list(twin.attrib):
            if str(name).endswith(("}paraId", "}textId")):
                del twin.attrib[name]
        twin.extend(self._children(content, -1, 0, len(content.text), self.base, words_only=True))
        self.element.addnext(twin)
        return twin

    def _children(
        self,
        content: NewText,
        parent: int,
        start: int,
        end: int,
        base: _Element | None,
        *,
        words_only: bool = False,
    ) -> list[_Element]:
        inside = [index for index, mark in enumerate(self.marks) if mark.parent == parent]
        inside.sort(key=lambda index: (*content.marks[index], index))
        new: list[_Element] = []
        at = start
        for index in inside:
            first, last = content.marks[index]
            new += _runs(content.text[at:first], base)
            piece = self.pieces[index]
            at = last
            if piece.kind in ("atom", "kept"):
                if words_only:
                    new += _runs(content.text[first:last], base)
                else:
                    new += piece.elements
                continue
            inner = piece.elements[0] if piece.kind == "format" and piece.elements else piece.base
            words = self._children(content, index, first, last, inner, words_only=words_only)
            if piece.kind == "format" or words_only:
                new += words
            elif piece.kind == "field":
                new += [*piece.elements, *words, *piece.closing]
            else:
                [shell] = piece.elements
                holder = _holder(shell)
                for child in list(holder):
                    if not _is_properties(child):
                        holder.remove(child)
                holder.extend(words)
                new.append(shell)
        return [*new, *_runs(content.text[at:end], base)]


def read_paragraph(element: _Element, kept_styles: frozenset[str]) -> Paragraph:
    """Take a paragraph apart; text in `kept_styles` (of characters) is code."""
    reader = _Reader(kept_styles)
    reader.children(element, -1, 0)
    return reader.finish(element)


def block_kind(
    element: _Element, part_kind: BlockKind, style_name: str, outline: int | None
) -> tuple[BlockKind, int]:
    """What a paragraph is, and how deep, by its style and its place."""
    heading = re.fullmatch(r"heading (\d)", style_name)
    if heading or style_name == "title":
        return "heading", int(heading.group(1)) if heading else 1
    if outline is not None and part_kind == "paragraph":
        return "heading", outline + 1
    if part_kind != "paragraph":
        return part_kind, 0
    if style_name == "caption":
        return "caption", 0
    if re.search(r"\bcode\b|preformatted|\bsource\b", style_name):
        return "code", 0
    if any(True for _ in element.iterancestors(W + "tc")):
        return "table-cell", 0
    if element.find(f"{W}pPr/{W}numPr") is not None or style_name.startswith("list"):
        return "list-item", 0
    if "quote" in style_name:
        return "quote", 0
    return "paragraph", 0


@dataclass
class _Text:
    """A stretch of text with one format, in one container."""

    text: str
    properties: _Element | None
    key: bytes
    parent: int
    kept: bool


class _Reader:
    """Gathers stretches of text and marks, in order."""

    def __init__(self, kept_styles: frozenset[str]) -> None:
        self._kept_styles = kept_styles
        self._items: list[_Text | int] = []  # text, or the mark that begins here
        self._marks: list[tuple[_Piece, int]] = []  # with its parent
        self._ends: dict[int, int] = {}  # mark: index in items where it ends
        self._end_places: set[int] = set()

    def children(self, element: _Element, parent: int, depth: int) -> None:
        """What stands in a paragraph, or in a container of it."""
        fields = _Fields(list(element))
        for index, child in enumerate(element):
            if child.tag == W + "pPr" or _is_properties(child) or child.tag in _DROPPED:
                continue
            place = fields.place(index)
            if place == "begin":
                parent = self._begin(_Piece("field", fields.opening(index), []), parent)
            elif place == "end":
                self._marks[parent][0].closing.extend(fields.closing(index))
                self._ends[parent] = len(self._items)
                self._end_places.add(len(self._items))
                parent = self._marks[parent][1]
            elif place == "inside":
                continue
            elif place == "kept":
                self._keep(fields.whole(index), "", parent)
            elif child.tag == W + "r":
                self._run(child, parent)
            elif child.tag in _CONTAINERS and depth < _MAX_DEPTH and _has_text(child):
                mark = self._begin(_Piece("container", [child], []), parent)
                self.children(_holder(child), mark, depth + 1)
                self._ends[mark] = len(self._items)
                self._end_places.add(len(self._items))
            else:
                self._stand(child, parent)

    def finish(self, element: _Element) -> Paragraph:
        """Formats that are not the usual one become marks, too."""
        draft = _Draft(self._bases())
        index = 0
        while index < len(self._items):
            draft.close(self._ends, index)
            item = self._items[index]
            if isinstance(item, _Text):
                stretch = self._stretch(index)
                draft.add(item, "".join(each.text for each in stretch))
                index += len(stretch)
                continue
            piece, parent = self._marks[item]
            kept = self._items[index + 1] if piece.kind == "kept" else None
            draft.begin(item, piece, parent, kept.text if isinstance(kept, _Text) else "")
            index += 1 if kept is None else 2
        draft.close(self._ends, index)
        return draft.paragraph(element)

    def _stretch(self, first: int) -> list[_Text]:
        """Neighbours of the same format in the same container, from `first` on."""
        found: list[_Text] = []
        for index in range(first, len(self._items)):
            item = self._items[index]
            if not isinstance(item, _Text) or (found and index in self._end_places):
                break
            if found and (item.key, item.parent) != (found[0].key, found[0].parent):
                break
            found.append(item)
        return found

    def _bases(self) -> dict[int, tuple[_Element | None, bytes]]:
        """The format that most of the text has, for each container."""
        sizes: dict[int, dict[bytes, int]] = {}
        found: dict[bytes, _Element | None] = {}
        for item in self._items:
            if isinstance(item, _Text) and not item.kept and item.text.strip():
                counts = sizes.setdefault(item.parent, {})
                counts[item.key] = counts.get(item.key, 0) + len(item.text)
                found.setdefault(item.key, item.properties)
        bases = {}
        for parent, counts in sizes.items():
            key = max(counts, key=lambda each: counts[each])
            bases[parent] = found[key], key
        return bases

    def _begin(self, piece: _Piece, parent: int) -> int:
        self._marks.append((piece, parent))
        self._items.append(len(self._marks) - 1)
        return len(self._marks) - 1

    def _stand(self, element: _Element, parent: int) -> None:
        self._begin(_Piece("atom", [element], []), parent)

    def _keep(self, elements: list[_Element], text: str, parent: int) -> None:
        if not text:
            self._begin(_Piece("atom", elements, []), parent)
            return
        self._begin(_Piece("kept", elements, []), parent)
        self._items.append(_Text(text, None, b"", parent, kept=True))

    def _run(self, run: _Element, parent: int) -> None:
        properties = run.find(W + "rPr")
        key = _key(properties)
        style = None if properties is None else properties.find(W + "rStyle")
        is_code = style is not None and style.get(W + "val") in self._kept_styles
        for child in run:
            if child is properties or child.tag in _DROPPED:
                continue
            if child.tag == W + "t":
                if child.text:
                    text = child.text.replace("\n", " ")
                    self._items.append(_Text(text, properties, key, parent, is_code))
            elif child.tag == W + "noBreakHyphen":
                self._items.append(_Text("-", properties, key, parent, is_code))
            elif child.tag in (W + "tab", W + "br", W + "cr", W + "ptab"):
                # A tab parts what stands before and behind it as a line break does.
                self._keep([_run_of(child, properties)], "\n", parent)
            else:
                self._stand(_run_of(child, properties), parent)


class _Draft:
    """A paragraph in the making: its text so far, its marks, and what they stand for."""

    def __init__(self, bases: Mapping[int, tuple[_Element | None, bytes]]) -> None:
        """`bases`: the usual format of each container, and of the paragraph (-1)."""
        self._bases = bases
        self._text = ""
        self._marks: list[Mark] = []
        self._pieces: list[_Piece] = []
        self._numbers = {-1: -1}  # of the reader's marks here
        self._open: list[int] = []

    def begin(self, mark: int, piece: _Piece, parent: int, kept: str) -> None:
        """A mark of the reader's; one that keeps its text covers `kept`."""
        start = len(self._text)
        self._text += kept
        self._numbers[mark] = len(self._marks)
        self._marks.append(
            Mark(start, len(self._text), self._numbers[parent], keep=piece.kind == "kept")
        )
        piece.base = self._bases.get(mark, (None, b""))[0]
        self._pieces.append(piece)
        if piece.kind in ("container", "field"):
            self._open.append(mark)

    def add(self, first: _Text, text: str) -> None:
        """A stretch of text in the format of `first`: a mark, where that is not the usual one."""
        start = len(self._text)
        self._text += text
        _, usual = self._bases.get(first.parent, (None, first.key))
        if first.key == usual and not first.kept:
            return
        parent = self._numbers[first.parent]
        self._marks.append(Mark(start, len(self._text), parent, keep=first.kept))
        if first.kept:
            self._pieces.append(_Piece("kept", _runs(text, first.properties), []))
        else:
            elements = [] if first.properties is None else [first.properties]
            self._pieces.append(_Piece("format", elements, [], first.properties))

    def close(self, ends: Mapping[int, int], place: int) -> None:
        """End the marks that by `ends` have ended at this place among the reader's items."""
        while self._open and ends.get(self._open[-1], 0) <= place:
            number = self._numbers[self._open.pop()]
            self._marks[number] = replace(self._marks[number], end=len(self._text))

    def paragraph(self, element: _Element) -> Paragraph:
        """What was put together."""
        base = self._bases.get(-1, (None, b""))[0]
        return Paragraph(element, self._text, tuple(self._marks), tuple(self._pieces), base)


class _Fields:
    """Word's fields among the children of a paragraph: a link's words can be translated, others not.

    A field that begins or ends in another paragraph (a table of contents) is left as it is.
    """

    def __init__(self, children: Sequence[_Element]) -> None:
        self._children = children
        self._places: dict[int, str] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        begins: list[tuple[int, int, str]] = []  # where, where its words begin, its instruction
        for index, child in enumerate(children):
            if child.tag != W + "r":
                continue
            for part in child:
                if part.tag == W + "fldChar":
                    kind = part.get(W + "fldCharType")
                    if kind == "begin":
                        begins.append((index, -1, ""))
                    elif kind == "separate" and begins:
                        begins[-1] = begins[-1][0], index, begins[-1][2]
                    elif kind == "end" and begins:
                        begin, words, instruction = begins.pop()
                        if not begins:
                            self._add(begin, words, index, instruction)
                elif part.tag == W + "instrText" and begins:
                    start, words, instruction = begins[-1]
                    begins[-1] = start, words, instruction + (part.text or "")

    def place(self, index: int) -> str | None:
        """begin and end of a field with words; inside of its code; kept: the whole field."""
        return self._places.get(index)

    def opening(self, index: int) -> list[_Element]:
        """What stands before the words of the field that begins here."""
        first, last = self._spans[index]
        return list(self._children[first : last + 1])

    def closing(self, index: int) -> list[_Element]:
        """What stands behind the words of the field that ends here."""
        return [self._children[index]]

    def whole(self, index: int) -> list[_Element]:
        """All of a field that is kept."""
        first, last = self._spans[index]
        return list(self._children[first : last + 1])

    def _add(self, begin: int, words: int, end: int, instruction: str) -> None:
        if begin == end or any(at in self._places for at in range(begin, end + 1)):
            return  # all in one run: it stands as it is
        if instruction.split()[:1] == ["HYPERLINK"] and begin < words < end:
            self._places[begin] = "begin"
            self._spans[begin] = begin, words
            for at in range(begin + 1, words + 1):
                self._places[at] = "inside"
            self._places[end] = "end"
            return
        self._places[begin] = "kept"
        self._spans[begin] = begin, end
        for at in range(begin + 1, end + 1):
            self._places[at] = "inside"


def _holder(container: _Element) -> _Element:
    """Where a container has its runs: a content control has them one level deeper."""
    content = container.find(W + "sdtContent") if container.tag == W + "sdt" else None
    return container if content is None else content


def _has_text(element: _Element) -> bool:
    return any(found.text and found.text.strip() for found in element.iter(W + "t"))


def _is_properties(element: _Element) -> bool:
    tag = element.tag
    return isinstance(tag, str) and tag.startswith(W) and tag.endswith("Pr")


def _key(properties: _Element | None) -> bytes:
    """The same for formats that look the same."""
    if properties is None:
        return b""
    from lxml import etree

    seen = [child for child in properties if child.tag not in _UNSEEN]
    return b"".join(sorted(etree.tostring(child, with_tail=False) for child in seen))


def _run_of(child: _Element, properties: _Element | None) -> _Element:
    """A run of its own for something that is no text."""
    from lxml import etree

    run = etree.Element(W + "r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.append(copy.deepcopy(child))
    return run


def _runs(text: str, properties: _Element | None) -> list[_Element]:
    """Text as a run; line breaks that a translation may hold become Word's."""
    from lxml import etree

    if not text:
        return []
    run = etree.Element(W + "r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    for number, line in enumerate(_ILLEGAL.sub("", text).split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        if line:
            words = etree.SubElement(run, W + "t")
            words.text = line
            words.set(_SPACE, "preserve")
    return [run]
