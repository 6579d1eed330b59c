"""From which language into which: what the person chose, what was found, and what follows.

The two boxes never name the same language, and a text found to be in the target language is
translated out of it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bertsum_app.core.settings import LAST_USED, Settings
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.source_card import DETECT


def languages_at_start(settings: Settings) -> tuple[str, str]:
    """Codes of source (empty: detected) and target that the program begins with."""
    source, target = settings.start_source, settings.start_target
    return (
        settings.source_language if source == LAST_USED else source,
        settings.target_language if target == LAST_USED else target,
    )


class LanguageChoice(QObject):
    """Keeps the two language boxes of the page in agreement."""

    changed = Signal()
    """The person chose another language on either side."""

    chosen = Signal(str, str)
    """What the person wants from now on: codes of source (empty: detected) and target."""

    def __init__(
        self, page: WorkspacePage, languages: tuple[str, ...], source: str, target: str
    ) -> None:
        super().__init__(page)
        self._source = page.source
        self._result = page.result
        self._target = page.result.language
        self._languages = languages
        self._detected: str | None = None
        self.offer(languages)
        self._source.language.choose(source)
        self._choose_target(target)
        self._source.language.chosen.connect(self._on_source_chosen)
        self._target.chosen.connect(self._on_target_chosen)

    @property
    def detects(self) -> bool:
        """Whether the source language is left to detection."""
        return self._source.language.code == DETECT

    def offer(self, languages: tuple[str, ...]) -> None:
        """The languages of the model."""
        self._languages = languages
        self._source.offer_languages(languages)
        self._result.offer_languages(languages)

    def show_detected(self, language: str | None) -> None:
        """What language the source text is in, as far as anybody can tell."""
        self._detected = language
        self._source.show_detected(language)
        if self.detects and language == self._target.code:
            self._choose_target(self._other_than(language))

    def swap(self) -> None:
        """Change the two over; for a detected language, the one that was found."""
        source = self._source.language.code or self._detected
        self._source.language.choose(self._target.code)
        self._choose_target(source)
        self._tell_choice()

    def restore(self, source: str | None, target: str | None) -> None:
        """Choose the languages of an earlier piece of work, as far as the model has them."""
        if target is None:
            return
        # What was detected then is detected again; only the other way round would it be another.
        if not self.detects and source in self._languages:
            self._source.language.choose(source)
        self._choose_target(target)

    def put_back(self, source: str, target: str) -> None:
        """Choose what was chosen in an earlier window; `source` empty: it is detected."""
        self._source.language.choose(source if source in self._languages else DETECT)
        self._choose_target(target)

    def _choose_target(self, wanted: str | None) -> None:
        """Translate into `wanted`, or into something else where that cannot be."""
        source = self._source.language.code
        if wanted is None or wanted not in self._languages or wanted == source:
            wanted = self._other_than(source)
        if wanted is not None:
            self._target.choose(wanted)

    def _other_than(self, language: str | None) -> str | None:
        return next((code for code in self._languages if code != language), None)

    def _on_source_chosen(self, code: str) -> None:
        if code == self._target.code:
            self._choose_target(None)
        self._tell_choice()
        self.changed.emit()

    def _on_target_chosen(self, code: str) -> None:
        if code == self._source.language.code:
            self._source.language.choose(self._other_than(code) or DETECT)
        self._tell_choice()
        self.changed.emit()

    def _tell_choice(self) -> None:
        self.chosen.emit(self._source.language.code, self._target.code)
