"""Words of a text, from the pieces that a tokenizer makes of it.

A word in letters is what stands between blanks and marks, however many pieces it takes; Chinese has
no such borders, so there a word is one piece, which the vocabulary has learnt as a unit: 天气, 所以.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span

#: Marks that belong to a word in letters ("don't") or to a number ("1,000.5") on both sides of them.
_INNER_MARK = re.compile(r"(?<=[^\W_])['’](?=[^\W_])|(?<=\d)[.,](?=\d)")


@dataclass(frozen=True)
class Word:
    """A word: its span without blanks (code points), and which pieces it is made of."""

    span: Span
    pieces: tuple[int, ...]
    is_mark: bool  # neither a letter nor a digit in it


def words_of_pieces(text: str, spans: Sequence[Span]) -> tuple[Word, ...]:
    """The words of `text`, in order; `spans` are those of its pieces (see `Tokenizer.spans`)."""
    inner = {match.start() for match in _INNER_MARK.finditer(text)}
    words: list[tuple[int, int, list[int]]] = []
    for piece, span in enumerate(spans):
        start, end = _without_blanks(text, span)
        if start == end:
            continue
        if words and (start < words[-1][1] or _joined(text, start, words[-1][1], inner)):
            first, last, pieces = words[-1]
            words[-1] = (first, max(last, end), [*pieces, piece])
        else:
            words.append((start, end, [piece]))
    return tuple(
        Word(Span(start, end), tuple(pieces), not any(map(str.isalnum, text[start:end])))
        for start, end, pieces in words
    )


def _without_blanks(text: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(text: str, start: int, last_end: int, inner: set[int]) -> bool:
    """Whether a piece that begins at `start` goes on with the word that ends at `last_end`."""
    if start != last_end:
        return False
    return all(at in inner or _in_letters(text[at]) for at in (start - 1, start))


def _in_letters(character: str) -> bool:
    if is_cjk(character):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
