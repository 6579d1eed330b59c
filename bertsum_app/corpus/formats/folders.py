"""Texts and their summaries as files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.errors import (
    CorpusUnreadable,
    UnknownEncoding,
    UnreadableFile,
    WrongEncoding,
)
from bertsum_app.corpus.formats.lines import NO_TEXT
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


def read_summary_folder(folder: Path, encoding: str | None = None) -> Iterator[SummaryFile]:
    """Yield texts with their summaries, in name order; `encoding` None: told from each file.

    Known are ``name.txt`` beside ``name.summary.txt``, the folders ``texts`` and ``summaries`` with
    files of equal names, and ``.story`` files with ``@highlight`` parts (CNN/DailyMail).

    Raises:
        CorpusUnreadable: a file cannot be read, or is no text.
    """
    for text_file, summary_file in _pairs(folder):
        text = _text(text_file, encoding)
        if summary_file == text_file:
            parts = [part.strip() for part in text.split(_HIGHLIGHT)]
            yield SummaryFile(text_file, parts[0], "\n".join(parts[1:]))
        else:
            yield SummaryFile(text_file, text.strip(), _text(summary_file, encoding).strip())


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    for texts, summaries in zip(_TEXT_FOLDERS, _SUMMARY_FOLDERS, strict=False):
        if (folder / texts).is_dir() and (folder / summaries).is_dir():
            for path in _files(folder / texts):
                other = folder / summaries / path.name
                if other.is_file():
                    yield path, other
            return
    for path in _files(folder):
        if path.suffix.lower() == ".story":
            yield path, path
            continue
        for mark in _SUMMARY_MARKS:
            other = path.with_name(path.stem + mark + path.suffix)
            if other.is_file():
                yield path, other
                break


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in _TEXT_SUFFIXES and path.is_file()
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusUnreadable(path=folder, line=0, reason=reason) from error


def _text(path: Path, encoding: str | None) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            reason = f"larger than {_LARGEST_FILE:,} bytes: this is no single text"
            raise CorpusUnreadable(path=path, line=0, reason=reason)
        return read_text(path, encoding)
    except OSError as error:
        raise CorpusUnreadable(path=path, line=0, reason=error.strerror or str(error)) from error
    except UnreadableFile as error:
        reason = str(error.params["reason"])
        raise CorpusUnreadable(path=path, line=0, reason=reason) from error
    except UnknownEncoding as error:
        reason = f"no text in {encoding}" if isinstance(error, WrongEncoding) else NO_TEXT
        raise CorpusUnreadable(path=path, line=0, reason=reason) from error
