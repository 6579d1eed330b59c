"""Finding a word in either pane: what is lit, where the cursor goes, and the way back to the text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from bertsum_app.gui.clean_text import document_text
from bertsum_app.gui.text_search import Found, find_all
from bertsum_app.gui.widgets.find_bar import FindBar
from bertsum_app.gui.widgets.text_pane import Mark, TextPane
from bertsum_app.gui.workspace.page import WorkspacePage

_LONGEST_WANTED = 200
# While a text grows or is typed, it is searched again after a pause, a long one after a longer one.
_AGAIN_MS = 100
_LONG_TEXT = 200_000
_AGAIN_LONG_MS = 400


class Finding(QObject):
    """Opens the search of the pane that is in use, and repeats it for the keys."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._source = PaneSearch(page.source.pane, page.source.find_bar)
        self._result = PaneSearch(page.result.pane, page.result.find_bar)
        page.shortcuts.bind("find", page).activated.connect(self._open)
        page.shortcuts.bind("find-next", page).activated.connect(lambda: self._move(1))
        page.shortcuts.bind("find-previous", page).activated.connect(lambda: self._move(-1))

    def _open(self) -> None:
        self._here().open()

    def _move(self, step: int) -> None:
        here = self._here()
        if not here.is_open and (other := self._other(here)).is_open:
            here = other
        here.repeat(step)

    def _here(self) -> PaneSearch:
        """The search of the pane with the focus; of the source, when it is elsewhere."""
        focus = QApplication.focusWidget()
        card, pane = self._page.result, self._page.result.pane
        if focus is not None and card.isAncestorOf(focus) and pane.isVisible():
            return self._result
        return self._source

    def _other(self, search: PaneSearch) -> PaneSearch:
        return self._source if search is self._result else self._result


class PaneSearch(QObject):
    """One pane with its bar."""

    def __init__(self, pane: TextPane, bar: FindBar) -> None:
        super().__init__(pane)
        self._pane = pane
        self._bar = bar
        self._found = Found()
        self._current = -1
        self._from = 0
        """Where in the text the search began: typing on does not lead further away from it."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._search_again)
        pane.textChanged.connect(self._on_text_changed)
        bar.wanted_changed.connect(self._on_wanted)
        bar.moved.connect(self.repeat)
        bar.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether the bar is there."""
        return not self._bar.isHidden()

    def open(self) -> None:
        """Show the bar, with what is selected in the text to be found."""
        cursor = self._pane.textCursor()
        self._from = cursor.selectionStart()
        selected = document_text(cursor.selectedText())
        if "\n" in selected or len(selected) > _LONGEST_WANTED:
            selected = ""
        self._bar.open(selected)
        self._search(self._from)

    def repeat(self, step: int) -> None:
        """Go to the next place or the one before; the first time, show the bar."""
        if not self.is_open:
            self.open()
            return
        if self._again.isActive():
            self._search_again()
        count = len(self._found.places)
        if count:
            self._go_to((self._current + step) % count)

    def close(self) -> None:
        """Hide the bar and go back to the text, where the last place stays selected."""
        self._again.stop()
        self._bar.hide()
        self._found, self._current = Found(), -1
        self._pane.show_found(())
        self._pane.setFocus()

    def _on_wanted(self, wanted: str) -> None:
        if self._pane.length > _LONG_TEXT:
            self._again.start(_AGAIN_MS)
        else:
            self._search(self._from)

    def _on_text_changed(self) -> None:
        if self.is_open:
            # The places are no longer where they were.
            self._pane.show_found(())
            long = self._pane.length > _LONG_TEXT
            self._again.start(_AGAIN_LONG_MS if long else _AGAIN_MS)

    def _search_again(self) -> None:
        self._again.stop()
        # Somebody who writes in the text wants their cursor left alone.
        self._search(self._from, moves=self._bar_has_focus())

    def _search(self, position: int, moves: bool = True) -> None:
        self._found = find_all(self._pane.text, self._bar.field.text())
        self._pane.show_found([Mark(start, end, "found") for start, end in self._found.places])
        first = self._found.after(position)
        if moves and first >= 0:
            self._go_to(first)
        else:
            self._current = first
            self._tell()

    def _go_to(self, index: int) -> None:
        self._current = index
        start, end = self._found.places[index]
        cursor = self._pane.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._pane.setTextCursor(cursor)
        self._from = start
        self._tell()

    def _tell(self) -> None:
        wanted = self._bar.field.text()
        count = len(self._found.places)
        self._bar.show_count((self._current + 1, count, self._found.more) if wanted else None)

    def _bar_has_focus(self) -> bool:
        focus: QWidget | None = QApplication.focusWidget()
        return focus is not None and self._bar.isAncestorOf(focus)
