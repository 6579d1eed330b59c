"""An engine without a network, for tests of what stands above the inference floor.

Work can be held at a gate: the test waits until the engine has come to it, does its own part, and
lets it go on. Nothing sleeps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import AppError, EmptyText
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.progress import Progress
from bertsum_app.inference.alternatives import Alternative, Alternatives
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.sentiment import (
    SentenceSentiment,
    SentimentLabel,
    SentimentReader,
    SentimentResult,
)
from bertsum_app.inference.summarizer import (
    ScoredDocument,
    Summarizer,
    SummaryMethod,
    SummaryResult,
    SummarySentence,
)
from bertsum_app.inference.translator import (
    SegmentResult,
    TermUse,
    TranslateOptions,
    TranslationResult,
    Translator,
)
from bertsum_app.inference.word_alignment import WordAlignment, WordLink
from bertsum_app.library.manifest import (
    FORMAT_VERSION,
    JOBS,
    ModelManifest,
    describe_files,
    write_manifest,
)
from bertsum_app.library.store import InstalledModel
from bertsum_app.text.glossary import Glossary
from bertsum_app.text.sentences import Span

WAIT_S = 10.0


class Gate:
    """Holds the engine thread at one place."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def pass_through(self) -> None:
        """Called by the engine thread."""
        self._reached.set()
        assert self._opened.wait(WAIT_S), "the test never opened the gate"

    def wait_until_reached(self) -> None:
        """Called by the test."""
        assert self._reached.wait(WAIT_S), "the engine never came to the gate"

    def open(self) -> None:
        """Called by the test: let it go on."""
        self._opened.set()


class FakeTranslator(Translator):
    """Each line is a sentence, and its translation is the line in capitals.

    Its alternatives are `PREFIX SENTENCE 1`, `PREFIX SENTENCE 2` and so on.

    `gates` hold it before the sentence they are named after; `failures` are raised instead of
    translating the sentence they are named after.
    """

    def __init__(
        self,
        gates: dict[str, Gate],
        failures: dict[str, Exception],
        terms: tuple[TermUse, ...] = (),
    ) -> None:
        """`terms` are those of every sentence."""
        self._gates = gates
        self._failures = failures
        self._every_term = terms
        self.options: list[TranslateOptions] = []
        self.glossaries: list[Glossary | None] = []
        """Those that alternatives were asked for with."""

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        self.options.append(options)
        if not text.strip():
            raise EmptyText
        lines = text.split("\n")
        segments = []
        start = 0
        for index, line in enumerate(lines):
            cancel.raise_if_cancelled()
            if line in self._gates:
                self._gates[line].pass_through()
            if line in self._failures:
                raise self._failures[line]
            span = Span(start, start + len(line))
            segment = SegmentResult(
                index=index,
                total=len(lines),
                source=span,
                text=line.upper(),
                target=span,
                doubts=(),
                cached=False,
                terms=self._every_term,
            )
            start += len(line) + 1
            segments.append(segment)
            if on_segment is not None:
                on_segment(segment)
        return TranslationResult(
            text=text.upper(),
            segments=tuple(segments),
            source_language=source or "en",
            target_language=target,
        )

    def alternatives(
        self,
        sentence: str,
        source: str,
        target: str,
        cancel: CancelToken,
        *,
        prefix: str = "",
        count: int = 5,
        glossary: Glossary | None = None,
    ) -> Alternatives:
        self.glossaries.append(glossary)
        if sentence in self._gates:
            self._gates[sentence].pass_through()
        cancel.raise_if_cancelled()
        if sentence in self._failures:
            raise self._failures[sentence]
        options = tuple(
            Alternative(f"{prefix}{sentence.upper()} {number}", -0.1 * number, ())
            for number in range(1, count + 1)
        )
        return Alternatives(source, target, prefix, options)

    def align_all(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str, cancel: CancelToken
    ) -> list[WordAlignment]:
        """One by one."""
        return [self.align(*pair, source, target, cancel) for pair in pairs]

    def align(
        self, sentence: str, translation: str, source: str, target: str, cancel: CancelToken
    ) -> WordAlignment:
        """One link, from end to end."""
        if sentence in self._gates:
            self._gates[sentence].pass_through()
        cancel.raise_if_cancelled()
        link = WordLink(Span(0, len(sentence)), Span(0, len(translation)), 1.0)
        return WordAlignment(source, target, sentence, translation, (link,))


