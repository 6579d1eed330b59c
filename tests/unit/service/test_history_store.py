"""service/history_store.py: what is kept is found again, whatever it is and whatever happens."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import (
    DatabaseDamaged,
    DatabaseDiskFull,
    DatabaseError,
    DatabaseLocked,
    DatabaseNotWritable,
    DatabaseTooNew,
    DatabaseUnreadable,
)
from bertsum_app.service import history_store, sqlite_store
from bertsum_app.service.history import FinishedWork, HistoryQuery, KeptSentence
from bertsum_app.service.history_schema import MIGRATIONS
from bertsum_app.service.history_store import HistoryStore
from bertsum_app.service.sqlite_store import connect, migrate, version_of
from bertsum_app.text.sentences import Span

LIMIT = 100
SCHEMA_VERSION = max(MIGRATIONS) + 1


def draft(source: str, result: str = "result", mode: str = "translate") -> FinishedWork:
    return FinishedWork(mode, source, result, "en", "zh", "model")  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    made = HistoryStore(path)
    yield made
    made.close()


@pytest.fixture
def unindexed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HistoryStore]:
    """A store on an SQLite that knows no trigrams."""
    monkeypatch.setattr(history_store, "has_trigrams", lambda connection: False)
    made = HistoryStore(path)
    yield made
    made.close()


class Filler:
    """Fills a store, each entry a second after the one before."""

    def __init__(self, store: HistoryStore, limit: int = LIMIT) -> None:
        self.store = store
        self.limit = limit
        self.now = 1_000

    def keep(self, *sources: str) -> list[int]:
        return [self.one(draft(source)) for source in sources]

    def one(self, work: FinishedWork, replaces: int | None = None) -> int:
        self.now += 1_000
        return self.store.record(work, self.now, self.limit, replaces)


@pytest.fixture
def filler(store: HistoryStore) -> Filler:
    return Filler(store)


def sources(store: HistoryStore, text: str = "") -> list[str]:
    return [row.source for row in store.look(HistoryQuery(text)).rows]


# --- keeping --------------------------------------------------------------------------------------


def test_reading_where_there_is_nothing_makes_no_file(store: HistoryStore, path: Path) -> None:
    listed = store.look(HistoryQuery("word"))
    assert (listed.rows, listed.total, listed.has_more) == ((), 0, False)
    assert store.fetch(1) is None
    assert store.delete() == store.undo_delete() == store.prune(0) == 0
    assert list(store.entries()) == []
    store.pin(1, True)
    store.purge()
    assert not path.parent.exists()


def test_an_entry_comes_back_whole_also_after_a_restart(store: HistoryStore, path: Path) -> None:
    work = FinishedWork(
        "summarize",
        "  A\n\ttext.  ",
        "😀 一。",
        None,
        None,
        "some-model",
        method="extractive",
        sentences=(
            KeptSentence(Span(2, 3), score=0.25),
            KeptSentence(Span(5, 10), Span(0, 4), 0.75, ("too-short",)),
        ),
    )
    entry_id = store.record(work, 1_234, LIMIT)
    store.close()
    entry = HistoryStore(path).fetch(entry_id)
    assert entry is not None
    assert (entry.id, entry.made_ms, entry.pinned, entry.work) == (entry_id, 1_234, False, work)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of the folder there")
def test_others_may_not_read_the_file(filler: Filler, path: Path) -> None:
    filler.keep("secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_newest_come_first_and_pinned_ones_before_them(
    store: HistoryStore, filler: Filler
) -> None:
    first, _, _ = filler.keep("one", "two", "three")
    assert sources(store) == ["three", "two", "one"]
    store.pin(first, True)
    assert sources(store) == ["one", "three", "two"]
    store.pin(first, False)
    assert sources(store) == ["three", "two", "one"]


def test_beyond_the_limit_the_oldest_unpinned_go(store: HistoryStore, filler: Filler) -> None:
    (pinned,) = filler.keep("pinned")
    store.pin(pinned, True)
    filler.limit = 3
    filler.keep("a", "b", "c", "d", "e")
    assert sources(store) == ["pinned", "e", "d", "c"]
    assert store.prune(1) == 2
    assert sources(store) == ["pinned", "e"]
    assert sources(store, "pin") == ["pinned"]


def test_a_new_version_takes_the_place_of_the_old(store: HistoryStore, filler: Filler) -> None:
    (old,) = filler.keep("It rain")
    filler.one(draft("It rained."), replaces=old)
    assert sources(store) == ["It rained."]
    assert sources(store, "It rain") == ["It rained."]
    assert store.fetch(old) is None


def test_what_was_pinned_stays_when_a_new_version_comes(
    store: HistoryStore, filler: Filler
) -> None:
    (old,) = filler.keep("It rain")
    store.pin(old, True)
    filler.one(draft("It rained."), replaces=old)
    assert sources(store) == ["It rain", "It rained."]


def test_more_rows_than_asked_for_are_announced(store: HistoryStore, filler: Filler) -> None:
    filler.keep("one", "two", "three")
    listed = store.look(HistoryQuery(limit=2))
    assert ([row.source for row in listed.rows], listed.has_more) == (["three", "two"], True)
    assert not store.look(HistoryQuery(limit=3)).has_more
    assert listed.total == 3


# --- searching ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["store", "unindexed"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("brown", True),
        ("ROWN f", True),
        ("fox quick", True),
        ("fox wolf", False),
        ("狐狸", True),
        ("棕色的狐狸", True),
        ("狐", True),
        ("狸狐", False),
        ("fox 狐", True),
        ("q", True),
        ("z", False),
        ("100%", True),
        ("1%", False),
        ("_", False),
        ('"', True),
        ('say "yes"', True),
        ("yes* OR (", False),
        ("\\", True),
        ("  ", True),
        ("\0", False),
    ],
)
def test_words_are_found_in_either_text(
    request: pytest.FixtureRequest, kind: str, text: str, found: bool
) -> None:
    store: HistoryStore = request.getfixturevalue(kind)
    store.record(draft('The quick brown fox, say "yes" 100% \\', "敏捷的棕色的狐狸"), 1, LIMIT)
    store.record(draft("unrelated", "nichts"), 2, LIMIT)
    assert any("fox" in row.source for row in store.look(HistoryQuery(text)).rows) is found


_word = st.text(
    st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12
).filter(lambda word: len(word.split()) == 1)


@given(before=st.text(max_size=200), word=_word, after=st.text(max_size=200), other=st.text())
def test_every_word_of_what_was_kept_finds_it(
    tmp_path_factory: pytest.TempPathFactory, before: str, word: str, after: str, other: str
) -> None:
    store = HistoryStore(tmp_path_factory.mktemp("history") / "h.sqlite3")
    entry_id = store.record(draft(before + word + after, other), 1, LIMIT)
    assert [row.id for row in store.look(HistoryQuery(word)).rows] == [entry_id]
    assert [entry.id for entry in store.entries(word)] == [entry_id]
    store.close()


@given(st.lists(st.tuples(st.sampled_from(["keep", "drop", "back", "purge"]), st.integers(0, 9))))
def test_index_and_entries_never_part(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("history") / "h.sqlite3"
    store = HistoryStore(path)
    filler = Filler(store, limit=5)
    for what, number in steps:
        if what == "keep":
            filler.keep(f"text number {number}")
        elif what == "drop":
            store.delete([row.id for row in store.look(HistoryQuery()).rows[number:][:1]])
        elif what == "back":
            store.undo_delete()
        else:
            store.purge()
    for number in range(10):
        wanted = [text for text in sources(store) if text.endswith(str(number))]
        assert sources(store, f"number {number}") == wanted
    store.close()
    with sqlite3.connect(path) as connection:
        if sources(HistoryStore(path)):
            # Raises when it does not fit the entries.
            connection.execute("INSERT INTO entry_text(entry_text) VALUES('integrity-check')")
    connection.close()


@pytest.mark.parametrize("text", ["\ud800 half", "a\0b", "\udfff"])
def test_what_sqlite_cannot_keep_is_replaced(store: HistoryStore, text: str) -> None:
    entry_id = store.record(draft(text, text), 1, LIMIT)
    entry = store.fetch(entry_id)
    assert entry is not None
    assert "\ufffd" in entry.work.source_text
    assert sources(store, text) == [entry.work.source_text]


def test_rows_are_one_line_and_show_what_was_found(store: HistoryStore) -> None:
    store.record(draft("Head.\n\n" + "word " * 400 + "needle in hay\n" + "word " * 100), 1, LIMIT)
    (row,) = store.look(HistoryQuery()).rows
    assert row.source.startswith("Head. word word")
    assert len(row.source) <= 300
    (row,) = store.look(HistoryQuery("NEEDLE")).rows
    assert row.source.startswith("…")
    assert "needle in hay" in row.source[:60]
    assert "\n" not in row.source


def test_an_index_that_missed_something_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(history_store, "has_trigrams", lambda connection: False)
        store = HistoryStore(path)
        Filler(store).keep("kept without an index")
        store.close()
    store = HistoryStore(path)
    Filler(store).keep("kept with an index")
    store.close()
    with monkeypatch.context() as older:
        older.setattr(history_store, "has_trigrams", lambda connection: False)
        store = HistoryStore(path)
        store.delete()
        Filler(store).keep("kept without one again")
        store.close()
    store = HistoryStore(path)
    assert sources(store, "without one") == ["kept without one again"]
    assert sources(store, "kept with an") == []
    store.close()


# --- deleting -------------------------------------------------------------------------------------


def test_a_deletion_can_be_undone_once(store: HistoryStore, filler: Filler) -> None:
    one, _, three = filler.keep("one", "two", "three")
    store.pin(three, True)
    assert store.delete([one, three]) == 2
    assert sources(store) == ["two"]
    assert sources(store, "three") == []
    assert store.fetch(one) is None
    assert store.undo_delete() == 2
    assert sources(store) == ["three", "two", "one"]
    assert store.undo_delete() == 0


def test_everything_can_be_deleted_and_brought_back(store: HistoryStore, filler: Filler) -> None:
    (one, _) = filler.keep("one", "two")
    store.pin(one, True)
    assert store.delete() == 2
    assert store.look(HistoryQuery()).total == 0
    assert store.undo_delete() == 2
    assert sources(store) == ["one", "two"]


def test_the_next_deletion_makes_the_one_before_final(store: HistoryStore, filler: Filler) -> None:
    one, two = filler.keep("one", "two")
    store.delete([one])
    store.delete([two])
    assert store.undo_delete() == 1
    assert sources(store) == ["two"]


def test_what_is_deleted_does_not_wait_in_the_limit(store: HistoryStore, filler: Filler) -> None:
    filler.limit = 2
    ids = filler.keep("one", "two")
    store.delete(ids)
    filler.keep("three")
    assert store.undo_delete() == 2


@pytest.mark.parametrize("final", ["purge", "close"])
def test_nothing_of_a_deleted_text_is_left_in_the_files(
    store: HistoryStore, filler: Filler, path: Path, final: str
) -> None:
    kept, *_ = filler.keep("a harmless text", *(f"confidential{n} agreement" for n in range(50)))
    store.delete([row.id for row in store.look(HistoryQuery()).rows if row.id != kept])
    assert b"confidential" in path.read_bytes()
    getattr(store, final)()
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"harmless" in left
    assert b"confidential" not in left
    # The index holds trigrams in sorted order, without what they begin with in common.
    assert b"ntial" not in left
    assert store.undo_delete() == 0


def test_the_file_shrinks_when_everything_is_deleted(
    store: HistoryStore, filler: Filler, path: Path
) -> None:
    filler.keep(*(f"{n} " * 5_000 for n in range(20)))
    before = path.stat().st_size
    store.delete()
    store.purge()
    assert path.stat().st_size < before / 5


def test_a_deletion_that_a_crash_interrupted_is_finished_at_the_next_start(
    store: HistoryStore, filler: Filler, path: Path
) -> None:
    ids = filler.keep("one", "two")
    store.delete(ids[:1])
    # No close.
    again = HistoryStore(path)
    assert sources(again) == ["two"]
    assert again.undo_delete() == 0
    again.close()


def test_ids_are_never_used_twice(store: HistoryStore, filler: Filler, path: Path) -> None:
    ids = filler.keep("one", "two")
    store.delete()
    store.close()
    again = Filler(HistoryStore(path))
    assert again.keep("three")[0] > max(ids)
    again.store.close()


# --- trouble --------------------------------------------------------------------------------------


def test_a_file_from_a_newer_program_is_left_as_it_is(
    store: HistoryStore, filler: Filler, path: Path
) -> None:
    filler.keep("precious")
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for use in (lambda: store.look(HistoryQuery()), lambda: filler.keep("x"), store.delete):
        with pytest.raises(DatabaseTooNew) as caught:
            use()
        assert caught.value.params["version"] == SCHEMA_VERSION + 1
    store.close()
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 1_000)


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def somebody_elses(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


def without_its_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE entry")
    connection.close()


@pytest.mark.parametrize("damage", [garbage, torn, somebody_elses, without_its_table])
def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(
    store: HistoryStore, filler: Filler, path: Path, damage: object
) -> None:
    filler.keep(*(f"text {n} " * 200 for n in range(20)))
    store.close()
    assert callable(damage)
    damage(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamaged) as caught:
        store.look(HistoryQuery())
    kept = caught.value.params["kept"]
    assert kept == path.with_name("history.sqlite3.bak-1")
    assert isinstance(kept, Path)
    assert kept.read_bytes() == before
    filler.keep("a new beginning")
    assert sources(store) == ["a new beginning"]


def test_the_second_damaged_file_does_not_take_the_place_of_the_first(
    store: HistoryStore, path: Path
) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_bytes(b"damage %d " % number * 500)
        with pytest.raises(DatabaseDamaged):
            store.look(HistoryQuery())
    names = sorted(file.name for file in path.parent.iterdir())
    assert names == ["history.sqlite3.bak-1", "history.sqlite3.bak-2"]


def test_damage_that_shows_in_the_middle_of_the_work_is_known(
    store: HistoryStore, filler: Filler, path: Path
) -> None:
    filler.keep(*(f"text {n} " * 2_000 for n in range(20)))
    store.close()
    store.look(HistoryQuery(limit=1))
    torn(path)
    with pytest.raises(DatabaseDamaged):
        list(store.entries())
    filler.keep("goes on")
    assert sources(store) == ["goes on"]


def test_a_locked_file_is_known_and_free_again_later(
    filler: Filler, store: HistoryStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LOCK_TIMEOUT_S", 0.0)
    filler.keep("one")
    store.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseLocked):
        filler.keep("two")
    other.execute("ROLLBACK")
    other.close()
    filler.keep("three")
    assert sources(store) == ["three", "one"]


def test_a_full_disk_loses_nothing_that_was_kept(path: Path) -> None:
    def small(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 40")
        return connection

    filler = Filler(HistoryStore(path, small))
    filler.keep("one")
    with pytest.raises(DatabaseDiskFull):
        filler.keep("long " * 100_000)
    assert sources(filler.store) == ["one"]
    filler.keep("two")
    assert sources(filler.store, "two") == ["two"]
    filler.store.close()


def test_a_file_that_can_only_be_read_is_read(
    filler: Filler, store: HistoryStore, path: Path
) -> None:
    def read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    ids = filler.keep("one", "two")
    store.delete(ids[:1])
    # No close: there is something to purge, which must not keep it from being read.
    reader = HistoryStore(path, read_only)
    assert sources(reader) == ["two"]
    assert sources(reader, "two") == ["two"]
    with pytest.raises(DatabaseNotWritable):
        Filler(reader).keep("three")


def test_a_file_in_the_way_of_the_folder_is_known(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(DatabaseError):
        Filler(HistoryStore(tmp_path / "data" / "history.sqlite3")).keep("one")


def test_a_folder_in_the_place_of_the_file_is_known(store: HistoryStore, path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(DatabaseUnreadable):
        store.look(HistoryQuery())
    assert path.is_dir()


def test_a_folder_without_the_right_to_write_is_known(
    filler: Filler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DatabaseNotWritable):
        filler.keep("one")


# --- versions of the tables -----------------------------------------------------------------------


def test_each_step_of_a_migration_is_taken_once_and_in_order() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps = {0: ("CREATE TABLE log (step)", "INSERT INTO log VALUES (0)")}
    migrate(connection, steps)
    migrate(
        connection, {**steps, 1: ("INSERT INTO log VALUES (1)",), 2: ("UPDATE log SET step=9",)}
    )
    assert version_of(connection) == 3
    assert connection.execute("SELECT step FROM log").fetchall() == [(9,), (9,)]
    connection.close()


def test_a_failed_migration_changes_nothing() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, {0: ("CREATE TABLE one (x)",), 1: ("INSERT INTO nowhere VALUES (1)",)})
    assert version_of(connection) == 0
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
