"""Two runs over the same test set: what got better, what got worse, and whether it may be luck."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bertsum_app.evaluation.bleu import (
    bleu_of_statistics,
    bleu_statistics,
    sentence_chrf,
)
from bertsum_app.evaluation.bootstrap import PairedBootstrap, Statistics, paired_bootstrap
from bertsum_app.evaluation.errors import ReportsNotComparable
from bertsum_app.evaluation.report import (
    Report,
    SentimentOutput,
    SentimentReport,
    SummaryOutput,
    SummaryReport,
    TranslationOutput,
    TranslationReport,
    task_of,
)

Verdict = Literal["improved", "regressed", "unchanged"]


@dataclass(frozen=True)
class ComparisonRow:
    """One figure in both runs; `name` as in "zh BLEU". Scales are those of the reports.

    The verdict is "unchanged" where the difference may be luck: 0 lies between `low` and `high`. By
    Koehn's one-sided `p_value` twice as many differences without a cause would count.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    p_value: float
    verdict: Verdict

    @property
    def difference(self) -> float:
        """Positive where the later run is better."""
        return self.after - self.before


@dataclass(frozen=True)
class ChangedExample:
    """An example that got better or worse, with its own score in both runs.

    `text` is empty for summaries, whose documents reports do not keep. Scores: chrF2 (0 to 100) of
    a translation, probability of the right label, ROUGE-L F1 of a summary.
    """

    text: str
    reference: str
    before: str
    after: str
    before_score: float
    after_score: float


@dataclass(frozen=True)
class Comparison:
    """All figures, and the examples that changed most, best gain first and worst loss first."""

    rows: tuple[ComparisonRow, ...]
    improved: tuple[ChangedExample, ...]
    regressed: tuple[ChangedExample, ...]


def compare_reports(
    before: Report, after: Report, *, examples: int = 10, samples: int = 1000, seed: int = 1
) -> Comparison:
    """Compare two runs.

    Args:
        before: the earlier run.
        after: the later one.
        examples: how many improved and how many regressed examples to name.
        samples: drawn test sets of the bootstrap.
        seed: of the bootstrap.

    Raises:
        ReportsNotComparable: another job, or other examples.
    """
    draw = _Bootstrap(samples, seed)
    if isinstance(before, TranslationReport) and isinstance(after, TranslationReport):
        return _compare_translations(before.outputs, after.outputs, draw, examples)
    if isinstance(before, SentimentReport) and isinstance(after, SentimentReport):
        return _compare_sentiments(before.outputs, after.outputs, draw, examples)
    if isinstance(before, SummaryReport) and isinstance(after, SummaryReport):
        return _compare_summaries(before.outputs, after.outputs, draw, examples)
    raise ReportsNotComparable(f"{task_of(before)} against {task_of(after)}")


@dataclass(frozen=True)
class _Bootstrap:
    samples: int
    seed: int

    def row(
        self,
        name: str,
        first: Statistics,
        second: Statistics,
        score: Callable[[Statistics], float],
    ) -> ComparisonRow:
        result = paired_bootstrap(first, second, score, samples=self.samples, seed=self.seed)
        return ComparisonRow(
            name=name,
            before=result.first,
            after=result.second,
            low=result.low,
            high=result.high,
            p_value=result.p_value,
            verdict=_verdict(result),
        )

    def mean_row(self, name: str, first: Sequence[float], second: Sequence[float]) -> ComparisonRow:
        """For figures that are means over examples."""
        count = len(first)
        columns = [np.array(values, dtype=np.float64)[:, None] for values in (first, second)]
        return self.row(name, columns[0], columns[1], lambda total: float(total[0]) / count)


def _verdict(result: PairedBootstrap) -> Verdict:
    if result.low <= 0 <= result.high:
        return "unchanged"
    return "improved" if result.low > 0 else "regressed"


