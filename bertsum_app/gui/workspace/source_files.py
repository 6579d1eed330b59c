"""Texts of files in the source pane."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from bertsum_app.gui.messages import message_for
from bertsum_app.gui.workspace.open_document import OpenDocument
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.text_facts import FileText, TextWorker

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document


class SourceFiles(QObject):
    """Puts them there; Undo brings back what was there before."""

    opened = Signal(object)
    """The text of a file is in the pane: its `Path`."""

    decoded = Signal(object, str)
    """The text in the pane is that of the file at this `Path`, in this encoding; empty: in none."""

    def __init__(self, page: WorkspacePage, worker: TextWorker, document: OpenDocument) -> None:
        """`worker` reads text files; `document` is told which document the text is of."""
        super().__init__(page)
        self._page = page
        self._worker = worker
        self._document = document
        worker.file_read.connect(self._on_read)
        worker.file_failed.connect(self._on_failed)

    def read(self, path: Path, encoding: str | None = None) -> None:
        """Show a text file, once it is read; `encoding` None: find out."""
        self._worker.read_file(path, encoding)

    def show(self, path: Path, document: Document) -> None:
        """Show the text of a document that was read."""
        self._document.take(document)
        self._show(path, document.text, document.encoding or "")

    def name(self, path: Path, encoding: str) -> None:
        """The text in the pane is that of this text file, read in this encoding, as it is there."""
        self.decoded.emit(path, encoding)

    def _show(self, path: Path, text: str, encoding: str) -> None:
        pane = self._page.source.pane
        pane.replace_text(text)
        pane.moveCursor(QTextCursor.MoveOperation.Start)
        pane.setFocus()
        self._page.messages.dismiss()
        self.opened.emit(path)
        self.decoded.emit(path, encoding)

    def _on_read(self, file: FileText) -> None:
        self._document.take(None)
        self._show(file.path, file.text, file.encoding)

    def _on_failed(self, error: Exception) -> None:
        self._page.messages.show_message(message_for(error))
