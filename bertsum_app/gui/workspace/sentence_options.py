"""Other renderings of a sentence of the result: asked for by click or key, shown, and taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from bertsum_app.gui.messages import message_for
from bertsum_app.gui.side_jobs import Answer, SideJobs
from bertsum_app.gui.widgets.options_popup import Option, OptionsPopup
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.result_editing import ResultEditing
from bertsum_app.gui.workspace.result_sentences import ResultSentence, Version
from bertsum_app.gui.workspace.sentence_words import doubt_words
from bertsum_app.gui.workspace.shown_translation import ShownTranslation
from bertsum_app.service.events import JobFailed
from bertsum_app.service.requests import ALTERNATIVES_SLOT, AlternativesRequest, Request
from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span

if TYPE_CHECKING:
    from bertsum_app.inference.alternatives import Alternatives

AFTER_CLICK_MS = 300
"""Whoever clicks to write, or to select a word with a second click, is left alone."""

_LONGEST_WORD = 16


class SentenceOptions(QObject):
    """Opens the popup for a place of the shown translation; what is taken becomes a version."""

    def __init__(
        self,
        page: WorkspacePage,
        shown: ShownTranslation,
        editing: ResultEditing,
        jobs: SideJobs,
        with_terms: Callable[[Request], Request],
    ) -> None:
        """`with_terms` puts the glossary into a request."""
        super().__init__(page)
        self._with_terms = with_terms
        self._page = page
        self._pane = page.result.pane
        self._shown = shown
        self._editing = editing
        self._jobs = jobs
        self.popup = OptionsPopup(page)
        self._index = -1
        """The sentence that the popup is about."""
        self._prefix = ""
        self._scope = "sentence"
        """What was asked for last."""
        self._offered: list[Version | None] = []
        self._clicked = -1
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_CLICK_MS)
        self._soon.timeout.connect(lambda: self._open(self._clicked))
        self._pane.clicked_at.connect(self._on_clicked)
        self._pane.caret_moved.connect(self.close)
        self._pane.verticalScrollBar().valueChanged.connect(self.close)
        shown.changed.connect(self.close)
        self.popup.taken.connect(self._on_taken)
        self.popup.scope_changed.connect(self._on_scope)
        self.popup.closed.connect(self._on_closed)
        page.shortcuts.bind("alternatives", page).activated.connect(self._on_key)
        self._pane.installEventFilter(self)
        page.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def close(self) -> None:
        """Offer nothing any more."""
        self._soon.stop()
        had_keys = self.popup.isVisible() and self.popup.takes_keys
        self.popup.close_popup()
        if had_keys:
            self._pane.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() == QEvent.Type.Resize:
                self.close()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if not self.popup.isVisible():
            if event.type() == QEvent.Type.KeyPress:
                self._soon.stop()
            return False
        # The popup of a click listens while the pane has the keyboard.
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            if event.key() == Qt.Key.Key_Down and not event.modifiers():
                self.popup.take_keys()
                return True
        return False

    # --- asking ---------------------------------------------------------------------------------

    def _on_clicked(self, position: int) -> None:
        self._clicked = position
        self._soon.start()

    def _on_key(self) -> None:
        if self._pane.hasFocus():
            self._open(self._pane.textCursor().position())
            if self.popup.isVisible():
                self.popup.take_keys()

    def _open(self, position: int) -> None:
        links = self._shown.links
        index = -1 if links is None else links.near_target(position)
        if links is None or index < 0 or self._shown.languages is None:
            return
        before = links.prefix_before(index, position)
        text = links.sentences[index].text
        word = word_at(text, len(before))
        self._index = index
        self._prefix = text[: word.start]
        picked = word.of(text)
        if len(picked) > _LONGEST_WORD:
            picked = f"{picked[:_LONGEST_WORD]}…"
        rest = picked if self._prefix.strip() else ""
        self.popup.open_beside(self._line(position), rest, self._scope)
        self._ask()

    def _line(self, position: int) -> QRect:
        """Where a place of the result is on the page."""
        cursor = QTextCursor(self._pane.document())
        cursor.setPosition(position)
        there = self._pane.cursorRect(cursor)
        corner = self._pane.viewport().mapTo(self._page, there.topLeft())
        return QRect(corner, there.size())

    def _ask(self) -> None:
        links, languages = self._shown.links, self._shown.languages
        if links is None or languages is None:
            return
        rest = self.popup.scope.current == "rest"
        source, target = languages
        request = AlternativesRequest(
            sentence=links.sentences[self._index].source_text,
            source=source,
            target=target,
            prefix=self._prefix if rest else "",
        )
        if not self._jobs.ask(self._with_terms(request), ALTERNATIVES_SLOT, self._on_answer):
            self.popup.close_popup()

    def _on_scope(self, scope: str) -> None:
        self._scope = scope
        self.popup.show_busy()
        self._ask()

    # --- offering and taking --------------------------------------------------------------------

    def _on_answer(self, answer: Answer) -> None:
        links = self._shown.links
        if links is None or not self.popup.isVisible():
            return
        if isinstance(answer, JobFailed):
            message = message_for(answer.error)
            self.popup.say(f"{message.title}\n{message.text}")
            return
        from bertsum_app.inference.alternatives import Alternatives

        assert isinstance(answer.result, Alternatives)
        sentence = links.sentences[self._index]
        self._offered, options = [], []
        if sentence.version is not None and not answer.result.prefix:
            self._offered.append(None)
            options.append(self._option(sentence.machine, sentence.machine_doubts, machine=True))
        for version in _versions(answer.result, sentence):
            self._offered.append(version)
            shown = version.text.removeprefix(answer.result.prefix)
            text = f"…{shown}" if answer.result.prefix else shown
            options.append(self._option(text, version.doubts))
        if options:
            self.popup.show_options(options)
        else:
            self.popup.say(self.tr("Nothing else was found."))

    def _option(self, text: str, doubts: tuple[str, ...], *, machine: bool = False) -> Option:
        notes = [self.tr("The machine's version")] if machine else []
        notes += [doubt_words(code) for code in doubts]
        return Option(text, " ".join(notes), bool(doubts))

    def _on_taken(self, row: int) -> None:
        version, index = self._offered[row], self._index
        self.close()
        self._editing.put(index, version)
        self._pane.setFocus(Qt.FocusReason.PopupFocusReason)

    # --- going away -----------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self._offered = []
        self._jobs.drop(ALTERNATIVES_SLOT)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        # None: another window has the keyboard for a while.
        if now is not None and now is not self._pane and not self.popup.isAncestorOf(now):
            self.popup.close_popup()


def word_at(text: str, position: int) -> Span:
    """The word at a place, or before it where none begins there; a Han character is one.

    Empty where there is no word on either side.
    """
    for at in (position, position - 1):
        if 0 <= at < len(text) and text[at].isalnum():
            if is_cjk(text[at]):
                return Span(at, at + 1)
            start, end = at, at + 1
            while start > 0 and _goes_on(text, start - 1):
                start -= 1
            while end < len(text) and _goes_on(text, end):
                end += 1
            return Span(start, end)
    return Span(position, position)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word that is no Han character has the character at `at` in it."""
    if text[at].isalnum():
        return not is_cjk(text[at])
    # 1,250 and don't and up-to-date
    inner = text[at] in ".,'’-" and 0 < at < len(text) - 1
    return inner and text[at - 1].isalnum() and text[at + 1].isalnum()


def _versions(found: Alternatives, sentence: ResultSentence) -> list[Version]:
    """The renderings that are not there already, with the white space around that is there now."""
    taken = {sentence.text} if found.prefix else {sentence.text, sentence.machine}
    own = sentence.version
    before, after = (None, None) if own is None else (own.before, own.after)
    return [
        Version(option.text, "chosen", option.doubts, before, after)
        for option in found.options
        if option.text not in taken
    ]
