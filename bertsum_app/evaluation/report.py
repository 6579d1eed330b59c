"""What a test-set run found, as values that are saved as JSON and read back for comparison.

Reports keep the outputs beside the figures, so that a later run can be compared with them example
by example and a difference can be tested for significance.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from bertsum_app.core.errors import UnreadableFile
from bertsum_app.evaluation.bleu import Score
from bertsum_app.evaluation.rouge import RougeScores
from bertsum_app.evaluation.values import decode

FORMAT_VERSION = 1


@dataclass(frozen=True)
class TranslationOutput:
    """One translated example; `source` names the corpus it came from."""

    source: str
    target_language: str
    text: str
    reference: str
    hypothesis: str


@dataclass(frozen=True)
class TranslationScores:
    """BLEU and chrF2 over the examples of one corpus, or of all."""

    examples: int
    bleu: Score
    chrf: Score


@dataclass(frozen=True)
class DirectionReport:
    """All there is to say of one target language; `by_source` in order of the corpus names."""

    target_language: str
    overall: TranslationScores
    by_source: tuple[tuple[str, TranslationScores], ...]


@dataclass(frozen=True)
class TranslationReport:
    """A translation test; outputs in test-set order, one target language after another."""

    directions: tuple[DirectionReport, ...]
    outputs: tuple[TranslationOutput, ...]

    @property
    def examples(self) -> int:
        """Pairs, whether they were translated in one direction or in both."""
        return _most(output.target_language for output in self.outputs)


@dataclass(frozen=True)
class SentimentOutput:
    """One text read: the probability that it is positive, and whether it is."""

    language: str
    text: str
    positive: float
    expected: bool

    @property
    def read_positive(self) -> bool:
        """The likelier label."""
        return self.positive >= 0.5

    @property
    def correct(self) -> bool:
        """Whether the likelier label is the right one."""
        return self.read_positive == self.expected


@dataclass(frozen=True)
class Confusion:
    """Counts of (what it is, what it was read as)."""

    positive_as_positive: int
    positive_as_negative: int
    negative_as_positive: int
    negative_as_negative: int

    @property
    def examples(self) -> int:
        """All of them."""
        return (
            self.positive_as_positive
            + self.positive_as_negative
            + self.negative_as_positive
            + self.negative_as_negative
        )

    @property
    def accuracy(self) -> float:
        """Share of right readings, 0 to 1; 0 for no examples."""
        right = self.positive_as_positive + self.negative_as_negative
        return right / max(1, self.examples)


@dataclass(frozen=True)
class SentimentReport:
    """A sentiment test, with one confusion table for each language."""

    languages: tuple[tuple[str, Confusion], ...]
    outputs: tuple[SentimentOutput, ...]

    @property
    def examples(self) -> int:
        """Texts."""
        return len(self.outputs)


@dataclass(frozen=True)
class SummaryOutput:
    """One summary by one method ("lead", "extractive" or "abstractive")."""

    language: str
    method: str
    source: str
    reference: str
    hypothesis: str
    scores: RougeScores


@dataclass(frozen=True)
class SummaryScores:
    """Mean ROUGE of one method in one language."""

    language: str
    method: str
    examples: int
    scores: RougeScores


@dataclass(frozen=True)
class SummaryReport:
    """A summary test; `sentences` is how long the extracts and the lead were."""

    sentences: int
    methods: tuple[SummaryScores, ...]
    outputs: tuple[SummaryOutput, ...]

    @property
    def examples(self) -> int:
        """Documents, however many methods summarized each."""
        return _most(output.method for output in self.outputs)


Report: TypeAlias = TranslationReport | SentimentReport | SummaryReport


def _most(kinds: Iterable[str]) -> int:
    """How often the one that is there most often is there."""
    return max(Counter(kinds).values(), default=0)


@dataclass(frozen=True)
class SavedReport:
    """A report with what it is about; `data` names the test set as the user gave it."""

    model_id: str
    model_fingerprint: str
    data: str
    report: Report

    def to_json(self) -> str:
        """The text of a report file."""
        values = {
            "format_version": FORMAT_VERSION,
            "task": task_of(self.report),
            "model_id": self.model_id,
            "model_fingerprint": self.model_fingerprint,
            "data": self.data,
            "report": asdict(self.report),
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, path: Path) -> SavedReport:
        """Read what `to_json` wrote; `path` only names the file in errors.

        Raises:
            UnreadableFile: no report, or one of a version this program does not know.
        """
        try:
            values = json.loads(text)
            if values["format_version"] != FORMAT_VERSION:
                reason = f"report format {values['format_version']}, {FORMAT_VERSION} expected"
                raise UnreadableFile(path, reason)
            return cls(
                model_id=str(values["model_id"]),
                model_fingerprint=str(values["model_fingerprint"]),
                data=str(values["data"]),
                report=decode(_KINDS[values["task"]], values["report"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableFile(path, f"not a report: {error!r}") from error


#: The `--task` each kind of report belongs to.
_KINDS: Mapping[str, type[Report]] = {
    "translate": TranslationReport,
    "sentiment": SentimentReport,
    "summarize": SummaryReport,
}


def task_of(report: Report) -> str:
    """ "translate", "sentiment" or "summarize"."""
    return next(task for task, kind in _KINDS.items() if isinstance(report, kind))
