"""A text read as a document: its language, and its sentences with their places in the original."""

from __future__ import annotations

from dataclasses import dataclass

from bertsum_app.core.errors import EmptyText, TextTooLong
from bertsum_app.inference.translator import MAX_CHARACTERS
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentences import Span, sentence_spans


@dataclass(frozen=True)
class Document:
    """`spans[i]` is the place of `sentences[i]` in the original text, in code points."""

    language: str
    sentences: tuple[str, ...]
    spans: tuple[Span, ...]

    def for_network(self, converter: ChineseConverter) -> tuple[str, ...]:
        """The sentences as networks have learned them: Chinese in Simplified script."""
        if self.language != "zh":
            return self.sentences
        return tuple(map(converter.to_simplified, self.sentences))


def read_document(text: str, language: str | None, detector: LanguageDetector) -> Document:
    """Take `text` apart; `language` None means to detect it (English where nothing can be told).

    Raises:
        EmptyText: nothing but white space.
        TextTooLong: more than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(MAX_CHARACTERS, len(text))
    normalized = normalize(text)
    if not normalized.text.strip():
        raise EmptyText
    if language is None:
        found = detector.detect(normalized.text)
        language = found.language if found is not None else "en"
    inner = sentence_spans(normalized.text, language)
    return Document(
        language=language,
        sentences=tuple(span.of(normalized.text) for span in inner),
        spans=tuple(Span(*normalized.to_original(span.start, span.end)) for span in inner),
    )
