"""Words for what was pasted, dropped or copied and is no text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from bertsum_app.gui.messages import Message
from bertsum_app.gui.widgets.source_pane import Refused
from bertsum_app.gui.workspace.page import WorkspacePage

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def refusal_words(refused: Refused) -> Message:
    """Why nothing was put into the text, and what to do."""
    if refused == "image":
        title = translate("RefusedPaste", "That is an image, not text")
        text = translate(
            "RefusedPaste", "BertSum cannot read the words in images. Copy the text itself."
        )
    elif refused == "files":
        title = translate("RefusedPaste", "Those are files, not text")
        text = translate("RefusedPaste", "Drop them on the window, or open them as documents.")
    else:
        title = translate("RefusedPaste", "There is no text to paste")
        text = translate("RefusedPaste", "Copy a text first, then paste it here.")
    return Message(title, text, severity="notice")


class RefusedPaste(QObject):
    """Says it in the page."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._messages = page.messages
        page.source.pane.refused.connect(self._on_refused)

    def _on_refused(self, refused: Refused) -> None:
        self._messages.show_message(refusal_words(refused))
