"""What is deleted can be brought back once, and is then gone from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.service.history import HistoryQuery
from bertsum_app.service.history_store import HistoryStore
from helpers.history_store import Filler, sources


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
