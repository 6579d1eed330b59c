"""The colours of the window: one table of tokens for light, one for dark.

Style sheet, palette, icons and painted widgets all take their colours from here and from nowhere
else. A widget asks `current_theme()`, which looks at the application's palette, so there is no
theme to hand around and nothing to forget when it changes.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from bertsum_app.gui.style_sheet import style_sheet
from bertsum_app.gui.tokens import DARK, LIGHT, Theme

ThemeChoice = Literal["system", "light", "dark"]

_MIDDLE_LIGHTNESS = 128


def current_theme() -> Theme:
    """The theme the application is painted in now."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < _MIDDLE_LIGHTNESS else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """The Qt palette that says the same as the tokens, for what no style sheet reaches."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, token in (
        (role.Window, theme.surface),
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.sunken),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.accent_text),
        (role.PlaceholderText, theme.muted),
        (role.ToolTipBase, theme.tooltip),
        (role.ToolTipText, theme.tooltip_text),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.Accent, theme.accent),
        (role.Light, theme.raised),
        (role.Midlight, theme.sunken),
        (role.Mid, theme.border),
        (role.Dark, theme.border),
        (role.Shadow, theme.border),
    ):
        palette.setColor(target, QColor(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(theme.disabled))
    return palette


class ThemeSwitch(QObject):
    """Paints the application in the theme asked for, and follows the system while that is asked.

    `changed` comes after palette and style sheet were set.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._shown: Theme | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self.choose(choice)

    def choose(self, choice: ThemeChoice) -> None:
        """Use a theme by name, or the system's."""
        # Telling Qt as well lets window frames and native dialogs go along where they can.
        scheme = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }[choice]
        self._choice = choice
        QGuiApplication.styleHints().setColorScheme(scheme)
        self._apply()

    def _apply(self) -> None:
        theme = self._wanted()
        if theme is self._shown:
            return
        self._shown = theme
        self._application.setPalette(palette_of(theme))
        self._application.setStyleSheet(style_sheet(theme))
        self.changed.emit()

    def _wanted(self) -> Theme:
        if self._choice == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT
