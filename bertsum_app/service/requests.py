"""What the window and the command line ask for, as values that cross threads.

A request names a model by id, never by object: the engine thread owns the loaded models and finds
or loads the one that is meant. `model_id` None is the embedded default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document
    from bertsum_app.inference.selection import SummaryLength, SummaryMethod
    from bertsum_app.service.document_summaries import DocumentSummaryRequest
    from bertsum_app.service.documents import DocumentRequest
    from bertsum_app.text.glossary import Glossary


@dataclass(frozen=True)
class TranslateRequest:
    """Translate `text` from `source` (None: detect it) into `target`, ISO 639-1 codes.

    `beam_size` None takes the one of the settings; `glossary` is heeded where it is for these languages.
    """

    text: str
    source: str | None
    target: str
    model_id: str | None = None
    beam_size: int | None = None
    glossary: Glossary | None = None


@dataclass(frozen=True)
class SummarizeRequest:
    """Summarize `text`; with `target_language` the summary is then translated into it.

    `length` says how many sentences an extractive summary has; an abstractive one is as long as
    the decoder makes it within the given level. `document`: `text` is its text; then the summary is
    made of what of it is running text, without tables, headings, notes and sources. `glossary` is heeded
    by the translation, where it is for these languages.
    """

    text: str
    method: SummaryMethod
    length: SummaryLength
    target_language: str | None = None
    model_id: str | None = None
    document: Document | None = None
    glossary: Glossary | None = None


@dataclass(frozen=True)
class SentimentRequest:
    """Tell whether `text` speaks well or badly of its subject."""

    text: str
    model_id: str | None = None


@dataclass(frozen=True)
class AlternativesRequest:
    """Render one sentence in other ways, each beginning with exactly `prefix` (see `Translator`), with
    the terms of a `glossary` for these languages.

    Submit it in the slot `ALTERNATIVES_SLOT`, so that it calls off no translation at work.
    """

    sentence: str
    source: str
    target: str
    prefix: str = ""
    count: int = 5
    model_id: str | None = None
    glossary: Glossary | None = None


@dataclass(frozen=True)
class WordAlignmentRequest:
    """Say which words of a sentence and of its translation belong together (see `Translator.align`).

    The translation may be anybody's. Submit it in the slot `WORD_ALIGNMENT_SLOT`, so that it calls off
    no other work.
    """

    sentence: str
    translation: str
    source: str
    target: str
    model_id: str | None = None


ALTERNATIVES_SLOT = "alternatives"
WORD_ALIGNMENT_SLOT = "word-alignment"

DOCUMENTS_SLOT = "documents"
"""For requests about whole documents, which let all others go first."""

Request: TypeAlias = (
    "TranslateRequest | SummarizeRequest | SentimentRequest | AlternativesRequest"
    " | WordAlignmentRequest | DocumentRequest | DocumentSummaryRequest"
)
