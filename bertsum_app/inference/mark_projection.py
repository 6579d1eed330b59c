"""Where a sentence's marks (bold, links, notes) stand in its translation.

By word alignment where there is one; else by what is the same in both (numbers, names, code) and, in
between, by how far into the sentence a mark stands. Then marks are fitted into each other again: a
child inside its parent, siblings beside each other, text that must stay covered exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bertsum_app.documents.model import Mark
from bertsum_app.inference.placeholders import Anchor
from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span

#: (words of the source, words of the target) that mean the same.
Links = Sequence[tuple[Span, Span]]

_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+(?:[.,:]\d+)*|[^\W\d_]|\S")
_LATIN_OR_NUMBER = re.compile(r"[A-Za-z][\w'’-]*|\d+(?:[.,:]\d+)*")
_OPENING = "([{（【《“‘「『"
_MARGIN = 0.34  # of the words that a mark covers may be aligned far off before they are left out


class Projection:
    """One sentence beside its translation."""

    def __init__(
        self, source: str, target: str, anchors: Sequence[Anchor] = (), links: Links = ()
    ) -> None:
        """`links` of a word alignment may be none; `anchors` are certain."""
        self._source, self._target = source, target
        self._links = links
        self._anchors = sorted(
            (*anchors, *_same_words(source, target, anchors)), key=lambda each: each.source.start
        )

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Where the words of `source[start:end]` stand in the target."""
        if start <= 0 and end >= len(self._source):
            return 0, len(self._target)
        inner = [a.target for a in self._anchors if start <= a.source.start and a.source.end <= end]
        if inner and not _has_letters(self._without_anchors(start, end)):
            return self._hull(inner)
        aligned = [
            target for source, target in self._links if source.start < end and source.end > start
        ]
        if aligned:
            return self._hull([*inner, *_without_outliers(aligned)])
        first, last = self._point(start), self._point(end)
        first, last = min(first, last), max(first, last)
        first, last = self._snapped(first, down=True), self._snapped(last, down=False)
        if inner:
            low, high = self._hull(inner)
            first, last = min(first, low), max(last, high)
        # A mark of one side's ends belongs to the other's.
        if start <= 0:
            first = 0
        if end >= len(self._source):
            last = len(self._target)
        return self._some(first, max(first, last))

    def _some(self, first: int, last: int) -> tuple[int, int]:
        """A mark that covers words does not end up around nothing."""
        if self._target[first:last].strip():
            return first, last
        token = next((m for m in _TOKEN.finditer(self._target) if m.end() > first), None)
        return token.span() if token else (0, len(self._target))

    def point(self, offset: int) -> int:
        """Where something that stands at `offset` of the source belongs: behind the same word."""
        if offset <= 0:
            return 0
        if offset >= len(self._source):
            return len(self._target)
        for anchor in self._anchors:
            if anchor.source.end == offset:
                return anchor.target.end
            if anchor.source.start == offset:
                return anchor.target.start
        word = self._word_before(offset)
        aligned = [t for s, t in self._links if word and s.start < word.end and s.end > word.start]
        if aligned:
            return max(span.end for span in aligned)
        return self._snapped(self._point(offset), down=False)

    def _point(self, offset: int) -> int:
        """In proportion between the nearest anchors that stand in the same order."""
        low_s, low_t, high_s, high_t = 0, 0, len(self._source), len(self._target)
        for anchor in self._anchors:
            if anchor.source.end <= offset and low_t <= anchor.target.end <= high_t:
                low_s, low_t = anchor.source.end, anchor.target.end
            elif anchor.source.start >= offset:
                if low_t <= anchor.target.start <= high_t:
                    high_s, high_t = anchor.source.start, anchor.target.start
                    break
            elif anchor.source.start < offset < anchor.source.end:
                return anchor.target.end
        if high_s <= low_s:
            return low_t
        return low_t + round((offset - low_s) * (high_t - low_t) / (high_s - low_s))

    def _snapped(self, offset: int, *, down: bool) -> int:
        """The nearest place that cuts no word."""
        for match in _LATIN_OR_NUMBER.finditer(self._target):
            if match.start() < offset < match.end():
                before = offset - match.start() < match.end() - offset
                offset = match.start() if before else match.end()
                break
        target = self._target
        if down:
            while offset < len(target) and (target[offset].isspace() or _is_mark(target[offset])):
                offset += 1
        else:
            while offset > 0 and (target[offset - 1].isspace() or target[offset - 1] in _OPENING):
                offset -= 1
        return offset

    def _hull(self, spans: Iterable[Span]) -> tuple[int, int]:
        spans = list(spans)
        return min(span.start for span in spans), max(span.end for span in spans)

    def _word_before(self, offset: int) -> Span | None:
        found = None
        for match in _TOKEN.finditer(self._source):
            if match.end() > offset:
                break
            found = Span(*match.span())
        return found

    def _without_anchors(self, start: int, end: int) -> str:
        text = list(self._source[start:end])
        for anchor in self._anchors:
            for index in range(max(anchor.source.start, start), min(anchor.source.end, end)):
                text[index - start] = " "
        return "".join(text)


