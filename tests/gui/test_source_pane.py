from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.widgets.source_pane import PIECE, SourcePane
from bertsum_app.gui.workspace.page import WorkspacePage

LONG_LINE = "The quick brown fox jumps over the lazy dog and runs away. " * 5


def drop(pane: SourcePane, data: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.dropEvent(event)
    return event


def test_rich_text_on_the_clipboard_is_pasted_plain(window: MainWindow) -> None:
    data = QMimeData()
    data.setHtml("<b>Bold</b> words")
    data.setText("Bold words")
    QGuiApplication.clipboard().setMimeData(data)
    pane = window.workspace.source.pane
    pane.paste()
    assert pane.text == "Bold words"
    assert not pane.textCursor().charFormat().font().bold()


def test_mark_up_alone_is_pasted_as_its_words(window: MainWindow) -> None:
    data = QMimeData()
    data.setHtml("<h1>Title</h1><p>Two <b>bold</b>&nbsp;words</p><img src='http://x/y.png'>")
    pane = window.workspace.source.pane
    pane.insertFromMimeData(data)
    assert pane.text.startswith("Title\nTwo bold\xa0words")


def paste(pane: SourcePane, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    pane.setFocus()
    pane.paste()


def test_an_image_on_the_clipboard_is_said_and_changes_nothing(window: MainWindow) -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    pane = window.workspace.source.pane
    pane.insert("my text")
    paste(pane, data)
    assert pane.text == "my text"
    message = window.workspace.messages.message
    assert message is not None
    assert "image" in message.title
    assert message.severity == "notice"


def test_several_files_are_said_and_not_pasted_as_addresses(
    window: MainWindow, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.txt", "b.txt")])
    pane = window.workspace.source.pane
    paste(pane, data)
    assert pane.text == ""
    message = window.workspace.messages.message
    assert message is not None
    assert "files" in message.title


def test_an_address_of_the_web_is_text(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/page")])
    pane = window.workspace.source.pane
    paste(pane, data)
    assert pane.text.strip() == "https://example.org/page"


def test_nuls_and_lone_surrogates_do_no_harm(window: MainWindow) -> None:
    pane = window.workspace.source.pane
    pane.insert("one\0two \ud800three 😀\r\nfour")
    assert pane.text == "onetwo \ufffdthree 😀\nfour"


def test_no_break_spaces_survive(window: MainWindow) -> None:
    pane = window.workspace.source.pane
    pane.insert("10\xa0km")
    assert pane.text == "10\xa0km"


def test_a_pasted_file_is_announced_and_not_pasted_as_an_address(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    pane = window.workspace.source.pane
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "文件.txt"))])
    with qtbot.waitSignal(pane.file_pasted) as pasted:
        paste(pane, data)
    assert pasted.args == [tmp_path / "文件.txt"]
    assert pane.text == ""


def test_dropped_files_are_left_to_the_window(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    pane = window.workspace.source.pane
    assert not drop(pane, data).isAccepted()
    assert pane.text == ""


def test_dropped_text_is_inserted(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("Hello.")
    drop(window.workspace.source.pane, data)
    assert "Hello." in window.workspace.source.pane.text


def test_a_megabyte_goes_in_bit_by_bit_and_comes_out_whole(
    qtbot: QtBot, window: MainWindow
) -> None:
    pane = window.workspace.source.pane
    pane.insert("before\n")
    text = (LONG_LINE + "\n") * 3500
    assert len(text) > 1_000_000
    with qtbot.waitSignal(pane.filled, timeout=20_000):
        pane.insert(text)
        assert pane.is_filling
        assert len(pane.text) < 3 * PIECE
    assert pane.text == "before\n" + text
    assert not pane.isReadOnly()


def test_one_undo_takes_a_long_paste_back(qtbot: QtBot, window: MainWindow) -> None:
    pane = window.workspace.source.pane
    pane.insert("before")
    text = "\n" + (LONG_LINE + "\n") * 120
    with qtbot.waitSignal(pane.filled):
        pane.replace_text(text)
    pane.undo()
    assert pane.text == "before"
    pane.redo()
    assert pane.text == text


def test_a_clear_in_the_middle_of_a_long_paste_ends_it(qtbot: QtBot, page: WorkspacePage) -> None:
    pane = page.source.pane
    pane.insert((LONG_LINE + "\n") * 500)
    page.source.clear_requested.emit()
    assert not pane.is_filling
    assert pane.text == ""
    pane.insert("new")
    assert pane.text == "new"


def test_every_line_keeps_the_same_height_after_replacing(window: MainWindow) -> None:
    pane = window.workspace.source.pane
    height = pane.document().firstBlock().blockFormat().lineHeight()
    assert height > 0
    for text in ("one\ntwo", "中文\n第二行", ""):
        pane.replace_text(text)
        block = pane.document().begin()
        while block.isValid():
            assert block.blockFormat().lineHeight() == height
            block = block.next()


def test_the_hint_is_there_only_while_the_pane_is_empty(window: MainWindow) -> None:
    card = window.workspace.source
    hint = card.pane.accessibleDescription()
    labels = [label for label in card.findChildren(type(card.title)) if label.text() == hint]
    assert [label.isVisible() for label in labels] == [True]
    card.pane.insert("x")
    assert [label.isVisible() for label in labels] == [False]
