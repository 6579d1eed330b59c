"""Workbooks (XLSX): the words of cells change; formulas, numbers and formats stay byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, Document, NewText, Place, Rewriting
from bertsum_app.documents.office_parts import SHOWN_BESIDE, related, relations
from bertsum_app.documents.packages import Package
from bertsum_app.documents.sheet_scan import SheetNames, scan_sheet
from bertsum_app.documents.sheet_tables import SheetTable, read_table
from bertsum_app.documents.text_slots import TextPart, blocks_of, rewritten_package
from bertsum_app.documents.xml_runs import DRAWING, SHEET, RunSlot, read_runs
from bertsum_app.documents.xml_source import XmlNode, XmlSource, parse_xml

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MAIN = "xl/workbook.xml"
_CALCULATION = re.compile(r"<(?:[^\s/>:]+:)?calcPr\b(?![^>]*fullCalcOnLoad)")


class SheetsFile(Format):
    """XLSX, and XLSM, whose macros are neither read nor run."""

    kind: ClassVar[Kind] = kinds.SHEETS

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the cells' words, each once, by sheet; then drawings, charts and comments."""
        with Package(source) as package:
            return Document(cls.kind.name, tuple(blocks_of(_read(package).parts)))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; a bilingual cell has its translation on a second line."""
        with Package(source) as package:
            book = _read(package)
            new, left_out = _without_clashes(book, rewriting, options)
            words = _words(book, new, options)
            others = {
                table.part: data
                for table in book.tables
                if (data := table.renamed(words)) is not None
            }
            if new and book.names.text_results:
                # What formulas made of the old words is calculated anew when the file is opened.
                text = _CALCULATION.sub(r'\g<0> fullCalcOnLoad="1"', book.main.text, count=1)
                others[_MAIN] = book.main.encoded(text)
            written = rewritten_package(package, book.parts, new, options, others)
            return replace(written, left_out=tuple(sorted(left_out)))


@dataclass
class _Book:
    """A workbook's parts with slots, and what else has words of its cells in it."""

    main: XmlSource
    names: SheetNames = field(default_factory=SheetNames)
    tables: list[SheetTable] = field(default_factory=list)
    parts: list[TextPart] = field(default_factory=list)
    #: The place of each shared string that some cell has, in the order of the cells.
    used: dict[int, Place] = field(default_factory=dict)


def _read(package: Package) -> _Book:
    if _MAIN not in package.names:
        raise DocumentDamaged(package.path, f"it has no part {_MAIN}")
    book = _Book(parse_xml(package.read(_MAIN), package.path, _MAIN))
    by_id = {each.id: each for each in relations(package, _MAIN)}
    for name in book.main.root.all(_S + "definedName"):
        book.names.add_formula(name.text())
    others: list[TextPart] = []
    with_words: dict[str, Place] = {}
    for sheet in book.main.root.all(_S + "sheet"):
        relation = by_id.get(sheet.get(f"{_R}id"))
        if relation is None:
            continue
        place = Place(None, (sheet.get("name"),))
        if relation.kind == "worksheet":
            data = package.read(relation.part)
            for cell in scan_sheet(data, package.path, relation.part, book.names):
                if cell.string is None:
                    with_words.setdefault(relation.part, place)
                else:
                    book.used.setdefault(cell.string, place)
        others += _beside(package, relation.part, place, book)
    for each in by_id.values():
        if each.kind == "pivotCacheDefinition":
            root = parse_xml(package.read(each.part), package.path, each.part).root
            for column in root.all(_S + "cacheField"):
                book.names.add(column.get("name"))
    for part in related(package, _MAIN, "sharedStrings"):
        book.parts.append(_shared(package, part, book))
    book.parts += [_inline(package, part, place, book.names) for part, place in with_words.items()]
    book.parts += others
    return book


def _beside(package: Package, sheet: str, place: Place, book: _Book) -> Iterator[TextPart]:
    """What a sheet has beside its cells."""
    for table in related(package, sheet, "table"):
        book.tables.append(read_table(package, table, book.names))
    caption = Block("caption", "", (), place)
    for drawing in related(package, sheet, "drawing"):
        for part in (drawing, *related(package, drawing, *SHOWN_BESIDE)):
            source = parse_xml(package.read(part), package.path, part)
            yield _part(part, source, source.root.all(f"{_A}p"), caption)
    if any(True for _ in related(package, sheet, "threadedComment")):
        return  # the comments are only there for programs that do not know threads
    for part in related(package, sheet, "comments"):
        source = parse_xml(package.read(part), package.path, part)
        texts = (each.child(_S + "text") for each in source.root.all(_S + "comment"))
        yield _part(part, source, (t for t in texts if t), Block("note", "", (), place), cells=True)


def _part(
    name: str, source: XmlSource, nodes: Iterator[XmlNode], like: Block, *, cells: bool = False
) -> TextPart:
    found = (read_runs(source, node, SHEET if cells else DRAWING, like) for node in nodes)
    return TextPart(name, source, [slot for slot in found if slot is not None])


def _shared(package: Package, part: str, book: _Book) -> TextPart:
    source = parse_xml(package.read(part), package.path, part)
    strings = list(source.root.all(_S + "si"))
    slots = []
    for number, place in book.used.items():
        if number < len(strings):
            slot = _cell_slot(source, strings[number], place, book.names)
            if slot is not None:
                slots.append(slot)
    return TextPart(part, source, slots)


def _inline(package: Package, part: str, place: Place, names: SheetNames) -> TextPart:
    source = parse_xml(package.read(part), package.path, part)
    found = (_cell_slot(source, node, place, names) for node in source.root.all(_S + "is"))
    return TextPart(part, source, [slot for slot in found if slot is not None])


def _cell_slot(source: XmlSource, node: XmlNode, place: Place, names: SheetNames) -> RunSlot | None:
    slot = read_runs(source, node, SHEET, Block("table-cell", "", (), place))
    if slot is None or slot.block.text not in names:
        return slot
    return replace(slot, block=replace(slot.block, translate=False))


def _words(book: _Book, rewriting: Rewriting, options: WriteOptions) -> dict[str, str]:
    """The new words of cells by the old ones, as tables have to call their columns."""
    blocks = blocks_of(book.parts)
    found: dict[str, str] = {}
    for index, new in rewriting.items():
        if index < len(blocks) and blocks[index].kind == "table-cell":
            old = blocks[index].text
            found[old] = f"{old}\n{new.text}" if options.bilingual else new.text
    return found


def _without_clashes(
    book: _Book, rewriting: Rewriting, options: WriteOptions
) -> tuple[dict[int, NewText], set[int]]:
    """New contents that give no two columns of a table the same name, and the blocks left out."""
    new = dict(rewriting)
    left_out: set[int] = set()
    blocks: Sequence[Block] = blocks_of(book.parts)
    while True:
        words = _words(book, new, options)
        bad = {name for table in book.tables for name in table.clashes(words)} & words.keys()
        if not bad:
            return new, left_out
        found = {
            index
            for index in new
            if index < len(blocks)
            and blocks[index].kind == "table-cell"
            and blocks[index].text in bad
        }
        left_out |= found
        for index in found:
            del new[index]
