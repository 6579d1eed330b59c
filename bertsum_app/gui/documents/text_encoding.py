"""The encoding of the file whose text is in the source pane: shown under it, and to be changed there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from bertsum_app.gui.documents.encodings import ENCODINGS, encoding_name
from bertsum_app.gui.workspace.source_card import SourceCard


class TextEncoding(QObject):
    """Lives as long as its card."""

    def __init__(self, card: SourceCard, read_as: Callable[[Path, str], None]) -> None:
        """`read_as` puts the text of a file into the pane anew, in another encoding."""
        super().__init__(card)
        self._card = card
        self._read_as = read_as
        self._path = Path()
        self._encoding = ""
        self._length = 0
        self._arriving = False
        """Whether the file's text is still on its way into the pane."""
        self._menu = QMenu(card)
        self._menu.aboutToShow.connect(self._fill)
        card.encoding_button.setMenu(self._menu)
        card.pane.textChanged.connect(self._on_text_changed)
        card.pane.filled.connect(self._on_filled)

    def show(self, path: Path, encoding: str) -> None:
        """The text in the pane is that of this file; an empty encoding: of no text file."""
        self._path, self._encoding = path, encoding
        self._arriving = self._card.pane.is_filling
        self._length = self._card.pane.document().characterCount()
        self._card.show_encoding(encoding and encoding_name(encoding))

    def _on_filled(self) -> None:
        if self._arriving:
            self._arriving = False
            self._length = self._card.pane.document().characterCount()

    def _on_text_changed(self) -> None:
        """Once it was written in, the text is another one than the file's."""
        pane = self._card.pane
        if pane.is_blank:
            self._arriving = False
        if not self._arriving and pane.document().characterCount() != self._length:
            self._card.show_encoding("")

    def _fill(self) -> None:
        self._menu.clear()
        now = encoding_name(self._encoding)
        for code, name in ENCODINGS:
            action = self._menu.addAction(name, partial(self._read_as, self._path, code))
            action.setCheckable(True)
            action.setChecked(name == now)
