"""One try at translating a part of a text, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass

from bertsum_app.inference.guards import NUMBERS, Pair, doubts, gravity
from bertsum_app.inference.numbers.check import wrong_numbers
from bertsum_app.inference.polish import polish
from bertsum_app.inference.segments import Job


@dataclass(frozen=True)
class Draft:
    """One try at a part: its text, and what speaks against it.

    `wrong_numbers` counts those missing or from nowhere. `terms` says for each term of the part
    whether the text has it.
    """

    text: str
    doubts: tuple[str, ...]
    terms: tuple[bool, ...] = ()
    wrong_numbers: int = 0

    def better(self, other: Draft) -> Draft:
        """The less doubtful of the two; this one where they are equals."""
        return min(self, other, key=lambda draft: (gravity(draft.doubts), draft.wrong_numbers))


def judged(source: str, output: str, job: Job, *, polished: bool = False) -> Draft:
    """What the network wrote for `source`, with its last touch (unless it has it) and its doubts."""
    text = output if polished else polish(source, output, job.target_language)
    pair = Pair(source, text, job.source_language, job.target_language)
    found = doubts(pair)
    wrong = wrong_numbers(source, text, least=pair.least_number) if NUMBERS in found else 0
    return Draft(text, found, wrong_numbers=wrong)
