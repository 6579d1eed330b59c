"""Where the person's text stands: typed, pasted or dropped, cleaned on its way in.

Files that are dropped are no text; the window takes them.

A long paste is put in piece by piece between the event loop's turns, as one step of undo, so that
the window stays alive while Qt lays out a megabyte.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from bertsum_app.gui.clean_text import clean_text, document_text
from bertsum_app.gui.widgets.text_pane import TextPane

Refused: TypeAlias = Literal["image", "files", "nothing"]
"""What was there in place of text."""

# Laying out so many characters takes 5 to 10 ms.
PIECE = 8_000


class SourcePane(TextPane):
    """Plain text only, whatever the clipboard offers."""

    file_pasted = Signal(object)
    """A local file was pasted: its `Path`."""

    refused = Signal(str)
    """What was pasted or dropped is no text: a `Refused`."""

    filled = Signal()
    """A long text is in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._composing = False
        self._tip_at: Callable[[int], str] = lambda position: ""
        self._pending: list[str] = []
        self._fill_cursor = QTextCursor()
        self._fill_timer = QTimer(self)
        self._fill_timer.setInterval(0)
        self._fill_timer.timeout.connect(self._put_next)

    @property
    def is_filling(self) -> bool:
        """Whether a long text is still on its way in; the pane is read-only meanwhile."""
        return bool(self._pending)

    @property
    def is_composing(self) -> bool:
        """Whether an input method has begun a character that is not chosen yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def use_tips(self, tip_at: Callable[[int], str]) -> None:
        """Ask this for the tool tip at a UTF-16 position; an empty one shows nothing."""
        self._tip_at = tip_at

    def tip_at(self, position: int) -> str:
        """The tool tip at a UTF-16 position; empty where there is none."""
        return self._tip_at(position) if position >= 0 else ""

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.show_tip(event, self.tip_at(self.position_at(event.pos())))
            return True
        return super().viewportEvent(event)

    def insert(self, text: str) -> None:
        """Put text from outside in place of the selection."""
        self._insert_at(self.textCursor(), text)

    def replace_text(self, text: str) -> None:
        """Put text from outside in place of everything; can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self._insert_at(cursor, text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Comes with whatever is pasted, and with dropped text."""
        path = _single_file(source)
        if path is not None:
            self.file_pasted.emit(path)
        elif (refused := _no_text(source)) is not None:
            self.refused.emit(refused)
        else:
            self.insert(plain_text(source))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return _single_file(source) is not None or _no_text(source) is None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _has_files(event.mimeData()):
            event.ignore()  # they are the window's
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if _has_files(event.mimeData()):
            event.ignore()
        else:
            super().dropEvent(event)

    def _insert_at(self, cursor: QTextCursor, text: str) -> None:
        self._stop_filling()
        cleaned = clean_text(text)
        first, *rest = _pieces(cleaned)
        cursor.insertText(first)
        if rest:
            # Reversed, to take from the end.
            self._pending = rest[::-1]
            self._fill_cursor = cursor
            self.setReadOnly(True)
            self._fill_timer.start()
        else:
            self.ensureCursorVisible()

    def _put_next(self) -> None:
        self._fill_cursor.joinPreviousEditBlock()
        self._fill_cursor.insertText(self._pending.pop())
        self._fill_cursor.endEditBlock()
        if not self._pending:
            self._stop_filling()
            self.filled.emit()

    def _stop_filling(self) -> None:
        self._fill_timer.stop()
        self._pending = []
        self.setReadOnly(False)


def _pieces(text: str) -> list[str]:
    """The text in pieces that end with a line where that is possible; at least one.

    A line is never cut: Qt lays out a whole line again whenever something is added to it.
    """
    pieces = []
    start = 0
    while len(text) - start > PIECE:
        end = text.find("\n", start + PIECE)
        if end < 0:
            break
        pieces.append(text[start : end + 1])
        start = end + 1
    pieces.append(text[start:])
    return pieces


def _single_file(data: QMimeData) -> Path | None:
    urls = data.urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None


def _several_files(data: QMimeData) -> bool:
    urls = data.urls()
    return len(urls) > 1 and all(url.isLocalFile() for url in urls)


def _has_files(data: QMimeData) -> bool:
    return _single_file(data) is not None or _several_files(data)


def _no_text(data: QMimeData) -> Refused | None:
    """Why there is no text in it; None: there is."""
    if _several_files(data):
        return "files"
    if data.hasText() or data.hasHtml():
        return None
    return "image" if data.hasImage() else "nothing"


def refusal_of(data: QMimeData) -> Refused | None:
    """Why what was copied or dragged is no text; None: it is. Names of files are none."""
    return "files" if _has_files(data) else _no_text(data)


def plain_text(data: QMimeData) -> str:
    """The words of what was copied or dragged; empty where there are none."""
    if data.hasText():
        return data.text()
    # Some programs offer mark-up alone.
    document = QTextDocument()
    document.setHtml(data.html())
    # Images leave a character that stands for them.
    return document_text(document.toRawText()).replace("\ufffc", "")
