"""Files that are damaged, held, too new, full or refused lose nothing."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from bertsum_app.core.errors import (
    DatabaseDamaged,
    DatabaseDiskFull,
    DatabaseError,
    DatabaseLocked,
    DatabaseNotWritable,
    DatabaseTooNew,
    DatabaseUnreadable,
)
from bertsum_app.service import sqlite_store
from bertsum_app.service.history import HistoryQuery
from bertsum_app.service.history_schema import MIGRATIONS
from bertsum_app.service.history_store import HistoryStore
from bertsum_app.service.sqlite_store import connect, migrate, version_of
from helpers.history_store import Filler, sources

SCHEMA_VERSION = max(MIGRATIONS) + 1


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
