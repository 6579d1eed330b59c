"""OpenDocument (ODT, ODP, ODS): words change, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged, DocumentProtected
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import (
    Block,
    BlockKind,
    Document,
    NewText,
    Place,
    Rewriting,
    with_sections,
)
from bertsum_app.documents.open_document_styles import Styles
from bertsum_app.documents.open_sheet_words import SheetWords
from bertsum_app.documents.packages import Package
from bertsum_app.documents.source_slots import Patch, Slot, render_marks, splice
from bertsum_app.documents.text_slots import TextPart, blocks_of, rewritten_package
from bertsum_app.documents.xml_inline import Inline, MixedContent, read_mixed
from bertsum_app.documents.xml_source import XmlNode, parse_xml, xml_text

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW, _OFFICE = (f"{_ODF}{name}:1.0}}" for name in ("text", "drawing", "office"))
_STYLE, _TABLE, _SHOW = (f"{_ODF}{name}:1.0}}" for name in ("style", "table", "presentation"))
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_MAIN, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_AROUND = frozenset(_TEXT + name for name in ("a", "meta", "meta-field"))
_BREAKS = frozenset(_TEXT + name for name in ("line-break", "tab"))
#: What paragraphs in these are, unless something nearer says otherwise.
_KINDS: dict[str, BlockKind] = {
    f"{_TABLE}table-cell": "table-cell",
    f"{_TEXT}list-item": "list-item",
    f"{_TEXT}note-body": "note",
    f"{_OFFICE}annotation": "note",
    f"{_SHOW}notes": "note",
    f"{_TEXT}index-body": "header",
    f"{_STYLE}master-page": "header",
}
_LONGEST_FIELD = 40
_PREFIX = re.compile(r"<([^\s/>:]+:)?")
_ID = re.compile(r"""\s(?:xml:id|text:id)\s*=\s*(?:"[^"]*"|'[^']*')""")
#: Stands for a blank that would be lost among others; in no file has it a meaning.
_HARD = "\ue000"
_LOST_BLANK = re.compile(r"(?:\A|(?<=[ \n\t])) ")
_SPECIAL = re.compile(f"({_HARD}+|\n|\t)")
_SPAN = re.compile(r"<[^\s/>:]+:span\b|<span\b")


class OpenText(Format):
    """ODT."""

    kind: ClassVar[Kind] = kinds.OPEN_TEXT

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the text with its notes and comments, then headers and footers."""
        with Package(source) as package:
            parts, pages = _parts(package, sheets=cls is OpenSheets)
        blocks = list(blocks_of(parts))
        # On sheets nothing is beneath a heading; what names a place there is known already.
        placed = tuple(blocks) if cls is OpenSheets else with_sections(blocks)
        return Document(cls.kind.name, placed, pages=pages)

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; bilingual files have each translation as a paragraph under its original."""
        with Package(source) as package:
            parts, _ = _parts(package, sheets=cls is OpenSheets)
            return rewritten_package(package, parts, rewriting, options)


class OpenSlides(OpenText):
    """ODP."""

    kind: ClassVar[Kind] = kinds.OPEN_SLIDES


class OpenSheets(OpenText):
    """ODS, whose cells stay where formulas make them or call them by their words."""

    kind: ClassVar[Kind] = kinds.OPEN_SHEETS


@dataclass(frozen=True)
class _ParagraphSlot(MixedContent):
    """A paragraph or a heading."""

    source: str = ""

    def patch(
        self, content: NewText, options: WriteOptions, in_holes: Mapping[tuple[int, int], str]
    ) -> Patch:
        """New content; in two languages, a paragraph of the same style behind this one."""
        slot = self.filled(in_holes)
        opening = self.source[self.node.start : self.node.inner]
        found = _PREFIX.match(opening)
        prefix = (found.group(1) if found else None) or ""
        if not options.bilingual:
            return Patch(slot.start, slot.end, _rendered(slot, content, prefix))
        old = splice(
            self.source[slot.start : slot.end],
            (Patch(a - slot.start, b - slot.start, new) for (a, b), new in in_holes.items()),
        )
        # A second heading would be counted, and listed in the contents.
        style = re.search(r"""\s\S*style-name\s*=\s*(?:"[^"]*"|'[^']*')""", _ID.sub("", opening))
        twin = f"<{prefix}p{style.group() if style else ''}>"
        words = _rendered(_words_only(slot), content, prefix)
        closing = self.source[self.node.behind : self.node.end]
        return Patch(slot.start, self.node.end, f"{old}{closing}{twin}{words}</{prefix}p>")


def _rendered(slot: Slot, content: NewText, prefix: str) -> str:
    def escape(text: str) -> str:
        pieces = []
        for piece in _SPECIAL.split(text):
            if piece.startswith(_HARD):
                pieces.append(f'<{prefix}s {prefix}c="{len(piece)}"/>')
            elif piece in ("\n", "\t"):
                pieces.append(f"<{prefix}{'line-break' if piece == chr(10) else 'tab'}/>")
            else:
                pieces.append(xml_text(piece))
        return "".join(pieces)

    text = _LOST_BLANK.sub(_HARD, content.text.replace(_HARD, " "))
    return render_marks(slot, NewText(text, content.marks), escape)


