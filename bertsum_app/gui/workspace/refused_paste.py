"""Words for what was pasted or dropped and is no text."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bertsum_app.gui.messages import Message
from bertsum_app.gui.workspace.page import WorkspacePage


class RefusedPaste(QObject):
    """Says in the page why nothing was put into the text."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        page.source.pane.refused.connect(self._on_refused)

    def _on_refused(self, refused: str) -> None:
        if refused == "image":
            title = self.tr("That is an image, not text")
            text = self.tr("BertSum cannot read the words in images. Copy the text itself.")
        elif refused == "files":
            title = self.tr("Those are several files")
            text = self.tr("Drop them on the window, or open them as documents.")
        else:
            title = self.tr("There is no text to paste")
            text = self.tr("Copy a text first, then paste it here.")
        self._page.messages.show_message(Message(title, text, severity="notice"))
