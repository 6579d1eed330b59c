"""Saying that no font of this system has Chinese characters, once there are some to be seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from bertsum_app.gui.messages import Message
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.text.chinese import has_cjk

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def missing_font_words() -> Message:
    """What the boxes are, and what to do."""
    return Message(
        translate("MissingFont", "No font on this computer has Chinese characters"),
        translate(
            "MissingFont",
            "They are shown as boxes; what you copy or save is right all the same. Install a font such "
            "as Noto Sans CJK (fonts-noto-cjk on Debian and Ubuntu), and start BertSum again.",
        ),
    )


class MissingFont(QObject):
    """Says it in the page when Chinese stands in a pane. To be made only where the font is missing."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._messages = page.messages
        self._panes = (page.source.pane, page.result.pane)
        for pane in self._panes:
            pane.textChanged.connect(self._look)

    def _look(self) -> None:
        # What is said already may be about this very text.
        if self._messages.message is None and any(has_cjk(pane.text) for pane in self._panes):
            self._messages.show_message(missing_font_words())
