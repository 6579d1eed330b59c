"""What the window needs of the history, and nothing more.

`service.history_host.HistoryHost` fits; it is not named here, so that the database is loaded only
when the window stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bertsum_app.service.history import ExportFormat, FinishedWork, HistoryQuery


class HistoryPort(Protocol):
    """Every call returns at once; what comes of it arrives as events."""

    def record(self, draft: FinishedWork) -> None:
        """Keep a piece of work."""
        ...

    def try_again(self) -> None:
        """Keep what waits for another program to let go of the history."""
        ...

    def look(self, query: HistoryQuery) -> None:
        """List what a search finds."""
        ...

    def fetch(self, entry_id: int) -> None:
        """Get an entry whole."""
        ...

    def pin(self, entry_id: int, pinned: bool) -> None:
        """Pin an entry or unpin it."""
        ...

    def delete(self, ids: tuple[int, ...] | None = None) -> None:
        """Delete entries, or all."""
        ...

    def undo_delete(self) -> None:
        """Bring back what was deleted last."""
        ...

    def purge(self) -> None:
        """Make the last deletion final."""
        ...

    def export(self, path: Path, form: ExportFormat, text: str = "") -> None:
        """Write what a search finds to a file."""
        ...

    def use_limit(self, limit: int) -> None:
        """Keep so many unpinned entries."""
        ...
