"""service/correction_store.py: a correction is found again, whatever it is and whatever happens."""

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
    AppError,
    DatabaseDamaged,
    DatabaseDiskFull,
    DatabaseLocked,
    DatabaseNotWritable,
    DatabaseTooNew,
)
from bertsum_app.service import sqlite_store
from bertsum_app.service.correction_store import MIGRATIONS, CorrectionStore
from bertsum_app.service.corrections import (
    LEAST_CORRECTIONS,
    Correction,
    CorrectionCounts,
    CorrectionsSaved,
)
from bertsum_app.service.sqlite_store import connect


def correction(source: str, text: str = "改过的。", into: str = "zh") -> Correction:
    other = "en" if into == "zh" else "zh"
    return Correction(source, "机器的。", text, other, into, chosen=False, model_id="bertsum-en-zh")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "corrections.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[CorrectionStore]:
    made = CorrectionStore(path)
    yield made
    made.close()


def texts(store: CorrectionStore) -> list[tuple[str, str]]:
    return [(row.correction.source, row.correction.text) for row in store.kept()]


# --- keeping --------------------------------------------------------------------------------------


def test_reading_where_there_is_nothing_makes_no_file(store: CorrectionStore, path: Path) -> None:
    assert store.kept() == ()
    assert store.delete([1]) == store.undo_delete() == 0
    store.learned([1], "model")
    store.purge()
    assert not path.parent.exists()


_texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(source=_texts, machine=_texts, text=_texts, chosen=st.booleans())
def test_a_correction_comes_back_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, source: str, machine: str, text: str, chosen: bool
) -> None:
    path = tmp_path_factory.mktemp("corrections") / "c.sqlite3"
    store = CorrectionStore(path)
    # Beyond the basic plane, and with line ends of all kinds.
    kept = Correction(source + "😀\r\n\u2028𠀀\t", machine, text, "en", "zh", chosen, "model")
    assert store.save([kept], 1_234) == CorrectionsSaved(added=1, replaced=0, unchanged=0)
    store.close()
    again = CorrectionStore(path)
    (row,) = again.kept()
    again.close()
    assert (row.correction, row.made_ms, row.learned) == (kept, 1_234, False)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of the folder there")
