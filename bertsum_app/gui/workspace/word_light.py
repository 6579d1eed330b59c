"""Words that belong together, lit in both panes while the control key (Command on macOS) is held, or
for as long as the button under the result is pressed.

The mouse points at a word, or the caret goes from word to word with control and an arrow key. The
engine is asked once for each sentence.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from bertsum_app.core.settings import Settings
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.side_jobs import Answer, SideJobs
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.sentence_light import SentenceLight
from bertsum_app.gui.workspace.shown_translation import ShownTranslation
from bertsum_app.service.events import JobFinished
from bertsum_app.service.requests import WORD_ALIGNMENT_SLOT, WordAlignmentRequest
from bertsum_app.text.sentences import Span

if TYPE_CHECKING:
    from bertsum_app.inference.word_alignment import WordAlignment

Side: TypeAlias = Literal["source", "target"]

MAX_KEPT = 200
"""Alignments of sentences looked at last that are not asked for again."""


class WordLight(QObject):
    """Follows mouse and caret, with the control key or the button; `SentenceLight` paints."""

    def __init__(
        self,
        page: WorkspacePage,
        shown: ShownTranslation,
        light: SentenceLight,
        jobs: SideJobs,
        preferences: Preferences,
    ) -> None:
        super().__init__(page)
        self._preferences = preferences
        self._button = page.result.words_button
        self._shown = shown
        self._light = light
        self._jobs = jobs
        self._kept: OrderedDict[WordAlignmentRequest, WordAlignment] = OrderedDict()
        self._asked: WordAlignmentRequest | None = None
        self._at: tuple[Side, int] = "target", -1
        """Where mouse or caret were last: pane and UTF-16 position."""
        self._held = False
        source, target = page.source.pane, page.result.pane
        for pane in (source, target):
            pane.installEventFilter(self)
        source.pointed.connect(lambda position: self._on_moved("source", position))
        target.pointed.connect(lambda position: self._on_moved("target", position))
        source.caret_moved.connect(lambda position: self._on_moved("source", position))
        target.caret_moved.connect(lambda position: self._on_moved("target", position))
        shown.changed.connect(self._on_changed)
        self._button.setChecked(preferences.settings.light_words)
        self._button.toggled.connect(self._on_toggled)
        preferences.changed.connect(self._on_preferences)
        page.shortcuts.bind("light-words", page).activated.connect(self._on_key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Control:
            if event.type() == QEvent.Type.KeyPress:
                self._hold(True)
            elif event.type() == QEvent.Type.KeyRelease:
                self._hold(False)
        return False

    def _on_moved(self, side: Side, position: int) -> None:
        self._at = side, position
        modifiers = QApplication.keyboardModifiers()
        self._hold(bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def _on_key(self) -> None:
        if self._button.isVisible():
            self._button.click()

    def _on_toggled(self, on: bool) -> None:
        self._preferences.change(light_words=on)
        self._hold(False)

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        self._button.setChecked(after.light_words)

    def _hold(self, held: bool) -> None:
        self._held = held or self._button.isChecked()
        if self._held:
            self._look()
        else:
            self._light.show_words((), ())

    def _on_changed(self) -> None:
        # Places are others now.
        self._at = "target", -1

    def _look(self) -> None:
        """Light the word that was pointed at last, and those that belong to it."""
        links, languages = self._shown.links, self._shown.languages
        side, position = self._at
        if links is None or languages is None or position < 0:
            return
        index = links.at_target(position) if side == "target" else links.at_source(position)
        if index < 0:
            self._light.show_words((), ())
            return
        sentence = links.sentences[index]
        request = WordAlignmentRequest(sentence.source_text, sentence.text, *languages)
        found = self._kept.get(request)
        if found is None:
            self._ask(request)
            return
        self._kept.move_to_end(request)
        at = links.place_in(side, index, position)
        if side == "target":
            sources = found.sources_of(at, at + 1)
            targets = _own({link.target for link in found.links}, at)
        else:
            targets = found.targets_of(at, at + 1)
            sources = _own({link.source for link in found.links}, at)
        self._light.show_words(
            [links.part_of("source", index, span) for span in sources],
            [links.part_of("target", index, span) for span in targets],
        )

    def _ask(self, request: WordAlignmentRequest) -> None:
        self._light.show_words((), ())
        if request != self._asked and self._jobs.ask(
            request, WORD_ALIGNMENT_SLOT, lambda answer: self._on_answer(request, answer)
        ):
            self._asked = request

    def _on_answer(self, request: WordAlignmentRequest, answer: Answer) -> None:
        self._asked = None
        # A hint that cannot be had is no message of its own: the next job will say what is wrong.
        if not isinstance(answer, JobFinished):
            return
        from bertsum_app.inference.word_alignment import WordAlignment

        assert isinstance(answer.result, WordAlignment)
        self._kept[request] = answer.result
        if len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        if self._held:
            self._look()


def _own(words: set[Span], at: int) -> tuple[Span, ...]:
    """The word that is pointed at itself, if it belongs to any."""
    return tuple(span for span in words if span.start <= at < span.end)
