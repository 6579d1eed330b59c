"""Subtitles (SRT and WebVTT): a sentence that runs over several is one block.

The numbers and times between two subtitles are a mark in the block's text, so that the translation
is cut at the places that match, and everything but the words stays byte for byte.
"""

from __future__ import annotations

import re
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written, encoded
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Document, NewText, Rewriting
from bertsum_app.documents.source_slots import (
    Slot,
    SlotBuilder,
    filled,
    line_end_of,
    render_marks,
    splice,
)

_TIMES = re.compile(
    r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
    r"[^\r\n]*(?:\r\n?|\n|\Z)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r|\n)|[ \t\r\n]*\Z")
#: Markup inside subtitles: <i>, <c.yellow>, {\an8}, and the marks of a speaker's turn.
_MARKUP = re.compile(r"</?[A-Za-z][^<>\r\n]{0,80}>|<\d[\d:.]{0,20}>|\{\\[^{}\r\n]{0,80}\}")
_TAG = re.compile(r"<(/?)([A-Za-z]+)")
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_BORDER_BLANKS = re.compile(r"[ \t]+(?=\r?\n)|(?<=\n)[ \t]+")
_SENTENCE_END = re.compile(r"[.!?。！？…♪][\"'”’」』)）\]】]*\s*\Z")
_TURN = re.compile(r"\s*(?:-|–|—|[A-Z][A-Z .]{1,30}:|♪|\[|\()")
#: More subtitles than this are no sentence, but text without punctuation.
_MOST_JOINED = 5


class _Subtitles(Format):
    @classmethod
    def read(cls, source: Source) -> Document:
        """Read; words are joined to whole sentences over the borders of subtitles."""
        text, encoding = source.decoded()
        slots = _slots(text)
        if not slots and not _TIMES.search(text):
            raise DocumentDamaged(source.path, "there is no subtitle with its times in it")
        return Document(cls.kind.name, tuple(slot.block for slot in slots), encoding)

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; times stay, and a bilingual file has both languages in each subtitle."""
        text, encoding = source.decoded()
        line_end = line_end_of(text)

        def render(slot: Slot, new: NewText) -> str:
            words = _rendered(slot, new, line_end)
            old = text[slot.start : slot.end]
            return _with_both(slot, old, words, line_end) if options.bilingual else words

        patches = filled(_slots(text), rewriting, render)
        return Written(encoded(splice(text, patches), encoding))


class SubRip(_Subtitles):
    """SRT."""

    kind: ClassVar[Kind] = kinds.SUBRIP


class WebVtt(_Subtitles):
    """WebVTT."""

    kind: ClassVar[Kind] = kinds.WEBVTT


def _slots(text: str) -> list[Slot]:
    slots: list[Slot] = []
    builder, start, end, joined = SlotBuilder(), -1, 0, 0

    def finish() -> None:
        nonlocal builder, start, joined
        slot = builder.finish("subtitle", start, end) if start >= 0 else None
        if slot is not None:
            slots.append(slot)
        builder, start, joined = SlotBuilder(), -1, 0

    said = ""
    for first, last in _cues(text):
        words = _MARKUP.sub("", text[first:last])
        if not words.strip():
            continue
        goes_on = start >= 0 and joined < _MOST_JOINED and not _SENTENCE_END.search(said)
        if goes_on and not _TURN.match(words):
            if builder.last != " ":
                builder.text(" ")
            builder.stand(text[end:first], ordered=True)
        else:
            finish()
            start = first
        _add(builder, text[first:last])
        end, joined, said = last, joined + 1, words
    finish()
    return slots


def _cues(text: str) -> list[tuple[int, int]]:
    """Where the words of each subtitle stand."""
    found = []
    times = list(_TIMES.finditer(text))
    for index, match in enumerate(times):
        limit = times[index + 1].start() if index + 1 < len(times) else len(text)
        blank = _BLANK_LINE.search(text, match.end(), limit)
        end = blank.start() if blank else limit
        if end < match.end() or not text[match.end() : end].strip():
            continue
        words = text[match.end() : end]
        lead = len(words) - len(words.lstrip())
        found.append((match.end() + lead, match.end() + len(words.rstrip())))
    return found


def _add(builder: SlotBuilder, words: str) -> None:
    at = 0
    for match in (*_MARKUP.finditer(words), None):
        end = len(words) if match is None else match.start()
        lines = _LINE_BREAK.split(words[at:end])
        for number, line in enumerate(lines):
            if number and builder.last not in ("", " "):
                # A dash begins another speaker's line.
                builder.text("\n" if line.lstrip().startswith(("-", "–", "—")) else " ")
            builder.text(line)
        if match is None:
            return
        at = match.end()
        tag = _TAG.match(match.group())
        if tag is None:
            builder.stand(match.group())
        elif tag.group(1):
            builder.close(match.group(), tag.group(2))
        else:
            builder.open(match.group(), tag.group(2))


def _rendered(slot: Slot, content: NewText, line_end: str) -> str:
    new = render_marks(slot, content, lambda words: words.replace("\n", line_end))
    # Blanks beside a border are of no use at the end of one subtitle or the start of the next.
    return _BORDER_BLANKS.sub("", new)


def _with_both(slot: Slot, old: str, new: str, line_end: str) -> str:
    """The slot's source with both languages in each of its subtitles."""
    borders = [
        before for (before, _), mark in zip(slot.raw, slot.block.marks, strict=True) if mark.ordered
    ]
    original = _parted(old, borders)
    translated = _parted(new, [_BORDER_BLANKS.sub("", border) for border in borders])
    pieces = []
    for one, other, border in zip(original, translated, (*borders, ""), strict=True):
        pieces += [one, line_end if other else "", other, border]
    return "".join(pieces)


def _parted(text: str, borders: list[str]) -> list[str]:
    """The pieces of `text` between borders that follow each other in it."""
    pieces, at = [], 0
    for border in borders:
        end = text.index(border, at)
        pieces.append(text[at:end])
        at = end + len(border)
    return [*pieces, text[at:]]
