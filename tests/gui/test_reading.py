"""How a file is read: its encoding, and which columns of a table are translated."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from bertsum_app.documents.format import Reading
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.reading_dialog import ReadingDialog
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.workspace.page import WorkspacePage
from gui.documents_list import Dropped, report, request, states
from gui.fake_host import FakeHost

RUSSIAN = "Сегодня хорошая погода."
TABLE = "id,name,note\n1,red,It is red.\n2,blue,It is blue.\n"


def opened(qtbot: QtBot, window: MainWindow, row: DocumentRow) -> ReadingDialog:
    """The dialog of a row, once the file was looked at."""
    row.reading_button.click()
    dialog = window.documents.reading.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.start.isEnabled, timeout=20_000)
    return dialog


def test_columns_are_shown_as_found_and_chosen_anew(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    [row] = dropped("a.csv")
    row.document.path.write_text(TABLE, encoding="utf-8")
    assert not row.reading_button.isVisible()  # it is at work
    host.finishes(report(host))
    qtbot.waitUntil(row.reading_button.isVisible)
    dialog = opened(qtbot, window, row)
    shown = [(box.text(), box.isChecked()) for box in dialog.columns]
    assert shown == [("id", False), ("name", False), ("note", True)]
    dialog.columns[2].click()
    assert not dialog.start.isEnabled()
    dialog.columns[1].click()
    dialog.start.click()
    qtbot.waitUntil(lambda: states(panel) == ["working"])
    assert request(host).reading == Reading(None, ("name",))
    assert request(host).overwrite  # what is there came of the first try


def test_an_encoding_is_tried_before_it_is_taken(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    [row] = dropped("a.txt")
    row.document.path.write_bytes(RUSSIAN.encode("cp1251"))
    host.fails(ValueError())
    qtbot.waitUntil(row.reading_button.isVisible)
    row.reading_button.click()
    dialog = window.documents.reading.dialog
    assert dialog is not None
    # Nothing but a person tells that it is this one.
    qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    assert not dialog.start.isEnabled()
    dialog.encoding.choose("cp1251")
    dialog.encoding.chosen.emit("cp1251")
    qtbot.waitUntil(dialog.start.isEnabled, timeout=20_000)
    assert dialog.preview.text() == RUSSIAN
    dialog.start.click()
    qtbot.waitUntil(lambda: states(panel) == ["working"])
    assert request(host).reading == Reading("cp1251")


def test_a_file_that_settles_it_itself_is_not_asked_about(
    qtbot: QtBot, host: FakeHost, dropped: Dropped
) -> None:
    [row] = dropped("a.docx")
    host.fails(ValueError())
    qtbot.waitUntil(row.retry_button.isVisible)
    assert not row.reading_button.isVisible()


def test_the_encoding_of_an_opened_text_is_shown_and_changed(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("今天天气很好，我们去公园。".encode("gb18030"))
    button = page.source.encoding_button
    assert not button.isVisible()
    window.documents.open_text(path)
    qtbot.waitUntil(lambda: button.isVisible() and button.text() == "GB 18030 · GBK")
    assert page.source.pane.text == "今天天气很好，我们去公园。"

    path.write_bytes("今天天氣很好，我們去公園。".encode("cp950"))
    menu = button.menu()
    menu.aboutToShow.emit()
    [wanted] = [each for each in menu.actions() if each.text() == "Big5"]
    wanted.trigger()
    qtbot.waitUntil(lambda: button.text() == "Big5")
    assert page.source.pane.text == "今天天氣很好，我們去公園。"

    page.source.pane.insert("x")
    assert not button.isVisible()
