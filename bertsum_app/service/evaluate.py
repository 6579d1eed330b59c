"""Runs over test sets: read the examples, put them through an engine, hand back a report.

What is scored is what the program does with a text, through the same engine as the window and the
commands. The figures themselves are the evaluation floor's. Imported by the command that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import CorpusEmpty, CorpusUnreadable, UnsupportedLanguage
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.formats.lines import text_lines
from bertsum_app.corpus.readers import read_pairs, read_sentiments, read_summaries
from bertsum_app.documents.plain import read_text
from bertsum_app.evaluation.report import Report, SavedReport
from bertsum_app.evaluation.sentiment import evaluate_sentiment
from bertsum_app.evaluation.summaries import evaluate_summaries
from bertsum_app.evaluation.translation import evaluate_translation
from bertsum_app.inference.selection import SummaryMethod
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.service.app import BertSumService

Task: TypeAlias = Literal["translate", "sentiment", "summarize"]
OnProgress: TypeAlias = Callable[[Progress], None]
ExampleT = TypeVar("ExampleT")

#: Test sets of translation are English and Chinese, as `TranslationExample` is.
_OTHER = {"en": "zh", "zh": "en"}
_PAIR_COLUMNS = 2


@dataclass(frozen=True)
class Direction:
    """From `source` into `target`: "en" and "zh" in either order."""

    source: str
    target: str

    @classmethod
    def of(cls, source: str | None, target: str | None) -> Direction | None:
        """The direction that either end names, None for neither.

        Raises:
            UnsupportedLanguage: another language than English and Chinese, or twice the same.
        """
        for code in (source, target):
            if code is not None and code not in _OTHER:
                raise UnsupportedLanguage(code)
        if source is None and target is None:
            return None
        found = cls(source or _OTHER[str(target)], target or _OTHER[str(source)])
        if found.source == found.target:
            raise UnsupportedLanguage(found.target)
        return found


@dataclass(frozen=True)
class EvaluationSet:
    """The files of a test set.

    Either `data`, or for translations a text with a translation of it, line by line. `direction` None
    means both; `limit` takes the first examples of each file of `data`.
    """

    data: tuple[Path, ...] = ()
    texts: Path | None = None
    references: Path | None = None
    direction: Direction | None = None
    limit: int | None = None

    @property
    def name(self) -> str:
        """The files as the user gave them."""
        files = self.data or (self.texts, self.references)
        return " ".join(str(file) for file in files)


@dataclass(frozen=True)
class EvaluateRequest:
    """Put `test_set` to a model; `method` and `sentences` are of summaries."""

    task: Task
    test_set: EvaluationSet
    model_id: str | None = None
    beam_size: int | None = None
    method: SummaryMethod = "extractive"
    sentences: int = 3


@dataclass(frozen=True)
class Evaluation:
    """The report of a run and what it ran on."""

    saved: SavedReport
    device_label: str


def run_evaluation(
    service: BertSumService,
    request: EvaluateRequest,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> Evaluation:
    """Evaluate in this thread.

    Raises:
        CorpusError: the files cannot be used.
        AppError: the model cannot do it.
        Cancelled: the token was set.
    """
    report = _RUNS[request.task](service, request, on_progress, cancel or CancelToken())
    opened = service.engine(request.model_id)
    manifest = opened.installed.manifest
    saved = SavedReport(manifest.id, manifest.fingerprint, request.test_set.name, report)
    return Evaluation(saved, opened.engine.device_label)


def load_report(path: Path) -> SavedReport:
    """A report that was saved.

    Raises:
        InputError: the file cannot be read, or is none.
    """
    return SavedReport.from_json(read_text(path, "utf-8"), path)


def read_translations(test_set: EvaluationSet) -> list[TranslationExample]:
    """The pairs of a test set.

    Files of `data` have three columns (corpus, English, Chinese) or, when there is a direction, two
    (text, reference).

    Raises:
        CorpusError: a file cannot be used, or there is no pair.
    """
    direction = test_set.direction
    if test_set.texts is not None and test_set.references is not None and direction is not None:
        return _limited(
            _side_by_side(test_set.texts, test_set.references, direction), test_set, test_set.texts
        )
    return _examples(partial(_pairs, direction=direction), test_set)


def _translation(
    service: BertSumService,
    request: EvaluateRequest,
    on_progress: OnProgress | None,
    cancel: CancelToken,
) -> Report:
    examples = read_translations(request.test_set)
    direction = request.test_set.direction
    beam_size = request.beam_size or service.settings.beam_size
    return evaluate_translation(
        service.engine(request.model_id).engine.translator,
        examples,
        targets=("zh", "en") if direction is None else (direction.target,),
        options=TranslateOptions(beam_size=beam_size),
        on_progress=on_progress,
        cancel=cancel,
    )


def _sentiment(
    service: BertSumService,
    request: EvaluateRequest,
    on_progress: OnProgress | None,
    cancel: CancelToken,
) -> Report:
    examples = _examples(read_sentiments, request.test_set)
    reader = service.engine(request.model_id).engine.sentiment_reader
    return evaluate_sentiment(reader, examples, on_progress=on_progress, cancel=cancel)


def _summaries(
    service: BertSumService,
    request: EvaluateRequest,
    on_progress: OnProgress | None,
    cancel: CancelToken,
) -> Report:
    examples = _examples(read_summaries, request.test_set)
    return evaluate_summaries(
        service.engine(request.model_id).engine.summarizer,
        examples,
        sentences=request.sentences,
        methods=("lead", request.method),
        on_progress=on_progress,
        cancel=cancel,
    )


_Run: TypeAlias = Callable[
    [BertSumService, EvaluateRequest, "OnProgress | None", CancelToken], Report
]
_RUNS: dict[Task, _Run] = {
    "translate": _translation,
    "sentiment": _sentiment,
    "summarize": _summaries,
}


def _examples(
    read: Callable[[Path], Iterator[ExampleT]], test_set: EvaluationSet
) -> list[ExampleT]:
    """Those of all files, as many of each as are wanted."""
    return [each for path in test_set.data for each in _limited(read(path), test_set, path)]


def _limited(examples: Iterator[ExampleT], test_set: EvaluationSet, path: Path) -> list[ExampleT]:
    found = list(islice(examples, test_set.limit))
    if not found:
        raise CorpusEmpty(path)
    return found


def _pairs(path: Path, direction: Direction | None) -> Iterator[TranslationExample]:
    first = next((line for _, line in text_lines(path)), "")
    if direction is None or first.count("\t") + 1 != _PAIR_COLUMNS:
        yield from read_pairs(path)
        return
    for number, line in text_lines(path):
        columns = line.split("\t")
        if len(columns) != _PAIR_COLUMNS:
            reason = f"{len(columns)} columns, {_PAIR_COLUMNS} expected"
            raise CorpusUnreadable(path, number, reason)
        yield _pair(columns, direction, path.name)


def _side_by_side(
    texts: Path, references: Path, direction: Direction
) -> Iterator[TranslationExample]:
    for text, reference in zip_longest(text_lines(texts), text_lines(references)):
        if text is None or reference is None:
            shorter, line = (texts, reference[0]) if text is None else (references, text[0])
            raise CorpusUnreadable(shorter, line, "the other file has more lines")
        yield _pair((text[1], reference[1]), direction, texts.name)


def _pair(columns: Sequence[str], direction: Direction, corpus: str) -> TranslationExample:
    text, reference = columns
    if direction.source == "en":
        return TranslationExample(english=text, chinese=reference, source=corpus)
    return TranslationExample(english=reference, chinese=text, source=corpus)
