"""The list of documents as tests see it."""

from __future__ import annotations

from collections.abc import Callable

from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.inference.document_translator import SegmentCounts
from bertsum_app.service.documents import DocumentReport, DocumentRequest
from gui.fake_host import FakeHost

Dropped = Callable[..., list[DocumentRow]]


def is_settled(window: MainWindow) -> bool:
    """Whether the rows show how everything is now; hundreds of them take a few turns."""
    shown = [row.document for row in window.workspace.documents.rows.values()]
    return shown == list(window.documents.queue.documents)


def request(host: FakeHost) -> DocumentRequest:
    """The newest one."""
    found = host.requests[-1]
    assert isinstance(found, DocumentRequest)
    return found


def report(host: FakeHost, **counts: int) -> DocumentReport:
    """What comes of the newest request; the new file is there."""
    asked = request(host)
    told = SegmentCounts(**{"total": 10, "translated": 10, **counts})
    ending = ".unfinished" if told.unfinished else ""
    output = asked.output / f"{asked.path.stem}.{asked.target}{ending}{asked.path.suffix}"
    output.write_text("一。", encoding="utf-8")
    return DocumentReport(asked.path, output, "text", "en", asked.target, told)


def states(panel: DocumentsPanel) -> list[str]:
    return [row.document.state for row in panel.rows.values()]
