"""Word documents (DOCX): words change in their paragraphs, every other part stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, BlockKind, Document, Rewriting, with_sections
from bertsum_app.documents.packages import Package
from bertsum_app.documents.word_direction import turn
from bertsum_app.documents.word_names import W
from bertsum_app.documents.word_paragraph import Paragraph, block_kind, read_paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
#: Parts with text, in the order in which they are read, and what their paragraphs are.
_PARTS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"word/document\.xml"), "paragraph"),
    (re.compile(r"word/(?:footnotes|endnotes)\.xml"), "note"),
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "header"),
)
_CODE_STYLE = re.compile(r"code|verbatim|keyboard|sample|typewriter|variable", re.IGNORECASE)


class WordFile(Format):
    """DOCX, and DOCM, whose macros are neither read nor run."""

    kind: ClassVar[Kind] = kinds.WORD

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the text, the notes, headers and footers, in this order."""
        with Package(source) as package:
            blocks = [block for _, _, block in _paragraphs(package, _parts(package))]
        return Document(cls.kind.name, with_sections(blocks))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; bilingual files have each translation as a paragraph under its original."""
        from lxml import etree

        with Package(source) as package:
            parts = _parts(package)
            changed: set[str] = set()
            left_out: list[int] = []
            _, _, code_styles = _styles(package)
            found = list(enumerate(_paragraphs(package, parts)))
            # Backwards: a paragraph in a text box is done before the one that holds the box, which
            # is then read again with what is new in it.
            for index, (part, old, _) in reversed(found):
                if index not in rewriting:
                    continue
                paragraph = read_paragraph(old.element, code_styles)
                if (paragraph.text, paragraph.marks) != (old.text, old.marks):
                    left_out.append(index)  # paragraphs right inside of each other
                    continue
                changed.add(part)
                new_one = paragraph.element
                if options.bilingual:
                    new_one = paragraph.add_translation(rewriting[index])
                else:
                    paragraph.rewrite(rewriting[index])
                if options.right_to_left is not None:
                    turn(new_one, right_to_left=options.right_to_left)
            new = {
                part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                for part, root in parts.items()
                if part in changed
            }
            return Written(package.with_parts(new), tuple(left_out))


def _parts(package: Package) -> dict[str, _Element]:
    if _MAIN not in package.names:
        raise DocumentDamaged(package.path, f"it has no part {_MAIN}")
    found = {}
    for pattern, _ in _PARTS:
        for name in sorted(set(package.names)):
            if pattern.fullmatch(name):
                found[name] = package.xml(name)
    return found


def _paragraphs(
    package: Package, parts: dict[str, _Element]
) -> Iterator[tuple[str, Paragraph, Block]]:
    """The paragraphs with text in them, with their parts."""
    names, outlines, code_styles = _styles(package)
    for part, root in parts.items():
        kind = next(kind for pattern, kind in _PARTS if pattern.fullmatch(part))
        for element in list(root.iter(W + "p")):
            paragraph = read_paragraph(element, code_styles)
            if not paragraph.text.strip():
                continue
            style = element.find(f"{W}pPr/{W}pStyle")
            style_id = "" if style is None else style.get(W + "val") or ""
            what, level = block_kind(
                element, kind, names.get(style_id, style_id).lower(), outlines.get(style_id)
            )
            block = Block(
                what,
                paragraph.text,
                paragraph.marks,
                level=level,
                translate=what != "code",
            )
            yield part, paragraph, block


def _styles(package: Package) -> tuple[dict[str, str], dict[str, int], frozenset[str]]:
    """The names of styles by their ids, outline levels by id, and the ids of code's characters."""
    names: dict[str, str] = {}
    outlines: dict[str, int] = {}
    code: set[str] = set()
    if _STYLES not in package.names:
        return names, outlines, frozenset()
    for style in package.xml(_STYLES).iter(W + "style"):
        style_id = style.get(W + "styleId")
        name = style.find(W + "name")
        if style_id is None or name is None:
            continue
        names[style_id] = name.get(W + "val") or ""
        level = style.find(f"{W}pPr/{W}outlineLvl")
        value = None if level is None else level.get(W + "val")
        if value is not None and value.isascii() and value.isdigit() and int(value) < 9:
            outlines[style_id] = int(value)
        if style.get(W + "type") == "character" and _CODE_STYLE.search(names[style_id]):
            code.add(style_id)
    return names, outlines, frozenset(code)
