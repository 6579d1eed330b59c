"""What was kept is found again, whatever it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.service import history_store
from bertsum_app.service.history import HistoryQuery
from bertsum_app.service.history_store import HistoryStore
from helpers.history_store import LIMIT, Filler, draft, sources


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
