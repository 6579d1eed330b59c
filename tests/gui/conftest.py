"""A window with a fake engine behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.settings import Settings
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.workspace.controller import WorkspaceModel
from bertsum_app.gui.workspace.page import WorkspacePage
from gui.fake_host import MODEL_ID, FakeHost

MODEL = WorkspaceModel(MODEL_ID, "BertSum English–Chinese", ("en", "zh"))


@pytest.fixture(scope="session")
def theme_switch(qapp: QApplication) -> ThemeSwitch:
    """One for all tests: setting a style sheet takes a while."""
    return ThemeSwitch(qapp, "light")


@pytest.fixture
def theme(theme_switch: ThemeSwitch) -> ThemeSwitch:
    """The light theme, to be changed by the test."""
    theme_switch.choose("light")
    return theme_switch


@pytest.fixture
def language(qapp: QApplication) -> Iterator[InterfaceLanguage]:
    """The English interface, to be changed by the test."""
    before = QLocale()
    interface = InterfaceLanguage(qapp)
    interface.use("en")
    yield interface
    interface.use("en")
    interface.remove()
    QLocale.setDefault(before)


@pytest.fixture
def window(qtbot: QtBot, theme: ThemeSwitch, language: InterfaceLanguage) -> MainWindow:
    """The window before there is an engine; nothing begins by itself."""
    made = MainWindow(Preferences(Settings(live=False)))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def host(window: MainWindow) -> FakeHost:
    """The engine behind the window, ready."""
    made = FakeHost(window.bridge.publish)
    window.attach_engine(made, MODEL)
    made.is_ready()
    return made


@pytest.fixture
def page(window: MainWindow, host: FakeHost) -> WorkspacePage:
    """The Workspace page of a window with an engine."""
    return window.workspace
