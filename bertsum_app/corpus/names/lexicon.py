"""Names in the collection's lexicon: what its glosses call a name, and what kind of one.

Glosses of CC-CEDICT look like "Khartoum, capital of Sudan", "Mie Prefecture in central Japan" or "Nyeva
or Neva River"; those of CLDR and of Wikipedia's titles are the name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.corpus.readers import read_pairs
from bertsum_app.text.han import HAN

_SOURCES = frozenset({"cc-cedict", "cldr", "zhwiki-names"})
#: Words of a gloss that say that it is about a place, a people, a person or an organisation.
_KINDS = re.compile(
    r"\b(?:capital|cit(?:y|ies)|town|village|county|counties|province|prefecture|district|region|state|"
    r"municipality|township|country|nation|republic|kingdom|islands?|archipelago|peninsula|river|lake|sea|"
    r"mountains?|desert|port|canal|strait|location|suburb|USA|Japan|England|Germany|France|Italy|Spain|"
    r"Russia|Canada|Brazil|India|Australia|Poland|Ireland|Scotland|Africa|Europe|"
    r"president|politician|minister|king|queen|emperor|general|leader|philosopher|scientist|"
    r"physicist|mathematician|chemist|composer|pianist|painter|artist|poet|writer|novelist|author|"
    r"playwright|dramatist|actor|actress|singer|director|player|footballer|athlete|economist|"
    r"explorer|astronomer|historian|engineer|inventor|businessman|company|university|"
    r"falls|bay|gulf|cape|valley|palace|temple|bridge|park|square|museum|empire|dynasty|airport|castle|"
    r"cathedral|academy|institute|organi[sz]ation|association|league|union)\b",
    re.IGNORECASE,
)
_PLACE_WORDS = (
    r"(?:county|city|district|prefecture|province|township|town|region|island|river|lake)"
)
#: "Mie prefecture in central Japan", "Teng county in Shandong".
_PLACE = re.compile(rf"([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*) ({_PLACE_WORDS})(?: (?:in|of)\b.*|,.*|$)")
_CAPITALISED = r"[A-Z][^\W\d_]*(?:['’.-][^\W\d_]+)*"
_NAME = re.compile(
    rf"{_CAPITALISED}(?: (?:(?:of|the|de|del|la|al|and|von|van|da|du|el|bin) )*{_CAPITALISED})*"
)
_HEAD_END = re.compile(r"\s*[,;(/]|\s+(?:in|of) (?:central|north|south|east|west)\b")
_CHINESE = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*")
#: Chinese names of languages, scripts, hours and money are asked for by words that mean more than them.
_NO_NAME_END = re.compile(r"(?:[语文话字]|时间|元|镑|法郎|比索|卢布|卢比|第纳尔|马克)$")
_LEAST_LETTERS = 3


@dataclass(frozen=True)
class LexiconName:
    """An English name with a Chinese one; `known`: the gloss says what kind of thing it names."""

    english: str
    chinese: str
    known: bool


def lexicon_names(data: Path) -> Iterator[LexiconName]:
    """The names in the lexicon of the collection.

    Raises:
        CorpusUnreadable: it cannot be read.
    """
    for pair in read_pairs(data / "parallel" / "lexicon.tsv.xz"):
        if pair.source not in _SOURCES or not _CHINESE.fullmatch(pair.chinese):
            continue
        if _NO_NAME_END.search(pair.chinese):
            continue
        known = pair.source == "cldr" or _KINDS.search(pair.english) is not None
        for name in _heads(pair.english):
            if _NAME.fullmatch(name) and sum(map(str.isalpha, name)) >= _LEAST_LETTERS:
                yield LexiconName(name, pair.chinese, known)


def _heads(gloss: str) -> list[str]:
    """What a gloss is about."""
    place = _PLACE.match(gloss)
    if place is not None:
        return [f"{place.group(1)} {place.group(2).capitalize()}"]
    end = _HEAD_END.search(gloss)
    head = gloss[: end.start()] if end else gloss
    names = head.strip().split(" or ")
    # "Nyeva or Neva River": the first is no whole name.
    return [name for name in names if name.count(" ") >= names[-1].count(" ")]
