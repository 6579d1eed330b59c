"""Rich Text (RTF), to read; what is written from it flows anew (`flowed.py`)."""

from __future__ import annotations

from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.flowed import flowed
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Document, Rewriting, with_sections
from bertsum_app.documents.rtf_text import RtfSyntaxError, read_rtf


class RtfFile(Format):
    """RTF."""

    kind: ClassVar[Kind] = kinds.RICH_TEXT

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the paragraphs, cells and notes; headers, footers and pictures are left out."""
        try:
            blocks = list(read_rtf(source.data))
        except RtfSyntaxError as error:
            raise DocumentDamaged(source.path, str(error)) from error
        return Document(cls.kind.name, with_sections(blocks))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write a file that flows anew."""
        return flowed(source, cls.read(source), rewriting, options)
