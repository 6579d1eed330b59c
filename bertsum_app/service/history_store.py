"""The history's database; see `sqlite_store` for what it shares with others of its kind."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bertsum_app.service.history import (
    FinishedWork,
    HistoryEntry,
    HistoryListed,
    HistoryQuery,
    HistoryRow,
)
from bertsum_app.service.history_schema import MIGRATIONS, bring_index_up_to_date, has_trigrams
from bertsum_app.service.history_search import Search, excerpt_of
from bertsum_app.service.history_sentences import from_json, to_json
from bertsum_app.service.sqlite_store import SqliteStore, connect, storable, transaction

_log = logging.getLogger(__name__)

_IN_ORDER = "ORDER BY pinned DESC, made_ms DESC, id DESC"
_WORK = (
    "mode, source_text, result_text, source_language, target_language, model_id, method, positive,"
    " sentences"
)
_ROW = (
    "id, made_ms, pinned, mode, {source} AS source, {result} AS result,"
    " source_language, target_language"
)


class HistoryStore(SqliteStore):
    """The entries; see `SqliteStore` for what every method raises."""

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection] = connect) -> None:
        """Open nothing yet."""
        super().__init__(path, "history", MIGRATIONS, connect)
        self._indexed = False

    # --- changes ----------------------------------------------------------------------------------

    def record(
        self, draft: FinishedWork, made_ms: int, limit: int, replaces: int | None = None
    ) -> int:
        """Keep a piece of work and return its id; beyond `limit` the oldest unpinned entries go.

        The entry `replaces` goes, too - unless somebody pinned it in the meantime.
        """

        def work(connection: sqlite3.Connection) -> int:
            with transaction(connection):
                if replaces is not None:
                    self._remove(connection, "id = ? AND pinned = 0", (replaces,))
                values = (
                    draft.mode,
                    storable(draft.source_text),
                    storable(draft.result_text),
                    draft.source_language,
                    draft.target_language,
                    draft.model_id,
                    draft.method,
                    draft.positive,
                    to_json(draft.sentences),
                )
                cursor = connection.execute(
                    f"INSERT INTO entry (made_ms, {_WORK}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (made_ms, *values),
                )
                entry_id = cursor.lastrowid
                assert entry_id is not None
                if self._indexed:
                    connection.execute(
                        "INSERT INTO entry_text(rowid, source_text, result_text) VALUES (?, ?, ?)",
                        (entry_id, values[1], values[2]),
                    )
                self._prune(connection, limit)
            return entry_id

        return self._do(work)

    def prune(self, limit: int) -> int:
        """Remove the oldest unpinned entries beyond `limit`, and return how many."""

        def work(connection: sqlite3.Connection) -> int:
            with transaction(connection):
                return self._prune(connection, limit)

        return self._do(work) if self._exists else 0

    def pin(self, entry_id: int, pinned: bool) -> None:
        """Keep an entry beyond the limit and on top, or no longer. One that is gone is no error."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE entry SET pinned = ? WHERE id = ?", (pinned, entry_id))

        if self._exists:
            self._do(work)

    def delete(self, ids: Iterable[int] | None = None) -> int:
        """Delete these entries (None: all, the pinned ones, too) and return how many there were.

        Until the next deletion, `purge` or `close` they can be brought back with `undo_delete`.
        """

        def work(connection: sqlite3.Connection) -> int:
            self._purge(connection)
            with transaction(connection):
                if ids is None:
                    return connection.execute("UPDATE entry SET trashed = 1").rowcount
                return sum(
                    connection.execute(
                        "UPDATE entry SET trashed = 1 WHERE id = ?", (each,)
                    ).rowcount
                    for each in ids
                )

        return self._do(work) if self._exists else 0

    def undo_delete(self) -> int:
        """Bring back what was deleted last, and return how many entries that are."""

        def work(connection: sqlite3.Connection) -> int:
            return connection.execute("UPDATE entry SET trashed = 0 WHERE trashed = 1").rowcount

        return self._do(work) if self._exists else 0

    def purge(self) -> None:
        """Remove what was deleted for good: from the tables, the index and the file."""
        if self._exists:
            self._do(self._purge)

    # --- questions --------------------------------------------------------------------------------

    def look(self, query: HistoryQuery) -> HistoryListed:
        """The first entries that are found, as rows."""

        def work(connection: sqlite3.Connection) -> HistoryListed:
            search = Search(query.text, self._indexed)
            total = connection.execute("SELECT count(*) FROM entry WHERE trashed = 0").fetchone()[0]
            columns = _ROW.format(
                source=search.excerpt("source_text"), result=search.excerpt("result_text")
            )
            # Two steps, lest SQLite cuts the texts of all that was found before it sorts them.
            found = (
                f"SELECT id FROM entry WHERE trashed = 0 AND {search.condition} {_IN_ORDER} LIMIT"
                " :limit"
            )
            rows = connection.execute(
                f"SELECT {columns} FROM entry WHERE id IN ({found}) {_IN_ORDER}",
                {**search.parameters, "limit": query.limit + 1},
            ).fetchall()
            shown = tuple(_row(row) for row in rows[: query.limit])
            return HistoryListed(query, shown, int(total), len(rows) > query.limit)

        return self._do(work) if self._exists else HistoryListed(query, (), 0, False)

    def fetch(self, entry_id: int) -> HistoryEntry | None:
        """An entry, whole; None when there is none of this id."""

        def work(connection: sqlite3.Connection) -> HistoryEntry | None:
            row = connection.execute(
                f"SELECT id, made_ms, pinned, {_WORK} FROM entry WHERE id = ? AND trashed = 0",
                (entry_id,),
            ).fetchone()
            return None if row is None else _entry(row)

        return self._do(work) if self._exists else None

    def entries(
        self, text: str = "", mode: str | None = None
    ) -> Generator[HistoryEntry, None, None]:
        """The entries that are found, oldest first, one by one; of one kind of work, if given.

        To be used up, or closed, before any other method is called.
        """
        if not self._exists:
            return
        with self._known_errors():
            connection = self._opened()
            search = Search(text, self._indexed)
            rows = connection.execute(
                f"SELECT id, made_ms, pinned, {_WORK} FROM entry WHERE trashed = 0"
                f" AND {search.condition} AND (:mode IS NULL OR mode = :mode)"
                " ORDER BY made_ms, id",
                {**search.parameters, "mode": mode},
            )
            for row in rows:
                yield _entry(row)

    def close(self) -> None:
        """Remove what was deleted for good, and let go of the file; the next call opens it again."""
        if self._connection is None:
            return
        try:
            self.purge()
        finally:
            self.let_go()

    # --- inside -----------------------------------------------------------------------------------

    def _prepare(self, connection: sqlite3.Connection) -> None:
        super()._prepare(connection)
        self._indexed = has_trigrams(connection)
        try:
            if self._indexed:
                bring_index_up_to_date(connection)
            # What an earlier run had no time for.
            self._purge(connection)
        except sqlite3.OperationalError as error:
            # A file that can only be read is still good for that; search does without the index.
            _log.warning("the history's index is not up to date: %s", error)
            self._indexed = False

    def _purge(self, connection: sqlite3.Connection) -> None:
        counts = "SELECT count(*) FROM entry WHERE trashed = "
        gone = connection.execute(f"{counts}1").fetchone()[0]
        if not gone:
            return
        with transaction(connection):
            # Taking single texts out of the index is slow; made anew it is done with what is left.
            anew = gone >= connection.execute(f"{counts}0").fetchone()[0]
            if anew:
                connection.execute("DELETE FROM entry WHERE trashed = 1")
            else:
                self._remove(connection, "trashed = 1")
            if self._indexed:
                # It forgets removed texts only when its parts are merged.
                command = "rebuild" if anew else "optimize"
                connection.execute("INSERT INTO entry_text(entry_text) VALUES(?)", (command,))
        # As a script: `execute` takes one step only, which frees a single page.
        connection.executescript("PRAGMA incremental_vacuum")

    def _prune(self, connection: sqlite3.Connection, limit: int) -> int:
        return self._remove(
            connection,
            "id IN (SELECT id FROM entry WHERE trashed = 0 AND pinned = 0"
            " ORDER BY made_ms DESC, id DESC LIMIT -1 OFFSET ?)",
            (limit,),
        )

    def _remove(
        self, connection: sqlite3.Connection, condition: str, parameters: tuple[int, ...] = ()
    ) -> int:
        """Remove entries from table and index; within a transaction."""
        if self._indexed:
            # The index has no copy of the texts and must be told what it is to forget.
            connection.execute(
                "INSERT INTO entry_text(entry_text, rowid, source_text, result_text)"
                f" SELECT 'delete', id, source_text, result_text FROM entry WHERE {condition}",
                parameters,
            )
        return connection.execute(f"DELETE FROM entry WHERE {condition}", parameters).rowcount


#: A row as SQLite gives it; the columns have the types that the schema says.
_RowValues = tuple[Any, ...]


def _row(values: _RowValues) -> HistoryRow:
    entry_id, made_ms, pinned, mode, source, result, source_language, target_language = values
    return HistoryRow(
        id=entry_id,
        made_ms=made_ms,
        pinned=bool(pinned),
        mode=mode,
        source=excerpt_of(str(source)),
        result=excerpt_of(str(result)),
        source_language=source_language,
        target_language=target_language,
    )


def _entry(values: _RowValues) -> HistoryEntry:
    entry_id, made_ms, pinned, *work, sentences = values
    finished = FinishedWork(*work)
    lengths = len(finished.source_text), len(finished.result_text)
    return HistoryEntry(
        id=entry_id,
        made_ms=made_ms,
        pinned=bool(pinned),
        work=replace(finished, sentences=from_json(str(sentences), *lengths)),
    )
