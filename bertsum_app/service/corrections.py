"""Sentences that somebody rendered better than the machine, as values that cross threads.

`CorrectionsHost` (in `corrections_host`) takes the requests and publishes the events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

LEAST_CORRECTIONS = 20
"""With six of them held back, a pattern was seen to be learned from fourteen; see README."""

TAUGHT_LANGUAGES = frozenset({"en", "zh"})
"""Between these a model can be taught to translate; what is kept of others waits."""


@dataclass(frozen=True)
class Correction:
    """One sentence, what the machine made of it, and what the person made of that.

    `chosen` says that the person took another rendering of the machine's as it was; else the text
    is their own. Languages are ISO 639-1 codes; `model_id` is the machine's.
    """

    source: str
    machine: str
    text: str
    source_language: str
    target_language: str
    chosen: bool
    model_id: str = ""

    @property
    def can_be_taught(self) -> bool:
        """Whether it is between languages that a model can be taught."""
        languages = {self.source_language, self.target_language}
        return languages == TAUGHT_LANGUAGES


@dataclass(frozen=True)
class KeptCorrection:
    """A correction as it is kept. `made_ms` are milliseconds since 1970, UTC.

    `learned`: a model that has learned it is installed. Another text for the same sentence is another
    correction, with an id of its own.
    """

    id: int
    made_ms: int
    learned: bool
    correction: Correction


@dataclass(frozen=True)
class CorrectionCounts:
    """How many there are to learn from, and how many of those no installed model has learned."""

    taught: int = 0
    new: int = 0

    @classmethod
    def of(cls, rows: Iterable[KeptCorrection]) -> CorrectionCounts:
        """Those of these corrections that can be taught."""
        learned = [row.learned for row in rows if row.correction.can_be_taught]
        return cls(len(learned), learned.count(False))

    @property
    def missing(self) -> int:
        """How many more are needed before a model can be taught."""
        return max(0, LEAST_CORRECTIONS - self.taught)


# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CorrectionsListed:
    """All corrections, the newest first; comes whenever they have changed, too."""

    rows: tuple[KeptCorrection, ...]

    @property
    def counts(self) -> CorrectionCounts:
        """How many can be taught, and are new."""
        return CorrectionCounts.of(self.rows)


@dataclass(frozen=True)
class CorrectionsSaved:
    """What became of corrections that were to be kept: new ones, and other texts for known sentences.

    `unchanged` were kept before just as they are.
    """

    added: int
    replaced: int
    unchanged: int


@dataclass(frozen=True)
class CorrectionsDeleted:
    """So many were deleted, and can be brought back with `undo_delete`."""

    count: int


@dataclass(frozen=True)
class CorrectionsExported:
    """So many were written to a file."""

    path: Path
    count: int


@dataclass(frozen=True)
class CorrectionsFailed:
    """A request came to nothing: an `AppError`, or a bug of ours. `saving`: corrections to be kept."""

    error: Exception
    saving: tuple[Correction, ...] = ()


CorrectionsEvent: TypeAlias = (
    CorrectionsListed
    | CorrectionsSaved
    | CorrectionsDeleted
    | CorrectionsExported
    | CorrectionsFailed
)
