"""Summaries of documents: made of their running text, with places in the whole of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bertsum_app.text.sentences import Span

if TYPE_CHECKING:
    from bertsum_app.documents.prose import Prose
    from bertsum_app.inference.selection import ScoredDocument


def in_whole_text(scored: ScoredDocument, prose: Prose) -> ScoredDocument:
    """The sentences of a document's prose, with spans that are code points of `Document.text`.

    A sentence never goes beyond its block: blocks are a blank line apart.
    """
    return replace(scored, spans=tuple(_moved(span, prose) for span in scored.spans))


def _moved(span: Span, prose: Prose) -> Span:
    block, within = prose.block_at(span.start)
    start = prose.document.starts[block] + within
    return Span(start, start + span.end - span.start)
