"""A number in words."""

from __future__ import annotations

from dataclasses import dataclass

from bertsum_app.text.sentences import Span


@dataclass(frozen=True)
class WordedNumber:
    """A number in words: where, what it says, and in what steps it counts (1e4 for 八十万).

    `counted`: it is not only a word for many, such as 万 or century.
    """

    span: Span
    value: float
    scale: float = 1.0
    counted: bool = True
