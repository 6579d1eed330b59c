"""Loops that no other search got rid of, said once.

The last resort: what was repeated without need is taken out, and the doubt stays, since a network that
loops has mostly lost the rest of the sentence as well.
"""

from __future__ import annotations

from bertsum_app.inference.guards import is_loop, token_spans, usual_repetitions

_LONGEST_UNIT = 24


def cut_loops(text: str, source: str) -> str:
    """`text` with each run of repetitions, longer than `source` has any, said once."""
    usual = usual_repetitions(source)
    # The shortest first: nine times one word is not three times three.
    for unit in range(1, _LONGEST_UNIT + 1):
        while (shorter := _cut_first(text, unit, usual)) is not None:
            text = shorter
    return text


def _cut_first(text: str, unit: int, usual: int) -> str | None:
    """Without the repetitions of the first loop of `unit` tokens; None where there is none."""
    tokens = token_spans(text)
    words = [word for word, _ in tokens]
    start = 0
    while start + 2 * unit <= len(words):
        end = start + unit
        while words[end : end + unit] == words[start : start + unit]:
            end += unit
        times = (end - start) // unit
        if times > usual and is_loop(words[start : start + unit], times):
            return text[: tokens[start + unit - 1][1].end] + text[tokens[end - 1][1].end :]
        start += 1
    return None
