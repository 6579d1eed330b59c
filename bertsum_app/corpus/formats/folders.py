"""Texts and their summaries as files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.errors import CorpusUnreadable, UnknownEncoding, UnreadableFile
from bertsum_app.documents.plain import read_text

_TEXT_SUFFIXES = frozenset({".txt", ".md", ".story"})
_SUMMARY_MARKS = (".summary", ".sum", "_summary", ".abstract", ".摘要")
_TEXT_FOLDERS = ("texts", "text", "articles", "documents", "source")
_SUMMARY_FOLDERS = ("summaries", "summary", "abstracts", "target")
_LARGEST_FILE = 4_000_000
_HIGHLIGHT = "@highlight"


@dataclass(frozen=True)
class SummaryFile:
    """One text and its summary."""

    path: Path
    text: str
    summary: str


def is_summary_folder(folder: Path) -> bool:
    """Whether texts with summaries can be read from `folder`."""
    return next(_pairs(folder), None) is not None


def read_summary_folder(folder: Path) -> Iterator[SummaryFile]:
    """Yield texts with their summaries, in name order.

    Known are ``name.txt`` beside ``name.summary.txt``, the folders ``texts`` and ``summaries`` with
    files of equal names, and ``.story`` files with ``@highlight`` parts (CNN/DailyMail).

    Raises:
        CorpusUnreadable: a file cannot be read, or is no text.
    """
    for text_file, summary_file in _pairs(folder):
        text = _text(text_file)
        if summary_file == text_file:
            parts = [part.strip() for part in text.split(_HIGHLIGHT)]
            yield SummaryFile(text_file, parts[0], "\n".join(parts[1:]))
        else:
            yield SummaryFile(text_file, text.strip(), _text(summary_file).strip())


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    for texts, summaries in zip(_TEXT_FOLDERS, _SUMMARY_FOLDERS, strict=False):
        if (folder / texts).is_dir() and (folder / summaries).is_dir():
            for path in _files(folder / texts):
                other = folder / summaries / path.name
                if other.is_file():
                    yield path, other
            return
    for path in _files(folder):
        if path.suffix == ".story":
            yield path, path
            continue
        for mark in _SUMMARY_MARKS:
            other = path.with_name(path.stem + mark + path.suffix)
            if other.is_file():
                yield path, other
                break


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix in _TEXT_SUFFIXES and p.is_file())
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusUnreadable(path=folder, line=0, reason=reason) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            reason = f"larger than {_LARGEST_FILE:,} bytes: this is no single text"
            raise CorpusUnreadable(path=path, line=0, reason=reason)
        return read_text(path)
    except OSError as error:
        raise CorpusUnreadable(path=path, line=0, reason=error.strerror or str(error)) from error
    except (UnreadableFile, UnknownEncoding) as error:
        raise CorpusUnreadable(path=path, line=0, reason=str(error)) from error
