"""Deleting all that the program has written, in its settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.gui.app import Session
from bertsum_app.gui.main_window import HISTORY, SETTINGS, TRAINING
from bertsum_app.text.glossary import Term
from gui.session_use import correct, work
from helpers.fake_engine import FakeOpener


def files_in(paths: AppPaths) -> set[Path]:
    return {path for path in paths.data.parent.rglob("*") if path.is_file()}


@pytest.fixture
def used(
    qtbot: QtBot, session: Session, app_paths: AppPaths, opener: FakeOpener
) -> Iterator[Session]:
    """A program that has been worked with: there are settings, a history, a log and a model."""
    configure_logging(app_paths.log)
    with qtbot.waitSignal(session.window.bridge.engine_ready):
        session.begin()
    session.preferences.change(live=False, history_limit=10)
    session.preferences.flush()
    session.window.glossaries.replace("en", "zh", (Term("dam", "坝"),))
    session.window.glossaries.flush()
    work(qtbot, session, "a secret")
    session.window.documents.recent.add((app_paths.data / "secret.docx",))
    session.window.show_page(HISTORY)
    qtbot.waitUntil(lambda: session.window.history_page.list.rows.rowCount() == 1)
    correct(qtbot, session)
    mine = app_paths.models / "mine" / "model.safetensors"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"12345")
    session.window.show_page(SETTINGS)
    yield session
    close_logging()


def test_what_was_written_is_listed_before_it_can_be_deleted(
    qtbot: QtBot, used: Session, app_paths: AppPaths
) -> None:
    card = used.window.settings_page.data
    assert not card.delete_button.isVisible()
    card.show_button.click()
    assert card.keep_button.hasFocus()
    shown = {label.text() for label in card.findChildren(QLabel)}
    assert {
        "History",
        "Corrections you had remembered",
        "Glossaries",
        "Names of the files opened last",
        "Settings",
        "Log",
        "Models you added",
        str(app_paths.history_file),
    } <= shown
    before = files_in(app_paths)
    qtbot.keyClick(card.keep_button, Qt.Key.Key_Escape)
    assert not card.delete_button.isVisible()
    assert card.show_button.hasFocus()
    assert files_in(app_paths) == before


@pytest.mark.parametrize("added", [False, True])
def test_all_data_is_deleted_and_the_program_goes_on(
    qtbot: QtBot, used: Session, app_paths: AppPaths, added: bool
) -> None:
    mine = app_paths.models / "mine" / "model.safetensors"
    page = used.window.settings_page
    page.data.show_button.click()
    count = page.data.delete_button.text()
    if added:
        page.data.including_added.click()
        assert page.data.delete_button.text() != count
    page.data.delete_button.click()
    assert files_in(app_paths) == (set() if added else {mine})
    assert page.messages.message is not None
    assert page.messages.message.severity == "notice"
    assert used.preferences.settings == Settings()
    assert used.window.documents.recent.files == ()
    assert used.window.history_page.list.rows.rowCount() == 0
    tab = used.window.header.navigation.segment(TRAINING)
    assert tab.badge == ""
    # Neither the settings' timer nor the log brings a file back.
    used.preferences.flush()
    assert files_in(app_paths) == (set() if added else {mine})
    work(qtbot, used, "another text")
    used.window.show_page(HISTORY)
    rows = used.window.history_page.list.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 1)
    assert rows.row(0).source == "another text"
    assert files_in(app_paths) - {mine} == {app_paths.history_file}
    correct(qtbot, used)
    assert tab.badge == "1"
    begun = {app_paths.history_file, app_paths.corrections_file}
    assert begun <= files_in(app_paths)
    assert used.window.glossaries.terms("en", "zh") == ()
    # Nor does the window's place come back, which is kept otherwise.
    used.window.close()
    # What was edited is still being written into the history.
    qtbot.waitUntil(lambda: files_in(app_paths) - {mine} == begun)


def test_what_cannot_be_deleted_is_named(
    used: Session, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == app_paths.history_file:
            raise PermissionError(13, "in use")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    page = used.window.settings_page
    page.data.show_button.click()
    page.data.delete_button.click()
    assert page.messages.message is not None
    assert page.messages.message.severity == "warning"
    assert str(app_paths.history_file) in page.messages.message.text


def test_where_nothing_was_written_there_is_nothing_to_delete(
    qtbot: QtBot, session: Session
) -> None:
    session.window.show()
    session.window.show_page(SETTINGS)
    card = session.window.settings_page.data
    card.show_button.click()
    assert not card.delete_button.isVisible()
    assert card.keep_button.isVisible()
