"""Translation of whole documents: every sentence of a block at once, wherever marks cut it.

blocks -> lines -> sentences -> names for what is kept -> translator -> kept text back -> marks into
the new sentences -> new contents, which the document's format writes into its file.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bertsum_app.core.cancel import Cancelled, CancelToken, Unstoppable
from bertsum_app.core.errors import EmptyText
from bertsum_app.core.progress import Progress
from bertsum_app.documents.model import Block, Document, NewText
from bertsum_app.inference import placeholders
from bertsum_app.inference.mark_projection import Links, Projection, fitted, is_sound
from bertsum_app.inference.placeholders import STYLES, Anchor
from bertsum_app.inference.translator import SegmentResult, TranslateOptions, TranslationResult
from bertsum_app.inference.word_alignment import WordAlignment
from bertsum_app.text.chinese import has_cjk
from bertsum_app.text.sentences import Span, sentence_spans

#: Code points given to the translator at once; it takes many more, but memory stays low so.
_CHUNK = 200_000
_WIDE_MARKS = "，。！？；：、…—“”‘’（）《》「」『』【】"
_LARGEST_GAP = 2
#: Sentences whose words are aligned together; others wait meanwhile.
_ALIGNED_AT_ONCE = 32


class TranslatesText(Protocol):
    """What is needed of `Translator`."""

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        """See `Translator.translate`."""
        ...

    def align_all(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str, cancel: CancelToken
    ) -> list[WordAlignment]:
        """See `Translator.align_all`."""
        ...


@dataclass(frozen=True)
class SegmentCounts:
    """Sentences of a document by what became of them; `doubtful` are translated all the same.

    kept: nothing in them is to be translated (numbers, code, text in the target language already).
    failed: no translation came of them, and the original stands. unfinished: called off before.
    """

    total: int = 0
    translated: int = 0
    kept: int = 0
    failed: int = 0
    doubtful: int = 0
    unfinished: int = 0


@dataclass(frozen=True)
class TranslatedDocument:
    """New contents by block, and how many sentences they have."""

    rewriting: Mapping[int, NewText]
    counts: SegmentCounts
    source_language: str
    target_language: str
    by_block: Mapping[int, int]

    def translated_in(self, block: int) -> int:
        """How many sentences of a block are translated."""
        return self.by_block.get(block, 0)


@dataclass
class _Sentence:
    """One sentence in the text of its block; spans of kept text count from its start."""

    block: int
    start: int
    end: int
    text: str
    kept: tuple[Span, ...]
    #: None until it is translated, or known to stay.
    new: str | None = None
    anchors: tuple[Anchor, ...] = ()
    stays: bool = False
    doubtful: bool = False
    links: Links = ()


@dataclass
class _Work:
    """A document in translation."""

    target: str
    sentences: list[_Sentence] = field(default_factory=list)
    language: str | None = None


class DocumentTranslator:
    """Translates documents through a translator of texts. Used by one thread at a time."""

    def __init__(self, translator: TranslatesText) -> None:
        self._translator = translator

    def translate(
        self,
        document: Document,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> TranslatedDocument:
        """New contents for all blocks that have something to translate.

        A cancelled job returns what it has; `counts.unfinished` tells how much is missing.

        Raises:
            UnsupportedLanguage: as `Translator.translate`.
        """
        work = _Work(target, list(_sentences(document, source)), source)
        with contextlib.suppress(Cancelled):
            self._translate_all(work, options, on_progress, cancel)
        # Called off or not: what is translated gets its marks.
        self._align(work, document, Unstoppable(cancel))
        rewriting = _rewriting(document, work)
        return TranslatedDocument(
            rewriting=rewriting,
            counts=_counts(work.sentences),
            source_language=work.language or target,
            target_language=target,
            by_block=Counter(each.block for each in work.sentences if _is_translated(each)),
        )

    def _translate_all(
        self,
        work: _Work,
        options: TranslateOptions,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> None:
        total = len(work.sentences)
        done = 0
        on_progress(Progress(0, total, "sentences"))

        def finished(count: int) -> None:
            nonlocal done
            done += count
            on_progress(Progress(done, total, "sentences"))

        for chunk in _chunks(work.sentences):
            waiting = [each for each in chunk if not each.stays]
            finished(len(chunk) - len(waiting))
            for style in STYLES:
                named = [each for each in waiting if _can_use(each, style)]
                texts = [placeholders.with_names(s.text, s.kept, style) for s in named]

                def take(
                    index: int,
                    text: str,
                    doubts: bool,
                    style: str = style,
                    named: Sequence[_Sentence] = named,
                ) -> None:
                    sentence = named[index]
                    found = placeholders.restored(text, sentence.text, sentence.kept, style)
                    if found is not None:
                        sentence.new, sentence.anchors = found
                        sentence.doubtful = doubts
                        finished(1)

                self._run(work, texts, options, take, cancel)
                waiting = [each for each in waiting if each.new is None]
            self._in_pieces(work, waiting, options, cancel)
            finished(len(waiting))

    def _in_pieces(
        self,
        work: _Work,
        sentences: Sequence[_Sentence],
        options: TranslateOptions,
        cancel: CancelToken,
    ) -> None:
        """What is kept was lost under every name: translate what stands around it."""
        pieces = [placeholders.pieces_between(each.text, each.kept) for each in sentences]
        flat = [piece.strip() for found in pieces for piece in found]
        translated = list(flat)
        doubtful = [False] * len(flat)
        wanted = [index for index, piece in enumerate(flat) if placeholders.has_words(piece, ())]

        def take(index: int, text: str, doubts: bool) -> None:
            translated[wanted[index]], doubtful[wanted[index]] = text, doubts

        self._run(work, [flat[index] for index in wanted], options, take, cancel)
        at = 0
        for sentence, found in zip(sentences, pieces, strict=True):
            part = slice(at, at + len(found))
            at = part.stop
            sentence.new, sentence.anchors = placeholders.joined(
                found, translated[part], sentence.text, sentence.kept, work.target
            )
            sentence.doubtful = any(doubtful[part])

    def _run(
        self,
        work: _Work,
        lines: Sequence[str],
        options: TranslateOptions,
        take: Callable[[int, str, bool], None],
        cancel: CancelToken,
    ) -> None:
        """Translate lines; `take` gets each with whether it is doubtful, as soon as it is whole."""
        if not lines:
            return
        starts, text = [0], "\n".join(lines)
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        parts: list[str] = []
        doubts = False
        at = 0

        def hand_over() -> None:
            if parts:
                take(at, ("" if work.target == "zh" else " ").join(parts), doubts)

        def on_segment(segment: SegmentResult) -> None:
            nonlocal at, doubts, parts
            line = bisect_right(starts, segment.source.start) - 1
            if line != at:
                hand_over()
                at, parts, doubts = line, [], False
            parts.append(segment.text)
            doubts = doubts or bool(segment.doubts)

        try:
            result = self._translator.translate(
                text, work.language, work.target, options, on_segment, cancel
            )
        except EmptyText:
            return  # only what normalisation takes away
        hand_over()
        work.language = work.language or result.source_language

    def _align(self, work: _Work, document: Document, cancel: CancelToken) -> None:
        """Word links for the sentences that a mark begins or ends in."""
        if work.language is None:
            return
        marked = [
            each
            for each in work.sentences
            if _is_translated(each) and _has_inner_mark(document.blocks[each.block], each)
        ]
        for first in range(0, len(marked), _ALIGNED_AT_ONCE):
            cancel.give_way()
            group = marked[first : first + _ALIGNED_AT_ONCE]
            pairs = [(each.text, each.new or "") for each in group]
            aligned = self._translator.align_all(pairs, work.language, work.target, cancel)
            for each, found in zip(group, aligned, strict=True):
                each.links = tuple((link.source, link.target) for link in found.links)


def _sentences(document: Document, language: str | None) -> Iterator[_Sentence]:
    for index, block in enumerate(document.blocks):
        if not block.translate:
            continue
        kept = _kept_spans(block)
        start = 0
        for line in block.text.split("\n"):
            end = start + len(line)
            inside = [
                Span(span.start - start, span.end - start)
                for span in kept
                if start <= span.start and span.end <= end
            ]
            spans = placeholders.literal_spans(line, inside)
            for found in sentence_spans(placeholders.masked(line, spans), language):
                text = found.of(line)
                within = tuple(
                    Span(span.start - found.start, span.end - found.start)
                    for span in spans
                    if found.start <= span.start and span.end <= found.end
                )
                sentence = _Sentence(index, start + found.start, start + found.end, text, within)
                if not placeholders.has_words(text, within):
                    sentence.stays, sentence.new = True, text
                yield sentence
            start = end + 1


def _kept_spans(block: Block) -> list[Span]:
    """Kept text, outermost only, without the line breaks that lines are parted at."""
    found: list[Span] = []
    for mark in sorted(block.marks, key=lambda mark: (mark.start, -mark.end)):
        if not mark.keep or mark.start >= mark.end or "\n" in block.text[mark.start : mark.end]:
            continue
        if not found or mark.start >= found[-1].end:
            found.append(Span(mark.start, mark.end))
    return found


def _can_use(sentence: _Sentence, style: str) -> bool:
    if not sentence.kept:
        return True
    return placeholders.usable(sentence.text, style) and placeholders.numbers_apart(sentence.kept)


def _chunks(sentences: Sequence[_Sentence]) -> Iterator[Sequence[_Sentence]]:
    first, size = 0, 0
    for index, sentence in enumerate(sentences):
        size += len(sentence.text)
        if size >= _CHUNK:
            yield sentences[first : index + 1]
            first, size = index + 1, 0
    if first < len(sentences):
        yield sentences[first:]


def _has_inner_mark(block: Block, sentence: _Sentence) -> bool:
    return any(
        not mark.keep
        and (sentence.start < mark.start < sentence.end or sentence.start < mark.end < sentence.end)
        for mark in block.marks
    )


def _rewriting(document: Document, work: _Work) -> dict[int, NewText]:
    """New contents of the blocks in which something changed."""
    by_block: dict[int, list[_Sentence]] = {}
    for sentence in work.sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    found: dict[int, NewText] = {}
    for index, sentences in by_block.items():
        if all(each.new in (None, "", each.text) for each in sentences):
            continue
        block = document.blocks[index]
        assembled = _Assembly(block, sentences, work.target)
        new = assembled.content()
        if new is not None:
            found[index] = new
            continue
        for sentence in sentences:
            sentence.new = ""  # its marks found no place: the original stands
    return found


class _Assembly:
    """A block's new text from its sentences, and the places of its marks in it."""

    def __init__(self, block: Block, sentences: Sequence[_Sentence], target: str) -> None:
        self._block = block
        self._sentences = sentences
        pieces: list[str] = []
        self._places: list[tuple[int, int]] = []
        at, length = 0, 0
        for sentence in sentences:
            new = sentence.new or sentence.text
            gap = block.text[at : sentence.start]
            if at and "\n" not in gap:
                gap = _gap(gap, pieces[-1] if pieces else "", new, target)
            pieces += [gap, new]
            length += len(gap)
            self._places.append((length, length + len(new)))
            length += len(new)
            at = sentence.end
        pieces.append(block.text[at:])
        self._text = "".join(pieces)
        self._starts = [sentence.start for sentence in sentences]
        self._projections: dict[int, Projection] = {}
        self._breaks = dict(zip(_line_feeds(block.text), _line_feeds(self._text), strict=False))

    def content(self) -> NewText | None:
        """The new content; None where the marks do not fit into each other."""
        wanted = [self._place(index) for index in range(len(self._block.marks))]
        spans = fitted(self._block.marks, wanted, len(self._text))
        if not is_sound(self._block.marks, spans, len(self._text)):
            return None
        for mark, (start, end) in zip(self._block.marks, spans, strict=True):
            if mark.keep and self._text[start:end] != self._block.text[mark.start : mark.end]:
                return None
        return NewText(self._text, spans)

    def _place(self, index: int) -> tuple[int, int]:
        mark = self._block.marks[index]
        if mark.start == mark.end:
            point = self._point(mark.start)
            return point, point
        if mark.keep and mark.start in self._breaks and mark.end == mark.start + 1:
            return self._breaks[mark.start], self._breaks[mark.start] + 1
        first = max(0, bisect_right(self._starts, mark.start) - 1)
        places = []
        for number in range(first, len(self._sentences)):
            sentence = self._sentences[number]
            if sentence.start >= mark.end:
                break
            if sentence.end > mark.start:
                places.append(self._range(number, mark.start, mark.end, keep=mark.keep))
        if not places:
            point = self._point(mark.start)
            return point, point
        return min(place[0] for place in places), max(place[1] for place in places)

    def _range(self, number: int, start: int, end: int, *, keep: bool) -> tuple[int, int]:
        sentence, (low, high) = self._sentences[number], self._places[number]
        start, end = max(start, sentence.start), min(end, sentence.end)
        if (start, end) == (sentence.start, sentence.end):
            return low, high
        start, end = start - sentence.start, end - sentence.start
        if not sentence.new or sentence.new == sentence.text:
            return low + start, low + end
        if keep:
            for anchor in sentence.anchors:
                if anchor.source.start <= start and end <= anchor.source.end:
                    shift = low + anchor.target.start - anchor.source.start
                    return shift + start, shift + end
        first, last = self._projection(number).range(start, end)
        return low + first, low + last

    def _point(self, offset: int) -> int:
        """Where something without text belongs."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        sentence, (low, high) = self._sentences[number], self._places[number]
        if offset >= sentence.end:
            # Between two sentences: with the one it touches, else behind the one before.
            gap = self._block.text[sentence.end : offset]
            if "\n" in gap:
                return high + gap.rindex("\n") + 1
            return high
        inner = offset - sentence.start
        if not sentence.new or sentence.new == sentence.text:
            return low + inner
        return low + self._projection(number).point(inner)

    def _projection(self, number: int) -> Projection:
        if number not in self._projections:
            sentence = self._sentences[number]
            self._projections[number] = Projection(
                sentence.text, sentence.new or "", sentence.anchors, sentence.links
            )
        return self._projections[number]


def _line_feeds(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if character == "\n"]


def _gap(gap: str, before: str, following: str, target: str) -> str:
    """The white space between two sentences of a line, as the target language has it."""
    if "\t" in gap or len(gap) > _LARGEST_GAP:
        return gap
    if target != "zh":
        return gap or " "
    edges = (before[-1:], following[:1])
    wide = any(edge and (has_cjk(edge) or edge in _WIDE_MARKS) for edge in edges)
    return "" if wide else gap


def _is_translated(sentence: _Sentence) -> bool:
    new = sentence.new
    return bool(new and new.strip()) and not sentence.stays and new != sentence.text


def _counts(sentences: Sequence[_Sentence]) -> SegmentCounts:
    translated = kept = failed = doubtful = unfinished = 0
    for sentence in sentences:
        if sentence.new is None:
            unfinished += 1
        elif sentence.stays or sentence.new == sentence.text:
            kept += 1
        elif not sentence.new.strip():
            failed += 1
        else:
            translated += 1
            doubtful += sentence.doubtful
    return SegmentCounts(len(sentences), translated, kept, failed, doubtful, unfinished)
