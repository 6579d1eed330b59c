"""The card about the tray of the desktop, and about the clipboard that is translated from there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QSystemTrayIcon

from bertsum_app.core.settings import CLIPBOARD_RESULTS
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.settings.group import SettingsGroup
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.segmented_control import SegmentedControl


class TrayCard(SettingsGroup):
    """Offers what this desktop can do, and says when it has no tray."""

    def __init__(
        self,
        preferences: Preferences,
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """`has_tray` is asked whenever the card comes into sight."""
        super().__init__()
        self._preferences = preferences
        self._has_tray = has_tray
        self.icon = CheckBox()
        self.stay = CheckBox()
        self.result = SegmentedControl(CLIPBOARD_RESULTS)
        self.missing = QLabel()
        self.missing.setProperty("kind", "muted")
        self.missing.setWordWrap(True)
        self.add(self.icon)
        self.add_note(self.missing)
        self.add(self.stay)
        self.add(self.result)
        self.icon.toggled.connect(lambda on: preferences.change(tray=on))
        self.stay.toggled.connect(lambda on: preferences.change(stay_in_tray=on))
        self.result.changed.connect(lambda key: preferences.change(clipboard_result=key))
        self.retranslate()

    def show_chosen(self) -> None:
        """Show what the settings say, whoever changed them."""
        settings = self._preferences.settings
        blockers = [QSignalBlocker(box) for box in (self.icon, self.stay)]
        self.icon.setChecked(settings.tray)
        self.stay.setChecked(settings.stay_in_tray)
        self.result.choose(settings.clipboard_result)
        for blocker in blockers:
            blocker.unblock()
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer()

    def retranslate(self) -> None:
        """Say everything in the interface's language."""
        self.title.setText(self.tr("Tray and clipboard"))
        self.name(self.icon, self.tr("Icon in the tray"))
        self.icon.setText(self.tr("Translate the clipboard from there"))
        self.missing.setText(
            self.tr(
                "This desktop shows no tray. Where one can be added (in GNOME by the extension "
                "AppIndicator), this works from then on."
            )
        )
        self.name(self.stay, self.tr("Closing the window"))
        self.stay.setText(self.tr("Leaves BertSum in the tray"))
        self.name(self.result, self.tr("Clipboard translations"))
        self.result.set_text("window", self.tr("Open the window"))
        self.result.set_text("notification", self.tr("Come as a notification"))

    def _offer(self) -> None:
        wanted, there = self._preferences.settings.tray, self._has_tray()
        # What is on can be turned off anywhere.
        self.icon.setEnabled(there or wanted)
        self.missing.setVisible(not there)
        for control in (self.stay, self.result):
            control.setEnabled(there and wanted)
