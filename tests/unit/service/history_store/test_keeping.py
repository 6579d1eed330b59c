"""What is kept comes back whole, in order, and no more of it than is wanted."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from bertsum_app.service.history import FinishedWork, HistoryQuery, KeptSentence
from bertsum_app.service.history_store import HistoryStore
from bertsum_app.text.sentences import Span
from helpers.history_store import LIMIT, Filler, draft, sources


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
