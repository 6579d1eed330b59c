"""The type of the panes: family and size go by the settings; keys and wheel change the size."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from bertsum_app.core.settings import MAX_PANE_ZOOM, MIN_PANE_ZOOM, Settings
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.workspace.page import WorkspacePage

ZOOM_STEP = 10
"""Percent."""

_USUAL = 100


class PaneType(QObject):
    """Both panes and the list of sentences have the same type."""

    def __init__(self, page: WorkspacePage, preferences: Preferences) -> None:
        super().__init__(page)
        self._preferences = preferences
        self._panes = (page.source.pane, page.result.pane)
        self._list = page.result.sentiment.sentences
        for pane in self._panes:
            pane.zoom_wanted.connect(self._zoom_by)
        bind = page.shortcuts.bind
        bind("zoom-in", page).activated.connect(lambda: self._zoom_by(1))
        bind("zoom-out", page).activated.connect(lambda: self._zoom_by(-1))
        bind("zoom-reset", page).activated.connect(lambda: self._zoom_to(_USUAL))
        preferences.changed.connect(self._on_preferences)
        self._show(preferences.settings)

    def _zoom_by(self, steps: int) -> None:
        now = self._preferences.settings.pane_zoom
        # From one whole step to the next, wherever it stood before.
        self._zoom_to((now // ZOOM_STEP + steps) * ZOOM_STEP)

    def _zoom_to(self, percent: int) -> None:
        self._preferences.change(pane_zoom=max(MIN_PANE_ZOOM, min(MAX_PANE_ZOOM, percent)))

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if (before.pane_font, before.pane_zoom) != (after.pane_font, after.pane_zoom):
            self._show(after)

    def _show(self, settings: Settings) -> None:
        for pane in self._panes:
            pane.use_family(settings.pane_font)
            pane.set_zoom(settings.pane_zoom)
        font = QFont(QApplication.font())
        if settings.pane_font:
            font.setFamilies([settings.pane_font, *font.families()])
        font.setPointSizeF(font.pointSizeF() * settings.pane_zoom / 100)
        self._list.setFont(font)
