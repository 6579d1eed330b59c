"""A text taken apart for translation, and put together again around the translations.

Between normalisation and the search: sentences become segments, each with the parts the network is
to translate; what is no language (numbers, addresses, list marks) is kept as it is. Afterwards the
white space of the original comes back between the translations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.polish import match_clause_mark
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.text.chinese import has_cjk, is_cjk
from bertsum_app.text.glossary import TermFinder, TermMatch
from bertsum_app.text.normalize import NormalizedText
from bertsum_app.text.sentences import Span, cut_long, sentence_spans

_ADDRESS = re.compile(r"\S+://\S+|www\.\S+|\S+@\S+\.\S+")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_LEAST_WORDS = 3  # names and words like OK stand in Chinese texts, too
#: Bullets and numbers of list items, kept as they are: "- ", "• ", "1. ", "(a) ", "2）". A capital
#: with a dot is no mark: it may be somebody's initial.
_LIST_MARK = re.compile(
    r"(?:[-*+•·▪◦‣–—#>]+|\(?(?:\d{1,3}|[a-z])[.)]|\(?[A-Z]\)|[（(]?\d{1,3}[）)、]"
    r"|\d{1,2}(?:\.\d{1,2})+(?!\s+[a-z]))\s+|\d{1,3}[、）]"
)
_PARTED_LINE_END = re.compile(r"\r(?=\S+\n)")
_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
#: An ideograph says as much as three Latin letters.
_IDEOGRAPH_WEIGHT = 3
_WIDE_PUNCTUATION = "，。！？；：、…—“”‘’（）《》「」『』【】"
_SENTENCE_ENDS = '.!?。！？"”'
#: Words that have a capital at the beginning of a sentence only.
_OPENER = re.compile(
    r"(?:A|After|Also|An|And|As|At|Because|Before|But|By|During|For|From|He|Her|His|If|In|It|Its|Of|On|Or"
    r"|Our|She|Since|So|That|The|Their|There|These|They|This|Those|To|Until|We|When|Where|Which|While"
    r"|Who|With|You|Your)\b"
)
#: More blanks than this in a row are columns, not a gap between sentences.
_LARGEST_GAP = 2


@dataclass(frozen=True)
class Part:
    """What is translated at once: a sentence, or a piece of a very long one.

    `terms` are those of the glossary in it, with spans in `text`.
    """

    text: str
    encoded: EncodedInput
    terms: tuple[TermMatch, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One sentence: where it stands in the normalised text, and what is to be done with it.

    `parts` is empty where nothing is to be translated; then the text stays as it is.
    """

    span: Span
    text: str
    list_mark: str
    parts: tuple[Part, ...]


#: Lays a text out for the encoder, however long it is.
Encode = Callable[[str], EncodedInput]


@dataclass(frozen=True)
class Job:
    """What all parts of a text have in common.

    `retry`: give doubtful ones other tries. `mixed`: the text as a whole is in the target language,
    and only sentences clearly in the source language are to be translated. `terms` finds those of the
    glossary. `steady`: work in small steps.
    """

    source_language: str
    target_language: str
    options: SearchOptions
    encode: Encode
    retry: bool = True
    mixed: bool = False
    terms: TermFinder | None = None
    steady: bool = False


def split_text(
    normalized: NormalizedText, job: Job, max_positions: int, cancel: CancelToken
) -> tuple[Segment, ...]:
    """The segments of a text; each of their parts takes at most `max_positions`.

    Raises:
        Cancelled: between sentences, once `cancel` is set.
    """
    segments = []
    for span in sentence_spans(normalized.text, job.source_language):
        cancel.raise_if_cancelled()
        text = span.of(normalized.text)
        mark, body = split_list_mark(text)
        parts: tuple[Part, ...] = ()
        if to_translate(body, job):
            parts = tuple(_with_terms(cut_parts(body, job.encode, max_positions), job))
        segments.append(Segment(span, text, mark, parts))
    return tuple(segments)


def _with_terms(parts: list[Part], job: Job) -> list[Part]:
    if job.terms is None:
        return parts
    return [replace(part, terms=job.terms.find(part.text)) for part in parts]


