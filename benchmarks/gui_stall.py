"""Does the window stay alive while the engine works? The longest wait of a 5 ms timer in its thread.

A gap of 5 ms is a thread that was never held up; what a person feels begins at some 50 ms.
"""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 5
_LIMIT = Limit(50, "below", of="each")


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds between two ticks; each sample is the longest gap of one process."""
    found = [subject.probe("window_probe", "stall") for _ in range(ROUNDS)]
    return [
        Measurement(
            "longest gap while a page is translated",
            "ms",
            tuple(figures["gap_ms"] for figures in found),
            _LIMIT,
        ),
        Measurement(
            "longest gap while the model loads",
            "ms",
            tuple(figures["gap_loading_ms"] for figures in found),
        ),
        Measurement(
            "longest gap with nothing to do",
            "ms",
            tuple(figures["gap_idle_ms"] for figures in found),
        ),
    ]
