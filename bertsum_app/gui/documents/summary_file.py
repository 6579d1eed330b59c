"""The summaries of several documents as one text, to be saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bertsum_app.documents.model import Document
from bertsum_app.service.document_summaries import DocumentSummary

#: Where in a document a code point is found, in words; empty: nothing tells.
Reference = Callable[[Document, int], str]


def summaries_text(summaries: Iterable[DocumentSummary], reference: Reference) -> str:
    """Markdown: each document's name as a heading, its sentences as a list with their places.

    Where a summary was translated, or written anew, its words stand without places.
    """
    return "\n".join(_one(summary, reference) for summary in summaries)


def _one(summary: DocumentSummary, reference: Reference) -> str:
    outcome = summary.outcome
    if outcome.translation is not None or outcome.scored is None:
        lines = [f"- {line}" for line in outcome.text.split("\n") if line.strip()]
    else:
        lines = []
        for sentence in outcome.summary.sentences:
            place = reference(summary.document, sentence.span.start)
            text = " ".join(sentence.text.split())
            lines.append(f"- {text} [{place}]" if place else f"- {text}")
    names = ", ".join(path.name for path in summary.paths)
    return "\n".join((f"# {names}", "", *lines, ""))
