"""Lets the person say how a document in the list is to be read, and has it done anew so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bertsum_app.documents.format import Reading
from bertsum_app.documents.model import Document
from bertsum_app.gui.documents.queue import DocumentQueue, QueuedDocument
from bertsum_app.gui.documents.reader import DocumentReader
from bertsum_app.gui.documents.reading_dialog import ReadingDialog
from bertsum_app.gui.messages import message_for
from bertsum_app.service.documents import DocumentRequest

_BEGINNING = 2000
"""Bytes that are shown as text."""


class ReadingChoice(QObject):
    """One dialog at a time, which lies over the window."""

    def __init__(self, queue: DocumentQueue, over: QWidget) -> None:
        super().__init__(over)
        self._queue = queue
        self._over = over
        self._dialog: ReadingDialog | None = None
        self._reader = DocumentReader(self, whole=False)
        self._reader.read.connect(self._on_found)
        self._reader.failed.connect(self._on_failed)

    @property
    def dialog(self) -> ReadingDialog | None:
        """The one that is open."""
        return self._dialog

    def ask(self, document: QueuedDocument) -> None:
        """Open the dialog for a document."""
        dialog = ReadingDialog(document.path.name, self._over)
        self._dialog = dialog
        known = document.request.reading
        dialog.encoding.choose(known.encoding or "")
        dialog.encoding_chosen.connect(
            lambda code: self._reader.begin(document.path, Reading(code or None))
        )
        dialog.reading_chosen.connect(lambda reading: self._do_anew(document.key, reading))
        dialog.finished.connect(self._on_closed)
        dialog.open()
        self._reader.begin(document.path, known)

    def close(self) -> None:
        """Begin nothing more."""
        self._reader.close()

    def _on_found(self, path: Path, found: Document) -> None:
        if self._dialog is not None:
            self._dialog.show_found(found, _beginning(path, found.encoding))

    def _on_failed(self, error: Exception) -> None:
        if self._dialog is not None:
            message = message_for(error)
            self._dialog.show_problem(f"{message.title}. {message.text}")

    def _on_closed(self) -> None:
        self._reader.cancel()
        self._dialog = None

    def _do_anew(self, key: int, reading: Reading) -> None:
        document = self._queue.find(key)
        if document is None:
            return
        request = document.request
        if isinstance(request, DocumentRequest):
            # The file that came of the first try is this document's own.
            mine = document.report is not None and document.report.finished
            again = replace(request, reading=reading, overwrite=request.overwrite or mine)
            self._queue.retry(key, again)
        else:
            self._queue.retry(key, replace(request, reading=reading))


def _beginning(path: Path, encoding: str | None) -> str:
    """How the text of a file begins; nothing where it is gone, or no text."""
    if encoding is None:
        return ""
    try:
        with path.open("rb") as file:
            data = file.read(_BEGINNING)
    except OSError:
        return ""
    return data.decode(encoding, "replace").removeprefix("\ufeff")
