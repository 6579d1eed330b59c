"""The program in the tray of the desktop: there while its window is closed, if the person wants that.

Whether there is a tray is asked whenever it matters: desktops begin theirs late, and end it. A program
that could not be reached any more is never left behind: without a tray, closing the window ends it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QWindow
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from bertsum_app.core.settings import Settings
from bertsum_app.gui.icons import app_icon
from bertsum_app.gui.main_window import WORKSPACE, MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.tray.clipboard import ClipboardTranslation

LONGEST_NOTIFICATION = 240
"""Code points of a translation that a notification shows; desktops cut longer ones anywhere."""

_FOCUS_WITHIN_MS = 1_000


class TrayMenu(QMenu):
    """What can be done from the icon."""

    def __init__(self) -> None:
        super().__init__()
        self.translate: QAction = self.addAction("")
        self.open: QAction = self.addAction("")
        self.addSeparator()
        self.quit: QAction = self.addAction("")
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.translate.setText(self.tr("Translate the clipboard"))
        self.open.setText(self.tr("Open BertSum"))
        self.quit.setText(self.tr("Quit"))


class Tray(QObject):
    """Follows the settings, and keeps a closed window's program running where they say so."""

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        is_ending: Callable[[], bool] = lambda: False,
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """`is_ending`: whether the system wants the program to end; `has_tray`: whether there is one."""
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._is_ending = is_ending
        self._has_tray = has_tray
        self._told_of_staying = False
        self.icon: QSystemTrayIcon | None = None
        """There while the settings want it, also where there is no tray (yet)."""
        self.menu = TrayMenu()
        self.menu.translate.triggered.connect(self.translate_clipboard)
        self.menu.open.triggered.connect(window.come_forward)
        self.menu.quit.triggered.connect(window.quit)
        self._clipboard = ClipboardTranslation(window)
        self._clipboard.done.connect(self._show_translation)
        self._clipboard.failed.connect(self._show_failure)
        self._focus = QTimer(self)
        """Runs while the window is to come forward before the clipboard is read."""
        self._focus.setSingleShot(True)
        self._focus.setInterval(_FOCUS_WITHIN_MS)
        self._focus.timeout.connect(self._clipboard.begin)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus)
            application.applicationStateChanged.connect(self._on_state)
        window.stay_when_closed(self._stays)
        window.hidden.connect(self._tell_of_staying)
        preferences.changed.connect(lambda before, after: self._follow(after))
        self._follow(preferences.settings)

    def translate_clipboard(self) -> None:
        """Translate what was copied, and show the result where the settings say."""
        # Wayland tells what was copied only to the window that is typed into.
        must_be_seen = QGuiApplication.platformName().startswith("wayland")
        if must_be_seen or not self._notifies:
            self._window.show_page(WORKSPACE)
            self._window.come_forward()
        if must_be_seen and not self._window.isActiveWindow():
            self._focus.start()
        else:
            self._clipboard.begin()

    def close(self) -> None:
        """Take the icon away."""
        self._focus.stop()
        self._remove()
        self.menu.deleteLater()

    def _follow(self, settings: Settings) -> None:
        if settings.tray and self.icon is None:
            self.icon = QSystemTrayIcon(app_icon(), self)
            self.icon.setToolTip("BertSum")
            self.icon.setContextMenu(self.menu)
            self.icon.activated.connect(self._on_activated)
            self.icon.messageClicked.connect(self._window.come_forward)
            self.icon.show()
        elif not settings.tray:
            self._remove()

    def _remove(self) -> None:
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None

    def _stays(self) -> bool:
        wanted = self.icon is not None and self._preferences.settings.stay_in_tray
        return wanted and self._has_tray() and not self._is_ending()

    @property
    def _is_closed(self) -> bool:
        return self._told_of_staying and self._window.isHidden()

    @property
    def _notifies(self) -> bool:
        """Whether the result is shown beside whatever the person works in."""
        wanted = self._preferences.settings.clipboard_result == "notification"
        return wanted and self.icon is not None and QSystemTrayIcon.supportsMessages()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu, and nothing else is expected of it.
        if reason == QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self._window.come_forward()
        elif reason == QSystemTrayIcon.ActivationReason.MiddleClick:
            self.translate_clipboard()

    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None and self._focus.isActive():
            self._focus.stop()
            self._clipboard.begin()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        # On macOS a click in the Dock says nothing but this.
        is_active = state == Qt.ApplicationState.ApplicationActive
        if sys.platform == "darwin" and is_active and self._is_closed:
            self._window.come_forward()

    def _show_translation(self, text: str) -> None:
        if len(text) > LONGEST_NOTIFICATION:
            text = f"{text[:LONGEST_NOTIFICATION].rstrip()}…"
        self._notify(self.tr("Translation of the clipboard"), text)

    def _show_failure(self, message: Message) -> None:
        self._notify(message.title, message.text)

    def _tell_of_staying(self) -> None:
        if not self._told_of_staying:
            self._told_of_staying = True
            self._notify(
                self.tr("BertSum is still running"),
                self.tr("Its icon translates what you copy, and has “Quit” in its menu."),
            )

    def _notify(self, title: str, text: str) -> None:
        """Say something, unless the window is there to say it."""
        if self.icon is not None and not self._window.isActiveWindow():
            self.icon.showMessage(title, text, app_icon())
