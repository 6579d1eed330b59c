"""Does a text speak well or badly of its subject: as a whole, and sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import lay_out_text
from bertsum_app.inference.batches import cut_batches
from bertsum_app.inference.document import read_document
from bertsum_app.inference.runtime import Runtime
from bertsum_app.inference.scorer import TextClassifier
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import Tokenizer

SentimentLabel = Literal["positive", "negative"]

_BATCH_POSITIONS = 1024
_MAX_BATCH = 32


@dataclass(frozen=True)
class SentenceSentiment:
    """A sentence's place in the original text and its probability of being positive."""

    span: Span
    positive: float


@dataclass(frozen=True)
class SentimentResult:
    """`probability` is that of `label`, `positive` that of being positive."""

    label: SentimentLabel
    probability: float
    positive: float
    sentences: tuple[SentenceSentiment, ...]
    language: str


@dataclass(frozen=True)
class SentimentParts:
    """What a `SentimentReader` works with."""

    runtime: Runtime
    tokenizer: Tokenizer
    config: BertSumConfig
    classifier: TextClassifier
    detector: LanguageDetector
    converter: ChineseConverter


class SentimentReader:
    """Reads sentiment with one loaded model. Used by one thread at a time."""

    def __init__(self, parts: SentimentParts) -> None:
        self._with = parts

    def read(self, text: str, language: str | None, cancel: CancelToken) -> SentimentResult:
        """The sentiment of `text`; `language` None means to detect it.

        A text longer than the encoder is read in windows of whole sentences, whose probabilities are
        averaged by their lengths.

        Raises:
            EmptyText, TextTooLong: see `read_document`.
            Cancelled: between batches, once `cancel` is set.
        """
        document = read_document(text, language, self._with.detector)
        sentences = document.for_network(self._with.converter)
        pieces = [self._with.tokenizer.encode(sentence) for sentence in sentences]
        windows = _joined(pieces, self._with.config.max_positions - 2)
        of_windows = self._positive(windows, cancel)
        # One window of one sentence would be read twice.
        of_sentences = of_windows if len(pieces) == 1 else self._positive(pieces, cancel)
        lengths = [max(1, len(window)) for window in windows]
        positive = float(np.average(of_windows, weights=lengths))
        label: SentimentLabel = "positive" if positive >= 0.5 else "negative"
        return SentimentResult(
            label=label,
            probability=max(positive, 1 - positive),
            positive=positive,
            sentences=tuple(map(SentenceSentiment, document.spans, of_sentences)),
            language=document.language,
        )

    def _positive(self, texts: Sequence[Sequence[int]], cancel: CancelToken) -> list[float]:
        """Probability of being positive for each text, given as pieces."""
        special, room = self._with.tokenizer.special, self._with.config.max_positions
        inputs = [lay_out_text(special, pieces, room) for pieces in texts]
        found = np.zeros(len(texts))
        for batch in cut_batches([len(each) for each in inputs], _BATCH_POSITIONS, _MAX_BATCH):
            cancel.raise_if_cancelled()
            states = self._with.runtime.encode([inputs[index] for index in batch])
            first = np.stack([each[0] for each in states])
            found[batch] = self._with.classifier.probabilities(first)[:, -1]
        return [float(value) for value in found]


def _joined(sentences: Sequence[Sequence[int]], room: int) -> list[list[int]]:
    """The pieces of neighbouring sentences together, at most `room` of them (a longer one alone)."""
    windows: list[list[int]] = []
    for pieces in sentences:
        if windows and len(windows[-1]) + len(pieces) <= room:
            windows[-1] += pieces
        else:
            windows.append(list(pieces))
    return windows
