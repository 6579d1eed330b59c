"""The glossary at work on the Workspace page: terms marked in the source, counted in the result."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.live_run import LONGEST_TEXT
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.requests import Request, TranslateRequest
from bertsum_app.service.results import JobResult
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.glossary import Glossary, TermFinder, TermMatch

LOOK_AFTER_MS = 150
"""How long the text must rest before its terms are looked for."""


class GlossaryTerms(QObject):
    """Finds the terms of the current languages in the source text."""

    def __init__(self, page: WorkspacePage, glossaries: GlossaryCollection) -> None:
        super().__init__(page)
        self._page = page
        self._pane = page.source.pane
        self._glossaries = glossaries
        self._mode: Mode = "translate"
        self._converter = ChineseConverter()
        self._finder: tuple[Glossary, TermFinder] | None = None
        self._marked: list[tuple[Mark, TermMatch]] = []
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(self._mark)
        self._pane.use_tips(self._tip_at)
        self._pane.textChanged.connect(self._on_text)
        glossaries.changed.connect(self._look.start)
        page.source.language.currentIndexChanged.connect(self._look.start)
        page.result.language.currentIndexChanged.connect(self._look.start)

    def use_mode(self, mode: Mode) -> None:
        """Only translations have terms."""
        self._mode = mode
        self._look.start()

    def look_again(self) -> None:
        """Something that the languages depend on is known now."""
        self._look.start()

    def with_terms(self, request: Request) -> Request:
        """The request with the glossary of its languages."""
        if not isinstance(request, TranslateRequest):
            return request
        return replace(request, glossary=self._glossary())

    def count_words(self, result: JobResult) -> str:
        """How many terms a translation has of those in its source; empty where there are none."""
        segments = getattr(result, "segments", ())
        uses = [use for segment in segments for use in segment.terms]
        if not uses:
            return ""
        applied = sum(use.applied for use in uses)
        if applied == len(uses):
            return self.tr("%Ln glossary term(s)", "", applied)
        return self.tr("{applied} of %Ln glossary term(s)", "", len(uses)).format(applied=applied)

    @property
    def direction(self) -> tuple[str, str]:
        """The languages of the page; what is to be detected is what was, or the other language."""
        target = self._page.result.language.code
        source = self._page.source.language.code or self._page.source.detected
        if not source or source == target:
            source = "en" if target == "zh" else "zh"
        return source, target

    def _glossary(self) -> Glossary | None:
        return self._glossaries.glossary(*self.direction)

    def _on_text(self) -> None:
        if self._marked:
            # Their places may be others now; they come back when the text rests.
            self._show([])
        self._look.start()

    def _mark(self) -> None:
        glossary = self._glossary() if self._mode == "translate" else None
        if glossary is None or not 0 < self._pane.length <= LONGEST_TEXT:
            if self._marked:
                self._show([])
            return
        text = self._pane.text
        offsets = TextOffsets(text)
        self._show(
            [
                (
                    Mark(
                        offsets.to_utf16(match.span.start), offsets.to_utf16(match.span.end), "term"
                    ),
                    match,
                )
                for match in self._finder_of(glossary).find(text)
            ]
        )

    def _finder_of(self, glossary: Glossary) -> TermFinder:
        if self._finder is None or self._finder[0] is not glossary:
            language = glossary.source_language
            simplify = self._converter.to_simplified if language == "zh" else str
            self._finder = glossary, TermFinder(glossary.terms, language, simplify=simplify)
        return self._finder[1]

    def _show(self, marked: list[tuple[Mark, TermMatch]]) -> None:
        self._marked = marked
        self._pane.show_terms([mark for mark, _ in marked])

    def _tip_at(self, position: int) -> str:
        for mark, match in self._marked:
            if mark.start <= position < mark.end:
                if match.term.target is None:
                    return self.tr("{term}: left as it is").format(term=match.term.source)
                return f"{match.term.source} → {match.wanted}"
        return ""
