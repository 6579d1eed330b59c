"""What stood in a window that was not closed properly, back where it stood."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from bertsum_app.documents.format import Reading
from bertsum_app.documents.model import Document
from bertsum_app.gui.documents.file_kinds import is_plain_text
from bertsum_app.gui.documents.reader import DocumentReader
from bertsum_app.gui.main_window import WORKSPACE, MainWindow
from bertsum_app.service.drafts import Draft


class PuttingBack(QObject):
    """`close` it before the window is gone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reader: DocumentReader | None = None

    def put_back(self, draft: Draft) -> None:
        """Fill the empty panes. Nothing is computed: this text may be what the program broke on."""
        controller = self._window.controller
        if draft.work is not None:
            controller.restore(draft.work)
        else:
            controller.choose_mode(draft.mode)
            controller.live.rest()
            self._window.workspace.source.pane.replace_text(draft.text)
        controller.languages.put_back(draft.source_language, draft.target_language)
        self._window.show_page(WORKSPACE)
        if draft.document is not None:
            self._find_again(draft.document, draft)

    def close(self) -> None:
        """Read nothing more."""
        if self._reader is not None:
            self._reader.close()

    def _find_again(self, path: Path, draft: Draft) -> None:
        """Know of which document the text is, if that still says the same."""
        if draft.mode == "translate" and is_plain_text(path):
            self._window.controller.files.name(path, draft.encoding)
            return
        self._reader = DocumentReader(self)
        self._reader.read.connect(self._on_read)
        self._reader.begin(path, Reading(draft.encoding or None))

    def _on_read(self, path: Path, document: Document) -> None:
        if document.text == self._window.workspace.source.pane.text:
            self._window.controller.opened.take(document)
            self._window.controller.files.name(path, document.encoding or "")
