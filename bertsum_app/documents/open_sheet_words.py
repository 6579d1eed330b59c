"""Which cells of an OpenDocument spreadsheet stay: what formulas make, and what they compare with."""

from __future__ import annotations

from bertsum_app.documents.sheet_scan import SheetNames
from bertsum_app.documents.xml_source import XmlNode

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{_ODF}table:1.0}}", f"{_ODF}office:1.0}}"
_CELL = f"{_TABLE}table-cell"
_NOTE = f"{_OFFICE}annotation"
#: Attributes with formulas, and those whose value is a word of some cell.
_FORMULAS = tuple(_TABLE + name for name in ("formula", "condition", "expression"))
_WORDS = (f"{_TABLE}value", f"{_TABLE}source-field-name")


class SheetWords:
    """Knows the words that formulas, choices, filters and pivots of a file call cells by."""

    def __init__(self, root: XmlNode) -> None:
        self._names = SheetNames()
        for node in root.all():
            for attribute in _FORMULAS:
                self._names.add_formula(node.get(attribute))
            for attribute in _WORDS:
                if node.get(attribute):
                    self._names.add(node.get(attribute))

    def stays(self, paragraph: XmlNode) -> bool:
        """Whether a paragraph is that of a cell which must not change; comments in it may."""
        for node in paragraph.ancestors():
            if node.name == _NOTE:
                return False
            if node.name == _CELL:
                return self._is_fixed(node)
        return False

    def sheet(self, paragraph: XmlNode) -> str:
        """What the sheet is called that a paragraph stands on."""
        tables = (node for node in paragraph.ancestors() if node.name == f"{_TABLE}table")
        return next((node.get(f"{_TABLE}name") for node in tables), "")

    def _is_fixed(self, cell: XmlNode) -> bool:
        if cell.get(f"{_TABLE}formula") or cell.get(f"{_OFFICE}string-value"):
            return True
        # What is shown of a number or a date is made of its value.
        if cell.get(f"{_OFFICE}value-type", "string") != "string":
            return True
        words = " ".join(node.text() for node in cell.nodes if node.name != _NOTE)
        return words in self._names