def _words_only(slot: Slot) -> Slot:
    """The slot with formats, but without what may stand in a document once."""
    raw = []
    for mark, (opening, closing) in zip(slot.block.marks, slot.raw, strict=True):
        if mark.keep:
            text = slot.block.text[mark.start : mark.end]
            raw.append((opening if text == "\n" else xml_text(text), ""))
        elif _SPAN.match(opening) and closing and not _ID.search(opening):
            raw.append((opening, closing))
        else:
            raw.append(("", ""))
    return Slot(slot.block, slot.start, slot.end, tuple(raw))


def _parts(package: Package, *, sheets: bool) -> tuple[list[TextPart], int]:
    """The parts with text, and the number of slides; `sheets`: it is a spreadsheet."""
    names = frozenset(package.names)
    # Searched, not parsed: old programs wrote manifests that are no XML.
    if _MANIFEST in names and b"encryption-data" in package.read(_MANIFEST):
        raise DocumentProtected(package.path)
    if _MAIN not in names:
        raise DocumentDamaged(package.path, f"it has no part {_MAIN}")
    sources = [
        (part, parse_xml(package.read(part), package.path, part))
        for part in (_MAIN, _STYLES)
        if part in names
    ]
    styles = Styles(source for _, source in sources)
    parts = []
    for part, source in sources:
        words = SheetWords(source.root) if sheets else None
        pages = {id(page): n for n, page in enumerate(source.root.all(f"{_DRAW}page"), 1)}
        slots = []
        for node in _paragraphs(source.root):
            found = read_mixed(
                source,
                node,
                _Rules(styles),
                _like(node, styles, pages, words),
                collapse=True,
                has_slots=_holds_paragraphs,
            )
            if found is not None:
                slots.append(_ParagraphSlot(found.slot, node, found.standing, source.text))
        parts.append(TextPart(part, source, slots))
    return parts, sum(1 for _ in sources[0][1].root.all(f"{_DRAW}page"))


def _paragraphs(root: XmlNode) -> Iterator[XmlNode]:
    """All paragraphs but those that a change has taken away."""
    for node in root.all():
        if node.name in _PARAGRAPHS and not any(
            each.name == f"{_TEXT}tracked-changes" for each in node.ancestors()
        ):
            yield node


def _like(
    node: XmlNode, styles: Styles, pages: Mapping[int, int], words: SheetWords | None
) -> Block:
    """A block of the kind and the place of a paragraph."""
    kind: BlockKind = styles.paragraph_kind(node.get(f"{_TEXT}style-name"))
    nearest: BlockKind | None = None
    page = None
    for around in node.ancestors():
        if nearest is None and around.name in _KINDS:
            nearest = _KINDS[around.name]
        if nearest is None and around.get(f"{_SHOW}class") in ("title", "subtitle"):
            nearest = "heading"
        if around.name == f"{_DRAW}page":
            page = pages.get(id(around))
    if node.name == f"{_TEXT}h" and nearest in (None, "list-item"):
        kind = "heading"
    elif kind == "paragraph" and nearest is not None:
        kind = nearest
    outline = node.get(f"{_TEXT}outline-level")
    level = (int(outline) if re.fullmatch("[1-9]", outline) else 1) if kind == "heading" else 0
    if words is None:
        return Block(kind, "", (), Place(page), level, kind != "code")
    place = Place(section=tuple(filter(None, (words.sheet(node),))))
    return Block(kind, "", (), place, level, not words.stays(node))


def _holds_paragraphs(node: XmlNode) -> bool:
    return any(each.name in _PARAGRAPHS for each in node.all())


class _Rules:
    """What the elements of a paragraph are."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def __call__(self, node: XmlNode) -> Inline:
        name = node.name
        if name == f"{_TEXT}span":
            style = node.get(f"{_TEXT}style-name")
            look = self._styles.look(style)
            if look == "":
                return Inline("through")
            if look is None:
                return Inline("keep", node.text()) if _is_plain(node) else Inline("around")
            return Inline("around", look=look, sets=self._styles.properties(style))
        if name in _AROUND:
            return Inline("around")
        if name == f"{_TEXT}s":
            count = node.get(f"{_TEXT}c", "1")
            return Inline("text", " " * (int(count) if re.fullmatch(r"\d{1,3}", count) else 1))
        if name in _BREAKS:
            return Inline("keep", "\n")
        if name == f"{_TEXT}soft-page-break":
            return Inline("drop")
        if name.startswith(_TEXT) and _is_plain(node):
            text = node.text()
            if text.strip() and len(text) <= _LONGEST_FIELD and "\n" not in text:
                return Inline("keep", text)
        return Inline("stand")


def _is_plain(node: XmlNode) -> bool:
    """Whether there is text in it and nothing else."""
    return all(isinstance(child, str) for child in node.children) and bool(node.text())
