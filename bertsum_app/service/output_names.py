"""What the translation of a document is called."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.documents.kinds import PDF, TEXT, flowing, kind_named, suffixes

if TYPE_CHECKING:
    from bertsum_app.service.documents import DocumentRequest

#: UTF-8 bytes that file systems take for a name, and some that are left for `unfinished` and a number.
_LONGEST, _ROOM = 255, len(".unfinished (999)")


def output_path(request: DocumentRequest, kind_name: str) -> Path:
    """Where the translation goes: `report.docx` becomes `report.zh.docx`.

    A file whose name does not fit its content gets the right suffix, and a PDF that of the format it
    is written in. Text may be called anything that is not the name of another kind of document.
    """
    kind = kind_named(kind_name)
    suffix = request.path.suffix
    if request.bilingual == "side-by-side":
        suffix = ".docx"
    elif kind is not None and kind.flows and not (kind is PDF and request.keeps_pages):
        suffix = flowing(request.flows_as).suffixes[0]
    elif kind is not None and suffix.lower() not in kind.suffixes:
        names_other = suffix.lower() in suffixes()
        suffix = suffix if kind is TEXT and suffix and not names_other else kind.suffixes[0]
    ending = f".{request.target}{suffix}"
    return request.output / (_cut(request.path.stem, ending) + ending)


def numbered(path: Path) -> Path:
    """`path` if nothing is there; otherwise the first of `name (2).ext`, `name (3).ext`, ... that is
    free."""
    numbers = itertools.count(2)
    free = path
    while os.path.lexists(free):
        free = path.with_name(f"{path.stem} ({next(numbers)}){path.suffix}")
    return free


def is_translation(path: Path, target: str) -> bool:
    """Whether a file has the name of an earlier translation into this language."""
    return re.search(rf"\.{target}(\.unfinished)?( \(\d+\))?$", path.stem) is not None


def unfinished(path: Path) -> Path:
    """The name for a translation of which a part is missing."""
    return path.with_name(f"{path.stem}.unfinished{path.suffix}")


def _cut(stem: str, ending: str) -> str:
    """So much of a name that it fits together with its ending."""
    most = _LONGEST - _ROOM - len(os.fsencode(ending))
    whole = os.fsencode(stem)
    return stem if len(whole) <= most else whole[:most].decode("utf-8", "ignore")
