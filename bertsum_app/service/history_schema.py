"""The tables of the history's database, one step per schema version (`PRAGMA user_version`).

Texts of an entry never change: another version of a piece of work is another entry with an id of
its own (AUTOINCREMENT: no id is ever used twice). So the full-text index can be checked against the
entries by their ids alone.

The index is FTS5 with trigrams, which finds Chinese as well as parts of words. It is no part of the
schema: an SQLite without trigrams (before 3.34, or built without FTS5) works without it, and the
next one that has them makes it anew where it is out of date.
"""

from __future__ import annotations

import sqlite3
from types import MappingProxyType

from bertsum_app.service.sqlite_store import Migrations, transaction

MIGRATIONS: Migrations = MappingProxyType(
    {
        0: (
            """
            CREATE TABLE entry (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                made_ms INTEGER NOT NULL,
                pinned INTEGER NOT NULL DEFAULT 0,
                trashed INTEGER NOT NULL DEFAULT 0,
                mode TEXT NOT NULL CHECK (mode IN ('translate', 'summarize', 'sentiment')),
                method TEXT CHECK (method IN ('extractive', 'abstractive')),
                source_language TEXT,
                target_language TEXT,
                model_id TEXT NOT NULL,
                source_text TEXT NOT NULL,
                result_text TEXT NOT NULL,
                positive REAL,
                sentences TEXT NOT NULL DEFAULT '',
                CHECK ((method IS NOT NULL) = (mode = 'summarize')),
                CHECK ((positive IS NOT NULL) = (mode = 'sentiment'))
            )
            """,
            "CREATE INDEX entry_order ON entry (trashed, pinned DESC, made_ms DESC, id DESC)",
        ),
    }
)
"""`trashed`: deleted, can be undone. `sentences`: see `history_sentences`.
"""

_CREATE_INDEX = (
    "CREATE VIRTUAL TABLE entry_text USING fts5(source_text, result_text,"
    " content='entry', content_rowid='id', tokenize='trigram')"
)


def has_trigrams(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite can make the index. Writes nothing to the file."""
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(x, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    connection.execute("DROP TABLE temp.probe")
    return True


def bring_index_up_to_date(connection: sqlite3.Connection) -> None:
    """Make the full-text index, or make it anew where it does not know the same entries."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry_text'").fetchone()
    if known is not None and _ids(connection, "entry_text_docsize") == _ids(connection, "entry"):
        return
    with transaction(connection):
        if known is None:
            connection.execute(_CREATE_INDEX)
        connection.execute("INSERT INTO entry_text(entry_text) VALUES('rebuild')")


def _ids(connection: sqlite3.Connection, table: str) -> tuple[int, float]:
    count, total = connection.execute(f"SELECT count(*), total(id) FROM {table}").fetchone()
    return int(count), float(total)
