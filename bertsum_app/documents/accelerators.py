"""The letter of a menu's or a button's words that a key goes to: `_File`, `&File`, `文件(_F)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: At the start of a word, or inside of one that is written like `E_xit` or `Sa&ve`.
_INSIDE = re.compile(r"(?<![\w&])(?:[_&](?=[A-Za-z0-9])|[A-Z][a-z]{0,3}[_&](?=[a-z]))(?!\w*[_&])")
_BEHIND = re.compile(r"\s?\(([_&])([A-Za-z0-9])\)")
_ENTITY = re.compile(r"&#?\w+;")
_LATIN = re.compile(r"[A-Za-z0-9]")
_END = re.compile(r"(?:\.{3}|…|:|：|\s)*\Z")
_LONGEST = 60


@dataclass(frozen=True)
class Accelerator:
    """`sign` marks `letter`; `source[start:end]` says so, and is no part of the words."""

    sign: str
    letter: str
    start: int
    end: int


def find_accelerator(text: str) -> Accelerator | None:
    """The one letter of a short text that is marked as a key's."""
    if len(text) > _LONGEST or "\n" in text or _ENTITY.search(text):
        return None
    behind = list(_BEHIND.finditer(text))
    inside = [match for match in _INSIDE.finditer(text) if not _within(match, behind)]
    if len(behind) == 1 and not inside:
        [found] = behind
        return Accelerator(found.group(1), found.group(2).upper(), found.start(), found.end())
    if len(inside) == 1 and not behind:
        at = inside[0].end() - 1
        return Accelerator(text[at], text[at + 1].upper(), at, at + 1)
    return None


def mark_for(text: str, accelerator: Accelerator) -> tuple[str, int]:
    """What marks the letter in a new text, and where: behind words that have no Latin letters."""
    same = next((at for at, sign in enumerate(text) if sign.upper() == accelerator.letter), -1)
    first = _LATIN.search(text)
    if first is not None:
        at = same if same >= 0 and (same == 0 or not text[same - 1].isalnum()) else first.start()
        return accelerator.sign, at
    end = _END.search(text)
    return f"({accelerator.sign}{accelerator.letter})", end.start() if end else len(text)


def _within(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(other.start() < match.end() <= other.end() for other in others)
