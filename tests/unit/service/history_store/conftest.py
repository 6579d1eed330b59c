"""A history on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bertsum_app.service import history_store
from bertsum_app.service.history_store import HistoryStore
from helpers.history_store import Filler


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


@pytest.fixture
def filler(store: HistoryStore) -> Filler:
    return Filler(store)
