"""Presentations (PPTX): words change in their paragraphs, every other byte of a slide stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, BlockKind, Document, Place, Rewriting, with_sections
from bertsum_app.documents.office_parts import SHOWN_BESIDE, related, relations
from bertsum_app.documents.packages import Package
from bertsum_app.documents.text_slots import TextPart, blocks_of, rewritten_package
from bertsum_app.documents.xml_runs import DRAWING, RunSlot, read_runs
from bertsum_app.documents.xml_source import XmlNode, parse_xml

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = "ppt/presentation.xml"
_HEADERS = frozenset(("ftr", "hdr", "dt", "sldNum"))


class SlidesFile(Format):
    """PPTX, and PPTM, whose macros are neither read nor run."""

    kind: ClassVar[Kind] = kinds.SLIDES

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read slide by slide: its text, charts and SmartArt, its notes; then what masters add."""
        with Package(source) as package:
            slides = _slides(package)
            blocks = blocks_of(list(_parts(package, slides)))
        return Document(cls.kind.name, with_sections(blocks), pages=len(slides))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; bilingual slides have each translation on a line under its original."""
        with Package(source) as package:
            parts = list(_parts(package, _slides(package)))
            return rewritten_package(package, parts, rewriting, options)


def _slides(package: Package) -> list[str]:
    """The slides' parts, in the order in which they are shown."""
    if _MAIN not in package.names:
        raise DocumentDamaged(package.path, f"it has no part {_MAIN}")
    by_id = {each.id: each.part for each in relations(package, _MAIN) if each.kind == "slide"}
    root = parse_xml(package.read(_MAIN), package.path, _MAIN).root
    listed = [by_id.get(each.get(f"{_R}id")) for each in root.all(f"{_P}sldId")]
    return list(dict.fromkeys(part for part in listed if part))


def _parts(package: Package, slides: list[str]) -> Iterator[TextPart]:
    seen: set[str] = set()

    def part(name: str, kind: BlockKind, page: int | None) -> Iterator[TextPart]:
        if name not in seen:
            seen.add(name)
            yield _part(package, name, kind, page)

    for page, slide in enumerate(slides, 1):
        yield from part(slide, "paragraph", page)
        for shown in related(package, slide, *SHOWN_BESIDE):
            yield from part(shown, "caption", page)
        for notes in related(package, slide, "notesSlide"):
            yield from part(notes, "note", page)
    for slide in slides:
        for layout in related(package, slide, "slideLayout"):
            yield from part(layout, "header", None)
            for master in related(package, layout, "slideMaster"):
                yield from part(master, "header", None)


def _part(package: Package, name: str, kind: BlockKind, page: int | None) -> TextPart:
    source = parse_xml(package.read(name), package.path, name)
    slots: list[RunSlot] = []
    for paragraph in source.root.all(f"{_A}p"):
        what = _kind(paragraph, kind)
        if what is not None:
            level = 1 if what == "heading" else 0
            slot = read_runs(source, paragraph, DRAWING, Block(what, "", (), Place(page), level))
            if slot is not None:
                slots.append(slot)
    return TextPart(name, source, slots)


def _kind(paragraph: XmlNode, part_kind: BlockKind) -> BlockKind | None:
    """What a paragraph is; None: the prompt of a layout, which no slide shows."""
    for around in paragraph.ancestors():
        if around.name == f"{_A}tc":
            return "table-cell"
        if around.name == f"{_P}sp":
            holder = _placeholder(around)
            if holder is None:
                break
            if part_kind == "header":
                return None
            what = holder.get("type")
            if what in _HEADERS:
                return "header"
            if part_kind == "paragraph" and what in ("title", "ctrTitle"):
                return "heading"
            break
    return part_kind


def _placeholder(shape: XmlNode) -> XmlNode | None:
    """What says that a shape fills a place of its layout."""
    node: XmlNode | None = shape
    for name in ("nvSpPr", "nvPr", "ph"):
        node = None if node is None else node.child(_P + name)
    return node
