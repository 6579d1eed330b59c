"""What the databases have in common that the program keeps for its user: opening, moving on, trouble.

One SQLite file, one connection, used by one thread. The file is opened by the first call that needs
it; reading where there is no file makes none.

SQLite's rollback journal, not WAL: there is one reader and writer and a write now and then, so WAL
would gain nothing, but leave two more files with the user's texts lying about, and fail on network
folders. What is deleted is overwritten (`secure_delete`), as texts may be confidential.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from bertsum_app.core.errors import (
    DatabaseDamaged,
    DatabaseDiskFull,
    DatabaseError,
    DatabaseLocked,
    DatabaseNotWritable,
    DatabaseTooNew,
    DatabaseUnreadable,
    DiskFull,
    FolderNotWritable,
    from_os_error,
)

_log = logging.getLogger(__name__)

LOCK_TIMEOUT_S = 2.0
"""How long another program may hold the file before that is an error."""

Migrations: TypeAlias = Mapping[int, tuple[str, ...]]
"""Schema version (`PRAGMA user_version`) to the statements that make the next one of it."""

_Result = TypeVar("_Result")

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
_DAMAGE = ("malformed", "not a database", "no such table", "no such column", "corrupt")


class ForeignDatabase(sqlite3.DatabaseError):
    """A database with tables in it that is none of ours."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode."""
    return sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)


def storable(text: str) -> str:
    """The text without what SQLite cannot keep: NUL (it ends a text there) and half surrogates."""
    return _NOT_STORABLE.sub("\ufffd", text)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing; takes the lock for writing at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back for some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version; 0 for a new database.

    Raises:
        ForeignDatabase: version 0, but there are tables.
        sqlite3.DatabaseError: no database at all.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if version <= 0 and tables:
        raise ForeignDatabase("file is not a database of ours")
    return version


def migrate(connection: sqlite3.Connection, migrations: Migrations) -> None:
    """Bring the tables up to the newest version, in one transaction; a failure changes nothing."""
    if version_of(connection) not in migrations:
        return
    with transaction(connection):
        # Asked again under the lock: another window may have been faster.
        while (version := version_of(connection)) in migrations:
            for statement in migrations[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")


class SqliteStore:
    """Every method of a store raises `DatabaseError` when the file cannot be read or written as needed.

    After `DatabaseDamaged` the damaged file is out of the way and the call can be made again.
    """

    def __init__(
        self,
        path: Path,
        holds: str,
        migrations: Migrations,
        connect: Callable[[Path], sqlite3.Connection] = connect,
    ) -> None:
        """Open nothing yet; `holds` is what is kept there, as in `DatabaseError`."""
        self._path = path
        self._holds = holds
        self._migrations = migrations
        self._connect = connect
        self._connection: sqlite3.Connection | None = None

    def let_go(self) -> None:
        """Close the file and change nothing in it; the next call opens it again."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @property
    def _exists(self) -> bool:
        return self._connection is not None or os.path.lexists(self._path)

    def _do(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        with self._known_errors():
            return work(self._opened())

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make a new connection's tables ready for use."""
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        version = version_of(connection)
        if version > max(self._migrations) + 1:
            raise DatabaseTooNew(self._path, self._holds, version)
        connection.execute("PRAGMA secure_delete = ON")
        if version == 0:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        migrate(connection, self._migrations)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._make_file()
            connection = self._connect(self._path)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _make_file(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite would make it readable for everybody, as far as the umask lets it.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            if self._path.is_file():
                return  # It may still be read.
            known = from_os_error(error, self._path)
            if isinstance(known, DiskFull):
                raise DatabaseDiskFull(self._path, self._holds) from error
            if isinstance(known, FolderNotWritable):
                raise DatabaseNotWritable(self._path, self._holds) from error
            reason = error.strerror or type(error).__name__
            raise DatabaseUnreadable(self._path, self._holds, reason) from error

    @contextlib.contextmanager
    def _known_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._known(error) from error

    def _known(self, error: sqlite3.Error) -> DatabaseError:
        # By the words of SQLite, which never change; Python tells its codes only from 3.11 on.
        words = str(error).lower()
        if "locked" in words:
            return DatabaseLocked(self._path, self._holds)
        if "is full" in words:
            return DatabaseDiskFull(self._path, self._holds)
        if "readonly" in words or "unable to open" in words:
            return DatabaseNotWritable(self._path, self._holds)
        if isinstance(error, ForeignDatabase) or any(sign in words for sign in _DAMAGE):
            return self._set_aside(words)
        return DatabaseUnreadable(self._path, self._holds, str(error))

    def _set_aside(self, reason: str) -> DatabaseError:
        self.let_go()
        number = 1
        while os.path.lexists(kept := self._path.with_name(f"{self._path.name}.bak-{number}")):
            number += 1
        try:
            os.replace(self._path, kept)
            # A journal belongs to its database and would spoil the next one.
            with contextlib.suppress(FileNotFoundError):
                journal = self._path.with_name(self._path.name + "-journal")
                os.replace(journal, kept.with_name(kept.name + "-journal"))
        except OSError as error:
            return DatabaseUnreadable(self._path, self._holds, error.strerror or reason)
        _log.warning("%s was damaged (%s), kept as %s", self._path.name, reason, kept)
        return DatabaseDamaged(self._path, self._holds, kept)
