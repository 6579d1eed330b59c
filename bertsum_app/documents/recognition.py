"""Which kind of document a file is: its content decides, its name only among kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from bertsum_app.core.zip_errors import UNREADABLE_ZIP
from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentProtected,
    DocumentUnsupported,
)
from bertsum_app.documents.format import Source
from bertsum_app.documents.kinds import (
    GETTEXT,
    HTML,
    JSON,
    MARKDOWN,
    SUBRIP,
    TABLE,
    TEXT,
    WEBVTT,
    XLIFF,
    Kind,
    kind_by_suffix,
    kind_named,
    suffixes,
)

#: Kinds of text that a name says, where the content says nothing.
_BY_NAME = frozenset((MARKDOWN, HTML, SUBRIP, WEBVTT, GETTEXT, XLIFF, TABLE, JSON))
#: What other files begin with, and what to call them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "media"),
    (b"OggS", "media"),
    (b"ID3", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "database"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
#: The part of a package that says what it is.
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("META-INF/container.xml", "epub"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
#: Text with a structure that translating it as text would break.
_STRUCTURED = frozenset(
    (".ini", ".svg", ".tex", ".tmx", ".toml", ".xml", ".yaml", ".yml"),
)
#: A comment ends at its first `-->`, and a line end is read in one way only: where a long beginning fits
#: in many ways, what is no such file after all would be tried in every one of them.
_COMMENT = r"<!--(?:(?!-->).)*-->"
_HTML = re.compile(
    rf"\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_SRT = re.compile(r"\s*\d+[ \t]*\r?\n[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
_PO = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r(?!\n)|\n))*"
    r'[ \t]*msg(?:id|ctxt)[ \t]+"[^\r\n]*"[ \t]*[\r\n]'
)
_XLIFF = re.compile(
    rf"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*|<!doctype[^>]*>\s*)*<(?:[\w.-]+:)?xliff\b",
    re.I | re.S,
)
_HEAD = 4096


def kind_of(source: Source) -> Kind:
    """The kind that a file is of.

    Raises:
        DocumentEmpty: no byte is in it.
        DocumentProtected: a password is needed to open it.
        DocumentUnsupported, DocumentDamaged: it is of a kind that is not read here, or broken.
        UnknownEncoding: it may be text, but in no encoding that we know.
    """
    data = source.data
    if not data:
        raise DocumentEmpty(source.path)
    name = _signature(source)
    if name is not None:
        found = kind_named(name)
        if found is None:
            raise DocumentUnsupported(source.path, name)
        return found
    text, _ = source.decoded()
    return _kind_of_text(source.path, text[:_HEAD])


def is_document(path: Path, head: bytes) -> bool:
    """Whether a file, by its name and first bytes, is more than plain text."""
    # Shorter ones are letters that a text may begin with.
    signs = (_ZIP, _OLE, *(sign for sign, _ in _SIGNATURES if len(sign) > 3))
    if head.startswith(signs):
        return True
    if b"%PDF-" in head[:1024] or head.startswith(b"WEBVTT") or _HTML.match(head.decode("latin-1")):
        return True
    return path.suffix.lower() in suffixes().difference(TEXT.suffixes)


def _signature(source: Source) -> str | None:
    """The name of a binary format; None: the file may be text."""
    data = source.data
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise DocumentProtected(source.path)
        return "old-office"
    if data.startswith(_ZIP):
        return _package(source)
    for signature, name in _SIGNATURES:
        if data.startswith(signature) and not (len(signature) < 4 and _is_text(data)):
            return name
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[4:8] == b"ftyp":
        return "media"
    return None


def _is_text(data: bytes) -> bool:
    """Two letters are a weak sign: a text may begin with them."""
    return all(byte >= 32 or byte in b"\t\n\r\f" for byte in data[:_HEAD])


def _package(source: Source) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            names = frozenset(package.namelist())
            kind = _first_bytes(package, "mimetype") if "mimetype" in names else ""
    except (*UNREADABLE_ZIP, OSError) as error:
        raise DocumentDamaged(source.path, "its archive cannot be opened") from error
    if kind.startswith(_OPEN_DOCUMENT):
        return {"text": "odt", "presentation": "odp", "spreadsheet": "ods"}.get(
            kind.removeprefix(_OPEN_DOCUMENT).split("-")[0], "archive"
        )
    return next((name for part, name in _PACKAGES if part in names), "archive")


def _first_bytes(package: zipfile.ZipFile, part: str) -> str:
    with package.open(part) as file:
        return file.read(100).decode("ascii", "replace").strip()


def _kind_of_text(path: Path, head: str) -> Kind:
    if head.startswith("WEBVTT"):
        return WEBVTT
    if _SRT.match(head):
        return SUBRIP
    if _HTML.match(head):
        return HTML
    if _PO.match(head):
        return GETTEXT
    if _XLIFF.match(head):
        return XLIFF
    suffix = path.suffix.lower()
    if suffix in _STRUCTURED:
        raise DocumentUnsupported(path, suffix[1:])
    named = kind_by_suffix(suffix)
    return named if named in _BY_NAME else TEXT
