"""Measuring a model on the examples of a task, before and after it was tuned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.user_corpus import CorpusTask, Example
from bertsum_app.evaluation.report import Report
from bertsum_app.evaluation.sentiment import evaluate_sentiment
from bertsum_app.evaluation.summaries import Method, evaluate_summaries
from bertsum_app.evaluation.translation import evaluate_translation
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.library.manifest import ModelManifest
from bertsum_app.service.engines import LoadedModel

_SENTENCES = 3


def summary_methods(base: ModelManifest) -> tuple[Method, ...]:
    """The ways to summarize in which what comes of `base` can be compared with it."""
    jobs: Mapping[Method, str] = {
        "extractive": "summarize-extractive",
        "abstractive": "summarize-abstractive",
    }
    return tuple(method for method, job in jobs.items() if job in base.jobs)


def measure(
    engine: LoadedModel,
    task: CorpusTask,
    examples: Sequence[Example],
    targets: Sequence[str],
    search: TranslateOptions,
    cancel: CancelToken,
    methods: Sequence[Method],
) -> Report:
    """The report of `engine` on `examples`, which are all of `task`; `methods` are of summaries.

    Raises:
        AppError: the model cannot do it.
        Cancelled: `cancel` was set.
    """
    if task == "translate":
        return evaluate_translation(
            engine.translator,
            [each for each in examples if isinstance(each, TranslationExample)],
            targets=targets,
            options=search,
            cancel=cancel,
        )
    if task == "sentiment":
        texts = [each for each in examples if isinstance(each, SentimentExample)]
        return evaluate_sentiment(engine.sentiment_reader, texts, cancel=cancel)
    summaries = [each for each in examples if isinstance(each, SummaryExample)]
    return evaluate_summaries(
        engine.summarizer, summaries, sentences=_SENTENCES, methods=methods, cancel=cancel
    )
