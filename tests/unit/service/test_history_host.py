"""service/history_host.py: requests return at once, answers come from the history's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import TypeVar

import pytest

from bertsum_app.core.errors import DatabaseDamaged, DatabaseLocked
from bertsum_app.service.history import (
    MAX_TEXT_BYTES,
    FinishedWork,
    HistoryChanged,
    HistoryDeleted,
    HistoryEvent,
    HistoryExported,
    HistoryFailed,
    HistoryFetched,
    HistoryListed,
    HistoryQuery,
)
from bertsum_app.service.history_host import HistoryHost
from bertsum_app.service.history_store import HistoryStore

_Event = TypeVar("_Event", bound=HistoryEvent)
WAIT_S = 10.0


class Listener:
    """Takes the events, and remembers which thread they came from."""

    def __init__(self) -> None:
        self.events: Queue[HistoryEvent] = Queue()
        self.threads: set[str] = set()

    def __call__(self, event: HistoryEvent) -> None:
        self.threads.add(threading.current_thread().name)
        self.events.put(event)

    def next(self, kind: type[_Event]) -> _Event:
        """The next event, which is of this kind."""
        event = self.events.get(timeout=WAIT_S)
        assert isinstance(event, kind), event
        return event


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def host(path: Path, listener: Listener, clock: Clock) -> Iterator[HistoryHost]:
    made = HistoryHost(path, 10, listener, clock=clock, now=clock)
    yield made
    assert made.close(WAIT_S)


def draft(source: str, result: str = "结果") -> FinishedWork:
    return FinishedWork("translate", source, result, "en", "zh", "model")


def listed(host: HistoryHost, listener: Listener, text: str = "") -> list[str]:
    host.look(HistoryQuery(text))
    return [row.source for row in listener.next(HistoryListed).rows]


def keep(host: HistoryHost, listener: Listener, *sources: str) -> None:
    for source in sources:
        host.record(draft(source))
        listener.next(HistoryChanged)


def test_work_is_kept_found_and_fetched_off_the_callers_thread(
    host: HistoryHost, listener: Listener, clock: Clock
) -> None:
    keep(host, listener, "It rained.")
    host.look(HistoryQuery("rain"))
    (row,) = listener.next(HistoryListed).rows
    assert row.made_ms == 1_000_000
    host.fetch(row.id)
    assert listener.next(HistoryFetched).entry.work == draft("It rained.")
    assert all(name.startswith("bertsum-history") for name in listener.threads)


def test_versions_of_a_text_somebody_types_are_one_entry(
    host: HistoryHost, listener: Listener, clock: Clock
) -> None:
    keep(host, listener, "It", "It rained", "It rained all day.")
    assert listed(host, listener) == ["It rained all day."]
    clock.now += 60
    keep(host, listener, "It rained all day. And all night.")
    assert len(listed(host, listener)) == 2


def test_texts_too_long_or_blank_are_not_kept(
    host: HistoryHost, listener: Listener, path: Path
) -> None:
    host.record(draft("字" * (MAX_TEXT_BYTES // 3 + 1)))
    host.record(draft("short", "x" * (MAX_TEXT_BYTES + 1)))
    host.record(draft(" \n"))
    host.record(draft("text", ""))
    assert listed(host, listener) == []
    assert not path.exists()
    keep(host, listener, "x" * MAX_TEXT_BYTES)


def test_what_is_deleted_can_be_brought_back(host: HistoryHost, listener: Listener) -> None:
    keep(host, listener, "alpha", "beta")
    host.look(HistoryQuery())
    rows = listener.next(HistoryListed).rows
    host.delete((rows[0].id,))
    listener.next(HistoryChanged)
    assert listener.next(HistoryDeleted).count == 1
    host.delete()
    listener.next(HistoryChanged)
    assert listener.next(HistoryDeleted).count == 1
    host.undo_delete()
    listener.next(HistoryChanged)
    assert listed(host, listener) == ["alpha"]
    host.delete()
    listener.next(HistoryChanged)
    listener.next(HistoryDeleted)
    host.purge()
    host.undo_delete()
    assert listed(host, listener) == []


def test_pinned_entries_stay_when_the_limit_is_lowered(
    host: HistoryHost, listener: Listener
) -> None:
    keep(host, listener, "alpha", "beta", "gamma")
    host.look(HistoryQuery("alpha"))
    (row,) = listener.next(HistoryListed).rows
    host.pin(row.id, True)
    listener.next(HistoryChanged)
    host.use_limit(1)
    listener.next(HistoryChanged)
    assert listed(host, listener) == ["alpha", "gamma"]


def test_an_entry_that_is_gone_is_not_fetched(host: HistoryHost, listener: Listener) -> None:
    host.fetch(7)
    listener.next(HistoryChanged)


def test_what_a_search_finds_is_exported(
    host: HistoryHost, listener: Listener, tmp_path: Path
) -> None:
    keep(host, listener, "alpha one", "beta two", "alpha three")
    host.export(tmp_path / "h.tsv", "tsv", "alpha")
    assert listener.next(HistoryExported) == HistoryExported(tmp_path / "h.tsv", 2)
    text = (tmp_path / "h.tsv").read_text(encoding="utf-8")
    assert "alpha one" in text
    assert "beta" not in text


def test_an_export_that_cannot_be_written_is_told(
    host: HistoryHost, listener: Listener, tmp_path: Path
) -> None:
    keep(host, listener, "alpha")
    host.export(tmp_path, "tmx")
    listener.next(HistoryFailed)
    # The database is not held by the export that broke.
    keep(host, listener, "beta")


def test_damage_is_told_and_the_work_is_kept_in_the_new_file(
    host: HistoryHost, listener: Listener, path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database " * 1_000)
    host.record(draft("kept all the same"))
    assert isinstance(listener.next(HistoryFailed).error, DatabaseDamaged)
    listener.next(HistoryChanged)
    listener.next(HistoryChanged)
    assert listed(host, listener) == ["kept all the same"]


class Gate(HistoryStore):
    """A store whose questions wait to be let through, or fail."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.open = threading.Event()
        self.asked = threading.Event()
        self.error: Exception | None = None

    def look(self, query: HistoryQuery) -> HistoryListed:
        self.asked.set()
        assert self.open.wait(WAIT_S)
        if self.error is not None:
            raise self.error
        return super().look(query)


