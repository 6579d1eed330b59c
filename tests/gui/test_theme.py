from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.theme import ThemeChoice, ThemeSwitch, current_theme
from bertsum_app.gui.tokens import DARK, LIGHT


def test_choosing_a_theme_paints_the_application_in_it(theme: ThemeSwitch) -> None:
    theme.choose("dark")
    assert current_theme() is DARK
    assert QGuiApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.surface
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert DARK.raised in app.styleSheet()
    theme.choose("light")
    assert current_theme() is LIGHT


def test_an_open_window_goes_along_with_the_theme(
    qtbot: QtBot, window: MainWindow, theme: ThemeSwitch
) -> None:
    window.resize(600, 500)
    for chosen, tokens in (("dark", DARK), ("light", LIGHT)):
        theme.choose("dark" if chosen == "dark" else "light")
        picture = window.grab().toImage()
        assert picture.pixelColor(4, 4).name() == tokens.surface
        card = window.workspace.source
        inside = card.mapTo(window, QPoint(card.width() - 40, card.height() // 2))
        assert picture.pixelColor(inside).name() == tokens.raised


@pytest.mark.parametrize(
    ("scheme", "expected"), [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)]
)
def test_the_systems_choice_is_followed(
    theme: ThemeSwitch,
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    expected: object,
) -> None:
    hints = QGuiApplication.styleHints()

    class Hints:
        colorSchemeChanged = hints.colorSchemeChanged

        def colorScheme(self) -> Qt.ColorScheme:
            return scheme

        def setColorScheme(self, chosen: Qt.ColorScheme) -> None:
            pass

    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(Hints))
    theme.choose("system")
    hints.colorSchemeChanged.emit(scheme)
    assert current_theme() is expected


def test_a_theme_chosen_by_name_stays_when_the_system_changes(theme: ThemeSwitch) -> None:
    theme.choose("dark")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_theme() is DARK


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_list_that_is_a_window_of_its_own_has_a_ground(
    qtbot: QtBot, theme: ThemeSwitch, name: ThemeChoice
) -> None:
    theme.choose(name)
    proposals = QListView()
    qtbot.addWidget(proposals)
    picture = proposals.grab().toImage()
    assert picture.pixelColor(picture.rect().center()).name() == current_theme().raised
