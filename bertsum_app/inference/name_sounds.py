"""English names written by ear: Tokville for Tocqueville (托克维尔), Glinspan for Greenspan (格林斯潘).

From a Chinese transcription a small network spells a name as it sounds. Of a name that the translation
lacks, a capitalised word with the same consonants is taken to be it, as long as it is no word of its
own: nothing that the network writes in one piece, no name of the table, and no form of the name (German
for Germany). Chinese transcriptions tell neither l from r nor voiced consonants from unvoiced ones, and
vowels hardly; so none of these count (the idea of Soundex; Russell 1918).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from bertsum_app.inference.misspelt_copies import slips
from bertsum_app.text.names import LETTER, Name, NameTable

_WORD = re.compile(rf"[{LETTER}]+")
_SPELLINGS = (
    (re.compile("sch|sh"), "s"),
    (re.compile("t?ch|ck|qu|gh"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("x"), "ks"),
    (re.compile("c(?=[eiy])"), "s"),
)
_ALIKE = str.maketrans("cqgjvwbdzr", "kkkkffptsl")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouyh]+")
#: Names with fewer consonants sound like too much; with so many they may differ in one.
_FEWEST, _MANY = 3, 4
#: Letters that differ, as a share of the name's: with the same consonants, and with one other.
_MOST_LETTERS, _FEWER_LETTERS = 0.58, 0.45
_SHORTEST = 4
#: How adjectives and peoples are made of names, or of their beginnings.
_ENDINGS = frozenset(
    (
        *("", "s", "n", "ns", "an", "ans", "ian", "ians", "ean", "eans", "ese", "ish", "i", "is"),
        *("ic", "er", "ers", "ist", "ists", "ism"),
    )
)


def sound(word: str) -> str:
    """The consonants of a word, those as one that Chinese transcriptions do not tell apart."""
    plain = unicodedata.normalize("NFD", word.lower())
    letters = "".join(letter for letter in plain if "a" <= letter <= "z")
    for spelling, heard in _SPELLINGS:
        letters = spelling.sub(heard, letters)
    letters = _TWICE.sub(r"\1", letters.translate(_ALIKE))
    begins = "a" if _VOWELS.match(letters) else ""
    return begins + _VOWELS.sub("", letters)


def with_english_names(
    names: Iterable[Name],
    source: str,
    output: str,
    table: NameTable,
    is_one_piece: Callable[[str], bool],
) -> str:
    """A translation of `source` with those of its `names` that were written by ear spelt right."""
    low = output.lower()
    lacking = [
        name
        for name in dict.fromkeys(names)
        if not any(each.lower() in low for each in name.renderings)
    ]
    for name in lacking:
        written = [match for match in _WORD.finditer(output) if match.group()[0].isupper()]
        if any(_is_form(match.group(), each) for match in written for each in name.renderings):
            continue
        for match in written:
            word = match.group()
            meant = next((each for each in name.renderings if _sounds_like(word, each)), None)
            if meant is None or word in source:
                continue
            if not is_one_piece(word) and table.get(word, "en") is None:
                output = output[: match.start()] + meant + output[match.end() :]
                break
    return output


def _is_form(word: str, name: str) -> bool:
    """Whether a word is an adjective or a people made of a name: Bosnian, Swedish."""
    stems = (name, name[:-1], name[:-2])
    return any(
        len(stem) >= _FEWEST and word.startswith(stem) and word[len(stem) :] in _ENDINGS
        for stem in stems
    )


def _sounds_like(word: str, name: str) -> bool:
    if len(word) < _SHORTEST or not name.isalpha():
        return False
    one, other = sound(word), sound(name)
    fewest = min(len(one), len(other))
    if fewest < _FEWEST or one[0] != other[0]:
        return False
    apart = slips(word.lower(), name.lower()) / len(name)
    if one == other:
        return apart <= _MOST_LETTERS
    return fewest >= _MANY and slips(one, other) == 1 and apart <= _FEWER_LETTERS
