"""Normalisation that remembers the original.

Where it stands: the first step of every job.  The text a user pasted is brought into one form
(NFC, one kind of blank, one kind of line end, nothing invisible) for the sentence splitter and
the tokenizer, while each code point keeps the place it came from, so that results can be lit
up in the user's own text.  Layout stays: runs of blanks and empty lines are not collapsed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

# White space other than the line feed and the blank.  The line and paragraph separators are
# blanks here, too: web text has them inside lines, and a line must stay one line.
_BLANKS = "\t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Controls, soft hyphen, zero-width and direction marks, byte order marks, interlinear marks, the
# replacement character, noncharacters, tags.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffd-\uffff\U000e0000-\U000e007f"
)
# A joiner between two pictures makes one of them, such as a family, and stays.
_PICTURE = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_JOINER = rf"(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])"
#: What one of these begins with: a set alone is found ten times as fast, and a search of a whole text
#: lets no other thread do anything.
_SUSPECT = re.compile(rf"[\r\ud800-\udfff{_INVISIBLE}{_BLANKS}]")
_UNUSUAL = re.compile(
    rf"\r\n?|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]"
    rf"|(?:(?!{_JOINER})[{_INVISIBLE}])+|[{_BLANKS}]"
)

# Characters that neither change under NFC nor join the one before them, listed by whole
# blocks.  Everything else may: such a run is taken with the character before it.
_INERT = (
    "\x00-\u02ff\u0400-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u2070-\u20cf"
    "\u2190-\u2328\u232b-\u2adb\u2b00-\u2cee\u2e00-\u3029\u3030-\u3098\u309b-\ua66e"
    "\uac00-\ud7a3\ufb50-\ufdff\uff00-\uffef"
)
_MAY_CHANGE = re.compile(f"[{_INERT}]?[^{_INERT}]+")


class Offsets(Sequence[int]):
    """A rising sequence of indices, kept as the few runs in which it rises by one.

    Reads and compares like a tuple of integers; a clean megabyte takes one run.
    """

    __slots__ = ("_length", "_origins", "_positions")

    def __init__(self, runs: Sequence[tuple[int, int]], length: int) -> None:
        """`runs`: (position in the sequence, value there), by position, the first at 0."""
        merged: list[tuple[int, int]] = []
        for position, origin in runs:
            if merged and origin - merged[-1][1] == position - merged[-1][0]:
                continue
            merged.append((position, origin))
        self._positions = tuple(position for position, _ in merged)
        self._origins = tuple(origin for _, origin in merged)
        self._length = length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...
    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._length)))
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        run = bisect_right(self._positions, index) - 1
        return self._origins[run] + index - self._positions[run]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        for _, origin, length in self.runs(0, self._length):
            yield from range(origin, origin + length)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Offsets):
            return (self._positions, self._origins, self._length) == (
                other._positions,
                other._origins,
                other._length,
            )
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))  # equal to a tuple, so hashed like one

    def __repr__(self) -> str:
        return f"Offsets({list(zip(self._positions, self._origins, strict=True))}, {self._length})"

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(position, value there, length) of the runs that cover start:end, cut to it."""
        run = max(0, bisect_right(self._positions, start) - 1)
        while start < end:
            following = self._positions[run + 1] if run + 1 < len(self._positions) else self._length
            stop = min(end, following)
            yield start, self._origins[run] + start - self._positions[run], stop - start
            start, run = stop, run + 1


@dataclass(frozen=True)
class NormalizedText:
    """A normalised text, the original, and where each code point came from.

    `offsets[i]` is the index in `original` of the first code point that produced `text[i]`;
    there are `len(text) + 1` of them, never falling, the last one `len(original)`.
    """

    text: str
    original: str
    offsets: Sequence[int]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of `original` that produced `text[start:end]` (code points).

        It holds every code point that went into the span, and invisible ones that were
        dropped behind them; an empty span stays empty.
        """
        first = self.offsets[start]
        if end <= start:
            return first, first
        # One original may have produced several code points: go behind all of them.
        last = self.offsets[end - 1]
        while end < len(self.text) and self.offsets[end] == last:
            end += 1
        return first, self.offsets[end]


def normalize(original: str) -> NormalizedText:
    """Bring a text into the one form that the rest of the program works on.

    NFC; line ends become `\\n`; every other white space becomes a blank; controls, soft
    hyphens, zero-width and direction marks, noncharacters and lone surrogates are dropped
    (two surrogates that make a pair become their character).  Takes any `str`, raises nothing,
    linear in its length; text that needs no change is returned as it is.
    """
    text, offsets = _replace_unusual(original)
    if not unicodedata.is_normalized("NFC", text):
        text, offsets = _compose(text, offsets)
    return NormalizedText(text=text, original=original, offsets=offsets)


def _replace_unusual(original: str) -> tuple[str, Offsets]:
    """Everything but NFC."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    position, done = 0, 0
    for match in _unusual(original):
        start, end = match.span()
        replacement = _replacement(match.group())
        if start > done:
            pieces.append(original[done:start])
            runs.append((position, done))
            position += start - done
        if replacement:
            pieces.append(replacement)
            runs.append((position, start))
            position += 1
        done = end
    pieces.append(original[done:])
    runs.append((position, done))
    return "".join(pieces), Offsets(runs, position + len(original) - done + 1)


def _unusual(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while suspect := _SUSPECT.search(text, at):
        match = _UNUSUAL.match(text, suspect.start())
        if match:
            yield match
        at = (match or suspect).end()


def _replacement(unusual: str) -> str:
    first = unusual[0]
    if first == "\r":
        return "\n"
    if len(unusual) == 2 and "\ud800" <= first <= "\udbff" and "\udc00" <= unusual[1] <= "\udfff":
        return unusual.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    # Blanks are matched one by one; a blank from outside ASCII is still white space to str.
    return " " if first.isspace() and not "\x1c" <= first <= "\x1f" else ""


def _compose(text: str, offsets: Offsets) -> tuple[str, Offsets]:
    """NFC of `text`; what was composed comes from the first code point of its cluster."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    position, done = 0, 0

    def keep(start: int, end: int) -> None:
        nonlocal position
        pieces.append(text[start:end])
        runs.extend((position + at - start, origin) for at, origin, _ in offsets.runs(start, end))
        position += end - start

    for match in _MAY_CHANGE.finditer(text):
        if unicodedata.is_normalized("NFC", match.group()):
            continue
        for start, end in _clusters(text, match.start(), match.end()):
            composed = unicodedata.normalize("NFC", text[start:end])
            if composed == text[start:end]:
                continue
            keep(done, start)
            pieces.append(composed)
            runs.extend((position + k, offsets[start]) for k in range(len(composed)))
            position += len(composed)
            done = end
    keep(done, len(text))
    runs.append((position, offsets[len(text)]))
    return "".join(pieces), Offsets(runs, position + 1)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut text[start:end] where no composition can cross."""
    first = start
    for index in range(start + 1, end):
        character = text[index]
        if unicodedata.combining(character):
            continue
        cluster = text[first:index]
        together = unicodedata.normalize("NFC", cluster + character)
        apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
        if together == apart:
            yield first, index
            first = index
    yield first, end
