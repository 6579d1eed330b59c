"""Documents whose own layout cannot hold other text, written as a file that flows anew."""

from __future__ import annotations

from bertsum_app.documents.flow import flow_of
from bertsum_app.documents.flow_html import html_page
from bertsum_app.documents.flow_markdown import markdown_text
from bertsum_app.documents.flow_word import word_file
from bertsum_app.documents.format import Source, WriteOptions, Written
from bertsum_app.documents.model import Document, Rewriting


def flowed(
    source: Source, document: Document, rewriting: Rewriting, options: WriteOptions
) -> Written:
    """The document that was read from `source`, in the format of `options.flows_as`."""
    flow = flow_of(document, rewriting, bilingual=options.bilingual)
    match options.flows_as:
        case "html":
            page = html_page(
                flow, source.path.stem, options.language, old_language=options.source_language
            )
            return Written(page.encode())
        case "markdown":
            return Written(markdown_text(flow).encode())
        case "docx":
            file = word_file(flow, options.language, old_language=options.source_language)
            return Written(file)
