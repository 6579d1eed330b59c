"""Zip archives in tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def parts_of(data: bytes) -> dict[str, bytes]:
    """All parts of a package, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts, in this order; what says its type is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, content, packing)
    return out.getvalue()


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    """The package with one part replaced or added."""
    return package_of({**parts_of(data), name: content})