def split_list_mark(text: str) -> tuple[str, str]:
    """The bullet or number that a sentence begins with, blanks behind it included, and the rest."""
    match = _LIST_MARK.match(text)
    end = match.end() if match and match.end() < len(text) else 0
    return text[:end], text[end:]


def to_translate(text: str, job: Job) -> bool:
    """Whether there is anything for the network in `text`.

    Not in numbers, marks and addresses; and not, between English and Chinese, in what is in the
    target language already.
    """
    text = _ADDRESS.sub(" ", text)
    if {job.source_language, job.target_language} != {"en", "zh"}:
        return any(character.isalpha() for character in text)
    ideographs = _IDEOGRAPH_WEIGHT * sum(map(is_cjk, text))
    letters = len(_LATIN_LETTER.findall(text))
    if job.target_language == "zh":
        words = len(_LATIN_WORD.findall(text))
        return letters > ideographs and (not job.mixed or words >= _LEAST_WORDS)
    return ideographs > (letters if job.mixed else 0)


def cut_parts(text: str, encode: Encode, max_positions: int) -> list[Part]:
    """`text` as one part where it fits, else cut at the best places (see `cut_long`)."""
    encoded = encode(text)
    if len(encoded) <= max_positions or len(text) == 1:
        return [Part(text, encoded)]
    # In proportion, a little less to be safe; at least in two.
    limit = max(1, min(len(text) - 1, int(0.9 * len(text) * max_positions / len(encoded))))
    parts = []
    for span in cut_long(text, Span(0, len(text)), limit):
        parts += cut_parts(span.of(text), encode, max_positions)
    return parts


def join_parts(parts: Sequence[Part], translations: Sequence[str], target_language: str) -> str:
    """One sentence from the translations of its parts, each of which may have come as a sentence."""
    joined = ""
    gap = "" if target_language == "zh" else " "
    for part, text in zip(parts, translations, strict=True):
        if joined and text:
            joined += gap + (text if joined[-1] in _SENTENCE_ENDS else _going_on(text))
        else:
            joined += text
        if part is not parts[-1]:
            joined = match_clause_mark(part.text, joined, target_language)
    return joined


def _going_on(text: str) -> str:
    """A clause without the capital that only a sentence begins with."""
    opener = _OPENER.match(text)
    return text[0].lower() + text[1:] if opener else text


class ResultText:
    """Grows sentence by sentence, with the white space of the original in between."""

    def __init__(self, normalized: NormalizedText, target_language: str) -> None:
        self._normalized = normalized
        self._target_language = target_language
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._original_end = 0

    def add(self, segment: Segment, text: str) -> tuple[Span, Span]:
        """Append the translation of `segment`, which follows the one before.

        Returns:
            Where it comes from in the original, and where it stands in the result.
        """
        start, end = self._normalized.to_original(segment.span.start, segment.span.end)
        gap = self._white_space(start)
        if self._last and not _LINE_END.search(gap):
            gap = self._inner_gap(gap, text)
        self._append(gap)
        target = Span(self._length, self._length + len(text))
        self._append(text)
        self._original_end = end
        return Span(start, end), target

    def finish(self) -> str:
        """The whole text, with what white space stood at the end."""
        self._append(self._white_space(len(self._normalized.original)))
        return "".join(self._pieces)

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._last = text[-1]

    def _white_space(self, start: int) -> str:
        """What stands between the last segment and `start`, without invisible characters."""
        between = self._normalized.original[self._original_end : start]
        # Without what is invisible between them, two line ends would look like one.
        between = _PARTED_LINE_END.sub("\n", between)
        return "".join(filter(str.isspace, between))

    def _inner_gap(self, gap: str, text: str) -> str:
        """The gap between two sentences of a line, as the target language has it."""
        if "\t" in gap or len(gap) > _LARGEST_GAP or self._last.isspace():
            return gap
        if self._target_language != "zh":
            return gap or " "
        following = text[:1]
        wide = any(
            has_cjk(character) or character in _WIDE_PUNCTUATION
            for character in (self._last, following)
            if character
        )
        return "" if wide else gap
