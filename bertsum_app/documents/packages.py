"""Zip archives that are documents: opened with care, written back part by part.

Nothing is ever unpacked to a disk. What an archive claims is checked before a part is read, and what
comes out is counted while it does.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.core.zip_errors import UNREADABLE_ZIP
from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentProtected,
    DocumentTooLarge,
    DocumentUnsafe,
)
from bertsum_app.documents.format import Source
from bertsum_app.documents.limits import MEGABYTE

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 20_000
_LARGEST_PART_MB = 300
_LARGEST_PACKAGE_MB = 1000
#: Text packs ten to one, and seldom better than this; what is small may pack as it likes.
_BEST_RATIO = 200
_SMALL = 10 * MEGABYTE
_ENCRYPTED = 0x1


class Package:
    """An archive in memory. To be closed."""

    def __init__(self, source: Source) -> None:
        """Open it and check what it claims.

        Raises:
            DocumentDamaged: it is no archive, or a torn one.
            DocumentProtected: a part is encrypted.
            DocumentTooLarge, DocumentUnsafe: it unpacks to too much, or has too many parts.
        """
        self.path: Path = source.path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            self._parts = self._zip.infolist()
        except (*UNREADABLE_ZIP, OSError) as error:
            raise DocumentDamaged(source.path, "its archive cannot be opened") from error
        self._check()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *details: object) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in the order of the archive."""
        return tuple(part.filename for part in self._parts)

    def read(self, name: str) -> bytes:
        """A part's bytes.

        Raises:
            DocumentDamaged: there is no such part, or it is torn.
            DocumentTooLarge: it is larger than any part may be.
        """
        try:
            with self._zip.open(name) as file:
                data = file.read(_LARGEST_PART_MB * MEGABYTE + 1)
        except (*UNREADABLE_ZIP, OSError) as error:
            raise DocumentDamaged(self.path, f"its part {name} cannot be read") from error
        if len(data) > _LARGEST_PART_MB * MEGABYTE:
            raise DocumentTooLarge(self.path, _LARGEST_PART_MB + 1, _LARGEST_PART_MB)
        return data

    def xml(self, name: str) -> _Element:
        """The root of a part that is XML.

        Raises:
            DocumentDamaged, DocumentTooLarge: as `read`; or it is no XML.
            DocumentUnsafe: it declares entities.
        """
        return parsed_xml(self.read(name), self.path, name)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with some parts replaced; the others keep bytes, order, dates and packing."""
        out = io.BytesIO()
        written = set()
        with zipfile.ZipFile(out, "w") as new:
            for part in self._parts:
                if part.filename in written:
                    continue
                written.add(part.filename)
                data = changed.get(part.filename)
                kept = zipfile.ZipInfo(part.filename, part.date_time)
                kept.compress_type = (
                    zipfile.ZIP_STORED
                    if part.compress_type == zipfile.ZIP_STORED
                    else zipfile.ZIP_DEFLATED
                )
                kept.external_attr = part.external_attr
                kept.comment = part.comment
                new.writestr(kept, self.read(part.filename) if data is None else data)
        return out.getvalue()

    def _check(self) -> None:
        if len(self._parts) > _MOST_PARTS:
            raise DocumentUnsafe(self.path, f"its archive has {len(self._parts)} parts")
        if any(part.flag_bits & _ENCRYPTED for part in self._parts):
            raise DocumentProtected(self.path)
        size = sum(part.file_size for part in self._parts)
        if size > _LARGEST_PACKAGE_MB * MEGABYTE:
            raise DocumentTooLarge(self.path, -(-size // MEGABYTE), _LARGEST_PACKAGE_MB)
        for part in self._parts:
            if part.file_size > max(_SMALL, _BEST_RATIO * part.compress_size):
                raise DocumentUnsafe(
                    self.path, "a part of its archive unpacks to far more than it says anything in"
                )


#: libxml2's codes for entities that grow without end, and for other limits of its own.
_BEYOND_LIMITS = frozenset((89, 114))


def parsed_xml(data: bytes, path: Path, name: str) -> _Element:
    """The root of some XML; nothing outside of it is looked at. Raises as `Package.xml`."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) in _BEYOND_LIMITS:
            raise DocumentUnsafe(
                path, f"its part {name} is nested too deeply, or repeats itself without end"
            ) from error
        raise DocumentDamaged(path, f"its part {name} is no XML") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise DocumentUnsafe(path, f"its part {name} declares entities")
    return root
