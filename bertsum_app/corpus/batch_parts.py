"""Batches in parts of fewer rows, for a device that has no room for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from bertsum_app.corpus.batches import (
    NO_TARGET,
    Batch,
    ClassificationBatch,
    ExtractiveBatch,
    MaskedBatch,
    SentenceBatch,
    Seq2SeqBatch,
    Source,
)

Rows = TypeVar("Rows", bound=Batch | Source)


def row_count(batch: Batch) -> int:
    """Examples in a batch."""
    return len(batch.states if isinstance(batch, SentenceBatch) else batch.source.ids)


def target_count(batch: Batch) -> int:
    """What the mean loss of a batch is over: target tokens, sentences or texts."""
    match batch:
        case Seq2SeqBatch():
            return int((batch.target_outputs != NO_TARGET).sum())
        case ExtractiveBatch() | SentenceBatch():
            return int(batch.sentences.sum())
        case ClassificationBatch():
            return len(batch.labels)
        case MaskedBatch():
            return int((batch.targets != NO_TARGET).sum())


def parts_of(batch: Batch, most: int) -> Iterator[Batch]:
    """`batch` in at most `most` parts of about as many rows each, in order; padding stays."""
    for rows in np.array_split(np.arange(row_count(batch)), min(most, row_count(batch))):
        yield _rows(batch, slice(int(rows[0]), int(rows[-1]) + 1))


def _rows(whole: Rows, rows: slice) -> Rows:
    changed: dict[str, Any] = {}  # of the fields' own types
    for entry in fields(whole):
        value = getattr(whole, entry.name)
        if isinstance(value, np.ndarray):
            changed[entry.name] = value[rows]
        elif is_dataclass(value):
            assert isinstance(value, Source)
            changed[entry.name] = _rows(value, rows)
    # By name out of the fields themselves, so that a new array of a batch is not forgotten.
    return replace(whole, **changed)
