"""What a finished job hands back, one type per kind of request.

Translations and sentiments are the inference floor's own values; a summary may come with its
translation, so it has a value of its own here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bertsum_app.inference.alternatives import Alternatives
    from bertsum_app.inference.selection import ScoredDocument
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.summarizer import SummaryResult
    from bertsum_app.inference.translator import TranslationResult
    from bertsum_app.inference.word_alignment import WordAlignment
    from bertsum_app.service.document_summaries import DocumentSummary
    from bertsum_app.service.documents import DocumentReport


@dataclass(frozen=True)
class SummaryOutcome:
    """A summary and, when another language was asked for, its translation.

    The translated text is `summary_text(summary)`, so the segments' source spans point into that.
    `scored` holds every sentence of the text, chosen or not, so that another length can be had from
    it at once; None for an abstract.
    """

    summary: SummaryResult
    translation: TranslationResult | None = None
    scored: ScoredDocument | None = None

    @property
    def text(self) -> str:
        """What to show: the translation if there is one, else the summary, a sentence a line."""
        return summary_text(self.summary) if self.translation is None else self.translation.text


def summary_text(summary: SummaryResult) -> str:
    """The summary with each chosen sentence on a line of its own; an abstract as it was written."""
    if not summary.sentences:
        return summary.text
    return "\n".join(sentence.text for sentence in summary.sentences)


JobResult: TypeAlias = (
    "TranslationResult | SummaryOutcome | SentimentResult | Alternatives | WordAlignment"
    " | DocumentReport | DocumentSummary"
)
