"""Reading a glossary file beside the window's thread, so that a large one does not stop it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from bertsum_app.core.errors import AppError


class GlossaryReader(QObject):
    """Reads one file at a time; the signals arrive in the thread that made it."""

    read = Signal(object)
    """A `Glossary`."""

    failed = Signal(object)
    """The `AppError` that kept a file from being read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def begin(self, path: Path, source: str, target: str) -> None:
        """Read the terms of `path` from `source` into `target`."""

        def work() -> None:
            # Here, so that lxml is loaded by whoever needs it.
            from bertsum_app.documents.glossary_file import read_glossary

            try:
                glossary = read_glossary(path, source, target)
            except AppError as error:
                self.failed.emit(error)
            else:
                self.read.emit(glossary)

        self._pool.start(work)
