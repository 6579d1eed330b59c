"""What is said while files are dragged over the window, and what a drop then does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.documents.overlay import DropOverlay
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import HISTORY, MainWindow
from bertsum_app.gui.workspace.modes import Mode
from gui.fake_host import FakeHost
from gui.widgets import child_of
from helpers.dragging import FileDrag, drop_files


@pytest.fixture
def overlay(window: MainWindow, host: FakeHost) -> DropOverlay:
    return child_of(window, DropOverlay)


def touched(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text("Some words.", encoding="utf-8")
    return paths


def test_the_overlay_names_the_copy_and_the_kinds_of_files(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    drag = FileDrag(window, [tmp_path / "report.docx"])
    assert drag.enter(window.workspace.source.pane).isAccepted()
    assert overlay.isVisible()
    assert overlay.geometry() == window.rect()
    assert "Translate report.docx into Chinese" in overlay.words
    assert "report.zh.docx" in overlay.words
    assert "What is in Chinese already is translated into English." in overlay.words
    assert "DOCX" in overlay.words
    assert "Left out" not in overlay.words


def test_a_copy_in_another_format_is_named_so(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    FileDrag(window, [tmp_path / "paper.pdf"]).enter(window)
    assert "A translated copy is written beside it: paper.zh.docx" in overlay.words


def test_a_copy_is_named_by_what_is_chosen_for_it(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    window.workspace.documents.written_as.choose("html")
    FileDrag(window, [tmp_path / "paper.pdf"]).enter(window)
    assert "A translated copy is written beside it: paper.zh.html" in overlay.words


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("translate", "Translate 3 documents into Chinese"),
        ("summarize", "Summarize 3 documents"),
        ("sentiment", "One document at a time"),
    ],
)
def test_the_kind_of_work_says_what_happens_with_several(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path, mode: Mode, words: str
) -> None:
    window.controller.choose_mode(mode)
    FileDrag(window, [tmp_path / name for name in ("a.md", "b.txt", "c.html")]).enter(window)
    assert words in overlay.words


@pytest.mark.parametrize(
    ("mode", "words"),
    [("summarize", "Summarize a.md"), ("sentiment", "Open the text of a.md")],
)
def test_the_kind_of_work_says_what_happens_with_one(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path, mode: Mode, words: str
) -> None:
    window.controller.choose_mode(mode)
    FileDrag(window, [tmp_path / "a.md"]).enter(window)
    assert words in overlay.words
    assert not overlay.text_zone.isVisible()


def test_the_language_is_that_of_the_list(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    window.workspace.documents.language.choose("en")
    FileDrag(window, [tmp_path / "a.md"]).enter(window)
    assert "Translate a.md into English" in overlay.words


def test_what_cannot_be_read_is_named_beforehand(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    FileDrag(window, [tmp_path / "a.md", tmp_path / "photo.png"]).enter(window)
    assert "Translate a.md" in overlay.words
    assert "Left out: photo.png" in overlay.words
    assert not overlay.text_zone.isVisible()


def test_where_nothing_fits_that_is_all_that_is_said(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, host: FakeHost, tmp_path: Path
) -> None:
    (film,) = touched(tmp_path, "film.mp4")
    drag = FileDrag(window, [film])
    drag.enter(window)
    assert "This cannot be read" in overlay.words
    drag.move(window)
    drag.drop(window)
    message = window.workspace.messages.message
    assert message is not None
    assert "film.mp4" in message.text
    assert host.requests == []


def test_a_folder_and_a_name_that_says_nothing_may_hold_documents(
    window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    FileDrag(window, [tmp_path / "papers", tmp_path / "README"]).enter(window)
    assert "Translate 2 documents" in overlay.words
    assert "Left out" not in overlay.words


def test_a_model_is_told_and_handed_on(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, host: FakeHost, tmp_path: Path
) -> None:
    (model,) = touched(tmp_path, "mine.bertsum")
    drag = FileDrag(window, [model])
    drag.enter(window)
    drag.move(window)
    assert overlay.words == "Install the model mine.bertsum\nIt is checked before."
    with qtbot.waitSignal(window.documents.models_found) as found:
        drag.drop(window)
    assert found.args == [(model,)]
    assert host.requests == []


def test_the_overlay_goes_with_the_drag(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    drag = FileDrag(window, [tmp_path / "a.md"])
    # Out again before it has moved, so that the overlay itself was never entered.
    drag.enter(window.workspace.source.pane)
    drag.leave()
    qtbot.waitUntil(overlay.isHidden)
    # Now with a move: the overlay has it, and stays as long as the drag does.
    drag.enter(window.workspace.source.pane)
    drag.move(window.workspace.result)
    assert overlay.isVisible()
    drag.leave()
    assert overlay.isHidden()


def test_crossing_from_the_pane_to_the_overlay_does_not_hide_it(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    drag = FileDrag(window, [tmp_path / "a.md"])
    drag.enter(window.workspace.source.pane)
    drag.move(window.workspace.source.pane)
    with qtbot.waitSignal(overlay._watch.timeout, timeout=500, raising=False):
        pass
    assert overlay.isVisible()
    drag.leave()


def test_text_in_a_drag_is_still_the_panes(window: MainWindow, overlay: DropOverlay) -> None:
    data = QMimeData()
    data.setText("Hello.")
    pane = window.workspace.source.pane
    place = pane.mapTo(window, pane.rect().center())
    event = QDragEnterEvent(
        place,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.windowHandle(), event)
    assert event.isAccepted()
    assert overlay.isHidden()


def test_an_address_of_the_web_is_no_file(window: MainWindow, overlay: DropOverlay) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.md")])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.windowHandle(), event)
    assert overlay.isHidden()


def test_a_drop_translates_and_its_lower_part_only_opens_the_text(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, host: FakeHost, tmp_path: Path
) -> None:
    (path,) = touched(tmp_path, "letter.txt")
    drag = FileDrag(window, [path])
    drag.enter(window)
    drag.move(overlay.text_zone)
    assert overlay.text_zone.property("pointed") == "true"
    drag.drop(overlay.text_zone)
    pane = window.workspace.source.pane
    qtbot.waitUntil(lambda: pane.text == "Some words.")
    assert window.workspace.documents.rows == {}

    drop_files(window, path)
    qtbot.waitUntil(lambda: len(window.workspace.documents.rows) == 1)
    assert overlay.isHidden()


def test_a_drop_on_another_page_leads_to_the_workspace(
    qtbot: QtBot, window: MainWindow, overlay: DropOverlay, tmp_path: Path
) -> None:
    window.show_page(HISTORY)
    drop_files(window, *touched(tmp_path, "a.txt"))
    qtbot.waitUntil(window.workspace.documents.isVisible)


def test_the_words_follow_the_interface(
    window: MainWindow, overlay: DropOverlay, language: InterfaceLanguage, tmp_path: Path
) -> None:
    language.use("zh")
    FileDrag(window, [tmp_path / "report.docx"]).enter(window)
    assert "将 report.docx 翻译成中文" in overlay.words
