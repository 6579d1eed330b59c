"""Summarizing a test set and scoring it with ROUGE, beside the first sentences as the base line.

LEAD is hard to beat on news (Liu & Lapata 2019, table 2: 40.42 against 43.25 ROUGE-1), so figures
of the model mean little without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Protocol

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.evaluation.report import SummaryOutput, SummaryReport, SummaryScores
from bertsum_app.evaluation.rouge import mean_rouge, rouge
from bertsum_app.inference.summarizer import SummaryLength, SummaryMethod, SummaryResult
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentences import sentence_gap, sentence_spans

Method = Literal["lead", "extractive", "abstractive"]


class TextSummarizer(Protocol):
    """What is used of `inference.summarizer.Summarizer`."""

    def summarize(
        self,
        text: str,
        language: str | None,
        method: SummaryMethod,
        length: SummaryLength,
        cancel: CancelToken,
    ) -> SummaryResult:
        """A summary of `text` in its own language."""
        ...


def evaluate_summaries(
    summarizer: TextSummarizer,
    examples: Iterable[SummaryExample],
    *,
    sentences: int = 3,
    methods: Sequence[Method] = ("lead", "extractive"),
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelToken | None = None,
) -> SummaryReport:
    """Summarize each of `examples` by each of `methods`; scores are in order of language, method.

    Args:
        summarizer: the engine's.
        examples: documents with reference summaries.
        sentences: length of extracts and lead; abstracts get room for as many.
        methods: what to compare.
        on_progress: told the number of documents done.
        cancel: looked at between documents.

    Raises:
        Cancelled: `cancel` was set.
        AppError: what the summarizer raises.
    """
    documents = list(examples)
    cancel = cancel or CancelToken()
    outputs: list[SummaryOutput] = []
    for number, example in enumerate(documents, start=1):
        for method in methods:
            cancel.raise_if_cancelled()
            if method == "lead":
                hypothesis = lead(example.text, example.language, sentences)
            else:
                length = SummaryLength(sentences=sentences)
                result = summarizer.summarize(
                    example.text, example.language, method, length, cancel
                )
                hypothesis = result.text
            scores = rouge(hypothesis, example.summary, example.language)
            outputs.append(
                SummaryOutput(
                    language=example.language,
                    method=method,
                    source=example.source,
                    reference=example.summary,
                    hypothesis=hypothesis,
                    scores=scores,
                )
            )
        if on_progress is not None:
            on_progress(Progress(number, len(documents), "documents"))
    languages = sorted({example.language for example in documents})
    groups = [(language, method) for language in languages for method in methods]
    return SummaryReport(
        sentences, tuple(_scores(group, outputs) for group in groups), tuple(outputs)
    )


def lead(text: str, language: str, sentences: int) -> str:
    """The first sentences of `text`, as the program would split it."""
    normalized = normalize(text).text
    spans = sentence_spans(normalized, language)[:sentences]
    return sentence_gap(language).join(span.of(normalized) for span in spans)


def _scores(group: tuple[str, Method], outputs: Sequence[SummaryOutput]) -> SummaryScores:
    found = [output.scores for output in outputs if (output.language, output.method) == group]
    language, method = group
    return SummaryScores(language, method, len(found), mean_rouge(found))
