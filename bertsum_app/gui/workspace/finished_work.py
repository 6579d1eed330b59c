"""A finished piece of work as the history keeps it: texts and languages, nothing of the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.results import SummaryOutcome

if TYPE_CHECKING:
    from bertsum_app.service.results import JobResult


@dataclass(frozen=True)
class FinishedWork:
    """What was asked for and what came of it.

    `source_language` is the one the text was found or said to be in; `target_language` is None
    where nothing was translated.
    """

    mode: Mode
    source_text: str
    result_text: str
    source_language: str | None
    target_language: str | None
    model_id: str


def languages_of(result: JobResult) -> tuple[str | None, str | None]:
    """The languages of a result: of its source, and the one it was translated into."""
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import TranslationResult

    if isinstance(result, TranslationResult):
        return result.source_language, result.target_language
    if isinstance(result, SummaryOutcome):
        translated = result.translation
        target = None if translated is None else translated.target_language
        return result.summary.language, target
    if isinstance(result, SentimentResult):
        return result.language, None
    return None, None
