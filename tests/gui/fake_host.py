"""An engine host that does nothing until a test tells it what to report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bertsum_app.core.progress import Progress
from bertsum_app.core.settings import Settings
from bertsum_app.inference.selection import ScoredDocument, SummaryLength, summary_order
from bertsum_app.inference.sentiment import SentenceSentiment, SentimentResult
from bertsum_app.inference.summarizer import SummaryResult, SummarySentence
from bertsum_app.inference.translator import SegmentResult, TranslationResult
from bertsum_app.service.events import (
    EngineReady,
    Event,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobProgress,
    JobStarted,
    SegmentDone,
)
from bertsum_app.service.requests import Request
from bertsum_app.service.results import JobResult, SummaryOutcome
from bertsum_app.text.sentences import Span, sentence_spans

MODEL_ID = "bertsum-en-zh"
MEDIUM = SummaryLength(level="medium")
DEVICE = "CPU · int8"
MILLISECONDS = 214


class FakeHost:
    """Keeps what was asked for; the test publishes what comes of it."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self.publish = publish
        self.requests: list[Request] = []
        self.cancelled: list[int | None] = []
        self.warm_ups = 0
        self.settings: list[Settings] = []
        self.closed = False

    # --- what the window calls ---

    def submit(self, request: Request, slot: str = "main") -> int:
        self.requests.append(request)
        return len(self.requests)

    def cancel(self, job: int | None = None) -> None:
        self.cancelled.append(job)

    def warm_up(self, model_id: str | None = None) -> None:
        self.warm_ups += 1

    def use_settings(self, settings: Settings) -> None:
        self.settings.append(settings)

    def close(self, timeout_s: float = 2.0) -> bool:
        self.closed = True
        return True

    # --- what the test calls ---

    @property
    def job(self) -> int:
        """The number of the newest job."""
        return len(self.requests)

    def is_ready(self) -> None:
        """The model is loaded."""
        self.publish(EngineReady(MODEL_ID, DEVICE, 300))

    def starts(self) -> None:
        """The newest job was taken up."""
        self.publish(JobStarted(self.job))

    def gives(self, *segments: SegmentResult, job: int | None = None) -> None:
        """Sentences of a job are ready."""
        for segment in segments:
            self.publish(SegmentDone(job or self.job, segment))

    def progresses(self, done: int, total: int) -> None:
        """The newest job came so far."""
        self.publish(JobProgress(self.job, Progress(done, total, "sentences")))

    def finishes(
        self,
        result: JobResult,
        job: int | None = None,
    ) -> None:
        """A job is done."""
        self.publish(JobFinished(job or self.job, result, MILLISECONDS, DEVICE, MODEL_ID))

    def fails(self, error: Exception) -> None:
        """The newest job failed."""
        self.publish(JobFailed(self.job, error))

    def stops(self) -> None:
        """The newest job was cancelled."""
        self.publish(JobCancelled(self.job))

    def does(self, result: TranslationResult) -> None:
        """The newest job is a translation and runs from its start to its end."""
        self.starts()
        self.gives(*result.segments)
        self.finishes(result)


def translation(
    *pairs: tuple[str, str], gap: str = "", doubts: dict[int, tuple[str, ...]] | None = None
) -> TranslationResult:
    """A translation of sentences that stand with one blank (or line end) between them.

    A source that ends in a line end has that between itself and the next, on both sides; otherwise
    the source has one blank there and the result has `gap`.
    """
    segments = []
    source_at = 0
    text = ""
    for index, (source, target) in enumerate(pairs):
        sentence = source.rstrip("\n")
        ends = len(source) - len(sentence)
        segments.append(
            SegmentResult(
                index=index,
                total=len(pairs),
                source=Span(source_at, source_at + len(sentence)),
                text=target,
                target=Span(len(text), len(text) + len(target)),
                doubts=(doubts or {}).get(index, ()),
                cached=False,
            )
        )
        last = index == len(pairs) - 1
        text += target + ("\n" * ends or ("" if last else gap))
        source_at += len(source) + (0 if ends else 1)
    return TranslationResult(text, tuple(segments), "en", "zh")


def source_of(*pairs: tuple[str, str]) -> str:
    """The source text of `translation` with the same pairs."""
    text = "".join(source if source.endswith("\n") else f"{source} " for source, _ in pairs)
    return text.removesuffix(" ")


def extract(text: str, *sentences: str) -> SummaryOutcome:
    """A summary that chose these sentences of the text; of the others nothing is known."""
    chosen = tuple(
        SummarySentence(
            Span(text.index(sentence), text.index(sentence) + len(sentence)), 0.8, sentence
        )
        for sentence in sentences
    )
    joined = " ".join(sentences)
    return SummaryOutcome(SummaryResult(joined, "extractive", chosen, "en"))


def key_sentences(
    text: str, *scores: float, length: SummaryLength = MEDIUM, target: str | None = None
) -> SummaryOutcome:
    """A summary of an English text whose sentences have these scores.

    With a `target` the summary is translated: every sentence is in capitals.
    """
    spans = sentence_spans(text, "en")
    assert len(scores) == len(spans)
    sentences = tuple(span.of(text) for span in spans)
    order = summary_order(sentences, scores, "en")
    scored = ScoredDocument(spans, scores, "en", sentences, order)
    chosen = scored.chosen(length.of(len(spans)))
    summary = SummaryResult(
        " ".join(sentences[index] for index in chosen),
        "extractive",
        tuple(SummarySentence(spans[i], scores[i], sentences[i]) for i in chosen),
        "en",
    )
    translated = target and in_capitals("\n".join(sentences[i] for i in chosen), target)
    return SummaryOutcome(summary, translated or None, scored)


def in_capitals(text: str, target: str) -> TranslationResult:
    """A translation of lines, one sentence each."""
    result = translation(*((f"{line}\n", line.upper()) for line in text.split("\n")))
    return replace(result, text=text.upper(), target_language=target)


def sentiment(positive: float, *sentences: tuple[Span, float]) -> SentimentResult:
    """A reading of a text as a whole and of its sentences."""
    return SentimentResult(
        label="positive" if positive >= 0.5 else "negative",
        probability=max(positive, 1 - positive),
        positive=positive,
        sentences=tuple(SentenceSentiment(span, share) for span, share in sentences),
        language="en",
    )
