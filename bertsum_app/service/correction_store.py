"""The database of corrections made by hand, and of which models have learned them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

from bertsum_app.service.corrections import Correction, CorrectionsSaved, KeptCorrection
from bertsum_app.service.sqlite_store import (
    Migrations,
    SqliteStore,
    connect,
    storable,
    transaction,
)

MIGRATIONS: Migrations = MappingProxyType(
    {
        0: (
            """
            CREATE TABLE correction (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                made_ms INTEGER NOT NULL,
                trashed INTEGER NOT NULL DEFAULT 0,
                source_language TEXT NOT NULL,
                target_language TEXT NOT NULL,
                source_text TEXT NOT NULL,
                target_text TEXT NOT NULL,
                machine_text TEXT NOT NULL,
                chosen INTEGER NOT NULL,
                model_id TEXT NOT NULL
            )
            """,
            """
            CREATE UNIQUE INDEX correction_sentence
                ON correction (source_language, target_language, source_text) WHERE trashed = 0
            """,
            """
            CREATE TABLE lesson (
                correction_id INTEGER NOT NULL REFERENCES correction (id) ON DELETE CASCADE,
                model TEXT NOT NULL,
                PRIMARY KEY (correction_id, model)
            ) WITHOUT ROWID
            """,
        ),
    }
)
"""`trashed`: deleted, can be undone. `lesson`: which models, by fingerprint, have learned what."""

_TEXTS = (
    "source_text, machine_text, target_text, source_language, target_language, chosen, model_id"
)
_SENTENCE = "trashed = 0 AND source_language = ? AND target_language = ? AND source_text = ?"


class CorrectionStore(SqliteStore):
    """The corrections; see `SqliteStore` for what every method raises."""

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection] = connect) -> None:
        """Open nothing yet."""
        super().__init__(path, "corrections", MIGRATIONS, connect)

    # --- changes ----------------------------------------------------------------------------------

    def save(self, corrections: Iterable[Correction], made_ms: int) -> CorrectionsSaved:
        """Keep these, all or none; another text for a sentence takes the place of the older one."""

        def work(connection: sqlite3.Connection) -> CorrectionsSaved:
            with transaction(connection):
                done = [_save(connection, each, made_ms) for each in corrections]
            return CorrectionsSaved(*(done.count(what) for what in ("added", "replaced", "same")))

        return self._do(work)

    def learned(self, ids: Iterable[int], model: str) -> None:
        """The model of this fingerprint has learned these; those that are gone are passed over."""

        def work(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany(
                    "INSERT OR IGNORE INTO lesson (correction_id, model)"
                    " SELECT id, ? FROM correction WHERE id = ?",
                    [(model, each) for each in ids],
                )

        if self._exists:
            self._do(work)

    def delete(self, ids: Iterable[int]) -> int:
        """Delete these and return how many there were.

        Until the next deletion, `purge` or `close` they can be brought back with `undo_delete`.
        """

        def work(connection: sqlite3.Connection) -> int:
            _purge(connection)
            with transaction(connection):
                return sum(
                    connection.execute(
                        "UPDATE correction SET trashed = 1 WHERE id = ?", (each,)
                    ).rowcount
                    for each in ids
                )

        return self._do(work) if self._exists else 0

    def undo_delete(self) -> int:
        """Bring back what was deleted last, but for sentences that were corrected again since."""

        def work(connection: sqlite3.Connection) -> int:
            return connection.execute(
                "UPDATE OR IGNORE correction SET trashed = 0 WHERE trashed = 1"
            ).rowcount

        return self._do(work) if self._exists else 0

    def purge(self) -> None:
        """Remove what was deleted for good."""
        if self._exists:
            self._do(_purge)

    # --- questions --------------------------------------------------------------------------------

    def kept(self, models: Collection[str] = ()) -> tuple[KeptCorrection, ...]:
        """All corrections, the newest first; `models` are the fingerprints of those installed."""

        def work(connection: sqlite3.Connection) -> tuple[KeptCorrection, ...]:
            learned = {
                correction_id
                for correction_id, model in connection.execute(
                    "SELECT correction_id, model FROM lesson"
                )
                if model in models
            }
            rows: Sequence[tuple[object, ...]] = connection.execute(
                f"SELECT id, made_ms, {_TEXTS} FROM correction WHERE trashed = 0"
                " ORDER BY made_ms DESC, id DESC"
            ).fetchall()
            return tuple(_kept(row, learned) for row in rows)

        return self._do(work) if self._exists else ()

    def close(self) -> None:
        """Remove what was deleted for good, and let go of the file; the next call opens it again."""
        if self._connection is None:
            return
        try:
            self.purge()
        finally:
            self.let_go()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        super()._prepare(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def _save(connection: sqlite3.Connection, correction: Correction, made_ms: int) -> str:
    """Within a transaction; "added", "replaced" or "same"."""
    source, text = storable(correction.source), storable(correction.text)
    sentence = correction.source_language, correction.target_language, source
    known = connection.execute(
        f"SELECT id, target_text FROM correction WHERE {_SENTENCE}", sentence
    ).fetchone()
    if known is not None and known[1] == text:
        return "same"
    if known is not None:
        connection.execute("DELETE FROM correction WHERE id = ?", (known[0],))
    connection.execute(
        f"INSERT INTO correction (made_ms, {_TEXTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            made_ms,
            source,
            storable(correction.machine),
            text,
            correction.source_language,
            correction.target_language,
            correction.chosen,
            correction.model_id,
        ),
    )
    return "added" if known is None else "replaced"


def _purge(connection: sqlite3.Connection) -> None:
    if connection.execute("DELETE FROM correction WHERE trashed = 1").rowcount:
        # As a script: `execute` takes one step only, which frees a single page.
        connection.executescript("PRAGMA incremental_vacuum")


def _kept(values: Sequence[object], learned: Collection[int]) -> KeptCorrection:
    correction_id, made_ms, source, machine, text, source_language, target_language, *rest = values
    chosen, model_id = rest
    assert isinstance(correction_id, int)
    assert isinstance(made_ms, int)
    return KeptCorrection(
        id=correction_id,
        made_ms=made_ms,
        learned=correction_id in learned,
        correction=Correction(
            str(source),
            str(machine),
            str(text),
            str(source_language),
            str(target_language),
            bool(chosen),
            str(model_id),
        ),
    )
