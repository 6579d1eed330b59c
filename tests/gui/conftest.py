"""A window with a fake engine behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.gui.app import Session
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.history.page import HistoryPage
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.workspace.controller import WorkspaceModel
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.history_host import HistoryHost
from gui.documents_list import Dropped, is_settled
from gui.fake_corrections import FakeCorrections
from gui.fake_host import MODEL_ID, FakeHost
from gui.history_list import CLOSE_S, go_to_history, rows, work
from gui.session_use import LOOKS
from helpers.dragging import drop_files
from helpers.fake_engine import FakeOpener, fake_model

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
def opener() -> FakeOpener:
    """What opens models for the service."""
    return FakeOpener()


@pytest.fixture
def service(app_paths: AppPaths, tmp_path: Path, opener: FakeOpener) -> BertSumService:
    """The real one, over a model that answers at once."""
    fake_model(tmp_path / "embedded", DEFAULT_MODEL_ID)
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    return BertSumService(app_paths, store, Settings(), opener=opener)


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, service: BertSumService) -> Iterator[Session]:
    """The program, before it has begun."""
    made = Session(qapp, service, LOOKS)
    qtbot.addWidget(made.window)
    yield made
    made.window.close()
    made.end()


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


@pytest.fixture
def panel(window: MainWindow, host: FakeHost) -> DocumentsPanel:
    return window.workspace.documents


@pytest.fixture
def dropped(qtbot: QtBot, window: MainWindow, panel: DocumentsPanel, tmp_path: Path) -> Dropped:
    """Drop files of these names, which are made; the rows they get, all rows there are."""

    def drop(*names: str) -> list[DocumentRow]:
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("One. Two.", encoding="utf-8")
        wanted = len(panel.rows) + len(paths)
        drop_files(window, *paths)
        qtbot.waitUntil(lambda: len(panel.rows) == wanted and is_settled(window))
        return list(panel.rows.values())

    return drop


@pytest.fixture
def history_file(app_paths: AppPaths) -> Path:
    return app_paths.history_file


@pytest.fixture
def history(window: MainWindow, host: FakeHost, history_file: Path) -> Iterator[HistoryHost]:
    """A history behind the window, as the session makes it."""
    made = HistoryHost(history_file, 1_000, window.history.publish)
    window.history.attach(made)
    yield made
    window.history.close()
    assert made.close(CLOSE_S)


@pytest.fixture
def history_page(window: MainWindow, history: HistoryHost) -> HistoryPage:
    return window.history_page


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, history: HistoryHost) -> HistoryPage:
    """The page with three entries, `third` on top."""
    for source in ("first fox", "second dog 狐狸", "third"):
        window.history.keep(work(source))
    page = go_to_history(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == ["third", "second dog 狐狸", "first fox"])
    return page


@pytest.fixture
def store(window: MainWindow) -> FakeCorrections:
    """The window's store of corrections."""
    made = FakeCorrections(window.corrections.publish)
    window.corrections.attach(made)
    return made
