"""What tests fill a history with, and look at it by."""

from __future__ import annotations

from bertsum_app.service.history import FinishedWork, HistoryMode, HistoryQuery
from bertsum_app.service.history_store import HistoryStore

LIMIT = 100


def draft(source: str, result: str = "result", mode: HistoryMode = "translate") -> FinishedWork:
    return FinishedWork(mode, source, result, "en", "zh", "model")


class Filler:
    """Fills a store, each entry a second after the one before."""

    def __init__(self, store: HistoryStore, limit: int = LIMIT) -> None:
        self.store = store
        self.limit = limit
        self.now = 1_000

    def keep(self, *sources: str) -> list[int]:
        return [self.one(draft(source)) for source in sources]

    def one(self, work: FinishedWork, replaces: int | None = None) -> int:
        self.now += 1_000
        return self.store.record(work, self.now, self.limit, replaces)


def sources(store: HistoryStore, text: str = "") -> list[str]:
    return [row.source for row in store.look(HistoryQuery(text)).rows]
