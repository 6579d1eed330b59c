"""Words and short phrases that an English output says twice at once: "the idea behind behind it".

Twice in a row is no loop yet, and another search for it is not worth its while: what is said again is
taken out. One in eighty English sentences of the development set had such a place, of random ones of an
encyclopaedia one in eleven; of their references none.
"""

from __future__ import annotations

import re

from bertsum_app.inference.guards import usual_repetitions

_LONGEST = 4  # words
#: No comma between the two: "If you want to go, go", "as in the notes, the notes being ...".
_TWICE = re.compile(rf"\b(?P<unit>\w+(?:,? \w+){{0,{_LONGEST - 1}}}) (?P=unit)\b(?!['’])")
#: Said twice with sense ("he had had", "I know that that is"), as emphasis, or as a name of something.
_MEANT = re.compile(
    r"\d+|a|and|bye|far|ha|had|he|her|hey|hi|is|knock|long|many|more|no|oh|ok|or|over|really|so|that|there"
    r"|two|very|well|yes|yo|you",
    re.IGNORECASE,
)


def cut_stutters(source: str, output: str) -> str:
    """`output` (English) without what is said twice at once, unless `source` says something twice."""
    if not _TWICE.search(output) or usual_repetitions(source) > 1:
        return output
    at = 0
    while match := _TWICE.search(output, at):
        unit = match["unit"]
        if _MEANT.fullmatch(unit):
            at = match.start() + 1
            continue
        output = output[: match.end("unit")] + output[match.end() :]
        at = match.start()
    return output
