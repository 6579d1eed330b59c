"""Summaries: the best sentences of a document (BertSumExt), or a new text about it (BertSumAbs).

Extractive: sentences -> windows -> encoder -> scorer -> one score per sentence, all of them kept, so
that another length only selects again -> trigram blocking -> chosen sentences in document order.
Abstractive: as many sentences as the encoder holds - of a longer document, those of its extractive
summary - -> decoder with trigram blocking -> text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import JobNotSupported
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.encode import lay_out_document
from bertsum_app.inference.centrality import with_centrality
from bertsum_app.inference.document import Document, read_document
from bertsum_app.inference.guards import REPEATS, TOO_SHORT, loops
from bertsum_app.inference.polish import polish
from bertsum_app.inference.runtime import Hypothesis, Runtime, SearchOptions, States
from bertsum_app.inference.scorer import SentenceScorer
from bertsum_app.inference.selection import (
    ScoredDocument,
    SummaryLength,
    SummaryMethod,
    summary_order,
    trigram_blocked,
)
from bertsum_app.inference.windows import (
    FEWEST_TO_FIT,
    Window,
    merged,
    plan_windows,
    without_place_bias,
)
from bertsum_app.model.config import BertSumConfig, SentenceReading
from bertsum_app.text.centrality import standing
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentences import Span, sentence_gap, sentence_spans
from bertsum_app.text.tokenizer import SUMMARIZE, Tokenizer

__all__ = [
    "ReadDocument",
    "ScoredDocument",
    "Summarizer",
    "SummarizerParts",
    "SummaryLength",
    "SummaryMethod",
    "SummaryResult",
    "SummarySentence",
]

OnProgress = Callable[[Progress], None]

EXTRACT_JOB, ABSTRACT_JOB = "summarize-extractive", "summarize-abstractive"
#: Pieces of an abstract, by level, or for each sentence asked for.
_ABSTRACT_PIECES = {"short": 40, "medium": 80, "long": 160}
_PIECES_PER_SENTENCE = 30
_SHORTEST_ABSTRACT = 4
_ABSTRACT_BEAMS = 4
_BLOCKED_NGRAM = 3
#: An end mark; what comes behind the last one was cut off by the length limit.
_END_MARKS = "。！？.!?…"


@dataclass(frozen=True)
class SummarySentence:
    """A chosen sentence: its place in the original text, its score (0 to 1) and its text."""

    span: Span
    score: float
    text: str


@dataclass(frozen=True)
class SummaryResult:
    """A summary. `sentences` is empty for an abstract; `doubts` are codes as in guards.py."""

    text: str
    method: SummaryMethod
    sentences: tuple[SummarySentence, ...]
    language: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SummarizerParts:
    """What a `Summarizer` works with; no `scorer`: no extracts; not `writes`: no abstracts."""

    runtime: Runtime
    tokenizer: Tokenizer
    config: BertSumConfig
    model_id: str
    writes: bool
    scorer: SentenceScorer | None
    detector: LanguageDetector
    converter: ChineseConverter


@dataclass(frozen=True)
class ReadDocument:
    """The sentences of a text, and what the scorer is given of them together, [sentences, hidden]."""

    sentences: tuple[str, ...]
    states: States


class Summarizer:
    """Summarizes with one loaded model. Used by one thread at a time."""

    def __init__(self, parts: SummarizerParts) -> None:
        self._with = parts

    def summarize(
        self,
        text: str,
        language: str | None,
        method: SummaryMethod,
        length: SummaryLength,
        cancel: CancelToken,
        on_progress: OnProgress | None = None,
    ) -> SummaryResult:
        """Summarize `text`; `language` None means to detect it.

        Raises:
            EmptyText, TextTooLong: see `read_document`.
            JobNotSupported: the model lacks the head for `method`.
            Cancelled: between windows, once `cancel` is set.
        """
        if method == "extractive":
            return self.extract(self.score(text, language, cancel, on_progress), length)
        return self.abstract(text, language, length, cancel, on_progress)

    def score(
        self,
        text: str,
        language: str | None,
        cancel: CancelToken,
        on_progress: OnProgress | None = None,
    ) -> ScoredDocument:
        """Score every sentence; progress counts sentences. Raises as `summarize`."""
        document = read_document(text, language, self._with.detector)
        pieces = self._pieces(document)
        scores = self._scores(document, pieces, cancel, on_progress)
        if not self._scorer().reads_centrality:
            scores = with_centrality(document.sentences, scores, document.language)
        order = summary_order(document.sentences, scores, document.language)
        return ScoredDocument(document.spans, scores, document.language, document.sentences, order)

    def reading_as(self, reads: SentenceReading) -> Summarizer:
        """One to `read` with, as for a scorer that reads `reads`."""
        config = replace(self._with.config, scorer_reads=reads)
        return Summarizer(replace(self._with, config=config, scorer=SentenceScorer(config, {})))

    def read(self, text: str, language: str | None, cancel: CancelToken) -> ReadDocument | None:
        """What the scorer is given of `text`; None if that is too long to be scored as a whole.

        Raises as `summarize`.
        """
        document = read_document(text, language, self._with.detector)
        pieces = self._pieces(document)
        windows = self._plan(pieces)
        if not self._scored_together(windows):
            return None
        read = self._read_windows(document, pieces, windows, cancel, None)
        return ReadDocument(document.sentences, merged(windows, list(read)))

    def select(self, scored: ScoredDocument, length: SummaryLength) -> tuple[int, ...]:
        """Indices of the chosen sentences, in document order."""
        return scored.chosen(length.of(len(scored.sentences)))

    def extract(self, scored: ScoredDocument, length: SummaryLength) -> SummaryResult:
        """The chosen sentences as a summary."""
        chosen = tuple(
            SummarySentence(scored.spans[index], scored.scores[index], scored.sentences[index])
            for index in self.select(scored, length)
        )
        text = sentence_gap(scored.language).join(sentence.text for sentence in chosen)
        return SummaryResult(text, "extractive", chosen, scored.language)

    def abstract(
        self,
        text: str,
        language: str | None,
        length: SummaryLength,
        cancel: CancelToken,
        on_progress: OnProgress | None = None,
    ) -> SummaryResult:
        """Write an abstract in the language of the text. Raises as `summarize`."""
        if not self._with.writes:
            raise JobNotSupported(ABSTRACT_JOB, self._with.model_id)
        document = read_document(text, language, self._with.detector)
        pieces = self._most_telling(document, cancel, on_progress)
        special = self._with.tokenizer.special
        # A network that knows no other job (BertSumAbs itself) needs no token to ask for this one.
        encoded = lay_out_document(
            special, pieces, self._with.config.max_positions, abstract=SUMMARIZE in special.jobs
        )
        cancel.raise_if_cancelled()
        most = min(_most_pieces(length, len(pieces)), self._with.config.decoder_max_positions)
        options = SearchOptions(
            beam_size=_ABSTRACT_BEAMS,
            hypotheses=_ABSTRACT_BEAMS,
            no_repeat_ngram=_BLOCKED_NGRAM,
            max_length=most,
            min_length=min(_SHORTEST_ABSTRACT, most),
        )
        [found] = self._with.runtime.generate([encoded], options)
        return self._best_abstract(found, document, most)

    def _best_abstract(
        self, found: Sequence[Hypothesis], document: Document, most: int
    ) -> SummaryResult:
        """The first hypothesis that does not loop, or the first with a doubt."""
        texts = []
        for hypothesis in found:
            written = self._with.tokenizer.decode(hypothesis.ids)
            if len(hypothesis.ids) >= most:
                written = _without_last_piece(written, document.language)
            written = _without_twins(written, document.language)
            texts.append(polish(written, written, document.language))
        whole = [text for text in texts if text]
        good = [text for text in whole if not loops(text)]
        doubts = () if good else (REPEATS if whole else TOO_SHORT,)
        text = next(iter(good or whole), "")
        return SummaryResult(text, "abstractive", (), document.language, doubts)

    def _pieces(self, document: Document) -> list[list[int]]:
        sentences = document.for_network(self._with.converter)
        return [self._with.tokenizer.encode(sentence) for sentence in sentences]

    def _plan(self, pieces: Sequence[Sequence[int]]) -> tuple[Window, ...]:
        sizes = [len(sentence) + 2 for sentence in pieces]
        return plan_windows(sizes, self._with.config.max_positions)

    def _scored_together(self, windows: Sequence[Window]) -> bool:
        # No more sentences than the scorer has places for.
        fit = windows[-1].end <= self._with.config.max_positions
        return len(windows) < FEWEST_TO_FIT and fit

    def _scores(
        self,
        document: Document,
        pieces: Sequence[Sequence[int]],
        cancel: CancelToken,
        on_progress: OnProgress | None,
    ) -> tuple[float, ...]:
        """A score for each sentence."""
        scorer = self._scorer()
        windows = self._plan(pieces)
        read = self._read_windows(document, pieces, windows, cancel, on_progress)
        if self._scored_together(windows):
            return tuple(scorer.scores(merged(windows, list(read))).tolist())
        scores = [scorer.scores(each) for each in read]
        return tuple(merged(windows, without_place_bias(scores)).tolist())

    def _scorer(self) -> SentenceScorer:
        if self._with.scorer is None:
            raise JobNotSupported(EXTRACT_JOB, self._with.model_id)
        return self._with.scorer

    def _read_windows(
        self,
        document: Document,
        pieces: Sequence[Sequence[int]],
        windows: Sequence[Window],
        cancel: CancelToken,
        on_progress: OnProgress | None,
    ) -> Iterator[States]:
        """What stands for each sentence of each window, [sentences, hidden]."""
        scorer, special = self._scorer(), self._with.tokenizer.special
        central = np.zeros(len(pieces), dtype=np.float32)
        if scorer.reads_centrality:
            central = standing(document.sentences, document.language)
        at_once = self._with.runtime.parallel_batches
        for first in range(0, len(windows), at_once):
            cancel.raise_if_cancelled()
            group = windows[first : first + at_once]
            inputs = [
                lay_out_document(
                    special, pieces[window.first : window.end], self._with.config.max_positions
                )
                for window in group
            ]
            found = self._with.runtime.encode(inputs)
            for window, encoded, states in zip(group, inputs, found, strict=True):
                told = central[window.first : window.end]
                yield scorer.read(states, encoded.cls_positions, told)
            if on_progress is not None:
                on_progress(Progress(group[-1].end, len(pieces), "sentences"))

    def _most_telling(
        self, document: Document, cancel: CancelToken, on_progress: OnProgress | None
    ) -> list[list[int]]:
        """The sentences to write about, in document order: all, or the best that say something new."""
        pieces = self._pieces(document)
        room = self._with.config.max_positions - 1
        sizes = [len(sentence) + 2 for sentence in pieces]
        if sum(sizes) <= room or self._with.scorer is None:
            return pieces
        scores = self._scores(document, pieces, cancel, on_progress)
        chosen = []
        new, _ = trigram_blocked(document.sentences, scores, document.language)
        for index in new:
            if sizes[index] <= room:
                chosen.append(index)
                room -= sizes[index]
        return [pieces[index] for index in sorted(chosen)] or pieces


def _most_pieces(length: SummaryLength, sentences: int) -> int:
    """How long an abstract may become, in pieces."""
    if length.level is not None:
        return _ABSTRACT_PIECES[length.level]
    return _PIECES_PER_SENTENCE * length.of(sentences)


def _without_last_piece(text: str, language: str) -> str:
    """Without the sentence that the length limit cut off, if anything is left then."""
    spans = sentence_spans(text, language)
    if len(spans) > 1 and text[-1:] not in _END_MARKS:
        return text[: spans[-1].start].rstrip()
    return text


def _without_twins(text: str, language: str) -> str:
    """Without sentences that were said before."""
    kept: list[str] = []
    for span in sentence_spans(text, language):
        if span.of(text) not in kept:
            kept.append(span.of(text))
    return sentence_gap(language).join(kept)
