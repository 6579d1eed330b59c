"""Events as lines: what one process writes, another reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusUnreadable, DiskFull
from bertsum_app.training.events import (
    CorpusRead,
    EventLog,
    PhaseStarted,
    RunFailed,
    Sampled,
    SampleText,
    TrainingEvent,
    TrainProgress,
    event_line,
    parse_event,
)

EVENTS = (
    PhaseStarted(0, "reading"),
    CorpusRead(0, 10, 8, 2, 450, {"empty": 1}),
    TrainProgress(
        10, 1.5, {"translate": 3.25}, {"translate": 0.5}, {"encoder": 1e-4}, 99, 8.0, 9.5
    ),
    Sampled(20, 12, 1.5, {"zh BLEU": 12.5}, (SampleText("a\u2028b", "甲", "乙", "zh"),)),
    RunFailed.of(CorpusUnreadable(Path("memory.tsv"), 7, "what"), 3, "cannot read it"),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_a_line_becomes_the_event_it_was(event: TrainingEvent) -> None:
    assert parse_event(event_line(event)) == event


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "{}", '{"kind": "from the future", "step": 1}', '{"kind": "phase"}', "12"],
)
def test_a_line_that_is_no_event_is_none(line: str) -> None:
    assert parse_event(line) is None


def test_what_a_newer_program_says_besides_is_passed_over() -> None:
    line = '{"v": 1, "kind": "phase", "step": 0, "phase": "training", "mood": "good"}'
    assert parse_event(line) == PhaseStarted(0, "training")


def test_a_failure_carries_what_its_words_need() -> None:
    failed = RunFailed.of(CorpusUnreadable(Path("memory.tsv"), 7, "what"), 3)
    assert failed.params == {"path": "memory.tsv", "line": 7, "reason": "what"}
    assert failed.text == "corpus-unreadable: path=memory.tsv line=7 reason=what"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_told_as_one() -> None:
    with pytest.raises(DiskFull):
        EventLog(Path("/dev/full"))(PhaseStarted(0, "reading"))
