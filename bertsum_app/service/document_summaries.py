"""Whole documents, summarized from their files: one after another, as the queue of the window asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.documents.format import AS_FOUND, Reading

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document
    from bertsum_app.inference.selection import SummaryLength, SummaryMethod
    from bertsum_app.service.results import SummaryOutcome
    from bertsum_app.text.glossary import Glossary


@dataclass(frozen=True)
class DocumentSummaryRequest:
    """Summarize the file at `path`, read as the user says. The rest is as in `SummarizeRequest`.

    `others`: files that are summarized together with it, as if all were one text.
    """

    path: Path
    method: SummaryMethod
    length: SummaryLength
    target_language: str | None = None
    reading: Reading = AS_FOUND
    model_id: str | None = None
    glossary: Glossary | None = None
    others: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files it is about."""
        return (self.path, *self.others)


@dataclass(frozen=True)
class DocumentSummary:
    """A document and its summary, whose places are code points of `document.text`.

    Where there are several `paths`, `document` has the text of all.
    """

    paths: tuple[Path, ...]
    document: Document
    outcome: SummaryOutcome
