"""Several documents in Summarize: a list of them, each with its summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bertsum_app.documents.collection import collected
from bertsum_app.documents.errors import DocumentScanned
from bertsum_app.documents.model import Block, Document, Place
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.inference.summarizer import SummaryResult
from bertsum_app.service.document_summaries import DocumentSummary, DocumentSummaryRequest
from bertsum_app.service.results import SummaryOutcome
from gui.fake_host import FakeHost, key_sentences
from helpers.dragging import drop_files

TEXT = "One is here. Two stand there. Three go away."


@pytest.fixture
def rows(qtbot: QtBot, window: MainWindow, host: FakeHost, tmp_path: Path) -> list[DocumentRow]:
    """Two documents, dropped to be summarized."""
    paths = [tmp_path / name for name in ("a.md", "b.md")]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    window.controller.choose_mode("summarize")
    drop_files(window, *paths)
    panel = window.workspace.documents
    queue = window.documents.queue

    def is_settled() -> bool:
        shown = [row.document for row in panel.rows.values()]
        return len(shown) == 2 and shown == list(queue.documents)

    qtbot.waitUntil(is_settled)
    return list(panel.rows.values())


@pytest.fixture
def panel(window: MainWindow) -> DocumentsPanel:
    return window.workspace.documents


def asked(host: FakeHost) -> DocumentSummaryRequest:
    request = host.requests[-1]
    assert isinstance(request, DocumentSummaryRequest)
    return request


def summary(host: FakeHost) -> DocumentSummary:
    """What comes of the newest request: the first and the last sentence, page 7."""
    document = Document("pdf", (Block("paragraph", TEXT, place=Place(7)),))
    outcome = key_sentences(TEXT, 0.9, 0.1, 0.8)
    return DocumentSummary(asked(host).paths, document, outcome)


def states(panel: DocumentsPanel) -> list[str]:
    return [row.document.state for row in panel.rows.values()]


def test_each_document_gets_its_summary_as_the_page_says(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, rows: list[DocumentRow], tmp_path: Path
) -> None:
    assert asked(host).path == tmp_path / "a.md"
    assert asked(host).method == "extractive"
    assert rows[1].words.text() == "Waits to be summarized"
    host.progresses(3, 3)
    qtbot.waitUntil(lambda: rows[0].words.text() == "3 of 3 sentences")
    host.finishes(summary(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    assert rows[0].words.text() == "Summarized: 2 of 3 sentences"
    assert rows[0].open_button.text() == "Show summary"
    assert not rows[0].folder_button.isVisible()
    host.fails(DocumentScanned(tmp_path / "b.md", 12))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "failed"])
    rows[1].retry_button.click()
    assert asked(host).path == tmp_path / "b.md"


def test_a_summary_is_shown_in_its_document_without_computing(
    qtbot: QtBot, window: MainWindow, host: FakeHost, rows: list[DocumentRow]
) -> None:
    host.finishes(summary(host))
    qtbot.waitUntil(rows[0].open_button.isVisible)
    window.controller.choose_mode("translate")
    jobs = len(host.requests)
    rows[0].open_button.click()
    page = window.workspace
    assert window.controller.mode == "summarize"
    assert page.source.pane.text == TEXT
    qtbot.waitUntil(lambda: len([m for m in page.source.pane.marks if m.kind == "lit"]) == 2)
    assert page.result.pane.text == "One is here.  [p. 7]\nThree go away.  [p. 7]"
    assert len(host.requests) == jobs
    # The slider chooses anew from what was scored.
    page.result.length.slider.setValue(1)
    qtbot.waitUntil(lambda: page.result.pane.text == "One is here.  [p. 7]")
    assert len(host.requests) == jobs


def test_all_summaries_are_saved_in_one_file(
    qtbot: QtBot,
    host: FakeHost,
    panel: DocumentsPanel,
    rows: list[DocumentRow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qtbot.waitUntil(lambda: not panel.save_button.isVisible())
    host.finishes(summary(host))
    qtbot.waitUntil(panel.save_button.isVisible)
    written = SummaryOutcome(SummaryResult("Written anew.", "abstractive", (), "en"))
    host.finishes(DocumentSummary(asked(host).paths, summary(host).document, written))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "finished"])
    assert rows[1].words.text() == "Summarized: an abstract"
    target = tmp_path / "summaries.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    panel.save_button.click()
    assert target.read_text(encoding="utf-8") == (
        "# a.md\n\n- One is here. [p. 7]\n- Three go away. [p. 7]\n\n# b.md\n\n- Written anew.\n"
    )


def test_all_are_summarized_as_one(
    qtbot: QtBot,
    window: MainWindow,
    host: FakeHost,
    panel: DocumentsPanel,
    rows: list[DocumentRow],
    tmp_path: Path,
) -> None:
    qtbot.waitUntil(panel.together_button.isVisible)
    host.finishes(summary(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    host.finishes(summary(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "finished"])
    panel.together_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["finished", "finished", "working"])
    assert asked(host).paths == (tmp_path / "a.md", tmp_path / "b.md")
    row = panel.rows[3]
    assert row.name.text() == "2 documents together"

    texts = {"a.md": TEXT, "b.md": "Four ran off. Five came back. Six did not."}
    parts = [(name, Document("text", (Block("paragraph", each),))) for name, each in texts.items()]
    both = collected(parts).document
    outcome = key_sentences(both.text, 0.9, 0, 0, 0.8, 0, 0)
    host.finishes(DocumentSummary(asked(host).paths, both, outcome))
    qtbot.waitUntil(row.open_button.isVisible)
    row.open_button.click()
    expected = "One is here.  [a.md]\nFour ran off.  [b.md]"
    qtbot.waitUntil(lambda: window.workspace.result.pane.text == expected)


def test_one_document_alone_is_not_summarized_together(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, rows: list[DocumentRow], tmp_path: Path
) -> None:
    host.finishes(summary(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    host.fails(DocumentScanned(tmp_path / "b.md", 12))
    qtbot.waitUntil(lambda: not panel.together_button.isVisible())


def test_a_summary_called_off_says_so(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, rows: list[DocumentRow]
) -> None:
    panel.cancel_button.click()
    host.stops()
    qtbot.waitUntil(lambda: states(panel) == ["stopped", "stopped"])
    assert rows[0].words.text() == "Not summarized"


def test_the_language_of_translations_is_not_that_of_summaries(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, rows: list[DocumentRow]
) -> None:
    qtbot.waitUntil(lambda: not panel.language.isVisible())
    panel.choices_changed.emit()
    assert isinstance(rows[1].document.request, DocumentSummaryRequest)
