"""Tables in worksheets call their columns by the words in their first row, and both must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bertsum_app.documents.packages import Package
from bertsum_app.documents.sheet_scan import SheetNames
from bertsum_app.documents.source_slots import Patch, splice
from bertsum_app.documents.xml_source import XmlSource, parse_xml, xml_attribute

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAME = re.compile(r"""(\sname\s*=\s*)(?:"[^"]*"|'[^']*')""")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\t\n\r]")


@dataclass(frozen=True)
class SheetTable:
    """A table's part and the names of its columns."""

    part: str
    source: XmlSource
    columns: tuple[str, ...]

    def renamed(self, words: Mapping[str, str]) -> bytes | None:
        """The part with new names for its columns; None: none of them is new."""
        if not any(name in words for name in self.columns):
            return None
        patches = []
        for node, name in zip(self.source.root.all(_S + "tableColumn"), self.columns, strict=True):
            tag = _NAME.search(self.source.text, node.start, node.inner)
            if name in words and tag is not None:
                new = _CONTROL.sub(lambda match: f"_x{ord(match.group()):04x}_", words[name])
                text = f'{tag.group(1)}"{xml_attribute(new)}"'
                patches.append(Patch(tag.start(), tag.end(), text))
        return self.source.encoded(splice(self.source.text, patches))

    def clashes(self, words: Mapping[str, str]) -> Iterator[str]:
        """The names whose new words another column of the table has, too."""
        owners: dict[str, str] = {}
        for name in self.columns:
            new = words.get(name, name).casefold()
            if owners.setdefault(new, name) != name:
                yield name
                yield owners[new]


def read_table(package: Package, part: str, names: SheetNames) -> SheetTable:
    """A table's part; `names` learns the words of its formulas and its last row.

    Raises:
        DocumentDamaged, DocumentTooLarge, DocumentUnsafe: as `Package.read` and `parse_xml`.
    """
    source = parse_xml(package.read(part), package.path, part)
    columns = []
    for node in source.root.all():
        if node.name == _S + "tableColumn":
            columns.append(_plain(node.get("name")))
            names.add(node.get("totalsRowLabel"))
        elif node.name in (_S + "calculatedColumnFormula", _S + "totalsRowFormula"):
            names.add_formula(node.text())
        elif node.name in (_S + "filter", _S + "customFilter"):
            names.add(node.get("val"))
    return SheetTable(part, source, tuple(columns))


def _plain(name: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), name)
