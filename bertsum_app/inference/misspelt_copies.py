"""Names copied from the source with a slip: Geece for Greece, Jremy for Jeremy.

A network that copies piece by piece leaves one out or says it twice. A capitalised word that the source
does not have, and that is next to one and only one of its capitalised words, is that word. Of 3,492
translations into Chinese 40 had such words.
"""

from __future__ import annotations

import re

from bertsum_app.text.han import HAN
from bertsum_app.text.names import LETTER

_WORD = re.compile(rf"[{LETTER}]+")
#: Behind a word that came out in two: "Faberg é".
_CUT_OFF = re.compile(rf" [^\W\d_a-zA-Z{HAN}]")
_SHORTEST, _SHORTEST_MEANT = 4, 5
#: Words of so many letters may have two slips.
_LONG = 8
#: What a word may have at its end in one language and not in the other.
_ENDINGS = ("s", "es", "ed", "ing", "n", "an")


def spelt_as_in(source: str, output: str) -> str:
    """`output` with its misspelt copies of capitalised words spelt as in `source`."""
    words = set(_WORD.findall(source))
    whole = {word.lower() for word in words}
    meant = [word for word in words if word[0].isupper() and len(word) >= _SHORTEST_MEANT]
    if not meant:
        return output
    written = set(_WORD.findall(output))
    missing = sorted(word for word in meant if word not in written)

    def corrected(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < _SHORTEST or not word[0].isupper() or _is_form(word.lower(), whole):
            return word
        if _CUT_OFF.match(output, match.end()):
            return word
        near = [each for each in missing if _is_slip(word.lower(), each.lower())]
        return near[0] if len(near) == 1 else word

    return _WORD.sub(corrected, output) if missing else output


def _is_form(word: str, words: set[str]) -> bool:
    """Whether a word, or one that it is a form of, or a form of it, is among `words`."""
    forms = {word, *(word + ending for ending in _ENDINGS)}
    forms |= {word.removesuffix(ending) for ending in _ENDINGS}
    return not forms.isdisjoint(words)


def _is_slip(word: str, meant: str) -> bool:
    if meant.startswith(word) and len(word) < len(meant) - 1:
        return False  # its stem, or half of a word that came out in two
    most = 1 if len(meant) < _LONG else 2
    return abs(len(word) - len(meant)) <= most and slips(word, meant) <= most


def slips(one: str, other: str) -> int:
    """Characters left out, put in, changed, or exchanged with the next one (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, character in enumerate(one):
        following = [index + 1]
        for at, wanted in enumerate(other):
            least = min(row[at + 1] + 1, following[at] + 1, row[at] + (character != wanted))
            crossed = index and at and character == other[at - 1] and one[index - 1] == wanted
            following.append(min(least, before[at - 1] + 1) if crossed else least)
        before, row = row, following
    return row[-1]
