"""The list of documents: from a drop to the file beside, through the window's own widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import FolderNotWritable
from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentProtected,
    NothingTranslated,
    OutputExists,
)
from bertsum_app.gui.documents.intake import MOST_AT_ONCE, find_documents
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.inference.document_translator import SegmentCounts
from bertsum_app.service.documents import DocumentReport, DocumentRequest, Instead
from bertsum_app.text.glossary import Term
from gui.documents_list import Dropped, report, request, states
from gui.fake_host import FakeHost
from helpers.dragging import drop_files

# --- one after another ----------------------------------------------------------------------------


def test_documents_are_translated_one_after_another(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    assert not panel.isVisible()
    first, second = dropped("a.txt", "b.txt")
    assert panel.isVisible()
    assert request(host) == DocumentRequest(
        tmp_path / "a.txt", tmp_path, "zh", instead=Instead("en")
    )
    qtbot.waitUntil(lambda: states(panel) == ["working", "waiting"])
    assert first.words.text() == "Reading…"
    assert second.words.text() == "Waits to be translated into Chinese"

    host.starts()
    host.progresses(3, 10)
    qtbot.waitUntil(lambda: "3 of 10 sentences" in first.words.text())
    assert (first.progress.value(), first.progress.maximum()) == (3, 10)
    host.finishes(report(host, translated=8, kept=2, doubtful=1))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    words = first.words.text()
    assert words == (
        "Translated into Chinese: a.zh.txt · 8 of 10 sentences · 2 left as they are · "
        "1 may be wrong"
    )
    assert not first.progress.isVisible()
    assert request(host).path == tmp_path / "b.txt"
    qtbot.waitUntil(lambda: panel.summary.text() == "1 of 2 done")


def test_the_queue_goes_on_after_a_failure_which_is_told_in_words(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    first, _ = dropped("a.txt", "b.txt")
    host.fails(DocumentProtected(tmp_path / "a.txt"))
    qtbot.waitUntil(lambda: states(panel) == ["failed", "working"])
    assert "protected by a password" in first.words.text()
    qtbot.waitUntil(lambda: "1 failed" in panel.summary.text())

    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["failed", "finished"])
    first.retry_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["working", "finished"])
    assert request(host).path == tmp_path / "a.txt"


def test_documents_wait_for_the_engine(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    drop_files(window, tmp_path / "a.txt")
    panel = window.workspace.documents
    qtbot.waitUntil(lambda: states(panel) == ["waiting"])
    host = FakeHost(window.bridge.publish)
    window.attach_engine(host, None)
    qtbot.waitUntil(lambda: states(panel) == ["working"])


def test_what_is_typed_runs_beside_a_document(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    (row,) = dropped("a.txt")
    document = host.job
    window.workspace.source.pane.insert("Hello.")
    window.workspace.actions_bar.run_button.click()
    qtbot.waitUntil(lambda: host.job == document + 1)
    window.controller.cancel()
    assert host.cancelled == [document + 1]
    host.finishes(report_of(host, row), job=document)
    qtbot.waitUntil(lambda: states(panel) == ["finished"])


def report_of(host: FakeHost, row: DocumentRow) -> DocumentReport:
    asked = row.document.request
    assert isinstance(asked, DocumentRequest)
    output = asked.output / "a.zh.txt"
    return DocumentReport(asked.path, output, "text", "en", "zh", SegmentCounts(1, 1))


def test_the_same_document_is_not_queued_twice(
    qtbot: QtBot,
    window: MainWindow,
    host: FakeHost,
    panel: DocumentsPanel,
    dropped: Dropped,
    tmp_path: Path,
) -> None:
    dropped("a.txt")
    (tmp_path / "b.txt").write_text("One.", encoding="utf-8")
    drop_files(window, tmp_path / "a.txt", tmp_path / "b.txt")
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert [row.document.path.name for row in panel.rows.values()] == ["a.txt", "b.txt"]


def test_the_time_left_is_told_once_it_can_be(
    qtbot: QtBot, window: MainWindow, host: FakeHost, dropped: Dropped
) -> None:
    (row,) = dropped("a.txt")
    seconds = 0.0
    window.documents.queue._clock = lambda: seconds
    host.progresses(0, 1000)
    qtbot.waitUntil(lambda: "0 of 1,000" in row.words.text())
    assert "left" not in row.words.text()
    seconds = 10.0
    host.progresses(10, 1000)
    qtbot.waitUntil(lambda: "about 16 minutes left" in row.words.text())
    seconds = 20.0
    host.progresses(700, 1000)
    qtbot.waitUntil(lambda: "less than a minute left" in row.words.text())


# --- stopping -------------------------------------------------------------------------------------


def test_a_stopped_document_keeps_what_was_done(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    first, _ = dropped("a.txt", "b.txt")
    host.progresses(4, 10)
    job = host.job
    first.cancel_button.click()
    assert host.cancelled == [job]
    qtbot.waitUntil(lambda: states(panel) == ["stopping", "waiting"])
    qtbot.waitUntil(lambda: not first.cancel_button.isEnabled())
    host.finishes(report(host, translated=4, unfinished=6), job=job)
    qtbot.waitUntil(lambda: states(panel) == ["stopped", "working"])
    assert "a.zh.unfinished.txt" in first.words.text()
    assert "4 of 10 sentences" in first.words.text()
    assert first.open_button.isVisible()
    assert first.retry_button.isVisible()


def test_a_document_stopped_before_its_first_sentence_says_so(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    (row,) = dropped("a.txt")
    row.cancel_button.click()
    host.stops()
    qtbot.waitUntil(lambda: states(panel) == ["stopped"])
    assert row.words.text() == "Not translated"
    assert not row.open_button.isVisible()


def test_a_waiting_document_can_be_taken_back(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    _, second = dropped("a.txt", "b.txt")
    second.cancel_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["working", "stopped"])
    assert host.cancelled == []


def test_all_can_be_stopped_at_once_and_taken_off_the_list(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    dropped("a.txt", "b.txt", "c.txt")
    panel.cancel_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["stopping", "stopped", "stopped"])
    host.stops()
    qtbot.waitUntil(lambda: states(panel) == ["stopped"] * 3)
    assert len(host.requests) == 1
    qtbot.waitUntil(lambda: not panel.cancel_button.isVisible())
    panel.clear_button.click()
    assert panel.rows == {}
    assert not panel.isVisible()


def test_what_is_not_over_stays_on_the_list(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    dropped("a.txt", "b.txt")
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    panel.clear_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["working"])


# --- a file is in the way -------------------------------------------------------------------------


def test_a_file_in_the_way_is_asked_about_in_the_row_while_the_others_go_on(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    first, _ = dropped("a.txt", "b.txt")
    host.fails(OutputExists(tmp_path / "a.zh.txt"))
    qtbot.waitUntil(lambda: states(panel) == ["asking", "working"])
    assert first.words.text() == "a.zh.txt is there already."
    qtbot.waitUntil(lambda: "1 to be decided" in panel.summary.text())
    assert not request(host).overwrite
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["asking", "finished"])

    first.replace_button.click()
    assert (request(host).path.name, request(host).overwrite) == ("a.txt", True)
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "finished"])


def test_both_can_be_kept_or_the_document_left(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    first, second = dropped("a.txt", "b.txt")
    host.fails(OutputExists(tmp_path / "a.zh.txt"))
    host_fails_next(qtbot, host, panel, OutputExists(tmp_path / "b.zh.txt"))
    first.both_button.click()
    assert request(host).keep_both
    assert not request(host).overwrite
    second.cancel_button.click()
    qtbot.waitUntil(lambda: states(panel) == ["working", "stopped"])


def host_fails_next(qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, error: Exception) -> None:
    qtbot.waitUntil(lambda: "working" in states(panel)[1:])
    host.fails(error)
    qtbot.waitUntil(lambda: "working" not in states(panel))


def test_where_nothing_can_be_written_another_folder_can_be_chosen(
    qtbot: QtBot,
    host: FakeHost,
    panel: DocumentsPanel,
    dropped: Dropped,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (row,) = dropped("a.txt")
    host.fails(FolderNotWritable(tmp_path))
    qtbot.waitUntil(lambda: states(panel) == ["failed"])
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *given: str(tmp_path / "elsewhere")
    )
    row.elsewhere_button.click()
    assert request(host).output == tmp_path / "elsewhere"


def test_other_failures_have_no_use_for_another_folder(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    (row,) = dropped("a.txt")
    host.fails(DocumentDamaged(tmp_path / "a.txt", "it ends too early"))
    qtbot.waitUntil(lambda: states(panel) == ["failed"])
    assert not row.elsewhere_button.isVisible()


# --- what is chosen -------------------------------------------------------------------------------


def test_what_cannot_hold_other_text_becomes_what_is_wanted(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    dropped("a.txt")
    qtbot.waitUntil(lambda: not panel.written_as.isVisible())
    dropped("b.pdf", "c.rtf")
    qtbot.waitUntil(panel.written_as.isVisible)
    assert entries(panel) == ["docx", "html", "markdown", "pdf"]
    qtbot.keyClick(panel.written_as, Qt.Key.Key_End)
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working", "waiting"])
    assert request(host).written_as == "pdf"
    qtbot.keyClick(panel.written_as, Qt.Key.Key_Up)
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "finished", "working"])
    assert request(host).written_as == "markdown"


def test_two_columns_need_a_word_file(
    qtbot: QtBot, panel: DocumentsPanel, dropped: Dropped
) -> None:
    dropped("a.rtf")
    qtbot.waitUntil(panel.written_as.isVisible)
    assert entries(panel) == ["docx", "html", "markdown"]
    dropped("b.pdf")
    qtbot.waitUntil(lambda: entries(panel)[-1] == "pdf")
    qtbot.keyClick(panel.written_as, Qt.Key.Key_End)
    qtbot.keyClick(panel.bilingual, Qt.Key.Key_Down)
    assert panel.bilingual.code == "alternating"
    assert entries(panel) == ["docx", "html", "markdown", "pdf"]
    assert chosen(panel) == "pdf"
    qtbot.keyClick(panel.bilingual, Qt.Key.Key_End)
    assert entries(panel) == ["docx"]
    assert not panel.written_as.isEnabled()
    qtbot.keyClick(panel.bilingual, Qt.Key.Key_Home)
    assert panel.written_as.isEnabled()
    assert chosen(panel) == "pdf"


def chosen(panel: DocumentsPanel) -> str:
    return panel.written_as.written_as


def entries(panel: DocumentsPanel) -> list[str]:
    box = panel.written_as
    return [box.itemData(index) for index in range(box.count())]


def test_language_and_bilingual_hold_for_what_has_not_begun(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, dropped: Dropped
) -> None:
    first, second = dropped("a.txt", "b.txt")
    qtbot.keyClick(panel.language, Qt.Key.Key_Home)
    assert panel.language.code == "en"
    qtbot.keyClick(panel.bilingual, Qt.Key.Key_End)
    assert isinstance(first.document.request, DocumentRequest)
    assert first.document.request.target == "zh"
    qtbot.waitUntil(lambda: second.words.text() == "Waits to be translated into English")
    host.finishes(report(host))
    qtbot.waitUntil(lambda: states(panel) == ["finished", "working"])
    assert (request(host).target, request(host).bilingual) == ("en", "side-by-side")
    # Texts go on being translated into what was chosen for them.
    assert window.workspace.result.language.code == "zh"


def test_trying_again_goes_by_what_is_chosen_now(
    qtbot: QtBot, host: FakeHost, panel: DocumentsPanel, dropped: Dropped, tmp_path: Path
) -> None:
    (row,) = dropped("a.txt")
    host.fails(NothingTranslated(tmp_path / "a.txt", "zh"))
    qtbot.waitUntil(lambda: states(panel) == ["failed"])
    assert "may be in Chinese already" in row.words.text()
    qtbot.keyClick(panel.language, Qt.Key.Key_Home)
    row.retry_button.click()
    assert request(host).target == "en"


def test_the_language_of_texts_is_that_of_documents_too(window: MainWindow, host: FakeHost) -> None:
    assert window.workspace.documents.language.code == "zh"
    window.preferences.change(target_language="en")
    assert window.workspace.documents.language.code == "en"


def test_the_glossary_of_the_language_is_used(
    qtbot: QtBot, window: MainWindow, host: FakeHost, dropped: Dropped
) -> None:
    window.glossaries.replace("en", "zh", (Term("dam", "坝"),))
    window.glossaries.replace("zh", "en", (Term("坝", "dam"),))
    dropped("a.txt")
    glossary = request(host).glossary
    assert glossary is not None
    assert glossary.terms == (Term("dam", "坝"),)
    instead = request(host).instead
    assert instead is not None
    assert instead.glossary is not None
    assert instead.glossary.terms == (Term("坝", "dam"),)


# --- folders --------------------------------------------------------------------------------------


def test_a_folder_is_gone_through_without_earlier_translations(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    for name in ("a.md", "deep/b.txt", "a.zh.md", "c.en.md", "photo.png", ".hidden.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("One.", encoding="utf-8")
    drop_files(window, folder)
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert [row.document.path for row in panel.rows.values()] == [
        folder / "a.md",
        folder / "deep" / "b.txt",
    ]
    assert request(host).output == folder


def test_a_folder_without_documents_is_named(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    drop_files(window, tmp_path / "empty")
    qtbot.waitUntil(lambda: states(panel) == ["failed"])
    (row,) = panel.rows.values()
    assert "no documents in this folder" in row.words.text()
    assert not row.retry_button.isVisible()


def test_hundreds_of_rows_come_without_the_window_standing_still(
    qtbot: QtBot, window: MainWindow, host: FakeHost, panel: DocumentsPanel, tmp_path: Path
) -> None:
    for number in range(150):
        (tmp_path / f"{number:03}.txt").touch()
    turns = []
    turn = QTimer()
    turn.setInterval(0)
    turn.timeout.connect(lambda: turns.append(len(panel.rows)))
    turn.start()
    drop_files(window, tmp_path)
    qtbot.waitUntil(lambda: len(panel.rows) == 150, timeout=20_000)
    turn.stop()
    # The event loop came to others again and again while they were made.
    assert len(set(turns)) > 5
    panel.cancel_button.click()
    qtbot.waitUntil(lambda: set(states(panel)[1:]) == {"stopped"}, timeout=20_000)


def test_a_drop_of_thousands_is_cut_short(tmp_path: Path) -> None:
    for number in range(MOST_AT_ONCE + 3):
        (tmp_path / f"{number:04}.txt").touch()
    found = find_documents([tmp_path], ["zh"], CancelToken())
    assert len(found.documents) == MOST_AT_ONCE
    assert found.cut
    assert found.refused == ()


def test_going_through_a_large_folder_ends_with_the_window(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).mkdir()

    class ClosedMeanwhile(CancelToken):
        looks = 0

        def give_way(self) -> None:
            self.looks += 1
            if self.looks == 2:
                self.cancel()

    token = ClosedMeanwhile()
    with pytest.raises(Cancelled):
        find_documents([tmp_path], ["zh"], token)
    assert token.looks == 2
