"""Sequences of different lengths in two flat arrays: how a packed corpus is held and stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Ragged:
    """`values` back to back; sequence i is ``values[offsets[i]:offsets[i + 1]]``.

    uint16 holds every vocabulary up to 65,536 pieces at half of int32's size.
    """

    values: Ids
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """Number of sequences."""
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> Ids:
        """Sequence `index`, a view."""
        return self.values[self.offsets[index] : self.offsets[index + 1]]

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Length of each sequence."""
        return np.diff(self.offsets)

    @classmethod
    def from_sequences(cls, sequences: Iterable[Sequence[int]]) -> Ragged:
        """Pack `sequences`, each of ids below 65,536."""
        arrays = [np.asarray(sequence, dtype=np.uint16) for sequence in sequences]
        offsets = np.zeros(len(arrays) + 1, dtype=np.int64)
        np.cumsum([len(array) for array in arrays], out=offsets[1:])
        values = np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.uint16)
        return cls(values, offsets)

    def take(self, rows: npt.NDArray[np.int64]) -> Ragged:
        """The sequences `rows`, packed anew."""
        return Ragged.from_sequences([self[int(row)].tolist() for row in rows])
