"""Joining the broken lines of a text from a PDF page or an e-mail: offered, previewed, undoable.

A sentence with a hard line break in it would be translated as two.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.source_card import SourceCard
from bertsum_app.text.line_joins import Join, apply_joins

_SHOWN_AROUND = 12
"""A line break itself cannot be lit: at most so many characters of the words around it are."""


class LineJoining(QObject):
    """What the button under the source does."""

    def __init__(self, card: SourceCard) -> None:
        super().__init__(card)
        self._card = card
        self._text = ""
        self._joins: tuple[Join, ...] = ()
        card.join_button.previewed.connect(self._on_previewed)
        card.join_button.clicked.connect(self._on_clicked)

    def offer(self, text: str, joins: tuple[Join, ...]) -> None:
        """Offer to do this with the text in the pane; nothing is offered without `joins`."""
        self._text, self._joins = text, joins
        self._card.show_joins(len(joins))

    def _on_previewed(self, wanted: bool) -> None:
        offsets = TextOffsets(self._text)
        spans = [_around(self._text, join) for join in self._joins] if wanted else []
        self._card.pane.show_marks(
            [
                Mark(offsets.to_utf16(start), offsets.to_utf16(end), "pointed")
                for start, end in spans
            ]
        )

    def _on_clicked(self) -> None:
        text, joins = self._text, self._joins
        self._card.pane.replace_text(apply_joins(text, joins))
        self._card.pane.setFocus()


def _around(text: str, join: Join) -> tuple[int, int]:
    """The words on both sides of a break, code points."""
    first = max(0, join.start - _SHOWN_AROUND)
    last = join.end + _SHOWN_AROUND
    before = text[first : join.start].rfind(" ")
    after = text[join.end : last].find(" ")
    return first + before + 1, min(len(text), last if after < 0 else join.end + after)