class FakeSummarizer(Summarizer):
    """Lines are sentences, scored by their length; remembers which texts were scored."""

    def __init__(self) -> None:
        self.scored: list[str] = []

    def score(
        self,
        text: str,
        language: str | None,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> ScoredDocument:
        self.scored.append(text)
        sentences = tuple(text.split("\n"))
        starts = [text.index(sentence) for sentence in sentences]
        spans = tuple(Span(at, at + len(s)) for at, s in zip(starts, sentences, strict=True))
        scores = tuple(len(sentence) / len(text) for sentence in sentences)
        if on_progress is not None:
            on_progress(Progress(len(sentences), len(sentences), "sentences"))
        order = tuple(sorted(range(len(sentences)), key=lambda index: -scores[index]))
        return ScoredDocument(spans, scores, language or "en", sentences, order)

    def summarize(
        self,
        text: str,
        language: str | None,
        method: SummaryMethod,
        length: SummaryLength,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> SummaryResult:
        if method == "abstractive":
            return self.abstract(text, language, length, cancel, on_progress)
        return self.extract(self.score(text, language, cancel, on_progress), length)

    def extract(self, scored: ScoredDocument, length: SummaryLength) -> SummaryResult:
        chosen = tuple(
            SummarySentence(scored.spans[index], scored.scores[index], scored.sentences[index])
            for index in scored.chosen(length.of(len(scored.sentences)))
        )
        text = " ".join(sentence.text for sentence in chosen)
        return SummaryResult(text, "extractive", chosen, scored.language)

    def abstract(
        self,
        text: str,
        language: str | None,
        length: SummaryLength,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> SummaryResult:
        return SummaryResult(f"About {len(text)}.", "abstractive", (), language or "en")


class FakeSentimentReader(SentimentReader):
    """A text with "good" or "好" in it is positive."""

    def __init__(self) -> None:
        """Nothing is loaded."""

    def read(self, text: str, language: str | None, cancel: CancelToken) -> SentimentResult:
        positive = 0.75 if "good" in text or "好" in text else 0.25
        label: SentimentLabel = "positive" if positive > 0.5 else "negative"
        sentences = (SentenceSentiment(Span(0, len(text)), positive),)
        return SentimentResult(label, 0.75, positive, sentences, language or "en")


@dataclass
class FakeEngine:
    """What an opener hands out."""

    model_id: str
    translator: FakeTranslator
    summarizer: FakeSummarizer = field(default_factory=FakeSummarizer)
    sentiment_reader: FakeSentimentReader = field(default_factory=FakeSentimentReader)
    device_label: str = "fake · int1"
    cache_problem: AppError | None = None
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeOpener:
    """Opens fake engines, and remembers which."""

    gates: dict[str, Gate] = field(default_factory=dict)
    failures: dict[str, Exception] = field(default_factory=dict)
    model_failures: dict[str, Exception] = field(default_factory=dict)
    opened: list[FakeEngine] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    cache_problem: AppError | None = None
    terms: tuple[TermUse, ...] = ()

    def __call__(
        self, installed: InstalledModel, paths: AppPaths, device: str, threads: int
    ) -> FakeEngine:
        model_id = installed.manifest.id
        if model_id in self.model_failures:
            raise self.model_failures[model_id]
        engine = FakeEngine(
            model_id,
            FakeTranslator(self.gates, self.failures, self.terms),
            cache_problem=self.cache_problem,
        )
        self.opened.append(engine)
        self.devices.append(device)
        return engine


def fake_model(
    root: Path, model_id: str, *, jobs: tuple[str, ...] = JOBS, content: str = "weights"
) -> Path:
    """A model folder that can be listed and verified but not loaded."""
    folder = root / model_id
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_text(f"{content} of {model_id}", encoding="utf-8")
    manifest = ModelManifest(
        format_version=FORMAT_VERSION,
        id=model_id,
        name=f"Model {model_id}",
        languages=("en", "zh"),
        jobs=jobs,
        licence="Apache-2.0",
        origin="made up",
        parent=None,
        version="1",
        files=describe_files(folder, ("model.safetensors",)),
    )
    write_manifest(folder, manifest)
    return folder
