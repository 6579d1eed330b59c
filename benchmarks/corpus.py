"""Reading and checking a corpus: pairs a second of TSV, and the memory that a large TMX takes."""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_SPEED = Limit(30_000, "above")
_MEMORY = Limit(300, "below", of="each")


def measure(subject: Subject) -> list[Measurement]:
    """Pairs a second of processor time on one core; megabytes at the peak, the program included."""
    tables = [subject.probe("corpus_probe", "tsv") for _ in range(ROUNDS)]
    memory = subject.probe("corpus_probe", "tmx")
    return [
        Measurement(
            "read and check TSV, one core",
            "pairs/s",
            tuple(figures["pairs_per_s"] for figures in tables),
            _SPEED,
        ),
        Measurement("peak memory, 200 MB TMX", "MB", (memory["peak_mb"],), _MEMORY),
        Measurement("read and check that TMX", "pairs/s", (memory["pairs_per_s"],)),
    ]
