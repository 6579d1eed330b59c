"""Documents: reading a PDF of 300 pages, and summarizing 100,000 words with the memory that takes."""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_READING = Limit(10, "below")
_SUMMARY = Limit(60, "below")
_MEMORY = Limit(1000, "below", of="each")


def measure(subject: Subject) -> list[Measurement]:
    """Seconds by the clock, and megabytes at the peak; each from a process of its own."""
    readings = [subject.probe("documents_probe", "read") for _ in range(ROUNDS)]
    summaries = [subject.probe("documents_probe", "summarize") for _ in range(ROUNDS)]
    return [
        Measurement(
            "read a PDF of 300 pages, 150,000 words",
            "s",
            tuple(figures["seconds"] for figures in readings),
            _READING,
        ),
        Measurement(
            "peak memory of the process that reads it",
            "MB",
            tuple(figures["reader_mb"] for figures in readings),
        ),
        Measurement(
            "extractive summary of a PDF of 100,000 words, reading included",
            "s",
            tuple(figures["seconds"] for figures in summaries),
            _SUMMARY,
        ),
        Measurement(
            "processor time of that, the program's start included, all cores together",
            "s",
            tuple(figures["processor_s"] for figures in summaries),
        ),
        Measurement(
            "peak memory meanwhile, command line",
            "MB",
            tuple(figures["peak_mb"] for figures in summaries),
            _MEMORY,
        ),
    ]
