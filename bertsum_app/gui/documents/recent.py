"""The files that were opened last, as the window lives with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from bertsum_app.core.settings import Settings
from bertsum_app.gui.preferences import Preferences
from bertsum_app.service.recent_files import MOST_RECENT

Store: TypeAlias = Callable[[Sequence[Path]], None]


class RecentFiles(QObject):
    """Newest first. Nothing is kept while the history is off, and what was is forgotten then."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._files: tuple[Path, ...] = ()
        self._store: Store | None = None
        preferences.changed.connect(self._on_preferences)

    @property
    def files(self) -> tuple[Path, ...]:
        """Those that were opened, newest first."""
        return self._files

    def load(self, files: Iterable[Path], store: Store) -> None:
        """Begin with these; `store` keeps them for the next start."""
        self._store = store
        if self._preferences.settings.history:
            self._files = tuple(dict.fromkeys((*self._files, *files)))[:MOST_RECENT]
            self.changed.emit()

    def add(self, files: Sequence[Path]) -> None:
        """These were opened, the first of them first."""
        if self._preferences.settings.history:
            newest = tuple(file.absolute() for file in reversed(files))
            self._keep(tuple(dict.fromkeys((*newest, *self._files)))[:MOST_RECENT])

    def drop(self, file: Path) -> None:
        """This one is gone."""
        self._keep(tuple(each for each in self._files if each != file))

    def clear(self) -> None:
        """Forget all of them."""
        self._keep(())

    def _keep(self, files: tuple[Path, ...]) -> None:
        if files == self._files:
            return
        self._files = files
        if self._store is not None:
            self._store(files)
        self.changed.emit()

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if before.history and not after.history:
            self.clear()
