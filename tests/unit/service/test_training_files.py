"""Runs read back from their folders, whoever worked on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import RunIncompatible
from bertsum_app.library.store import ModelStore
from bertsum_app.service.training import RunFailure, TrainingRequest
from bertsum_app.service.training_files import (
    RunReader,
    parse_check,
    read_before_after,
    run_folders,
)
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.training.events import (
    CorpusRead,
    EventLog,
    PhaseStarted,
    RunFailed,
    RunPaused,
    RunResumed,
    RunStopped,
    TrainingEvent,
    event_line,
)

ASKED = TrainingRequest("mine", "translate", ("a.tsv",), base_id="x", fixes={"copy": "keep"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "runs" / "mine"
    made.mkdir(parents=True)
    (made / "asked.json").write_text(ASKED.to_json(), encoding="utf-8")
    return made


@pytest.fixture
def models(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "embedded", tmp_path / "models")


def say(folder: Path, *events: TrainingEvent) -> None:
    with (folder / "events.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("".join(map(event_line, events)))


def test_each_event_is_read_once_and_a_line_in_the_making_later(folder: Path) -> None:
    reader = RunReader(folder)
    assert reader.read() == ()
    say(folder, PhaseStarted(0, "reading"))
    line = event_line(CorpusRead(0, 9, 8, 1, 200, {})).encode()
    with (folder / "events.jsonl").open("ab") as lines:
        lines.write(line[:20])
    assert reader.read() == (PhaseStarted(0, "reading"),)
    with (folder / "events.jsonl").open("ab") as lines:
        lines.write(line[20:])
    assert reader.read() == (CorpusRead(0, 9, 8, 1, 200, {}),)
    assert reader.read() == ()


def test_what_is_left_of_a_torn_line_spoils_no_other(folder: Path) -> None:
    say(folder, PhaseStarted(0, "reading"))
    with (folder / "events.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(event_line(PhaseStarted(0, "measuring"))[:20])
    log = EventLog(folder / "events.jsonl")
    log(PhaseStarted(0, "training"))
    log(PhaseStarted(9, "choosing"))
    phases = [event.phase for event in RunReader(folder).read() if isinstance(event, PhaseStarted)]
    assert phases == ["reading", "training", "choosing"]


def test_line_ends_inside_a_text_end_no_event(folder: Path) -> None:
    failed = RunFailed(3, "corpus-unreadable", "one\u2028two\x85three", {"reason": "\x0bfour"})
    say(folder, failed)
    assert RunReader(folder).read() == (failed,)


@pytest.mark.parametrize(
    ("events", "at_work", "state"),
    [
        ((), True, "running"),
        ((), False, "interrupted"),
        ((RunPaused(3),), True, "paused"),
        ((RunPaused(3), RunResumed(3)), True, "running"),
        ((RunStopped(3, "signal", 1.0, 1),), False, "interrupted"),
        ((RunFailed(3, "disk-full", ""),), False, "failed"),
        ((RunFailed(3, "disk-full", ""), PhaseStarted(3, "training")), True, "running"),
        ((RunFailed(3, "disk-full", ""), PhaseStarted(3, "training")), False, "interrupted"),
    ],
)
def test_how_it_stands_follows_from_its_events_and_whether_somebody_works(
    folder: Path, models: ModelStore, events: tuple[TrainingEvent, ...], at_work: bool, state: str
) -> None:
    say(folder, PhaseStarted(0, "training"), *events)
    reader = RunReader(folder)
    reader.read()
    row = reader.row(models, at_work=at_work)
    assert row.state == state
    assert row.request == ASKED
    assert (row.task, row.base_id) == ("translate", "x")


def test_stopped_is_told_from_broken_off(folder: Path, models: ModelStore) -> None:
    (folder / "train.log").write_text("Killed", encoding="utf-8")
    say(folder, PhaseStarted(0, "training"))
    reader = RunReader(folder)
    reader.read()
    assert reader.row(models, at_work=False).failure == RunFailure("", log_tail="Killed")
    say(folder, RunStopped(3, "signal", 1.0, 1))
    reader.read()
    assert reader.row(models, at_work=False).failure is None


def test_only_folders_of_runs_are_listed(folder: Path) -> None:
    runs = folder.parent
    (runs / "build-model").mkdir()
    (runs / ".mine.removed").mkdir()
    (runs / ".mine.removed" / "asked.json").write_text("{}", encoding="utf-8")
    assert run_folders(runs) == (folder,)
    assert run_folders(runs / "missing") == ()


@pytest.mark.parametrize("text", ["", "no report", "[]", '{"report": {}}', '{"kind": "failed"}'])
def test_what_is_no_report_is_no_report(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_check(text)


def test_a_request_comes_back_as_it_was_and_nothing_else_does() -> None:
    assert TrainingRequest.from_json(ASKED.to_json()) == ASKED
    for text in ("", "{}", "[]", '{"name": 3}'):
        assert TrainingRequest.from_json(text) is None


@pytest.mark.parametrize("text", ["{}", "[]", "7", "{", '{"user": {}}'])
def test_a_comparison_that_is_damaged_is_known_trouble(folder: Path, text: str) -> None:
    TuneFolder(folder).comparison_file.write_text(text, encoding="utf-8")
    with pytest.raises(RunIncompatible):
        read_before_after(folder)
