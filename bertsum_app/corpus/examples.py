"""The training examples that corpus readers yield."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TranslationExample:
    """One aligned pair; `source` names the corpus it came from."""

    english: str
    chinese: str
    source: str


@dataclass(frozen=True)
class SummaryExample:
    """A text with a reference summary in the same language."""

    language: str
    text: str
    summary: str
    source: str


@dataclass(frozen=True)
class SentimentExample:
    """A labelled text; `positive` is the label."""

    language: str
    text: str
    positive: bool
