"""service/corrections_host.py: what is asked for is done in order, and trouble loses nothing."""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from bertsum_app.core.errors import DatabaseDamaged, DatabaseLocked, DatabaseTooNew
from bertsum_app.library.store import ModelStore
from bertsum_app.service import sqlite_store
from bertsum_app.service.correction_export import COLUMNS
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import (
    Correction,
    CorrectionsDeleted,
    CorrectionsEvent,
    CorrectionsExported,
    CorrectionsFailed,
    CorrectionsListed,
    CorrectionsSaved,
)
from bertsum_app.service.corrections_host import CorrectionsHost
from helpers.tiny_model import build_tiny_model

EventT = TypeVar("EventT")
ONE = Correction("One.\tTwo.", "一", "一。\n二。😀", "en", "zh", chosen=False, model_id="m")
TWO = Correction("二", "two", "2", "zh", "en", chosen=True, model_id="m")


class Listener:
    """Takes the events in their order."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[CorrectionsEvent] = queue.SimpleQueue()

    def next(self, kind: type[EventT]) -> EventT:
        event = self.events.get(timeout=10)
        assert isinstance(event, kind), event
        return event


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "corrections.sqlite3"


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def host(tmp_path: Path, path: Path, listener: Listener) -> Iterator[CorrectionsHost]:
    models = ModelStore(tmp_path / "embedded", tmp_path / "models")
    made = CorrectionsHost(path, models, listener.events.put, now=lambda: 1.5)
    yield made
    assert made.close()


def listed(listener: Listener) -> list[Correction]:
    return [row.correction for row in listener.next(CorrectionsListed).rows]


def test_looking_where_there_is_nothing_makes_no_file(
    host: CorrectionsHost, listener: Listener, path: Path
) -> None:
    host.look()
    assert listed(listener) == []
    assert not path.parent.exists()


def test_what_is_kept_is_told_and_listed(host: CorrectionsHost, listener: Listener) -> None:
    host.save((ONE, TWO))
    assert listener.next(CorrectionsSaved) == CorrectionsSaved(2, 0, 0)
    assert listed(listener) == [TWO, ONE]


def test_a_deletion_is_told_and_can_be_undone(host: CorrectionsHost, listener: Listener) -> None:
    host.save((ONE,))
    listener.next(CorrectionsSaved)
    (row,) = listener.next(CorrectionsListed).rows
    host.delete((row.id,))
    assert listed(listener) == []
    assert listener.next(CorrectionsDeleted).count == 1
    host.undo_delete()
    assert listed(listener) == [ONE]


def test_what_an_installed_model_has_learned_is_listed_so(
    host: CorrectionsHost, listener: Listener, tmp_path: Path, path: Path
) -> None:
    host.save((ONE,))
    listener.next(CorrectionsSaved)
    (row,) = listener.next(CorrectionsListed).rows
    assert not row.learned
    model = build_tiny_model(tmp_path / "models", model_id="words")
    store = CorrectionStore(path)
    store.learned([row.id], model.manifest.fingerprint)
    store.close()
    host.look()
    (row,) = listener.next(CorrectionsListed).rows
    assert row.learned


def test_an_export_is_one_line_a_correction(
    host: CorrectionsHost, listener: Listener, tmp_path: Path
) -> None:
    host.save((ONE, TWO))
    host.export(tmp_path / "c.tsv")
    listener.next(CorrectionsSaved)
    listener.next(CorrectionsListed)
    assert listener.next(CorrectionsExported).count == 2
    lines = (tmp_path / "c.tsv").read_bytes().decode().split("\n")
    assert lines[0].split("\t") == list(COLUMNS)
    when = "1970-01-01T00:00:01.500+00:00"
    assert lines[1].split("\t") == [
        when,
        "en",
        "zh",
        "One.\\tTwo.",
        "一。\\n二。😀",
        "一",
        "m",
        "0",
    ]
    assert lines[2].split("\t")[3:5] == ["二", "2"]


def test_what_another_program_keeps_from_the_store_is_kept_later(
    host: CorrectionsHost, listener: Listener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LOCK_TIMEOUT_S", 0.0)
    host.save((ONE,))
    listener.next(CorrectionsSaved)
    listener.next(CorrectionsListed)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    host.save((TWO,))
    failed = listener.next(CorrectionsFailed)
    assert isinstance(failed.error, DatabaseLocked)
    assert failed.saving == ()
    other.execute("ROLLBACK")
    other.close()
    host.try_again()
    assert listener.next(CorrectionsSaved).added == 1
    assert listed(listener) == [TWO, ONE]


def test_what_a_newer_program_keeps_from_the_store_is_given_back(
    host: CorrectionsHost, listener: Listener, path: Path
) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE later (x)")
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    host.save((ONE,))
    failed = listener.next(CorrectionsFailed)
    assert isinstance(failed.error, DatabaseTooNew)
    assert failed.saving == (ONE,)


def test_a_damaged_store_is_told_and_the_correction_kept_in_a_new_one(
    host: CorrectionsHost, listener: Listener, path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 1_000)
    host.save((ONE,))
    assert isinstance(listener.next(CorrectionsFailed).error, DatabaseDamaged)
    assert listener.next(CorrectionsSaved).added == 1
    assert listed(listener) == [ONE]
    # All is listed once more, since what was listed before is out of date.
    assert listed(listener) == [ONE]


def test_a_bug_is_told_and_the_thread_goes_on(
    host: CorrectionsHost, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(CorrectionStore, "kept", fail)
        host.look()
        assert isinstance(listener.next(CorrectionsFailed).error, ZeroDivisionError)
    host.look()
    assert listed(listener) == []


def test_what_a_bug_of_ours_does_not_keep_is_given_back_and_the_next_one_kept(
    tmp_path: Path, path: Path, listener: Listener
) -> None:
    class Failing(CorrectionStore):
        def save(self, corrections: Iterable[Correction], made_ms: int) -> CorrectionsSaved:
            if ONE in (kept := tuple(corrections)):
                raise ValueError("a bug of ours")
            return super().save(kept, made_ms)

    models = ModelStore(tmp_path / "embedded", tmp_path / "models")
    host = CorrectionsHost(path, models, listener.events.put, store=Failing(path))
    host.save((ONE,))
    assert listener.next(CorrectionsFailed).saving == (ONE,)
    host.save((TWO,))
    assert listener.next(CorrectionsSaved).added == 1
    assert listed(listener) == [TWO]
    assert host.close()
