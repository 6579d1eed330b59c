"""Sentences that somebody rendered better than the machine: what a model can learn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Correction:
    """One sentence, what the machine made of it, and what the person made of that.

    `chosen` says that the person took another rendering of the machine's as it was; else the text
    is their own. Languages are ISO 639-1 codes.
    """

    source: str
    machine: str
    text: str
    source_language: str
    target_language: str
    chosen: bool