def fitted(
    marks: Sequence[Mark], wanted: Sequence[tuple[int, int]], length: int
) -> tuple[tuple[int, int], ...]:
    """Ranges for `marks` that nest as the marks do, as near as can be to those `wanted`.

    The ranges of kept marks never change. So a mark around a kept one grows to hold it, and marks
    beside it give way.
    """
    spans = [(max(0, min(s, length)), max(0, min(max(s, e), length))) for s, e in wanted]
    _sort_ordered(marks, spans)
    holding = _around_kept(marks)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.parent >= 0 and (mark.keep or index in holding):
            low, high = spans[mark.parent]
            spans[mark.parent] = min(low, spans[index][0]), max(high, spans[index][1])
    children: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        children.setdefault(mark.parent, []).append(index)
    _settle(-1, (0, length), marks, spans, children, holding)
    return tuple(spans)


def is_sound(marks: Sequence[Mark], spans: Sequence[tuple[int, int]], length: int) -> bool:
    """Whether children lie in their parents, and siblings beside each other."""
    ends: dict[int, int] = {}
    for index in sorted(range(len(marks)), key=lambda index: (*spans[index], index)):
        start, end = spans[index]
        parent = marks[index].parent
        low, high = (0, length) if parent < 0 else spans[parent]
        if not low <= start <= end <= high or start < ends.get(parent, 0):
            return False
        ends[parent] = end
    return True


def _settle(
    parent: int,
    room: tuple[int, int],
    marks: Sequence[Mark],
    spans: list[tuple[int, int]],
    children: dict[int, list[int]],
    holding: frozenset[int],
) -> None:
    fixed = [
        spans[index]
        for index in children.get(parent, ())
        if marks[index].keep and spans[index][1] > spans[index][0]
    ]
    at = room[0]
    order = sorted(
        children.get(parent, ()), key=lambda index: (*spans[index], not marks[index].keep, index)
    )
    for index in order:
        start, end = spans[index]
        if not marks[index].keep:
            start = max(at, min(start, room[1]))
            end = max(start, min(end, room[1]))
            for low, high in fixed:
                if index not in holding and start < high and end > low:
                    # The wider side of the kept text is what the mark keeps.
                    if low - start >= end - high:
                        end = max(start, low)
                    else:
                        start = max(start, high)
                        end = max(start, end)
            spans[index] = start, end
        at = max(at, spans[index][1])
    for index in order:
        if index in children:
            _settle(index, spans[index], marks, spans, children, holding)


def _around_kept(marks: Sequence[Mark]) -> frozenset[int]:
    """The marks that have a kept one somewhere inside."""
    found: set[int] = set()
    for mark in marks:
        parent = mark.parent if mark.keep else -1
        while parent >= 0 and parent not in found:
            found.add(parent)
            parent = marks[parent].parent
    return frozenset(found)


def _sort_ordered(marks: Sequence[Mark], spans: list[tuple[int, int]]) -> None:
    ordered = [index for index, mark in enumerate(marks) if mark.ordered]
    places = sorted(spans[index] for index in ordered)
    for index, place in zip(ordered, places, strict=True):
        spans[index] = place


def _same_words(source: str, target: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Names and numbers that stand once in each."""
    found: dict[str, list[Span]] = {}
    for match in _LATIN_OR_NUMBER.finditer(target):
        found.setdefault(match.group(), []).append(Span(*match.span()))
    words: dict[str, list[Span]] = {}
    for match in _LATIN_OR_NUMBER.finditer(source):
        span = Span(*match.span())
        if all(span.end <= a.source.start or span.start >= a.source.end for a in anchors):
            words.setdefault(match.group(), []).append(span)
    return [
        Anchor(spans[0], found[word][0])
        for word, spans in words.items()
        if len(spans) == 1 and len(found.get(word, ())) == 1
    ]


def _without_outliers(spans: Sequence[Span]) -> list[Span]:
    """Without single words that a wrong link puts far from the others."""
    ordered = sorted(spans, key=lambda span: span.start)
    if len(ordered) < 3:
        return ordered
    middle = ordered[len(ordered) // 2].start
    reach = 3 * sum(span.end - span.start for span in ordered) + 6
    near = [span for span in ordered if abs(span.start - middle) <= reach]
    return near if len(near) >= (1 - _MARGIN) * len(ordered) else ordered


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not is_cjk(character) and character not in _OPENING
