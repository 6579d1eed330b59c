"""The glossaries as the window lives with them: one place that tells everybody of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from bertsum_app.gui.store_soon import StoreSoon
from bertsum_app.service.glossaries import Direction
from bertsum_app.text.glossary import Glossary, Term

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
        self._soon = StoreSoon("glossaries", self._keep, self)
        self._soon.not_stored.connect(self.not_stored)

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
        self._soon.begin()
        self.changed.emit(source, target)

    def forget(self) -> None:
        """Have no terms any more, and store nothing until there are some again."""
        self._soon.drop()
        directions = tuple(self._by_direction)
        self._by_direction.clear()
        self.forgotten.emit()
        for direction in directions:
            self.changed.emit(*direction)

    def flush(self) -> None:
        """Store what is not stored yet; for the end of the program."""
        self._soon.flush()

    def _keep(self) -> None:
        if self._store is not None:
            self._store(tuple(self._by_direction.values()))
