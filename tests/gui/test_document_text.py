"""A document's text in the page: opened, summarized whole, with its places, and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.inference.selection import ScoredDocument, SummaryLength
from bertsum_app.inference.summarizer import SummaryResult, SummarySentence
from bertsum_app.service.requests import SentimentRequest, SummarizeRequest
from bertsum_app.service.results import SummaryOutcome
from bertsum_app.text.sentences import Span
from gui.fake_host import FakeHost
from helpers.dragging import drop_files

READ_WITHIN_MS = 30_000
"""A document is read by a process of its own; a busy machine takes its time."""

PAPER = """\
# A 😀 paper

It begins here.

## Methods

We did **this** and that.

| a | b |
|---|---|
| 1 | 2 |

## Results

It works well.
"""
SENTENCES = ("It begins here.", "We did this and that.", "It works well.")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture
def dropped(qtbot: QtBot, window: MainWindow, host: FakeHost, paper: Path) -> WorkspacePage:
    """The paper, dropped to be summarized; the engine has been asked."""
    window.controller.choose_mode("summarize")
    drop_files(window, paper)
    qtbot.waitUntil(lambda: len(host.requests) == 1, timeout=READ_WITHIN_MS)
    return window.workspace


def asked(host: FakeHost) -> SummarizeRequest:
    request = host.requests[-1]
    assert isinstance(request, SummarizeRequest)
    return request


def outcome(text: str, *chosen: int) -> SummaryOutcome:
    """A summary of these of the sentences of the paper."""
    spans = tuple(
        Span(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in SENTENCES
    )
    order = (*chosen, *(index for index in range(3) if index not in chosen))
    scored = ScoredDocument(spans, (0.5, 0.5, 0.5), "en", SENTENCES, order)
    told = tuple(SummarySentence(spans[i], 0.5, SENTENCES[i]) for i in sorted(chosen))
    words = " ".join(SENTENCES[index] for index in sorted(chosen))
    return SummaryOutcome(SummaryResult(words, "extractive", told, "en"), scored=scored)


def lit(page: WorkspacePage) -> list[str]:
    pane = page.source.pane
    offsets = TextOffsets(pane.text)
    return [
        pane.text[offsets.to_code_point(mark.start) : offsets.to_code_point(mark.end)]
        for mark in pane.marks
        if mark.kind == "lit"
    ]


def test_a_dropped_document_is_summarized_whole_and_at_once(
    dropped: WorkspacePage, host: FakeHost
) -> None:
    text = dropped.source.pane.text
    assert text.startswith("A 😀 paper\n\nIt begins here.\n\nMethods\n\nWe did this and that.")
    assert asked(host).text == text
    document = asked(host).document
    assert document is not None
    assert document.format == "markdown"
    assert not dropped.documents.isVisible()


def test_the_summary_is_lit_in_the_text_and_names_its_places(
    qtbot: QtBot, dropped: WorkspacePage, host: FakeHost
) -> None:
    host.finishes(outcome(dropped.source.pane.text, 1, 2))
    qtbot.waitUntil(lambda: lit(dropped) == list(SENTENCES[1:]))
    shown = "We did this and that.  [Methods]\nIt works well.  [Results]"
    assert dropped.result.pane.text == shown
    references = [mark for mark in dropped.result.pane.marks if mark.kind == "reference"]
    pane = dropped.result.pane
    assert [pane.text[mark.start : mark.end] for mark in references] == [
        "  [Methods]",
        "  [Results]",
    ]


def test_a_sentence_of_the_summary_leads_to_its_place(
    qtbot: QtBot, window: MainWindow, host: FakeHost, tmp_path: Path
) -> None:
    long = tmp_path / "long.md"
    long.write_text(PAPER.replace("It begins here.", "It begins here.\n\n" * 200), encoding="utf-8")
    window.controller.choose_mode("summarize")
    drop_files(window, long)
    qtbot.waitUntil(lambda: len(host.requests) == 1, timeout=READ_WITHIN_MS)
    page = window.workspace
    host.finishes(outcome(page.source.pane.text, 1, 2))
    qtbot.waitUntil(lambda: lit(page) == list(SENTENCES[1:]))
    bar = page.source.pane.verticalScrollBar()
    assert bar.value() < 100
    pane = page.result.pane
    cursor = pane.textCursor()
    cursor.setPosition(pane.text.index("works"))
    qtbot.mouseClick(
        pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.cursorRect(cursor).center()
    )
    assert bar.value() > 1000
    assert [mark.kind for mark in pane.marks] == ["lit", "reference", "reference"]


def test_copying_takes_the_places_along_and_the_history_the_words_alone(
    qtbot: QtBot, window: MainWindow, dropped: WorkspacePage, host: FakeHost
) -> None:
    with qtbot.waitSignal(window.controller.result_kept) as kept:
        host.finishes(outcome(dropped.source.pane.text, 1, 2))
    assert kept.args is not None
    assert kept.args[0].result_text == "We did this and that.\nIt works well."
    dropped.result.copy_button.click()
    assert QApplication.clipboard().text() == (
        "We did this and that.  [Methods]\nIt works well.  [Results]"
    )


def test_a_changed_text_is_no_document_any_more(
    qtbot: QtBot, window: MainWindow, dropped: WorkspacePage, host: FakeHost
) -> None:
    dropped.source.pane.insert("And more.")
    dropped.actions_bar.run_button.click()
    assert asked(host).document is None
    dropped.source.pane.undo()
    dropped.actions_bar.run_button.click()
    assert asked(host).document is not None


def test_in_sentiment_a_documents_text_is_read(
    qtbot: QtBot, window: MainWindow, host: FakeHost, paper: Path
) -> None:
    window.controller.choose_mode("sentiment")
    drop_files(window, paper)
    qtbot.waitUntil(lambda: len(host.requests) == 1, timeout=READ_WITHIN_MS)
    request = host.requests[0]
    assert isinstance(request, SentimentRequest)
    assert "We did this and that." in request.text


def test_several_documents_are_too_many_for_one_page(
    window: MainWindow, host: FakeHost, paper: Path, tmp_path: Path
) -> None:
    (tmp_path / "b.md").write_text("b", encoding="utf-8")
    window.controller.choose_mode("sentiment")
    drop_files(window, paper, tmp_path / "b.md")
    message = window.workspace.messages.message
    assert message is not None
    assert message.title == "One document at a time"


def test_what_cannot_be_read_is_said_and_the_text_stays(
    qtbot: QtBot, window: MainWindow, host: FakeHost, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and nothing")
    window.controller.choose_mode("summarize")
    page = window.workspace
    page.source.pane.insert("My own text.")
    drop_files(window, broken)
    qtbot.waitUntil(lambda: page.messages.message is not None, timeout=READ_WITHIN_MS)
    message = page.messages.message
    assert message is not None
    assert message.title == "The document is damaged"
    assert page.source.pane.text == "My own text."
    assert page.actions_bar.cancel_button.isHidden()


def test_reading_can_be_called_off(
    qtbot: QtBot, window: MainWindow, host: FakeHost, paper: Path
) -> None:
    window.controller.choose_mode("summarize")
    page = window.workspace
    drop_files(window, paper)
    assert page.actions_bar.status.text() == "Reading paper.md…"
    page.actions_bar.cancel_button.click()
    assert page.actions_bar.status.text() == ""
    assert page.actions_bar.cancel_button.isHidden()
    # The next one is not mistaken for it.
    drop_files(window, paper)
    qtbot.waitUntil(lambda: len(host.requests) == 1, timeout=READ_WITHIN_MS)


def test_the_text_of_any_document_is_opened_to_be_translated(
    qtbot: QtBot,
    window: MainWindow,
    host: FakeHost,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><p>Some <b>words</b>.</p></body></html>", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(path), ""))
    page = window.workspace
    page.source.open_button.click()
    qtbot.waitUntil(lambda: page.source.pane.text == "Some words.", timeout=READ_WITHIN_MS)
    assert host.requests == []


def test_markdown_is_opened_with_its_marks_to_be_translated(
    qtbot: QtBot, window: MainWindow, host: FakeHost, paper: Path
) -> None:
    window.documents.open_text(paper)
    qtbot.waitUntil(lambda: window.workspace.source.pane.text == PAPER, timeout=READ_WITHIN_MS)


def test_pages_are_named_in_the_interfaces_language(
    window: MainWindow, language: InterfaceLanguage
) -> None:
    from bertsum_app.documents.model import Block, Document, Place

    document = Document("pdf", (Block("paragraph", "One.", place=Place(12, ("3 Data",))),))
    opened = window.controller.opened
    assert opened.reference(document, 0) == "p. 12 · 3 Data"
    language.use("zh")
    assert opened.reference(document, 0) == "第 12 页 · 3 Data"


def test_the_length_of_a_summary_is_asked_for(dropped: WorkspacePage, host: FakeHost) -> None:
    assert asked(host).length == SummaryLength(level="medium")
