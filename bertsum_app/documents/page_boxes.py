"""Where new text goes on a page: into the boxes of the old text, and how it is broken into lines there.

A box is as wide as its lines were and grows into the room that nothing else takes, to the right and
below. Text that needs more than that gets smaller, down to a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bertsum_app.documents.page_layout import Line

#: Of the old size: the smallest new text may get, and the steps on the way down.
_SMALLEST, _STEP = 0.5, 0.05
#: From base line to base line, in sizes: the least and the most.
_TIGHT, _WIDE = 1.15, 1.6
#: Of the size: how far letters reach below their base line.
_BELOW = 0.2
#: Points that stay free between a box and what stands beside or below it.
_GAP = 4.0
#: Of a line's size: how much the end of a line may differ from that of the column.
_EDGE = 0.5
#: What must not begin a line, and what must not end one.
_CLOSING, _OPENING = "，。、；：？！）》」』”’…·,.;:?!)]}%", "（《「『“‘([{"
#: From here on characters are as wide as they are high, and lines may be broken beside them.
_WIDE_FROM = "\u2e80"
_TOKEN = re.compile(r"\s+|[^\s]")

#: The width of a text in sizes.
Measure = Callable[[str], float]


@dataclass(frozen=True)
class Box:
    """Room for text on a page, in points from its lower left corner; `pitch` is between base lines."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    pitch: float

    def overlaps(self, other: Box) -> bool:
        """Whether one stands above the other."""
        return self.left < other.right and other.left < self.right

    def beside(self, other: Box) -> bool:
        """Whether one stands at the same height as the other."""
        return self.bottom < other.top and other.bottom < self.top


@dataclass(frozen=True)
class PlacedText:
    """A line of new text: where it begins, on its base line."""

    page: int
    text: str
    left: float
    base: float
    size: float


def boxes_of(lines: Sequence[tuple[int, Line]]) -> list[Box]:
    """The boxes of a block: one for each column and page that it stands in."""
    parts: list[list[tuple[int, Line]]] = []
    for page, line in lines:
        last = parts[-1][-1] if parts else None
        if last is None or last[0] != page or line.bottom > last[1].top:
            parts.append([])
        parts[-1].append((page, line))
    return [_box(part) for part in parts]


def grown(boxes: Sequence[Box]) -> list[Box]:
    """The boxes with the free room beside and below them, up to the edges of the text on their pages."""
    by_page: dict[int, list[Box]] = {}
    for box in boxes:
        by_page.setdefault(box.page, []).append(box)
    return [_grown(box, by_page[box.page]) for box in boxes]


def fitted(
    text: str, boxes: Sequence[Box], measure: Measure, mark: str = ""
) -> list[PlacedText] | None:
    """The text in the boxes, one after another, as large as it can be; None: there is no room for it.

    `mark` stands before the first line, and the others begin where that does.
    """
    share = 1.0
    while share >= _SMALLEST:
        placed = _placed(text, boxes, measure, share, mark)
        if placed is not None:
            return placed
        share = round(share - _STEP, 3)
    return None


def _box(part: Sequence[tuple[int, Line]]) -> Box:
    page, _ = part[0]
    lines = [line for _, line in part]
    size = max(line.size for line in lines)
    pitches = [above.bottom - below.bottom for above, below in pairwise(lines)]
    pitch = max(pitches, default=0.0)
    return Box(
        page=page,
        left=min(line.left for line in lines),
        bottom=min(line.bottom for line in lines),
        right=max(line.right for line in lines),
        top=max(line.top for line in lines),
        size=size,
        pitch=min(max(pitch, _TIGHT * size), _WIDE * size),
    )


def _grown(box: Box, others: Sequence[Box]) -> Box:
    right = max(other.right for other in others)
    for other in others:
        if other is not box and other.beside(box) and other.left >= box.right - _EDGE * box.size:
            right = min(right, other.left - _GAP)
    wide = replace(box, right=max(box.right, right))
    below = [
        other.top + _GAP
        for other in others
        if other is not box and other.top <= box.bottom + _EDGE * box.size and other.overlaps(wide)
    ]
    # The last one on a page takes one more line at most: below may be a picture, or the footer.
    bottom = max(below) if below else box.bottom - box.pitch
    return replace(wide, bottom=min(box.bottom, bottom))


def _placed(
    text: str, boxes: Sequence[Box], measure: Measure, share: float, mark: str
) -> list[PlacedText] | None:
    found: list[PlacedText] = []
    words = list(_words(text))
    indent = measure(mark)
    at = 0
    for box in boxes:
        size, pitch = box.size * share, box.pitch * share
        base = box.top - (1 - _BELOW) * size
        while at < len(words) and base - _BELOW * size >= box.bottom - 0.01:
            end = _line_end(words, at, (box.right - box.left) / size - indent, measure)
            line = "".join(words[at:end]).strip()
            if end == at:
                return None  # one word alone is too wide
            if mark and at == 0:
                found.append(PlacedText(box.page, mark.strip(), box.left, base, size))
            found.append(PlacedText(box.page, line, box.left + indent * size, base, size))
            at = end
            base -= pitch
    return [each for each in found if each.text] if at >= len(words) else None


def _line_end(words: Sequence[str], first: int, width: float, measure: Measure) -> int:
    """Behind the last word of the line that begins with the first one."""
    taken, end = 0.0, first
    while end < len(words):
        if words[end] == "\n":
            return end + 1
        step = measure(words[end])
        if taken + step > width and words[end].strip():
            break
        taken += step
        end += 1
    return end


def _words(text: str) -> Iterator[str]:
    """What a line can be broken between: words, single Chinese characters, blanks, line breaks."""
    word = ""
    for token in _TOKEN.findall(text):
        if token.isspace():
            yield from (word,) if word else ()
            word = ""
            yield "\n" if "\n" in token else " "
        elif word and max(token, word[-1]) >= _WIDE_FROM and not _sticks(word[-1], token):
            yield word
            word = token
        else:
            word += token
    yield from (word,) if word else ()


def _sticks(before: str, behind: str) -> bool:
    return behind in _CLOSING or before in _OPENING
