"""What the parts of an Office package say of each other (Open Packaging Conventions)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from bertsum_app.documents.packages import Package
from bertsum_app.documents.xml_source import parse_xml

#: What a slide or a sheet shows that has a part of its own: charts, SmartArt and the picture kept of it.
SHOWN_BESIDE = ("chart", "chartEx", "diagramData", "diagramDrawing")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Relation:
    """`kind` is the last word of its type (slide, notesSlide, ...), `part` the name of another part."""

    id: str
    kind: str
    part: str


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Which other parts a part names. What is outside of the package is left out, and never looked at.

    Raises:
        DocumentDamaged, DocumentTooLarge, DocumentUnsafe: as `Package.read` and `parse_xml`.
    """
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    names = frozenset(package.names)
    if listing not in names:
        return ()
    found = []
    for each in parse_xml(package.read(listing), package.path, listing).root.all(_RELATION):
        if each.get("TargetMode") == "External":
            continue
        target = unquote(each.get("Target"))
        absolute = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if absolute in names:
            found.append(Relation(each.get("Id"), each.get("Type").rpartition("/")[2], absolute))
    return tuple(found)


def related(package: Package, part: str, *kinds: str) -> Iterator[str]:
    """The parts of some kinds that a part names, in the order of the kinds."""
    found = relations(package, part)
    for kind in kinds:
        for each in found:
            if each.kind == kind:
                yield each.part
