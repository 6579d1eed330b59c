"""What the vocabulary cannot write: emoji, and letters that it has no piece for.

A network that must spell them byte by byte writes other ones. So they never reach it. Symbols are
taken out of the sentence and put back into its translation: those at its ends where they were, those
within it behind the word that says what stood before them. A word with letters that are not known
(a name in Hebrew, `Dvořák`) goes through under a short name, as code does in documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference import placeholders
from bertsum_app.inference.part_draft import Draft
from bertsum_app.inference.segments import Job, Part
from bertsum_app.inference.word_alignment import WordLink
from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import Tokenizer

#: Pictures are kept even where the vocabulary happens to have one of them. With what may follow each:
#: variation selectors, skin tones, joined further pictures, the two halves of a flag, keycaps.
_PICTURE = r"[\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_PICTURES = re.compile(
    rf"[0-9#*]\ufe0f?\u20e3|{_PICTURE}[\ufe0e\ufe0f\u20e3]?(?:\u200d?{_PICTURE}\ufe0f?)*"
)
_GOES_WITH_ONE_BEFORE = "\u200d\ufe0e\ufe0f\u20e3"
_BYTE_PIECE = re.compile(r"<0x[0-9A-F]{2}>")
#: A sentence of which more than one letter in so many is unknown is left to the network: what would be
#: left of it is no sentence.
_LARGEST_SHARE = 3
_MARKS = ".,;:!?)]}。，、；：！？）】》”’…"

#: The links between the words of a sentence (first) and of its translation.
Align = Callable[[str, str], Sequence[WordLink]]
Search = Callable[[Sequence[Part], Job, CancelToken], Iterator[Draft]]


@dataclass(frozen=True)
class _Mark:
    """Symbols that stood at `at` of the sentence without any, with a blank on either side or not."""

    at: int
    text: str
    blank_before: bool
    blank_after: bool


@dataclass(frozen=True)
class Kept:
    """A sentence without what is kept.

    `lead` and `tail` are what is put before and behind its translation as it is; `plain` is the
    sentence without symbols; `words` are the spans in `plain` of the words that have names in `body`,
    which is what is to be translated.
    """

    lead: str
    tail: str
    plain: str
    body: str
    marks: tuple[_Mark, ...]
    words: tuple[Span, ...]
    style: str

    def put_back(self, output: str, align: Align, least: int = 0) -> str:
        """`output` with everything in its place; within it nothing before `least`."""
        text = output
        missing: list[_Mark] = []
        if self.words:
            found = placeholders.restored(output, self.plain, self.words, self.style)
            if found is not None:
                text = found[0]
            else:
                text = placeholders.without_names(output, self.style)
                missing = [
                    _Mark(span.start, span.of(self.plain), True, True) for span in self.words
                ]
        marks = sorted((*self.marks, *missing), key=lambda mark: mark.at)
        if marks:
            links = align(self.plain, text)
            places = _places(marks, links, self.plain, text, least)
            for mark, at in reversed(list(zip(marks, places, strict=True))):
                text = _inserted(text, at, mark)
        return self.lead + text + self.tail

    def begun_with(self, prefix: str) -> Begun:
        """How this sentence goes on where its translation is to begin with `prefix`."""
        if self.lead.startswith(prefix):
            return Begun(self, "", "", "")
        lead = self.lead if prefix.startswith(self.lead) else ""
        plain = prefix[len(lead) :]
        left: list[_Mark] = []
        for mark in self.marks:
            before, there, after = plain.partition(mark.text)
            if there:
                blank = before[-1:].isspace() and after[:1].isspace()
                plain = (before[:-1] if blank else before) + after
            else:
                left.append(mark)
        named = plain
        for number, span in enumerate(self.words, 1):
            named = named.replace(span.of(self.plain), self.style.format(number), 1)
        return Begun(replace(self, lead="", marks=tuple(left)), prefix, plain, named)


@dataclass(frozen=True)
class Begun:
    """A sentence whose translation begins with `prefix`.

    `plain` is that without what is kept around and between the words, and `named` what the network
    is to begin with; `kept` is what is still to be put back.
    """

    kept: Kept
    prefix: str
    plain: str
    named: str

    def put_back(self, output: str, align: Align) -> str | None:
        """An `output` that begins with `named`, with everything in its place; None: it cannot be."""
        text = self.kept.put_back(output, align, len(self.plain))
        if not text.startswith(self.plain):
            return None
        return self.prefix + text[len(self.plain) :]


class KeptCharacters:
    """Takes out of parts what the vocabulary cannot write, and puts it back into drafts."""

    def __init__(self, tokenizer: Tokenizer, search: Search) -> None:
        self._tokenizer = tokenizer
        self._search = search
        pieces = enumerate(tokenizer.vocabulary)
        bytes_of = {number for number, piece in pieces if _BYTE_PIECE.fullmatch(piece)}
        self._unknown = frozenset({tokenizer.special.unk, *bytes_of})

    def run(
        self, parts: Sequence[Part], job: Job, align: Align, cancel: CancelToken
    ) -> Iterator[Draft]:
        """One draft for each part, in order. Raises as the search."""
        kept = [self.of_part(part, job) for part in parts]
        plain = [
            part if each is None else without(each, job)
            for part, each in zip(parts, kept, strict=True)
        ]
        for each, draft in zip(kept, self._search(plain, job, cancel), strict=True):
            if each is None:
                yield draft
            else:
                yield replace(draft, text=each.put_back(draft.text, align))

    def of_part(self, part: Part, job: Job) -> Kept | None:
        """What is kept of a part; None: nothing, or it belongs to a term of the glossary."""
        kept = self.of(part.text)
        if kept is None or job.terms is None:
            return kept
        there = [match.wanted for match in job.terms.find(kept.body)]
        return kept if there == [match.wanted for match in part.terms] else None

    def of(self, text: str) -> Kept | None:
        """What is kept of a sentence; None: nothing."""
        words, symbols = self._runs(text)
        if not words and not symbols:
            return None
        start, end = _inner(text, symbols)
        lead, tail = text[:start], text[end:]
        plain = ""
        marks: list[_Mark] = []
        moved: list[Span] = []
        at = start
        runs = [span for span in (*words, *symbols) if start <= span.start and span.end <= end]
        for span in sorted(runs, key=lambda each: each.start):
            plain += text[at : span.start]
            at = span.end
            if span in words:
                moved.append(Span(len(plain), len(plain) + span.end - span.start))
                plain += span.of(text)
                continue
            before, after = plain[-1:].isspace(), text[at : at + 1].isspace()
            if before and (after or text[at : at + 1] in _MARKS):
                plain = plain[:-1]
            marks.append(_Mark(len(plain), span.of(text), before, after))
        plain += text[at:end]
        usable = [style for style in placeholders.STYLES if placeholders.usable(plain, style)]
        if not usable or not placeholders.numbers_apart(moved):
            moved = []
        style = usable[0] if usable else ""
        body = placeholders.with_names(plain, moved, style) if moved else plain
        return Kept(lead, tail, plain, body, tuple(marks), tuple(moved), style)

    def _runs(self, text: str) -> tuple[list[Span], list[Span]]:
        """Words with unknown letters, and runs of symbols."""
        kept = [False] * len(text)
        picture = [False] * len(text)
        for match in _PICTURES.finditer(text):
            for at in range(*match.span()):
                kept[at] = picture[at] = True

        def in_word(at: int) -> bool:
            return not picture[at] and _in_word(text[at])

        ids = self._tokenizer.encode(text)
        if not self._unknown.isdisjoint(ids):
            for piece, span in zip(ids, self._tokenizer.spans(text), strict=True):
                if piece in self._unknown:
                    for at in range(span.start, span.end):
                        # Every vocabulary in use can spell plain letters, digits and marks.
                        kept[at] = kept[at] or not (text[at].isspace() or text[at].isascii())
        words: list[Span] = []
        symbols: list[Span] = []
        at = 0
        while at < len(text):
            if not kept[at]:
                at += 1
                continue
            end = at + 1
            if in_word(at):
                first = at
                # The whole word, but not beyond the script: Han characters are words of their own.
                while first > 0 and _joins(text[first - 1]) and not kept[first - 1]:
                    first -= 1
                while end < len(text) and in_word(end) and (kept[end] or not is_cjk(text[end])):
                    end += 1
                words.append(Span(first, end))
            else:
                while end < len(text) and (
                    (kept[end] and not in_word(end)) or text[end] in _GOES_WITH_ONE_BEFORE
                ):
                    end += 1
                symbols.append(Span(at, end))
            at = end
        letters = sum(map(str.isalpha, text))
        if _LARGEST_SHARE * sum(span.end - span.start for span in words) > letters:
            words = []
        return words, symbols


def without(kept: Kept, job: Job) -> Part:
    """What is to be translated of a sentence."""
    terms = () if job.terms is None else job.terms.find(kept.body)
    return Part(kept.body, job.encode(kept.body), terms)


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" and character not in _GOES_WITH_ONE_BEFORE


def _joins(character: str) -> bool:
    return _in_word(character) and not is_cjk(character)


def _inner(text: str, symbols: Sequence[Span]) -> tuple[int, int]:
    """What of a text lies between the symbols at its two ends and the blanks beside these."""
    start, end = 0, len(text)
    for span in symbols:
        if text[start : span.start].strip():
            break
        start = span.end
    for span in reversed(symbols):
        if span.start < start or text[span.end : end].strip():
            break
        end = span.start
    while start < end and start > 0 and text[start].isspace():
        start += 1
    while end > start and end < len(text) and text[end - 1].isspace():
        end -= 1
    return start, end


def _places(
    marks: Sequence[_Mark], links: Sequence[WordLink], source: str, text: str, least: int
) -> list[int]:
    """Where in `text` the marks belong, never one before another."""
    places = []
    for mark in marks:
        before = [link for link in links if link.source.end <= mark.at]
        if mark.at == len(source):
            at = len(text)
        elif before:
            nearest = max(link.source.end for link in before)
            at = max(link.target.end for link in before if link.source.end == nearest)
            if source[nearest : mark.at].strip():  # a mark stands between
                while at < len(text) and text[at] in _MARKS:
                    at += 1
        else:
            # By how far it stood; but what is within the sentence stays before its end mark.
            at = _edge(text, round(len(text) * mark.at / len(source)))
            at = min(at, len(text.rstrip(_MARKS)))
        least = max(least, at)
        places.append(least)
    return places


def _edge(text: str, at: int) -> int:
    """The next place from `at` on that is in no word of letters."""
    while 0 < at < len(text) and _joins(text[at - 1]) and _joins(text[at]):
        at += 1
    return at


def _inserted(text: str, at: int, mark: _Mark) -> str:
    left, right = text[:at], text[at:]
    blank = mark.blank_before and bool(left) and not left[-1].isspace()
    gap = mark.blank_after and bool(right) and not right[0].isspace() and right[0] not in _MARKS
    return left + " " * blank + mark.text + " " * gap + right
