"""Corrections as a table for other programs: TSV, UTF-8, a line of column names, a line for each.

Within a text a backslash, a tab and the line ends stand as `\\\\`, `\\t`, `\\n` and `\\r`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bertsum_app.core.atomic import write_chunks_atomic
from bertsum_app.service.corrections import KeptCorrection
from bertsum_app.service.history_export import in_one_line, utc

COLUMNS = (
    "time",
    "source_language",
    "target_language",
    "source",
    "target",
    "machine",
    "model",
    "learned",
)


def write_corrections(path: Path, rows: Sequence[KeptCorrection]) -> int:
    """Write corrections to a file, the oldest first, and return how many.

    Raises:
        AppError: the file cannot be written; an older one is kept.
    """
    write_chunks_atomic(path, (line.encode() for line in _lines(rows)))
    return len(rows)


def _lines(rows: Sequence[KeptCorrection]) -> Iterator[str]:
    yield "\t".join(COLUMNS) + "\n"
    for row in reversed(rows):
        one = row.correction
        values = (
            utc(row.made_ms).isoformat(timespec="milliseconds"),
            one.source_language,
            one.target_language,
            one.source,
            one.text,
            one.machine,
            one.model_id,
            "1" if row.learned else "0",
        )
        yield "\t".join(in_one_line(value) for value in values) + "\n"
