"""How the words of a text look, as readers of pages and of rich text find it, and the marks of that.

A reader gathers the stretches that are not plain; `marks_of` makes marks of them as translation wants
them: what looks the same to the eye is one, and the look of most of a text is around the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote, urlsplit

from bertsum_app.documents.model import PLAIN, Look, Mark

_SCHEME = re.compile(r"(?:https?|ftp|mailto|tel):[^\s\x00-\x20\x7f-\x9f]", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
#: What has a meaning in an address, and stays as it is.
_SAFE = "%/:=&?~#+!$,;@()*[]"
_BLANKS = re.compile(r"[^\S\n]*")


@dataclass(frozen=True)
class LookedAt:
    """`text[start:end]` has this look."""

    start: int
    end: int
    look: Look

    def moved(self, by: int) -> LookedAt:
        """The same, so many code points further on."""
        return LookedAt(self.start + by, self.end + by, self.look)


#: Of one text, one behind the other; what lies between is plain.
Looks = tuple[LookedAt, ...]


def cut(looks: Looks, start: int, end: int) -> Looks:
    """The looks of `text[start:end]`."""
    return tuple(
        LookedAt(max(each.start, start) - start, min(each.end, end) - start, each.look)
        for each in looks
        if each.start < end and each.end > start
    )


def joined(first: Looks, second: Looks, *, at: int) -> Looks:
    """The looks of two texts as one, of which the second begins at `at`."""
    return (*cut(first, 0, at), *(each.moved(at) for each in second)) if first or second else ()


def without(looks: Looks, unseen: Iterable[re.Match[str]]) -> Looks:
    """The looks of a text from which some code points were taken away."""
    if not looks:
        return ()
    places = sorted(at for match in unseen for at in range(*match.span()))

    def new(offset: int) -> int:
        return offset - sum(at < offset for at in places)

    kept = (LookedAt(new(each.start), new(each.end), each.look) for each in looks)
    return tuple(each for each in kept if each.start < each.end)


def toned_down(looks: Looks, *, bold: bool = False, italic: bool = False) -> Looks:
    """The looks without what says nothing where they stand: bold in a heading, for instance."""
    found = []
    for each in looks:
        look = replace(
            each.look,
            bold=each.look.bold and not bold,
            italic=each.look.italic and not italic,
        )
        if look != PLAIN:
            found.append(LookedAt(each.start, each.end, look))
    return tuple(found)


def marks_of(text: str, looks: Looks) -> tuple[Mark, ...]:
    """The marks of a text: its line breaks, and what looks otherwise than the rest."""
    stretches = list(_stretches(text, looks)) if looks else []
    base = _usual(text, stretches)
    marks = [] if base == PLAIN else [Mark(0, len(text), look=base)]
    parent = len(marks) - 1
    if base != PLAIN:
        stretches = list(_complete(text, stretches))
    for address, group in groupby(_grouped(text, stretches), key=lambda each: each[0]):
        inside = [stretch for _, stretch in group]
        holder = parent
        if address[0] and len(inside) > 1:
            holder = len(marks)
            look = replace(base, address=address[0], underline=False)
            marks.append(Mark(inside[0].start, inside[-1].end, parent, look=look))
        usual = base if holder == parent else marks[holder].look
        marks += [
            Mark(each.start, each.end, holder, look=each.look)
            for each in inside
            if each.look != usual
        ]
    breaks = (each.start() for each in re.finditer("\n", text))
    marks += [Mark(at, at + 1, parent, keep=True) for at in breaks]
    return tuple(marks)


def safe_address(address: str) -> str:
    """The address as any program takes it; empty where it leads to nothing but files or programs."""
    address = address.strip()
    if len(address) > _LONGEST_ADDRESS or not _SCHEME.match(address):
        return ""
    try:
        urlsplit(address)
    except ValueError:
        return ""
    return quote(address, safe=_SAFE, errors="replace")


def _stretches(text: str, looks: Looks) -> Iterator[LookedAt]:
    """The looks without blanks at their ends, none over a line break; what looks the same as one."""
    last: LookedAt | None = None
    for each in _within_lines(text, looks):
        if last is not None and last.look == each.look:
            between = _BLANKS.match(text, last.end)
            if between is not None and between.end() >= each.start:
                last = replace(last, end=each.end)
                continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _within_lines(text: str, looks: Looks) -> Iterator[LookedAt]:
    for each in looks:
        # A link is known by being one.
        look = replace(each.look, underline=False) if each.look.address else each.look
        for words in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text[each.start : each.end]):
            if look != PLAIN:
                yield LookedAt(each.start + words.start(), each.start + words.end(), look)


def _usual(text: str, stretches: Sequence[LookedAt]) -> Look:
    """What more than half of the words look like; links apart, which are never usual."""
    sizes: Counter[Look] = Counter()
    for each in stretches:
        sizes[replace(each.look, address="")] += each.end - each.start
    for look, size in sizes.most_common(1):
        if 2 * size > len(text):
            return look
    return PLAIN


def _complete(text: str, stretches: Sequence[LookedAt]) -> Iterator[LookedAt]:
    """With those between, which are plain."""
    at = 0
    for each in stretches:
        yield from _plain(text, at, each.start)
        yield each
        at = each.end
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[LookedAt]:
    for words in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text[start:end]):
        yield LookedAt(start + words.start(), start + words.end(), PLAIN)


def _grouped(
    text: str, stretches: Iterable[LookedAt]
) -> Iterator[tuple[tuple[str, int], LookedAt]]:
    """Each with its address, and a number that is the same for the parts of one link."""
    last: LookedAt | None = None
    number = 0
    for each in stretches:
        beside = last is not None and last.look.address == each.look.address
        between = _BLANKS.match(text, last.end) if beside and last is not None else None
        if between is None or between.end() < each.start:
            number += 1
        yield (each.look.address, number), each
        last = each
