"""The figure by which each part of a report is known at a glance."""

from __future__ import annotations

from bertsum_app.evaluation.report import Report, SentimentReport, TranslationReport


def main_figures(report: Report) -> dict[str, float]:
    """By name, as in a `Comparison`: BLEU (0 to 100), ROUGE-1 or accuracy (0 to 1)."""
    if isinstance(report, TranslationReport):
        return {
            f"{direction.target_language} BLEU": direction.overall.bleu.value
            for direction in report.directions
        }
    if isinstance(report, SentimentReport):
        return {f"{language} accuracy": table.accuracy for language, table in report.languages}
    return {f"{each.language} {each.method} rouge1": each.scores.rouge1 for each in report.methods}
