"""Which kind of document a file is, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentProtected,
    DocumentUnsupported,
)
from bertsum_app.documents.kinds import KINDS
from bertsum_app.documents.recognition import is_document, kind_of
from helpers.documents import HTML, MARKDOWN, SRT, TEXT, VTT, source


@pytest.mark.parametrize(
    ("content", "name", "kind_name"),
    [
        (MARKDOWN, "a.md", "markdown"),
        (TEXT, "a.txt", "text"),
        (TEXT, "a", "text"),
        (HTML, "a.txt", "html"),
        ("<?xml version='1.0'?>\n<!-- x --><html>", "a.bin", "html"),
        (SRT, "a.txt", "srt"),
        (VTT, "a.srt", "vtt"),
        ("BM is how a text may begin", "a.txt", "text"),
    ],
)
def test_content_decides_before_the_name(content: str, name: str, kind_name: str) -> None:
    assert kind_of(source(content, name)).name == kind_name


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"PK\x05\x06" + bytes(18), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old-office"),
        (b"\x7fELF\x02", "program"),
        (b"a: 1", "yaml"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(DocumentUnsupported) as caught:
        kind_of(source(data, "a.yaml" if kind == "yaml" else "a.txt"))

    assert caught.value.params["kind"] == kind


@pytest.mark.parametrize(
    "line", ["# a remark\r\n", "\r\n", "<!-- a remark -->", "<!-- a remark -->\n"]
)
def test_however_many_remarks_a_text_begins_with_it_is_told_at_once(line: str) -> None:
    """A pattern that can read them in several ways each would never come to an end."""
    text = 200 * line + "then words"

    assert kind_of(source(text, "a.txt")).name == "text"
    assert not is_document(Path("a.txt"), text.encode())


@pytest.mark.parametrize(
    ("line", "rest", "kind_name"),
    [
        ("# a remark\r\n", 'msgid ""\r\nmsgstr ""\r\n', "po"),
        ("# a remark\r", 'msgid ""\rmsgstr ""\r', "po"),
        ("<!-- a remark -- of two parts -->\n", "<html><p>Words.</p>", "html"),
        ("<!-- a remark -->\n", "<xliff version='1.2'></xliff>", "xliff"),
    ],
)
def test_remarks_before_its_beginning_do_not_hide_what_a_file_is(
    line: str, rest: str, kind_name: str
) -> None:
    assert kind_of(source(20 * line + rest, "a.txt")).name == kind_name


def test_an_encrypted_document_is_protected() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(DocumentProtected):
        kind_of(source(data, "a.docx"))


def test_an_archive_is_no_document() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")

    with pytest.raises(DocumentUnsupported):
        kind_of(source(packed.getvalue(), "a.docx"))


def test_a_torn_archive_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        kind_of(source(b"PK\x03\x04 and no more", "a.docx"))


def test_a_file_of_no_bytes_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        kind_of(source(b"", "a.md"))


def test_formats_share_no_suffix() -> None:
    suffixes = [suffix for each in KINDS for suffix in each.suffixes]

    assert len(suffixes) == len(set(suffixes))
