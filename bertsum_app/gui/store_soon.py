"""Storing what the person changes: a moment later, and once for several changes in a row."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.core.errors import AppError

_log = logging.getLogger(__name__)

STORE_AFTER_MS = 500
"""A wheel turned or a slider drawn is many changes, stored once."""


class StoreSoon(QObject):
    """Calls `store`, which may raise `AppError`, once nothing has changed for a moment."""

    not_stored = Signal(object)
    """The `AppError` that `store` raised."""

    def __init__(self, what: str, store: Callable[[], None], parent: QObject) -> None:
        """`what` is stored, in words for the log."""
        super().__init__(parent)
        self._what = what
        self._store = store
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STORE_AFTER_MS)
        self._pause.timeout.connect(self._do)

    def begin(self) -> None:
        """Something has changed."""
        self._pause.start()

    def drop(self) -> None:
        """Leave what was changed last unstored."""
        self._pause.stop()

    def flush(self) -> None:
        """Store what is not stored yet; for the end of the program."""
        if self._pause.isActive():
            self._pause.stop()
            self._do()

    def _do(self) -> None:
        try:
            self._store()
        except AppError as error:
            _log.warning("the %s were not stored: %s", self._what, error)
            self.not_stored.emit(error)
