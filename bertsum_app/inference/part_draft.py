"""One try at translating a part of a text, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass

from bertsum_app.inference.guards import Pair, doubts
from bertsum_app.inference.polish import polish
from bertsum_app.inference.segments import Job


@dataclass(frozen=True)
class Draft:
    """One try at a part: its text, and what speaks against it.

    `terms` says for each term of the part whether the text has it.
    """

    text: str
    doubts: tuple[str, ...]
    terms: tuple[bool, ...] = ()


def judged(source: str, output: str, job: Job, *, polished: bool = False) -> Draft:
    """What the network wrote for `source`, with its last touch (unless it has it) and its doubts."""
    text = output if polished else polish(source, output, job.target_language)
    return Draft(text, doubts(Pair(source, text, job.source_language, job.target_language)))
