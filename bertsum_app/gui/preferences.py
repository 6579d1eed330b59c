"""The settings as the window lives with them: one place that tells everybody of a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from bertsum_app.core.settings import Settings
from bertsum_app.gui.store_soon import StoreSoon


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
        self._soon = StoreSoon("settings", self._keep, self)
        self._soon.not_stored.connect(self.not_stored)

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
        self._soon.begin()
        self.changed.emit(before, after)

    def forget(self) -> None:
        """Go back to the settings of a first start, and store nothing until one is changed."""
        self._soon.drop()
        before, self._settings = self._settings, Settings()
        self.changed.emit(before, self._settings)

    def flush(self) -> None:
        """Store what is not stored yet; for the end of the program."""
        self._soon.flush()

    def _keep(self) -> None:
        if self._store is not None:
            self._store(self._settings)
