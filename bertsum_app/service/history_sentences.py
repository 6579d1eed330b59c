"""The sentences of an entry of the history as they stand in its database: one JSON array.

A sentence is `[source start, source end, result start, result end, score, [doubt, ...]]`, with null
for what it does not have; where the person changed it, the machine's `[text, [doubt, ...], chosen]`
follows. They are a convenience beside the texts: what cannot be read back, or does
not fit the texts, is left out as if it had never been known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from bertsum_app.service.history import KeptSentence, Replaced
from bertsum_app.text.sentences import Span


def to_json(sentences: Iterable[KeptSentence]) -> str:
    """The array; an empty text for no sentences."""
    rows = [
        (
            *(one.source.start, one.source.end),
            *((None, None) if one.result is None else (one.result.start, one.result.end)),
            one.score,
            one.doubts,
            *(() if one.replaced is None else (_row_of(one.replaced),)),
        )
        for one in sentences
    ]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def from_json(text: str, source_length: int, result_length: int) -> tuple[KeptSentence, ...]:
    """The sentences of texts of these lengths (code points); none if anything is wrong with them."""
    if not text:
        return ()
    try:
        return tuple(_sentence(row, source_length, result_length) for row in json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return ()


def _sentence(row: object, source_length: int, result_length: int) -> KeptSentence:
    if not isinstance(row, list):
        raise TypeError
    source_start, source_end, result_start, result_end, score, doubts, *more = row
    source = _span(source_start, source_end, source_length)
    result = None if result_start is None else _span(result_start, result_end, result_length)
    return KeptSentence(
        source,
        result,
        None if score is None else float(score),
        tuple(map(str, doubts)),
        _replaced(*more) if more else None,
    )


def _row_of(replaced: Replaced) -> tuple[object, ...]:
    return replaced.text, replaced.doubts, replaced.chosen


def _replaced(row: object) -> Replaced:
    if not isinstance(row, list):
        raise TypeError
    text, doubts, chosen = row
    return Replaced(str(text), tuple(map(str, doubts)), bool(chosen))


def _span(start: object, end: object, length: int) -> Span:
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= length:
        raise ValueError
    return Span(start, end)
