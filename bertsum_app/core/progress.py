"""Progress of a job, as a value that may cross threads and processes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """`done` of `total` units; `unit` is a code such as "sentences", not a word to show."""

    done: int
    total: int
    unit: str

    def __post_init__(self) -> None:
        if self.total < 0 or not 0 <= self.done <= self.total:
            raise ValueError(f"progress of {self.done} out of {self.total}")

    @property
    def fraction(self) -> float:
        """Between 0.0 and 1.0; a job with nothing to do is complete."""
        return self.done / self.total if self.total else 1.0