def test_others_may_not_read_the_file(store: CorrectionStore, path: Path) -> None:
    store.save([correction("secret")], 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_newest_come_first(store: CorrectionStore) -> None:
    store.save([correction("one"), correction("two")], 1)
    store.save([correction("three")], 2)
    assert [source for source, _ in texts(store)] == ["three", "two", "one"]


def test_the_same_sentence_again_takes_the_place_of_the_older_correction(
    store: CorrectionStore,
) -> None:
    store.save([correction("Hello.", "一"), correction("Bye.", "再见")], 1)
    again = [correction("Hello.", "二"), correction("Bye.", "再见"), correction("New.", "新")]
    assert store.save(again, 2) == CorrectionsSaved(added=1, replaced=1, unchanged=1)
    assert dict(texts(store)) == {"Hello.": "二", "Bye.": "再见", "New.": "新"}


def test_the_same_words_in_another_direction_are_another_sentence(store: CorrectionStore) -> None:
    store.save([correction("OK", "好"), correction("OK", "fine", into="en")], 1)
    assert len(store.kept()) == 2


@pytest.mark.parametrize("text", ["\ud800 half", "a\0b", "\udfff"])
def test_what_sqlite_cannot_keep_is_replaced_and_the_sentence_still_known(
    store: CorrectionStore, text: str
) -> None:
    store.save([correction(text, text)], 1)
    assert store.save([correction(text, text)], 2).unchanged == 1
    assert "\ufffd" in store.kept()[0].correction.source


# --- what is learned ------------------------------------------------------------------------------


def test_a_correction_is_learned_as_long_as_a_model_is_installed_that_learned_it(
    store: CorrectionStore,
) -> None:
    store.save([correction("one"), correction("two")], 1)
    one = store.kept()[1].id
    store.learned([one, 999], "a")
    store.learned([one], "a")
    store.learned([one], "b")
    for models, learned in (("ab", True), ("a", True), ("b", True), ("c", False), ("", False)):
        rows = {row.id: row.learned for row in store.kept(set(models))}
        assert (rows.pop(one), set(rows.values())) == (learned, {False})


def test_another_text_for_a_learned_sentence_is_new(store: CorrectionStore) -> None:
    store.save([correction("one")], 1)
    store.learned([store.kept()[0].id], "a")
    store.save([correction("one", "更好的。")], 2)
    assert [row.learned for row in store.kept({"a"})] == [False]


def test_only_what_can_be_taught_is_counted(store: CorrectionStore) -> None:
    store.save([correction(f"sentence {number}") for number in range(5)], 1)
    store.save([Correction("Hallo", "a", "b", "de", "fr", chosen=False)], 1)
    store.learned([row.id for row in store.kept()[-2:]], "a")
    counts = CorrectionCounts.of(store.kept({"a"}))
    assert (counts.taught, counts.new, counts.missing) == (5, 3, LEAST_CORRECTIONS - 5)


# --- deleting -------------------------------------------------------------------------------------


def test_a_deletion_can_be_undone_with_what_was_learned(store: CorrectionStore) -> None:
    store.save([correction("one"), correction("two")], 1)
    two, one = (row.id for row in store.kept())
    store.learned([one], "a")
    assert store.delete([one, 999]) == 1
    assert texts(store) == [("two", "改过的。")]
    assert store.undo_delete() == 1
    assert {row.id: row.learned for row in store.kept({"a"})} == {one: True, two: False}


def test_what_was_corrected_again_since_is_not_brought_back_over_it(
    store: CorrectionStore,
) -> None:
    store.save([correction("one", "旧")], 1)
    store.delete([store.kept()[0].id])
    store.save([correction("one", "新")], 2)
    assert store.undo_delete() == 0
    assert texts(store) == [("one", "新")]


@pytest.mark.parametrize("final", ["purge", "close", "next"])
def test_what_is_deleted_for_good_leaves_nothing_in_the_file(
    store: CorrectionStore, path: Path, final: str
) -> None:
    store.save([correction("very confidential words"), correction("other")], 1)
    other, secret = (row.id for row in store.kept())
    store.delete([secret])
    if final == "next":
        store.delete([other])
    else:
        getattr(store, final)()
    assert b"confidential" not in path.read_bytes()
    assert store.undo_delete() == (1 if final == "next" else 0)


# --- trouble --------------------------------------------------------------------------------------


def test_a_file_from_a_newer_program_is_left_as_it_is(store: CorrectionStore, path: Path) -> None:
    store.save([correction("precious")], 1)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {max(MIGRATIONS) + 2}")
    connection.close()
    before = path.read_bytes()
    for use in (store.kept, lambda: store.save([correction("x")], 2), lambda: store.delete([1])):
        with pytest.raises(DatabaseTooNew) as caught:
            use()
        assert caught.value.params["holds"] == "corrections"
    assert path.read_bytes() == before


def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(
    store: CorrectionStore, path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 1_000)
    with pytest.raises(DatabaseDamaged) as caught:
        store.save([correction("one")], 1)
    kept = caught.value.params["kept"]
    assert isinstance(kept, Path)
    assert kept.read_bytes().startswith(b"no database")
    store.save([correction("one")], 1)
    assert texts(store) == [("one", "改过的。")]


def test_a_locked_file_is_known_and_free_again_later(
    store: CorrectionStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LOCK_TIMEOUT_S", 0.0)
    store.save([correction("one")], 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseLocked):
        store.save([correction("two")], 2)
    other.execute("ROLLBACK")
    other.close()
    store.save([correction("two")], 2)
    assert len(store.kept()) == 2


def test_a_full_disk_keeps_all_or_none_of_what_is_saved_at_once(path: Path) -> None:
    def small(file: Path) -> sqlite3.Connection:
        connection = connect(file)
        connection.execute("PRAGMA max_page_count = 12")
        return connection

    store = CorrectionStore(path, small)
    store.save([correction("one")], 1)
    with pytest.raises(DatabaseDiskFull):
        store.save([correction("two"), correction("three " * 20_000)], 2)
    assert texts(store) == [("one", "改过的。")]
    store.close()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this user"
)
def test_a_folder_without_the_right_to_write_is_known(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(DatabaseNotWritable):
        CorrectionStore(closed / "c.sqlite3").save([correction("one")], 1)


def test_a_file_in_the_way_of_the_folder_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AppError):
        CorrectionStore(tmp_path / "file" / "c.sqlite3").save([correction("one")], 1)
