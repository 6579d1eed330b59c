"""Labelled texts run through a sentiment reader."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import SentimentExample
from bertsum_app.evaluation.report import Confusion
from bertsum_app.evaluation.sentiment import evaluate_sentiment


@dataclass(frozen=True)
class Reading:
    positive: float


class WordReader:
    """Texts with "good" in them are positive."""

    def __init__(self) -> None:
        self.languages: list[str | None] = []

    def read(self, text: str, language: str | None, cancel: CancelToken) -> Reading:
        self.languages.append(language)
        return Reading(0.9 if "good" in text else 0.2)


EXAMPLES = [
    SentimentExample("zh", "good 很好", positive=True),
    SentimentExample("en", "a good film", positive=True),
    SentimentExample("en", "a fine film", positive=True),
    SentimentExample("en", "not good at all", positive=False),
    SentimentExample("en", "a bad film", positive=False),
    SentimentExample("en", "dull", positive=False),
]


def test_each_language_has_its_table() -> None:
    report = evaluate_sentiment(WordReader(), EXAMPLES)
    assert report.languages == (("en", Confusion(1, 1, 1, 2)), ("zh", Confusion(1, 0, 0, 0)))
    assert dict(report.languages)["en"].accuracy == 3 / 5


def test_outputs_keep_the_order_of_the_examples() -> None:
    reader = WordReader()
    report = evaluate_sentiment(reader, EXAMPLES)
    assert [output.text for output in report.outputs] == [example.text for example in EXAMPLES]
    assert [output.correct for output in report.outputs] == [True, True, False, False, True, True]
    assert reader.languages == [example.language for example in EXAMPLES]


def test_no_examples_give_an_empty_report() -> None:
    assert evaluate_sentiment(WordReader(), []).languages == ()


def test_progress_is_told_and_a_cancelled_run_ends() -> None:
    cancel, progress = CancelToken(), []

    def stop(step: Progress) -> None:
        progress.append(step)
        if step.done == 3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        evaluate_sentiment(WordReader(), EXAMPLES, on_progress=stop, cancel=cancel)
    assert progress == [Progress(done, 6, "texts") for done in (1, 2, 3)]