def _compare_translations(
    before: Sequence[TranslationOutput],
    after: Sequence[TranslationOutput],
    draw: _Bootstrap,
    examples: int,
) -> Comparison:
    _require_same(
        ((row.target_language, row.text, row.reference) for row in outputs)
        for outputs in (before, after)
    )
    rows: list[ComparisonRow] = []
    changed: list[ChangedExample] = []
    for language in dict.fromkeys(row.target_language for row in before):
        old = [row for row in before if row.target_language == language]
        new = [row for row in after if row.target_language == language]
        references = [row.reference for row in old]
        hypotheses = [[row.hypothesis for row in outputs] for outputs in (old, new)]
        counts = [bleu_statistics(texts, references, language) for texts in hypotheses]
        rows.append(draw.row(f"{language} BLEU", counts[0], counts[1], bleu_of_statistics))
        scores = [sentence_chrf(texts, references) for texts in hypotheses]
        rows.append(draw.mean_row(f"{language} mean sentence chrF2", scores[0], scores[1]))
        changed += [
            ChangedExample(first.text, first.reference, first.hypothesis, second.hypothesis, *score)
            for first, second, score in zip(old, new, zip(*scores, strict=True), strict=True)
        ]
    return _comparison(rows, changed, examples)


def _compare_sentiments(
    before: Sequence[SentimentOutput],
    after: Sequence[SentimentOutput],
    draw: _Bootstrap,
    examples: int,
) -> Comparison:
    _require_same(
        ((row.language, row.text, row.expected) for row in outputs) for outputs in (before, after)
    )
    rows = []
    for language in dict.fromkeys(row.language for row in before):
        right = [
            [float(row.correct) for row in outputs if row.language == language]
            for outputs in (before, after)
        ]
        rows.append(draw.mean_row(f"{language} accuracy", right[0], right[1]))
    changed = [
        ChangedExample(
            old.text,
            _label(old.expected),
            _label(old.read_positive),
            _label(new.read_positive),
            _probability_of_right(old),
            _probability_of_right(new),
        )
        for old, new in zip(before, after, strict=True)
        if old.correct != new.correct
    ]
    return _comparison(rows, changed, examples)


def _compare_summaries(
    before: Sequence[SummaryOutput],
    after: Sequence[SummaryOutput],
    draw: _Bootstrap,
    examples: int,
) -> Comparison:
    _require_same(
        ((row.language, row.method, row.reference) for row in outputs)
        for outputs in (before, after)
    )
    rows = []
    for language, method in dict.fromkeys((row.language, row.method) for row in before):
        scores = [
            [row.scores for row in outputs if (row.language, row.method) == (language, method)]
            for outputs in (before, after)
        ]
        for figure in ("rouge1", "rouge2", "rougeL"):
            values = [[float(getattr(score, figure)) for score in column] for column in scores]
            rows.append(draw.mean_row(f"{language} {method} {figure}", values[0], values[1]))
    changed = [
        ChangedExample(
            "", old.reference, old.hypothesis, new.hypothesis, old.scores.rougeL, new.scores.rougeL
        )
        for old, new in zip(before, after, strict=True)
    ]
    return _comparison(rows, changed, examples)


def _require_same(keys: Iterable[Iterable[Hashable]]) -> None:
    before, after = (list(column) for column in keys)
    if not before:
        raise ReportsNotComparable("the first report keeps no outputs")
    if before != after:
        raise ReportsNotComparable("the examples differ")


def _comparison(
    rows: Sequence[ComparisonRow], changed: Sequence[ChangedExample], examples: int
) -> Comparison:
    gain = sorted(changed, key=lambda row: row.before_score - row.after_score)
    return Comparison(
        rows=tuple(rows),
        improved=tuple(row for row in gain[:examples] if row.after_score > row.before_score),
        regressed=tuple(row for row in gain[::-1][:examples] if row.after_score < row.before_score),
    )


def _label(positive: bool) -> str:
    return "positive" if positive else "negative"


def _probability_of_right(output: SentimentOutput) -> float:
    return output.positive if output.expected else 1 - output.positive
