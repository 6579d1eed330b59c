"""The list of documents by keyboard, read out, and in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from gui.documents_list import Dropped, report, states
from gui.fake_host import FakeHost
from gui.widgets import name_of, tab_stops


def test_documents_are_opened_by_keyboard(
    qtbot: QtBot,
    window: MainWindow,
    host: FakeHost,
    panel: DocumentsPanel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [str(tmp_path / name) for name in ("a.md", "b.txt")]
    filters = []

    def choose(*given: str) -> tuple[list[str], str]:
        filters.append(given[3])
        return names, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    window.activateWindow()
    qtbot.keyClick(
        window.workspace.source.pane,
        Qt.Key.Key_O,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert "*.docx" in filters[0]


def test_every_button_of_a_row_says_which_document_it_is_for(
    host: FakeHost, panel: DocumentsPanel, dropped: Dropped, qtbot: QtBot
) -> None:
    first, second = dropped("a.txt", "b.txt")
    host.finishes(report(host))
    qtbot.waitUntil(first.open_button.isVisible)
    for button in (
        first.open_button,
        first.reading_button,
        first.folder_button,
        first.remove_button,
    ):
        assert "a.txt" in name_of(button)
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert "b.txt" in name_of(second.cancel_button)
    assert name_of(first).startswith("a.txt: Translated into Chinese")


def test_the_keyboard_reaches_all_of_the_list_and_everything_in_it_has_a_name(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    first, second = dropped("a.txt", "b.txt")
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    window.activateWindow()
    stops = tab_stops(window, panel.fold_button)
    wanted = [
        panel.fold_button,
        panel.cancel_button,
        panel.clear_button,
        first.open_button,
        first.reading_button,
        first.folder_button,
        first.remove_button,
        second.cancel_button,
        panel.language,
        panel.bilingual,
        panel.open_button,
    ]
    assert [stop for stop in stops if panel.isAncestorOf(stop)] == wanted
    assert [stop for stop in wanted if not name_of(stop)] == []


def test_the_choices_give_way_in_narrow_windows(
    qtbot: QtBot, window: MainWindow, panel: DocumentsPanel, dropped: Dropped
) -> None:
    dropped("a.pdf")
    qtbot.waitUntil(panel.written_as.isVisible)
    window.resize(640, 700)
    qtbot.waitUntil(lambda: panel.mapTo(window, panel.rect().bottomRight()).x() < 640)
    shown = QStyleOptionComboBox()
    panel.written_as.initStyleOption(shown)
    assert shown.currentText.endswith("…")
    assert panel.written_as.currentText() == "Word for PDF, RTF"


def test_the_keyboard_is_never_lost_with_a_row(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    (row, _) = dropped("a.txt", "b.txt")
    host.finishes(report(host))
    qtbot.waitUntil(row.remove_button.isVisible)
    window.activateWindow()
    row.remove_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(row.remove_button, Qt.Key.Key_Space)
    assert len(panel.rows) == 1
    assert QApplication.focusWidget() is panel.fold_button


def test_the_list_can_be_folded_to_a_line(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    (row,) = dropped("a.txt")
    host.progresses(3, 10)
    qtbot.waitUntil(lambda: "3 of 10" in row.words.text())
    panel.fold_button.click()
    assert not row.isVisible()
    host.progresses(4, 10)
    qtbot.waitUntil(lambda: panel.summary.text() == "0 of 1 done · a.txt: 4 of 10 sentences")
    panel.fold_button.click()
    assert row.isVisible()


def test_the_list_follows_the_interfaces_language(
    qtbot: QtBot,
    language: InterfaceLanguage,
    host: FakeHost,
    panel: DocumentsPanel,
    dropped: Dropped,
) -> None:
    first, second = dropped("a.txt", "b.txt")
    language.use("zh")
    qtbot.waitUntil(lambda: first.words.text() == "正在读取…")
    assert second.words.text() == "等待翻译成中文"
    assert panel.title.text() == "文档"
