"""Reading the sentiment of labelled texts and counting what was right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import SentimentExample
from bertsum_app.evaluation.report import Confusion, SentimentOutput, SentimentReport


class _Reading(Protocol):
    @property
    def positive(self) -> float: ...


class TextReader(Protocol):
    """What is used of `inference.sentiment.SentimentReader`."""

    def read(self, text: str, language: str | None, cancel: CancelToken) -> _Reading:
        """A reading whose `positive` is the probability that the text is positive."""
        ...


def evaluate_sentiment(
    reader: TextReader,
    examples: Iterable[SentimentExample],
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelToken | None = None,
) -> SentimentReport:
    """Read `examples` one by one; tables are in order of the language codes.

    Raises:
        Cancelled: `cancel` was set.
        AppError: what the reader raises.
    """
    texts = list(examples)
    cancel = cancel or CancelToken()
    outputs: list[SentimentOutput] = []
    for example in texts:
        cancel.raise_if_cancelled()
        reading = reader.read(example.text, example.language, cancel)
        outputs.append(
            SentimentOutput(example.language, example.text, reading.positive, example.positive)
        )
        if on_progress is not None:
            on_progress(Progress(len(outputs), len(texts), "texts"))
    languages = sorted({output.language for output in outputs})
    tables = (
        (name, _confusion([output for output in outputs if output.language == name]))
        for name in languages
    )
    return SentimentReport(tuple(tables), tuple(outputs))


def _confusion(outputs: Sequence[SentimentOutput]) -> Confusion:
    counts = {(expected, read): 0 for expected in (True, False) for read in (True, False)}
    for output in outputs:
        counts[output.expected, output.read_positive] += 1
    return Confusion(
        positive_as_positive=counts[True, True],
        positive_as_negative=counts[True, False],
        negative_as_positive=counts[False, True],
        negative_as_negative=counts[False, False],
    )
