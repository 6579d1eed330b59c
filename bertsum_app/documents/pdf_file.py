"""PDF: `pdf_lines` finds lines, `page_layout` their order, `page_paragraphs` what they make.

What is written from a PDF is text that flows anew (`flowed.py`), or the same pages with new text in
the boxes of the old (`pdf_pages.py`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentNeedsFont,
    DocumentProtected,
    DocumentScanned,
)
from bertsum_app.documents.flowed import flowed
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Document, Rewriting, with_sections
from bertsum_app.documents.page_layout import Line
from bertsum_app.documents.page_paragraphs import PlacedBlock, blocks_of_pages
from bertsum_app.documents.pdf_lines import page_lines
from bertsum_app.documents.pdf_pages import NoFontFound, by_turns, with_new_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 10_000


class PdfFile(Format):
    """PDF files with text in them."""

    kind: ClassVar[Kind] = kinds.PDF

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read all pages, without their headers, footers and numbers."""
        with contextlib.closing(_opened(source)) as pdf:
            return _document(pdf, _placed(pdf, source))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write a file that flows anew, or the PDF with other words.

        Raises:
            DocumentNeedsFont: the system has no font to write on pages with.
        """
        with contextlib.closing(_opened(source)) as pdf:
            placed = _placed(pdf, source)
            if options.on_pages:
                return _on_pages(pdf, placed, source, rewriting, options)
            document = _document(pdf, placed)
        return flowed(source, document, rewriting, options)


def _document(pdf: PdfDocument, placed: Sequence[PlacedBlock]) -> Document:
    blocks = with_sections([each.block for each in placed])
    return Document(PdfFile.kind.name, blocks, pages=len(pdf))


def _on_pages(
    pdf: PdfDocument,
    placed: Sequence[PlacedBlock],
    source: Source,
    rewriting: Rewriting,
    options: WriteOptions,
) -> Written:
    from pypdfium2 import PdfiumError

    try:
        # Reading leaves out what cannot be read; PDFium may end the process over it in writing.
        for page in pdf:
            page.close()
        data, left_out = with_new_text(pdf, placed, rewriting)
        if options.bilingual:
            data = by_turns(source.data, data)
        return Written(data, left_out)
    except PdfiumError as error:
        raise DocumentDamaged(source.path, "a page of it cannot be read") from error
    except NoFontFound as error:
        raise DocumentNeedsFont(source.path, options.language) from error


def _placed(pdf: PdfDocument, source: Source) -> list[PlacedBlock]:
    count = len(pdf)
    if count > _MOST_PAGES:
        raise DocumentDamaged(source.path, f"it says that it has {count} pages")
    pages = [_lines(pdf, index) for index in range(count)]
    if not any(pages):
        raise DocumentScanned(source.path, count)
    return blocks_of_pages(pages)


def _opened(source: Source) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(source.data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise DocumentProtected(source.path) from error
        raise DocumentDamaged(source.path, "it is no PDF, or a torn one") from error


def _lines(document: PdfDocument, index: int) -> list[Line]:
    """The lines of a page; one that cannot be read has none."""
    from pypdfium2 import PdfiumError

    try:
        page = document[index]
        text = page.get_textpage()
    except PdfiumError:
        return []
    try:
        return page_lines(text)
    finally:
        text.close()
        page.close()