class Locked(HistoryStore):
    """A store that another program holds for a while."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.locked = threading.Event()
        self.locked.set()

    def record(
        self, draft: FinishedWork, made_ms: int, limit: int, replaces: int | None = None
    ) -> int:
        if self.locked.is_set():
            raise DatabaseLocked(Path("h"), "history")
        return super().record(draft, made_ms, limit, replaces)


def test_what_cannot_be_kept_for_now_is_kept_later(
    path: Path, listener: Listener, clock: Clock
) -> None:
    store = Locked(path)
    host = HistoryHost(path, 10, listener, store=store, clock=clock, now=clock)
    host.record(draft("the first one"))
    assert isinstance(listener.next(HistoryFailed).error, DatabaseLocked)
    host.record(draft("something else"))
    assert isinstance(listener.next(HistoryFailed).error, DatabaseLocked)
    store.locked.clear()
    host.try_again()
    listener.next(HistoryChanged)
    listener.next(HistoryChanged)
    assert listed(host, listener) == ["something else", "the first one"]
    assert host.close(WAIT_S)


def test_versions_of_one_text_wait_as_one(path: Path, listener: Listener, clock: Clock) -> None:
    store = Locked(path)
    host = HistoryHost(path, 10, listener, store=store, clock=clock, now=clock)
    for text in ("It rains tod", "It rains today", "It rains today."):
        host.record(draft(text))
        listener.next(HistoryFailed)
    store.locked.clear()
    host.try_again()
    listener.next(HistoryChanged)
    assert listed(host, listener) == ["It rains today."]
    assert host.close(WAIT_S)


def test_what_waits_is_kept_when_the_window_closes(
    path: Path, listener: Listener, clock: Clock
) -> None:
    store = Locked(path)
    host = HistoryHost(path, 10, listener, store=store, clock=clock, now=clock)
    host.record(draft("waiting"))
    listener.next(HistoryFailed)
    store.locked.clear()
    assert host.close(WAIT_S)
    kept = HistoryStore(path)
    assert [row.source for row in kept.look(HistoryQuery()).rows] == ["waiting"]
    kept.close()


@pytest.fixture
def gate(path: Path) -> Gate:
    return Gate(path)


@pytest.fixture
def gated(path: Path, gate: Gate, listener: Listener) -> Iterator[HistoryHost]:
    host = HistoryHost(path, 10, listener, store=gate)
    yield host
    gate.open.set()
    assert host.close(WAIT_S)


def test_only_the_newest_search_is_done(gated: HistoryHost, gate: Gate, listener: Listener) -> None:
    gated.look(HistoryQuery("first"))
    assert gate.asked.wait(WAIT_S)
    gated.look(HistoryQuery("second"))
    gated.look(HistoryQuery("third"))
    gate.open.set()
    texts = [listener.next(HistoryListed).query.text for _ in range(2)]
    assert texts == ["first", "third"]


@pytest.mark.parametrize("error", [DatabaseLocked(Path("h"), "history"), ValueError("a bug")])
def test_trouble_is_told_and_the_thread_lives_on(
    gated: HistoryHost, gate: Gate, listener: Listener, error: Exception
) -> None:
    gate.open.set()
    gate.error = error
    gated.look(HistoryQuery())
    assert listener.next(HistoryFailed).error is error
    gate.error = None
    gated.look(HistoryQuery())
    listener.next(HistoryListed)


def test_closing_keeps_what_was_handed_in_and_says_nothing_more(
    gated: HistoryHost, gate: Gate, listener: Listener, path: Path
) -> None:
    gated.look(HistoryQuery())
    assert gate.asked.wait(WAIT_S)
    gated.record(draft("handed in before the end"))
    assert not gated.close(0.0)
    gate.open.set()
    _wait_for_threads(lambda name: name.startswith("bertsum-history"))
    with pytest.raises(Empty):
        listener.events.get_nowait()
    kept = HistoryStore(path)
    assert [row.source for row in kept.look(HistoryQuery()).rows] == ["handed in before the end"]
    kept.close()


def test_behind_the_end_nothing_is_done(host: HistoryHost, path: Path) -> None:
    assert host.close(WAIT_S)
    host.record(draft("too late"))
    host.look(HistoryQuery())
    assert host.close(WAIT_S)
    assert not path.exists()


def _wait_for_threads(mine: Callable[[str], bool]) -> None:
    for thread in threading.enumerate():
        if mine(thread.name):
            thread.join(WAIT_S)
