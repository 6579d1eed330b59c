"""Which files are worth taking, judged by their names alone: nothing is read while they are dragged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeDatabase, QUrl

from bertsum_app.documents.kinds import KINDS, MARKDOWN, TEXT, kind_by_suffix, suffixes
from bertsum_app.library.archive import MODEL_SUFFIX
from bertsum_app.service.documents import DocumentRequest
from bertsum_app.service.output_names import output_path

_UNKNOWN_KIND = "application/octet-stream"
_TEXT_KIND = "text/plain"


@dataclass(frozen=True)
class SortedFiles:
    """Files and folders that may hold documents, files that do not, and models of our own."""

    fitting: tuple[Path, ...]
    refused: tuple[Path, ...]
    models: tuple[Path, ...] = ()


def sorted_out(paths: Iterable[Path]) -> SortedFiles:
    """Tell files by their names.

    A name that says nothing fits: what is in the file decides when it is read.
    """
    fitting: list[Path] = []
    refused: list[Path] = []
    models: list[Path] = []
    for path in paths:
        if path.suffix.lower() == MODEL_SUFFIX:
            models.append(path)
            continue
        fits = os.path.isdir(path) or _fits(path)
        (fitting if fits else refused).append(path)
    return SortedFiles(tuple(fitting), tuple(refused), tuple(models))


def kinds() -> tuple[str, ...]:
    """What the kinds of documents are called by the ends of their names: DOCX, HTML, ..."""
    return tuple(sorted(kind.suffixes[0][1:].upper() for kind in KINDS))


def name_patterns() -> str:
    """For a file dialog: `*.docx *.htm *.html`."""
    return " ".join(sorted(f"*{suffix}" for suffix in suffixes()))


def is_plain_text(path: Path) -> bool:
    """Whether a file is likely to be text that is best shown as it is, marks and all."""
    return (kind_by_suffix(path.suffix) or TEXT) in (TEXT, MARKDOWN)


def is_read_as_told(path: Path) -> bool:
    """Whether there is something to tell of how a file is read: it is likely to be text."""
    return (kind_by_suffix(path.suffix) or TEXT).is_text


def copy_name(request: DocumentRequest) -> str:
    """What the translation of a document will be called, if its name says what it is."""
    kind = kind_by_suffix(request.path.suffix) or TEXT
    return output_path(request, kind.name).name


def local_files(urls: Sequence[QUrl]) -> tuple[Path, ...]:
    """The files of a drag; empty where one of them is not on this computer."""
    if not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)


def _fits(path: Path) -> bool:
    if kind_by_suffix(path.suffix) is not None:
        return True
    kind = QMimeDatabase().mimeTypeForFile(path.name, QMimeDatabase.MatchMode.MatchExtension)
    return kind.name() == _UNKNOWN_KIND or kind.inherits(_TEXT_KIND)
