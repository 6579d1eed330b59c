"""How soon is the result there after an edit? One sentence of thirty, while the person types."""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_LIMIT = Limit(250, "below")


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds; each sample is the median of twelve edits in one process."""
    found = [subject.probe("live_probe") for _ in range(ROUNDS)]
    return [
        Measurement(
            "one edited sentence of 30, from the end of the pause",
            "ms",
            tuple(figures["from_pause_ms"] for figures in found),
            _LIMIT,
        ),
        Measurement(
            "one edited sentence of 30, from the last key",
            "ms",
            tuple(figures["from_key_ms"] for figures in found),
        ),
    ]
