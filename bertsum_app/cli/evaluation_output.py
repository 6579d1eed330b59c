"""How `bertsum evaluate` shows a run and a comparison: tables, or JSON (see output.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TypeAlias

from bertsum_app.cli.output import to_line
from bertsum_app.evaluation.bleu import Score
from bertsum_app.evaluation.compare import ChangedExample, Comparison
from bertsum_app.evaluation.report import (
    DirectionReport,
    Report,
    SentimentReport,
    SummaryReport,
    TranslationReport,
    task_of,
)
from bertsum_app.service.evaluate import Evaluation

Row: TypeAlias = Sequence[str]

_SHOWN_EXAMPLES = 3


def to_json(evaluation: Evaluation, comparison: Comparison | None) -> str:
    """The line of an evaluation; the outputs stay in the file of `--save`."""
    saved = evaluation.saved
    figures = asdict(saved.report)
    del figures["outputs"]
    return to_line(
        "evaluation",
        {
            "task": task_of(saved.report),
            "data": saved.data,
            "model": saved.model_id,
            "fingerprint": saved.model_fingerprint,
            "device": evaluation.device_label,
            "report": figures,
            "comparison": None if comparison is None else asdict(comparison),
        },
    )


def to_lines(evaluation: Evaluation, comparison: Comparison | None) -> Iterable[str]:
    """The lines to print."""
    saved = evaluation.saved
    yield f"{saved.model_id} on {evaluation.device_label}, {saved.data}"
    yield from _figures(saved.report)
    if comparison is not None:
        yield ""
        yield from _comparison(comparison)


def _figures(report: Report) -> Iterable[str]:
    if isinstance(report, TranslationReport):
        for direction in report.directions:
            yield ""
            yield from _direction(direction)
    elif isinstance(report, SentimentReport):
        yield ""
        yield from _sentiment(report)
    else:
        yield ""
        yield from _summaries(report)


def _direction(direction: DirectionReport) -> Iterable[str]:
    overall = direction.overall
    yield f"into {direction.target_language}, {overall.examples} examples"
    yield from _score(overall.bleu)
    yield from _score(overall.chrf)
    if len(direction.by_source) > 1:
        rows = [
            (name, str(each.examples), f"{each.bleu.value:.2f}", f"{each.chrf.value:.2f}")
            for name, each in direction.by_source
        ]
        head = ("corpus", "examples", overall.bleu.name, overall.chrf.name)
        yield from _table([head, *rows])


def _score(score: Score) -> Iterable[str]:
    yield f"  {score.name:<6}{score.value:6.2f}  {score.signature}"


def _sentiment(report: SentimentReport) -> Iterable[str]:
    head = ("language", "examples", "accuracy %", "good read as bad", "bad read as good")
    rows = [
        (
            language,
            str(counts.examples),
            f"{100 * counts.accuracy:.2f}",
            str(counts.positive_as_negative),
            str(counts.negative_as_positive),
        )
        for language, counts in report.languages
    ]
    return _table([head, *rows])


def _summaries(report: SummaryReport) -> Iterable[str]:
    yield f"ROUGE, F1 in per cent, {report.sentences} sentences ('lead': the first ones)"
    head = ("language", "method", "examples", "ROUGE-1", "ROUGE-2", "ROUGE-L")
    rows = []
    for each in report.methods:
        figures = (each.scores.rouge1, each.scores.rouge2, each.scores.rougeL)
        percents = (f"{100 * figure:.2f}" for figure in figures)
        rows.append((each.language, each.method, str(each.examples), *percents))
    yield from _table([head, *rows])


def _comparison(comparison: Comparison) -> Iterable[str]:
    yield "compared with the earlier run (95 % of resampled differences between low and high)"
    head = ("figure", "before", "after", "difference", "low", "high", "p", "verdict")
    rows = [
        (
            row.name,
            f"{row.before:.4g}",
            f"{row.after:.4g}",
            f"{row.difference:+.4g}",
            f"{row.low:+.4g}",
            f"{row.high:+.4g}",
            f"{row.p_value:.3f}",
            row.verdict,
        )
        for row in comparison.rows
    ]
    yield from _table([head, *rows])
    yield from _changed("improved most", comparison.improved)
    yield from _changed("got worse most", comparison.regressed)


def _changed(title: str, examples: Sequence[ChangedExample]) -> Iterable[str]:
    for example in examples[:_SHOWN_EXAMPLES]:
        yield ""
        yield f"{title}, {example.before_score:.4g} to {example.after_score:.4g}"
        if example.text:
            yield f"  text       {_one_line(example.text)}"
        yield f"  reference  {_one_line(example.reference)}"
        yield f"  before     {_one_line(example.before)}"
        yield f"  after      {_one_line(example.after)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _table(rows: Sequence[Row]) -> Iterable[str]:
    """Columns as wide as their widest cell: words to the left, figures to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    numeric = [_is_figure(cell) for cell in rows[-1]]
    for row in rows:
        cells = (
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, numeric, strict=True)
        )
        yield "  " + "  ".join(cells).rstrip()


def _is_figure(cell: str) -> bool:
    return cell[:1] in "+-0123456789"
