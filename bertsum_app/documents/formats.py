"""From a kind of file to what reads and writes it, loaded when it is wanted.

A process that reads a document reads one: what the others need (parsers of HTML, of books, of PDF pages)
takes longer to load than most files to read.
"""

from __future__ import annotations

from bertsum_app.documents import kinds
from bertsum_app.documents.format import Format, Source
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.recognition import kind_of


def format_of(source: Source) -> type[Format]:
    """What reads and writes the file. Raises as `kind_of`."""
    return format_for(kind_of(source))


def format_for(kind: Kind) -> type[Format]:
    """What reads and writes files of this kind."""
    found = _text_format(kind) or _other_format(kind)
    assert found is not None, f"nothing reads {kind.name}"
    return found


def _text_format(kind: Kind) -> type[Format] | None:
    """For files that are text, with or without marks in it."""
    match kind:
        case kinds.TEXT:
            from bertsum_app.documents.text_file import TextFile

            return TextFile
        case kinds.MARKDOWN:
            from bertsum_app.documents.markdown_file import MarkdownFile

            return MarkdownFile
        case kinds.HTML:
            from bertsum_app.documents.html_file import HtmlFile

            return HtmlFile
        case kinds.SUBRIP:
            from bertsum_app.documents.subtitles import SubRip

            return SubRip
        case kinds.WEBVTT:
            from bertsum_app.documents.subtitles import WebVtt

            return WebVtt
        case kinds.GETTEXT:
            from bertsum_app.documents.gettext_file import GettextFile

            return GettextFile
        case kinds.XLIFF:
            from bertsum_app.documents.xliff_file import XliffFile

            return XliffFile
        case kinds.TABLE:
            from bertsum_app.documents.table_file import TableFile

            return TableFile
        case kinds.JSON:
            from bertsum_app.documents.json_file import JsonFile

            return JsonFile
    return None


def _other_format(kind: Kind) -> type[Format] | None:
    """For packages, pages and rich text."""
    match kind:
        case kinds.WORD:
            from bertsum_app.documents.word_file import WordFile

            return WordFile
        case kinds.SLIDES:
            from bertsum_app.documents.slides_file import SlidesFile

            return SlidesFile
        case kinds.SHEETS:
            from bertsum_app.documents.sheets_file import SheetsFile

            return SheetsFile
        case kinds.OPEN_TEXT:
            from bertsum_app.documents.open_document import OpenText

            return OpenText
        case kinds.OPEN_SLIDES:
            from bertsum_app.documents.open_document import OpenSlides

            return OpenSlides
        case kinds.OPEN_SHEETS:
            from bertsum_app.documents.open_document import OpenSheets

            return OpenSheets
        case kinds.BOOK:
            from bertsum_app.documents.book_file import BookFile

            return BookFile
        case kinds.PDF:
            from bertsum_app.documents.pdf_file import PdfFile

            return PdfFile
        case kinds.RICH_TEXT:
            from bertsum_app.documents.rtf_file import RtfFile

            return RtfFile
    return None
