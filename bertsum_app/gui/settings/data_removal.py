"""Removing all that the program wrote, on the Settings page: what there is, and doing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from bertsum_app.core.paths import AppPaths
from bertsum_app.gui.messages import Message
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.page import SettingsPage
from bertsum_app.service.user_data import DataKind, DeletedData, delete_data, find_data


class DataRemoval(QObject):
    """Between the card that asks and the files; the program goes on working afterwards."""

    def __init__(
        self,
        page: SettingsPage,
        paths: AppPaths,
        preferences: Preferences,
        *,
        let_go: Callable[[], None],
        go_on: Callable[[], None],
    ) -> None:
        """`let_go` closes the files that are in use, `go_on` begins anew without them."""
        super().__init__(page)
        self._page = page
        self._paths = paths
        self._preferences = preferences
        self._let_go = let_go
        self._go_on = go_on
        page.data.list_wanted.connect(self._list)
        page.data.deletion_wanted.connect(self._delete)

    def _list(self) -> None:
        self._page.data.show_parts(find_data(self._paths))

    def _delete(self, kinds: frozenset[DataKind]) -> None:
        self._let_go()
        self._preferences.forget()
        deleted = delete_data(self._paths, kinds)
        self._go_on()
        self._page.messages.show_message(self._message(deleted))

    def _message(self, deleted: DeletedData) -> Message:
        if deleted.failures:
            return Message(
                self.tr("Not everything could be deleted"),
                self.tr("Still there, in use or protected: {paths}").format(
                    paths=", ".join(map(str, deleted.failures))
                ),
            )
        size = QLocale().formattedDataSize(deleted.bytes)
        return Message(
            self.tr("Your data was deleted"),
            self.tr("%Ln file(s), {size}. You can go on working.", "", deleted.files).format(
                size=size
            ),
            severity="notice",
        )
