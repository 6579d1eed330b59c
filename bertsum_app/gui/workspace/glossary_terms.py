"""The glossary at work on the Workspace page: terms marked in the source, counted in the result."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.live_run import LONGEST_TEXT
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.requests import (
    AlternativesRequest,
    Request,
    SummarizeRequest,
    TranslateRequest,
)
from bertsum_app.service.results import JobResult
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.glossary import Glossary, TermFinder, TermMatch

_FEW = 500
"""More terms take so long to prepare (some 50 microseconds each) that it is felt."""

LOOK_AFTER_MS = 150
"""How long the text must rest before its terms are looked for."""


class GlossaryTerms(QObject):
    """Finds the terms of the current languages in the source text."""

    _made = Signal(object)
    """A glossary and what finds its terms; from another thread."""

    def __init__(self, page: WorkspacePage, glossaries: GlossaryCollection) -> None:
        super().__init__(page)
        self._page = page
        self._pane = page.source.pane
        self._glossaries = glossaries
        self._mode: Mode = "translate"
        self._converter = ChineseConverter()
        self._finder: tuple[Glossary, TermFinder] | None = None
        self._being_made: Glossary | None = None
        self._pool = QThreadPool(self)
        self._made.connect(self._on_made)
        self._marked: list[tuple[Mark, TermMatch]] = []
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(self._mark)
        self._pane.use_tips(self._tip_at)
        self._pane.textChanged.connect(self._on_text)
        glossaries.changed.connect(self.look_again)
        # Not the timer itself: `start` would take an index for its interval.
        page.source.language.currentIndexChanged.connect(self.look_again)
        page.result.language.currentIndexChanged.connect(self.look_again)

    def use_mode(self, mode: Mode) -> None:
        """Only translations have terms."""
        self._mode = mode
        self._look.start()

    def look_again(self) -> None:
        """Something that the languages depend on is known now."""
        self._look.start()

    def with_terms(self, request: Request) -> Request:
        """The request with the glossary of its languages."""
        if isinstance(request, TranslateRequest):
            source = request.source or self.direction[0]
            return replace(request, glossary=self._glossaries.glossary(source, request.target))
        if isinstance(request, AlternativesRequest):
            found = self._glossaries.glossary(request.source, request.target)
            return replace(request, glossary=found)
        if isinstance(request, SummarizeRequest) and request.target_language is not None:
            source = "en" if request.target_language == "zh" else "zh"
            found = self._glossaries.glossary(source, request.target_language)
            return replace(request, glossary=found)
        return request

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
        finder = self._finder_of(glossary)
        if finder is None:
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
                for match in finder.find(text)
            ]
        )

    def _finder_of(self, glossary: Glossary) -> TermFinder | None:
        """What finds its terms; None while that is being made."""
        if self._finder is not None and self._finder[0] is glossary:
            return self._finder[1]
        if len(glossary.terms) <= _FEW:
            self._finder = glossary, self._make(glossary)
            return self._finder[1]
        if self._being_made is not glossary:
            self._being_made = glossary
            self._pool.start(lambda: self._made.emit((glossary, self._make(glossary))))
        return None

    def _make(self, glossary: Glossary) -> TermFinder:
        language = glossary.source_language
        simplify = self._converter.to_simplified if language == "zh" else str
        return TermFinder(glossary.terms, language, simplify=simplify)

    def _on_made(self, finder: tuple[Glossary, TermFinder]) -> None:
        self._finder, self._being_made = finder, None
        self._look.start()

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
