"""The glossaries as the window lives with them: one place that tells everybody of a change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.core.errors import AppError
from bertsum_app.service.glossaries import Direction
from bertsum_app.text.glossary import Glossary, Term

_log = logging.getLogger(__name__)

STORE_AFTER_MS = 500
"""Several changes in a row are stored once."""

Store = Callable[[Iterable[Glossary]], None]


class GlossaryCollection(QObject):
    """Holds the terms of each direction; `replace` tells whoever listens, and stores them soon."""

    changed = Signal(str, str)
    """The terms from this language into that one are others now."""

    forgotten = Signal()
    """All terms are gone, and are not to be brought back."""

    not_stored = Signal(object)
    """The `AppError` that kept the terms from being stored; they are used all the same."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_direction: dict[Direction, Glossary] = {}
        self._store: Store | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(STORE_AFTER_MS)
        self._soon.timeout.connect(self._keep)

    def load(self, glossaries: Mapping[Direction, Glossary], store: Store) -> None:
        """Begin with these; `store` keeps them for the next start and may raise `AppError`."""
        self._by_direction.update(glossaries)
        self._store = store
        for direction in glossaries:
            self.changed.emit(*direction)

    def glossary(self, source: str, target: str) -> Glossary | None:
        """The glossary of a direction, the same object until it changes; None: it has no terms."""
        found = self._by_direction.get((source, target))
        return found if found is not None and found.terms else None

    def terms(self, source: str, target: str) -> tuple[Term, ...]:
        """The terms of a direction."""
        found = self.glossary(source, target)
        return () if found is None else found.terms

    def replace(self, source: str, target: str, terms: tuple[Term, ...]) -> None:
        """Use these terms from now on."""
        if terms == self.terms(source, target):
            return
        self._by_direction[source, target] = Glossary(source, target, terms)
        self._soon.start()
        self.changed.emit(source, target)

    def forget(self) -> None:
        """Have no terms any more, and store nothing until there are some again."""
        self._soon.stop()
        directions = tuple(self._by_direction)
        self._by_direction.clear()
        self.forgotten.emit()
        for direction in directions:
            self.changed.emit(*direction)

    def flush(self) -> None:
        """Store what is not stored yet; for the end of the program."""
        if self._soon.isActive():
            self._soon.stop()
            self._keep()

    def _keep(self) -> None:
        if self._store is None:
            return
        try:
            self._store(tuple(self._by_direction.values()))
        except AppError as error:
            _log.warning("the glossaries were not stored: %s", error)
            self.not_stored.emit(error)
