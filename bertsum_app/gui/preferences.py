"""The settings as the window lives with them: one place that tells everybody of a change."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.core.errors import AppError
from bertsum_app.core.settings import Settings

_log = logging.getLogger(__name__)

STORE_AFTER_MS = 500
"""Several changes in a row (a wheel turned, a slider drawn) are stored once."""


class Preferences(QObject):
    """Holds the settings; `change` tells whoever listens at once, and stores them soon after."""

    changed = Signal(object, object)
    """The settings before and after."""

    not_stored = Signal(object)
    """The `AppError` that kept the settings from being stored; they are used all the same."""

    def __init__(
        self,
        settings: Settings,
        store: Callable[[Settings], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`store` keeps settings for the next start; it may raise `AppError`."""
        super().__init__(parent)
        self._settings = settings
        self._store = store
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(STORE_AFTER_MS)
        self._soon.timeout.connect(self._keep)

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Replace single fields of the settings.

        Raises:
            ValueError: a value is out of range.
        """
        before, after = self._settings, replace(self._settings, **values)
        if after == before:
            return
        self._settings = after
        self._soon.start()
        self.changed.emit(before, after)

    def forget(self) -> None:
        """Go back to the settings of a first start, and store nothing until one is changed."""
        self._soon.stop()
        before, self._settings = self._settings, Settings()
        self.changed.emit(before, self._settings)

    def flush(self) -> None:
        """Store what is not stored yet; for the end of the program."""
        if self._soon.isActive():
            self._soon.stop()
            self._keep()

    def _keep(self) -> None:
        if self._store is None:
            return
        try:
            self._store(self._settings)
        except AppError as error:
            _log.warning("the settings were not stored: %s", error)
            self.not_stored.emit(error)
