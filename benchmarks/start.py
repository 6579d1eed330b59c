"""How long the program takes from the start of its process: to a window, to a translation."""

from __future__ import annotations

import sys
import time

from measurement import Limit, Measurement
from subject import Subject
from texts import short_sentences

ROUNDS = 7
_FIRST_STARTS = 2
_WINDOW_LIMIT = Limit(1.0, "below")
_TRANSLATION_LIMIT = Limit(2.5, "below")


def measure(subject: Subject) -> list[Measurement]:
    """Seconds; a first start ever, which converts the model, is told apart."""
    first_starts = []
    for _ in range(_FIRST_STARTS):
        subject.forget_conversion()
        first_starts.append(_command(subject))
    commands = tuple(_command(subject) for _ in range(ROUNDS))
    windows = [subject.probe("window_probe", "start") for _ in range(ROUNDS)]
    return [
        Measurement(
            "start to painted window",
            "s",
            tuple(figures["painted_s"] for figures in windows),
            _WINDOW_LIMIT,
        ),
        Measurement(
            "start to first translation, window",
            "s",
            tuple(figures["translated_s"] for figures in windows),
            _TRANSLATION_LIMIT,
        ),
        Measurement("start to end of `bertsum translate`", "s", commands, _TRANSLATION_LIMIT),
        Measurement("the same, first start ever", "s", tuple(first_starts)),
    ]


def _command(subject: Subject) -> float:
    """Seconds that the command takes for one sentence, start and end of the process included."""
    command = [sys.executable, "-m", "bertsum_app", "translate", "--from", "en", "--to", "zh"]
    started = time.perf_counter()
    ended = subject.run(command, short_sentences("en")[0] + "\n")
    seconds = time.perf_counter() - started
    if not ended.stdout.strip():
        raise AssertionError("the command translated nothing")
    return seconds
