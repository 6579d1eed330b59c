"""Documents: how long long ones take, with the memory that takes, and translations beside plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_READING = Limit(10, "below")
_SUMMARY = Limit(60, "below")
_MEMORY = Limit(1000, "below", of="each")
_SHARE = Limit(0.9, "above")


def measure(subject: Subject) -> list[Measurement]:
    """Seconds by the clock, and megabytes at the peak; each from a process of its own."""
    readings = [subject.probe("documents_probe", "read") for _ in range(ROUNDS)]
    summaries = [subject.probe("documents_probe", "summarize") for _ in range(ROUNDS)]
    # By turns, so that both have the machine as it is.
    pairs = [
        (
            subject.probe("documents_probe", "translate-text"),
            subject.probe("documents_probe", "translate-document"),
        )
        for _ in range(ROUNDS)
    ]
    return [
        *_translations(pairs),
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
            "processor time of that, all processes together",
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


def _translations(
    pairs: Sequence[tuple[Mapping[str, float], Mapping[str, float]]],
) -> Iterator[Measurement]:
    """500 sentences as a Word file beside the same as plain text: the speeds, by clock and processor."""
    for name, key in (("by the clock", "seconds"), ("in processor time", "processor_s")):
        yield Measurement(
            f"speed of a Word file's translation beside plain text's, {name}",
            "",
            tuple(text[key] / document[key] for text, document in pairs),
            _SHARE,
        )
