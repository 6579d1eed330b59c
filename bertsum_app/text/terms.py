"""What sentences are compared by: their words, or in languages without blanks their characters."""

from __future__ import annotations

import re

#: Languages written without blanks.
WITHOUT_BLANKS = frozenset({"zh", "ja", "th"})
_WORD = re.compile(r"\w+")
#: In lower case: a Latin word or number as a whole, anything else a character at a time.
_CHARACTER = re.compile(r"[0-9a-z]+|\w")


def tokens(sentence: str, language: str) -> list[str]:
    """Lower-cased words; in languages without blanks, Latin words and numbers, and characters."""
    rule = _CHARACTER if language in WITHOUT_BLANKS else _WORD
    return rule.findall(sentence.lower())
