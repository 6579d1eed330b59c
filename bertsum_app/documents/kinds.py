"""The kinds of documents, by what is to be known of them without reading one.

What reads and writes them is loaded only where that is done (`formats.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

#: What text that flows anew can be written as: names of kinds.
Flowing: TypeAlias = Literal["docx", "html", "markdown"]


@dataclass(frozen=True)
class Kind:
    """`suffixes`: the ends of file names, in small letters; the first is that of new files.

    `is_text`: files are text, whose encoding may have to be named. `flows`: new files are not in this
    format, whose layout cannot hold other text, but in a `Flowing` one.
    """

    name: str
    suffixes: tuple[str, ...]
    is_text: bool = False
    flows: bool = False


TEXT = Kind("text", (".txt", ".text", ".log", ".rst"), is_text=True)
MARKDOWN = Kind("markdown", (".md", ".markdown", ".mdown", ".mkd"), is_text=True)
HTML = Kind("html", (".html", ".htm", ".xhtml"), is_text=True)
SUBRIP = Kind("srt", (".srt",), is_text=True)
WEBVTT = Kind("vtt", (".vtt",), is_text=True)
#: Macros in DOCM and PPTM files are neither read nor run.
WORD = Kind("docx", (".docx", ".docm"))
SLIDES = Kind("pptx", (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"))
SHEETS = Kind("xlsx", (".xlsx", ".xlsm", ".xltx"))
OPEN_TEXT = Kind("odt", (".odt", ".ott"))
OPEN_SLIDES = Kind("odp", (".odp", ".otp"))
OPEN_SHEETS = Kind("ods", (".ods", ".ots"))
BOOK = Kind("epub", (".epub",))
GETTEXT = Kind("po", (".po", ".pot"), is_text=True)
PDF = Kind("pdf", (".pdf",), flows=True)
XLIFF = Kind("xliff", (".xlf", ".xliff", ".mqxliff", ".sdlxliff"))
TABLE = Kind("csv", (".csv", ".tsv"), is_text=True)
JSON = Kind("json", (".json", ".jsonl", ".ndjson"), is_text=True)
RICH_TEXT = Kind("rtf", (".rtf",), flows=True)

KINDS = (
    TEXT,
    MARKDOWN,
    HTML,
    SUBRIP,
    WEBVTT,
    WORD,
    SLIDES,
    SHEETS,
    OPEN_TEXT,
    OPEN_SLIDES,
    OPEN_SHEETS,
    BOOK,
    GETTEXT,
    PDF,
    XLIFF,
    TABLE,
    JSON,
    RICH_TEXT,
)


def suffixes() -> frozenset[str]:
    """The ends of file names, in small letters, that documents go by."""
    return frozenset(suffix for kind in KINDS for suffix in kind.suffixes)


def kind_named(name: str) -> Kind | None:
    """The kind of this name, if it is one."""
    return next((kind for kind in KINDS if kind.name == name), None)


def flowing(name: Flowing) -> Kind:
    """The kind of files that text flows anew in."""
    return {"docx": WORD, "html": HTML, "markdown": MARKDOWN}[name]


def kind_by_suffix(suffix: str) -> Kind | None:
    """The kind that files with this end of their name seem to be of; None where it tells nothing."""
    return next((kind for kind in KINDS if suffix.lower() in kind.suffixes), None)
