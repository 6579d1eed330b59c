"""Resident memory of the program after it has translated a page, with and without its window."""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_LIMIT = Limit(450, "below")


def measure(subject: Subject) -> list[Measurement]:
    """Megabytes (10^6 bytes), each from a process of its own."""
    # Not counted: this one may convert the model, which no later start does.
    subject.probe("service_probe")
    services = [subject.probe("service_probe") for _ in range(ROUNDS)]
    windows = [subject.probe("window_probe", "page") for _ in range(ROUNDS)]
    return [
        Measurement(
            "memory after a page, window",
            "MB",
            tuple(figures["resident_mb"] for figures in windows),
            _LIMIT,
        ),
        Measurement(
            "memory after a page, command line",
            "MB",
            tuple(figures["resident_mb"] for figures in services),
            _LIMIT,
        ),
    ]
