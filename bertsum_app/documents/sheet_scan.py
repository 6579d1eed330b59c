"""What the cells and formulas of a worksheet say, without keeping the sheet in memory.

Some words of a workbook are names: formulas compare cells with them, tables and pivots call columns by
them, filters list them. Translated, they would change what is calculated, so `SheetNames` gathers them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.documents.errors import DocumentDamaged

if TYPE_CHECKING:
    from lxml.etree import _Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULAS = frozenset(_S + name for name in ("f", "formula", "formula1", "formula2"))
_FILTERS = frozenset(_S + name for name in ("filter", "customFilter"))
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
#: A column of a table, in brackets; `'` goes before what would have a meaning there.
_COLUMN = re.compile(r"\[@?((?:[^\[\]'#@]|'.)+)\]")
_ESCAPED = re.compile(r"'(.)")


@dataclass(frozen=True)
class Cell:
    """A cell with words. `string` is its number among the shared strings; None: they stand in it."""

    reference: str
    string: int | None


@dataclass
class SheetNames:
    """Words that formulas, tables and filters use as names, in small letters."""

    words: set[str] = field(default_factory=set)
    #: Whether some formula's result is text, which may be made of other cells' words.
    text_results: bool = False

    def __contains__(self, text: str) -> bool:
        return text.strip().casefold() in self.words

    def add(self, word: str) -> None:
        """This word is a name."""
        self.words.add(word.strip().casefold())

    def add_formula(self, formula: str) -> None:
        """The texts and the columns that a formula names; lists of choices are texts, too."""
        for found in _LITERAL.findall(formula):
            text = found.replace('""', '"')
            self.add(text)
            for choice in text.split(","):
                self.add(choice)
        for column in _COLUMN.findall(formula):
            self.add(_ESCAPED.sub(r"\1", column))


def scan_sheet(data: bytes, path: Path, part: str, names: SheetNames) -> Iterator[Cell]:
    """The cells with words, in order; `names` learns the words of the formulas and filters.

    Raises:
        DocumentDamaged: it is no XML.
    """
    from lxml import etree

    try:
        events = etree.iterparse(
            io.BytesIO(data), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            tag = element.tag
            if tag == _S + "c":
                cell = _cell(element, names)
                if cell is not None:
                    yield cell
            elif tag in _FORMULAS:
                names.add_formula(element.text or "")
            elif tag in _FILTERS:
                names.add(element.get("val") or "")
            elif tag == _S + "row":
                element.clear()
                previous = element.getprevious()
                if previous is not None:
                    element.getparent().remove(previous)
    except etree.XMLSyntaxError as error:
        raise DocumentDamaged(path, f"its part {part} is no XML") from error


def _cell(element: _Element, names: SheetNames) -> Cell | None:
    kind, reference = element.get("t"), element.get("r") or ""
    if kind == "inlineStr":
        return Cell(reference, None)
    if kind == "str":
        names.text_results = True
    if kind != "s":
        return None
    value = element.findtext(_S + "v") or ""
    return Cell(reference, int(value)) if value.isascii() and value.isdigit() else None
