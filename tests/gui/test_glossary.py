"""Glossaries in the window: the table, the marks in the source, and the count in the status."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bertsum_app.core.errors import DiskFull
from bertsum_app.gui.glossary.window import GlossaryWindow
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.translator import TermUse
from bertsum_app.service.requests import TranslateRequest
from bertsum_app.text.glossary import Glossary, Term
from bertsum_app.text.sentences import Span
from gui.fake_host import FakeHost, translation
from gui.widgets import name_of, tab_stops

CAT, SQL = Term("cat", "猫"), Term("SQL", None)


@pytest.fixture
def glossary(qtbot: QtBot, window: MainWindow, host: FakeHost) -> GlossaryWindow:
    """The window of terms, opened from the Workspace."""
    window.workspace.source.glossary_button.click()
    opened = window.glossary_window
    assert opened is not None
    qtbot.waitUntil(opened.isVisible)
    return opened


def shown(glossary: GlossaryWindow) -> list[tuple[str, str]]:
    model = glossary.table.model()
    return [
        (str(model.index(row, 0).data()), str(model.index(row, 1).data()))
        for row in range(model.rowCount())
    ]


def add(qtbot: QtBot, glossary: GlossaryWindow, source: str, target: str) -> None:
    # Typed letter by letter, Qt's test library takes ASCII only.
    glossary.new_source.setText(source)
    glossary.new_target.setText(target)
    qtbot.keyClick(glossary.new_target, Qt.Key.Key_Return)


def said(glossary: GlossaryWindow) -> Message | None:
    return glossary.messages.message


def reason(glossary: GlossaryWindow) -> str:
    refused = said(glossary)
    assert refused is not None
    return refused.text


def edit_cell(qtbot: QtBot, glossary: GlossaryWindow, row: int, column: int, text: str) -> None:
    glossary.table.setCurrentIndex(glossary.table.model().index(row, column))
    qtbot.keyClick(glossary.table, Qt.Key.Key_Return)
    editor = glossary.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt takes the text over in a later turn of the event loop.
    qtbot.waitUntil(lambda: glossary.table.findChild(QLineEdit) is None)


def test_terms_are_added_changed_and_deleted_with_undo(
    qtbot: QtBot, window: MainWindow, glossary: GlossaryWindow
) -> None:
    assert glossary.direction == ("en", "zh")
    assert not glossary.undo_button.isEnabled()
    add(qtbot, glossary, "cat", "猫")
    add(qtbot, glossary, "SQL", "")
    assert shown(glossary) == [("cat", "猫"), ("SQL", "(left as it is)")]
    assert window.glossaries.terms("en", "zh") == (CAT, SQL)
    assert glossary.new_source.text() == ""

    edit_cell(qtbot, glossary, 0, 1, "猫咪")
    assert shown(glossary)[0] == ("cat", "猫咪")

    glossary.table.selectRow(1)
    qtbot.keyClick(glossary.table, Qt.Key.Key_Delete)
    assert shown(glossary) == [("cat", "猫咪")]

    glossary.undo_button.click()
    assert len(shown(glossary)) == 2
    glossary.undo_button.click()
    assert window.glossaries.terms("en", "zh") == (CAT, SQL)
    glossary.table.setFocus()
    QTest.keySequence(glossary, QKeySequence(QKeySequence.StandardKey.Redo))
    assert shown(glossary)[0] == ("cat", "猫咪")


def test_terms_that_were_forgotten_are_not_brought_back(
    qtbot: QtBot, window: MainWindow, glossary: GlossaryWindow
) -> None:
    add(qtbot, glossary, "cat", "猫")
    window.glossaries.forget()
    assert shown(glossary) == []
    assert not glossary.undo_button.isEnabled()
    add(qtbot, glossary, "SQL", "")
    assert window.glossaries.terms("en", "zh") == (SQL,)


def test_what_is_no_entry_is_refused_in_words(qtbot: QtBot, glossary: GlossaryWindow) -> None:
    add(qtbot, glossary, "", "猫")
    assert said(glossary) is not None
    glossary.new_target.clear()
    add(qtbot, glossary, "cat", "猫")
    assert said(glossary) is None
    add(qtbot, glossary, "cat", "狗")
    assert "already" in reason(glossary)
    assert glossary.new_source.text() == "cat"
    edit_cell(qtbot, glossary, 0, 0, "x" * 201)
    assert "200" in reason(glossary)
    assert shown(glossary) == [("cat", "猫")]


def test_each_direction_has_its_terms(
    qtbot: QtBot, window: MainWindow, glossary: GlossaryWindow
) -> None:
    add(qtbot, glossary, "cat", "猫")
    glossary.swap_button.click()
    assert glossary.direction == ("zh", "en")
    assert shown(glossary) == []
    add(qtbot, glossary, "狗", "dog")
    # Undo reaches what was done in the other direction, too.
    glossary.undo_button.click()
    glossary.undo_button.click()
    assert window.glossaries.glossary("en", "zh") is None
    assert window.glossaries.glossary("zh", "en") is None


def test_a_search_narrows_the_table(qtbot: QtBot, glossary: GlossaryWindow) -> None:
    add(qtbot, glossary, "cat", "猫")
    add(qtbot, glossary, "dog", "狗")
    glossary.search.setText("狗")
    qtbot.waitUntil(lambda: shown(glossary) == [("dog", "狗")])
    assert "1 found" in glossary.status.text()
    glossary.table.selectRow(0)
    glossary.delete_button.click()
    glossary.search.clear()
    qtbot.waitUntil(lambda: shown(glossary) == [("cat", "猫")])


def test_files_come_in_and_go_out(
    qtbot: QtBot, window: MainWindow, glossary: GlossaryWindow, tmp_path: Path
) -> None:
    add(qtbot, glossary, "cat", "喵")
    path = tmp_path / "terms.csv"
    path.write_text("en,zh\ncat,猫\nSQL,\n", encoding="utf-8")
    glossary.import_file(path)
    qtbot.waitUntil(lambda: window.glossaries.terms("en", "zh") == (CAT, SQL))
    assert glossary.messages.message is not None
    assert glossary.messages.message.severity == "notice"

    out = tmp_path / "out.tsv"
    glossary.export_file(out)
    assert out.read_text(encoding="utf-8") == "en\tzh\ncat\t猫\nSQL\t\n"
    glossary.undo_button.click()
    assert window.glossaries.terms("en", "zh") == (Term("cat", "喵"),)

    path.write_text("cat,猫\n,狗\n", encoding="utf-8")
    glossary.import_file(path)
    qtbot.waitUntil(
        lambda: glossary.messages.message is not None and "2" in glossary.messages.message.text
    )
    assert str(path) in glossary.messages.message.text
    glossary.export_file(tmp_path / "terms.csv" / "out.tsv")
    refused = said(glossary)
    assert refused is not None
    assert refused.severity == "warning"


def test_terms_are_underlined_in_the_source_and_say_what_is_wanted(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage
) -> None:
    pane = page.source.pane
    pane.replace_text("😀 The cats use SQL.")
    window.glossaries.replace("en", "zh", (CAT, SQL))
    qtbot.waitUntil(lambda: len(pane.terms) == 2)
    assert [(mark.start, mark.end) for mark in pane.terms] == [(7, 11), (16, 19)]
    assert pane.tip_at(8) == "cat → 猫"
    assert "as it is" in pane.tip_at(17)
    assert pane.tip_at(4) == pane.tip_at(-1) == ""
    pane.insert("x")
    assert pane.terms == ()
    qtbot.waitUntil(lambda: len(pane.terms) == 2)
    window.controller.choose_mode("summarize")
    qtbot.waitUntil(lambda: pane.terms == ())


def test_a_large_glossary_is_marked_too(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage
) -> None:
    terms = tuple(Term(f"word{number}", "词") for number in range(2000))
    page.source.pane.replace_text("word1 word1999 word2000")
    window.glossaries.replace("en", "zh", terms)
    qtbot.waitUntil(lambda: len(page.source.pane.terms) == 2)
    window.glossaries.replace("en", "zh", terms[:10])
    qtbot.waitUntil(lambda: len(page.source.pane.terms) == 1)


def test_a_translation_is_asked_for_with_the_terms_and_tells_how_many_it_has(
    qtbot: QtBot, window: MainWindow, page: WorkspacePage, host: FakeHost
) -> None:
    window.glossaries.replace("en", "zh", (CAT, SQL))
    page.source.pane.replace_text("The cat uses SQL.")
    page.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: len(host.requests) == 1)
    request = host.requests[0]
    assert isinstance(request, TranslateRequest)
    assert request.glossary == Glossary("en", "zh", (CAT, SQL))

    result = translation(("The cat uses SQL.", "猫使用数据库。"))
    terms = (TermUse(Span(4, 7), "猫", True), TermUse(Span(13, 16), "SQL", False))
    marked = tuple(replace(segment, terms=terms) for segment in result.segments)
    host.does(replace(result, segments=marked))
    qtbot.waitUntil(lambda: "1 of 2 glossary terms" in page.actions_bar.status.text())

    window.glossaries.replace("zh", "en", (Term("狗", "dog"),))
    assert len(host.requests) == 1
    window.glossaries.replace("en", "zh", (CAT,))
    qtbot.waitUntil(lambda: len(host.requests) == 2)
    again = host.requests[1]
    assert isinstance(again, TranslateRequest)
    assert again.glossary == Glossary("en", "zh", (CAT,))


def test_the_window_is_reached_from_the_settings_and_by_key(
    qtbot: QtBot, window: MainWindow, host: FakeHost
) -> None:
    window.show_page("settings")
    window.settings_page.glossary.click()
    opened = window.glossary_window
    assert opened is not None
    qtbot.waitUntil(opened.isVisible)
    opened.close()
    window.activateWindow()
    window.show_page("workspace")
    QTest.keySequence(window, QKeySequence("Ctrl+Shift+T"))
    qtbot.waitUntil(opened.isVisible)
    assert window.glossary_window is opened


def test_everything_in_it_has_a_name_in_both_languages(
    qtbot: QtBot, glossary: GlossaryWindow, language: InterfaceLanguage
) -> None:
    for code in ("en", "zh"):
        language.use(code)
        glossary.activateWindow()
        stops = tab_stops(glossary, glossary.search)
        assert glossary.table in stops
        assert all(map(name_of, stops))
    qtbot.waitUntil(lambda: glossary.windowTitle() == "术语表")


def test_terms_that_cannot_be_stored_are_said(
    qtbot: QtBot, window: MainWindow, host: FakeHost, tmp_path: Path
) -> None:
    def store(glossaries: object) -> None:
        raise DiskFull(tmp_path)

    window.glossaries.load({("en", "zh"): Glossary("en", "zh", (CAT,))}, store)
    assert window.glossaries.terms("en", "zh") == (CAT,)
    window.glossaries.replace("en", "zh", (CAT, SQL))
    qtbot.waitUntil(lambda: window.workspace.messages.message is not None)
    assert window.glossaries.terms("en", "zh") == (CAT, SQL)
