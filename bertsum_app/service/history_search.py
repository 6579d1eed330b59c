"""How a search text becomes SQL, and what of an entry's texts is shown for it."""

from __future__ import annotations

from collections.abc import Mapping

from bertsum_app.service.history import EXCERPT_LENGTH
from bertsum_app.service.sqlite_store import storable

LEAST_INDEXED = 3
"""Words with fewer characters are in no trigram, and are looked for in the texts themselves."""

MAX_WORDS = 32
MAX_WORD_LENGTH = 200
"""What goes beyond is left out: the search finds more then, never less."""

_LEAD = 30
"""Characters that an excerpt shows before what was found."""


def excerpt_of(text: str) -> str:
    """One line of a text: white space of all kinds becomes single blanks."""
    return " ".join(text.split())


class Search:
    """Conditions for entries that hold all words of a text; `indexed`: there is a trigram index."""

    def __init__(self, text: str, indexed: bool) -> None:
        words = [word[:MAX_WORD_LENGTH] for word in storable(text).split()[:MAX_WORDS]]
        in_index = [word for word in words if indexed and len(word) >= LEAST_INDEXED]
        in_texts = [word for word in words if word not in in_index]
        parameters: dict[str, object] = {}
        conditions = ["1"]
        if in_index:
            conditions.append(
                "id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :in_index)"
            )
            parameters["in_index"] = " AND ".join(_as_phrase(word) for word in in_index)
        for number, word in enumerate(in_texts):
            name = f"word_{number}"
            conditions.append(
                f"(source_text LIKE :{name} ESCAPE '\\' OR result_text LIKE :{name} ESCAPE '\\')"
            )
            parameters[name] = _as_pattern(word)
        self.condition = " AND ".join(conditions)
        """SQL for a WHERE clause on `entry`."""
        self.parameters: Mapping[str, object] = {**parameters, "sought": words[0] if words else ""}
        """The values its names stand for."""

    @staticmethod
    def excerpt(column: str) -> str:
        """SQL for the part of a text to show: its beginning, or from a little before the first word.

        Of that only ASCII letters are found in both cases; otherwise it is the beginning.
        """
        place = f"instr(lower({column}), lower(:sought))"
        return (
            f"CASE WHEN :sought <> '' AND {place} > {2 * _LEAD}"
            f" THEN '…' || substr({column}, {place} - {_LEAD}, {EXCERPT_LENGTH})"
            f" ELSE substr({column}, 1, {EXCERPT_LENGTH}) END"
        )


def _as_phrase(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _as_pattern(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, "\\" + special)
    return f"%{word}%"
