"""The jobs, from a request to its result; shared by the engine thread and the commands.

A runner works in the thread of its caller and loads models through the `EngineCache` it was given.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import JobNotSupported, OutOfMemory
from bertsum_app.core.progress import Progress
from bertsum_app.core.settings import Settings
from bertsum_app.documents.collection import collected
from bertsum_app.documents.format import AS_FOUND
from bertsum_app.documents.isolation import DocumentProcess
from bertsum_app.documents.prose import prose_of
from bertsum_app.service.document_prose import in_whole_text
from bertsum_app.service.document_summaries import DocumentSummary, DocumentSummaryRequest
from bertsum_app.service.documents import (
    DocumentReport,
    DocumentRequest,
    Workshop,
    translate_document,
)
from bertsum_app.service.engines import EngineCache, OpenedEngine
from bertsum_app.service.languages import document_language
from bertsum_app.service.requests import (
    AlternativesRequest,
    Request,
    SentimentRequest,
    SummarizeRequest,
    TranslateRequest,
    WordAlignmentRequest,
)
from bertsum_app.service.results import JobResult, SummaryOutcome, summary_text
from bertsum_app.text.detect import LanguageDetector

if TYPE_CHECKING:
    from bertsum_app.inference.alternatives import Alternatives
    from bertsum_app.inference.selection import ScoredDocument
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import SegmentResult, TranslationResult
    from bertsum_app.inference.word_alignment import WordAlignment

MAX_SCORED_DOCUMENTS = 4

ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)


@dataclass(frozen=True)
class JobOutcome(Generic[ResultT_co]):
    """A result and how it came about; `milliseconds` leaves out loading the model."""

    result: ResultT_co
    milliseconds: int
    device_label: str
    model_id: str


@dataclass(frozen=True)
class JobCallbacks:
    """What a job calls in the thread it works in; `clock` gives seconds.

    on_segment: each translated sentence, in reading order.
    on_progress: often; whoever shows it thins it out.
    on_engine: once the model is loaded, before the work starts.
    """

    on_segment: Callable[[SegmentResult], None] = lambda segment: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    on_engine: Callable[[OpenedEngine], None] = lambda opened: None
    clock: Callable[[], float] = time.monotonic


class JobRunner:
    """Does one job at a time. Not thread-safe, as the engines are not.

    Every job raises `AppError` when the text, the model or the machine does not allow it, and
    `Cancelled` when its token was set.
    """

    def __init__(self, engines: EngineCache, detector: LanguageDetector | None = None) -> None:
        """`detector`: one to share, since its tables are large; by default the runner has its own."""
        self._engines = engines
        self._detector = detector or LanguageDetector()
        self._documents = DocumentProcess()
        # Sentence scores of the last documents, so that another length re-selects at once.
        # Key: fingerprint of the model, text, whether it is a document's.
        self._scored: OrderedDict[tuple[str, str, bool], ScoredDocument] = OrderedDict()

    def run(
        self, request: Request, settings: Settings, cancel: CancelToken, callbacks: JobCallbacks
    ) -> JobOutcome[JobResult]:
        """Do what the request asks for, whichever job it is."""
        if isinstance(request, TranslateRequest):
            return self.translate(request, settings, cancel, callbacks)
        if isinstance(request, SummarizeRequest):
            return self.summarize(request, settings, cancel, callbacks)
        if isinstance(request, AlternativesRequest):
            return self.alternatives(request, settings, cancel, callbacks)
        if isinstance(request, WordAlignmentRequest):
            return self.word_alignment(request, settings, cancel, callbacks)
        if isinstance(request, DocumentRequest):
            return self.translate_document(request, settings, cancel, callbacks)
        if isinstance(request, DocumentSummaryRequest):
            return self.summarize_document(request, settings, cancel, callbacks)
        return self.sentiment(request, settings, cancel, callbacks)

    def translate(
        self,
        request: TranslateRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[TranslationResult]:
        """Translate; every sentence is handed to `on_segment` as soon as it is ready."""

        def work(opened: OpenedEngine) -> TranslationResult:
            return _translate(request, settings, opened, cancel, callbacks)

        return self._timed("translate", request.model_id, settings, cancel, callbacks, work)

    def alternatives(
        self,
        request: AlternativesRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[Alternatives]:
        """Render one sentence in other ways."""

        def work(opened: OpenedEngine) -> Alternatives:
            return opened.engine.translator.alternatives(
                request.sentence,
                request.source,
                request.target,
                cancel,
                prefix=request.prefix,
                count=request.count,
                glossary=request.glossary,
            )

        return self._timed("translate", request.model_id, settings, cancel, callbacks, work)

    def word_alignment(
        self,
        request: WordAlignmentRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[WordAlignment]:
        """Link the words of a sentence and its translation."""

        def work(opened: OpenedEngine) -> WordAlignment:
            return opened.engine.translator.align(
                request.sentence, request.translation, request.source, request.target, cancel
            )

        return self._timed("translate", request.model_id, settings, cancel, callbacks, work)

    def translate_document(
        self,
        request: DocumentRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[DocumentReport]:
        """Translate a file into a new file; progress counts sentences."""

        def work(opened: OpenedEngine) -> DocumentReport:
            workshop = Workshop(
                translator=opened.engine.translator,
                beam_size=request.beam_size or settings.beam_size,
                process=self._documents,
                language_of=self._language_of,
            )
            return translate_document(request, workshop, callbacks.on_progress, cancel)

        return self._timed("translate", request.model_id, settings, cancel, callbacks, work)

    def summarize_document(
        self,
        request: DocumentSummaryRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[DocumentSummary]:
        """Summarize a file, or several as one; progress counts sentences."""
        document = self._documents.read(request.path, request.reading, cancel)
        if request.others:
            others = [self._documents.read(path, AS_FOUND, cancel) for path in request.others]
            names = (path.name for path in request.paths)
            document = collected(list(zip(names, (document, *others), strict=True))).document
        summarize = SummarizeRequest(
            text=document.text,
            method=request.method,
            length=request.length,
            target_language=request.target_language,
            model_id=request.model_id,
            document=document,
            glossary=request.glossary,
        )
        done = self.summarize(summarize, settings, cancel, callbacks)
        result = DocumentSummary(request.paths, document, done.result)
        return JobOutcome(result, done.milliseconds, done.device_label, done.model_id)

    def summarize(
        self,
        request: SummarizeRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[SummaryOutcome]:
        """Summarize, and translate the summary where a target language is given."""

        def work(opened: OpenedEngine) -> SummaryOutcome:
            outcome = self._summary(request, opened, cancel, callbacks)
            summary = outcome.summary
            target = request.target_language
            if target is None or target == summary.language:
                return outcome
            wanted = TranslateRequest(
                text=summary_text(summary),
                source=summary.language,
                target=target,
                glossary=request.glossary,
            )
            translating = self._translating(opened, settings)
            with self._engines.at_work(translating):
                translation = _translate(wanted, settings, translating, cancel, callbacks)
            return replace(outcome, translation=translation)

        job = f"summarize-{request.method}"
        return self._timed(job, request.model_id, settings, cancel, callbacks, work)

    def sentiment(
        self,
        request: SentimentRequest,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> JobOutcome[SentimentResult]:
        """Read the sentiment of the whole text and of its sentences."""

        def work(opened: OpenedEngine) -> SentimentResult:
            language = self._language(request.text, opened)
            return opened.engine.sentiment_reader.read(request.text, language, cancel)

        return self._timed("sentiment", request.model_id, settings, cancel, callbacks, work)

    def _translating(self, opened: OpenedEngine, settings: Settings) -> OpenedEngine:
        """The same model where it can translate; one that was taught summaries alone cannot."""
        if "translate" in opened.installed.manifest.jobs:
            return opened
        return self._engines.get(self._engines.find(None), settings)

    def _summary(
        self,
        request: SummarizeRequest,
        opened: OpenedEngine,
        cancel: CancelToken,
        callbacks: JobCallbacks,
    ) -> SummaryOutcome:
        summarizer = opened.engine.summarizer
        prose = None if request.document is None else prose_of(request.document)
        text = request.text if prose is None else prose.text
        language = self._language(text, opened)
        if request.method == "abstractive":
            return SummaryOutcome(
                summarizer.abstract(text, language, request.length, cancel, callbacks.on_progress)
            )
        key = (opened.installed.manifest.fingerprint, request.text, prose is not None)
        scored = self._scored.pop(key, None)
        if scored is None:
            scored = summarizer.score(text, language, cancel, callbacks.on_progress)
            if prose is not None:
                scored = in_whole_text(scored, prose)
        self._scored[key] = scored
        if len(self._scored) > MAX_SCORED_DOCUMENTS:
            self._scored.popitem(last=False)
        return SummaryOutcome(summarizer.extract(scored, request.length), scored=scored)

    def _language_of(self, text: str) -> str | None:
        found = self._detector.detect(text)
        return None if found is None else found.language

    def _language(self, text: str, opened: OpenedEngine) -> str:
        return document_language(text, opened.installed.manifest.languages, self._detector)

    def _timed(
        self,
        job: str,
        model_id: str | None,
        settings: Settings,
        cancel: CancelToken,
        callbacks: JobCallbacks,
        work: Callable[[OpenedEngine], ResultT],
    ) -> JobOutcome[ResultT]:
        cancel.raise_if_cancelled()
        installed = self._engines.find(model_id)
        if job not in installed.manifest.jobs:
            raise JobNotSupported(job, installed.manifest.id)
        opened = self._engines.get(installed, settings)
        callbacks.on_engine(opened)
        cancel.raise_if_cancelled()
        started = callbacks.clock()
        try:
            with self._engines.at_work(opened):
                result = work(opened)
        except MemoryError as error:
            raise OutOfMemory(job) from error
        return JobOutcome(
            result=result,
            milliseconds=round((callbacks.clock() - started) * 1000),
            device_label=opened.engine.device_label,
            model_id=opened.model_id,
        )


def _translate(
    request: TranslateRequest,
    settings: Settings,
    opened: OpenedEngine,
    cancel: CancelToken,
    callbacks: JobCallbacks,
) -> TranslationResult:
    from bertsum_app.inference.translator import TranslateOptions

    def on_segment(segment: SegmentResult) -> None:
        callbacks.on_segment(segment)
        callbacks.on_progress(Progress(segment.index + 1, segment.total, "sentences"))

    return opened.engine.translator.translate(
        request.text,
        request.source,
        request.target,
        TranslateOptions(
            beam_size=request.beam_size or settings.beam_size, glossary=request.glossary
        ),
        on_segment,
        cancel,
    )
