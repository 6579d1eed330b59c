"""A glossary from a file of any kind we know: CSV, TSV, TBX."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.core.errors import (
    GlossaryEmpty,
    GlossaryUnreadable,
    UnknownEncoding,
    from_read_error,
)
from bertsum_app.documents.glossary_tables import terms_of_table
from bertsum_app.documents.plain import decode_bytes
from bertsum_app.documents.tbx import terms_of_tbx
from bertsum_app.text.glossary import Glossary

MAX_BYTES = 32_000_000
MAX_TERMS = 50_000
_BEGINNINGS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


def read_glossary(path: Path, source_language: str, target_language: str) -> Glossary:
    """The terms of a file for one direction, of two for the same source the last.

    Raises:
        UnreadableFile: the system does not let us read it.
        UnknownEncoding: its bytes are text in no encoding we know.
        GlossaryUnreadable: it breaks its format, or is too large.
        GlossaryEmpty: nothing in it is for these two languages.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise from_read_error(error, path) from error
    if len(data) > MAX_BYTES:
        raise GlossaryUnreadable(path, 0, f"the file has more than {MAX_BYTES:,} bytes")
    if data.lstrip()[:4].startswith(_BEGINNINGS):
        terms = terms_of_tbx(data.lstrip(), path, source_language, target_language)
    else:
        try:
            text, _ = decode_bytes(data)
        except UnknownEncoding as error:
            raise UnknownEncoding(path) from error
        terms = terms_of_table(text, path, source_language, target_language)
    latest = {term.source: term for term in terms}
    if not latest:
        raise GlossaryEmpty(path)
    if len(latest) > MAX_TERMS:
        raise GlossaryUnreadable(path, 0, f"there are more than {MAX_TERMS:,} terms")
    return Glossary(source_language, target_language, tuple(latest.values()))
