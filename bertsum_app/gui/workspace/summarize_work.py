"""Summaries on the Workspace page: chosen sentences, lit in the source; or an abstract.

Once a text is scored, its `SummaryDraft` answers the slider without the engine. A job is wanted
again only for translations of sentences that were not in the summary before, and for abstracts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.widgets.heat_strip import HeatSentence
from bertsum_app.gui.widgets.text_pane import Mark
from bertsum_app.gui.workspace.kept_work import (
    draft_of,
    key_sentences_kept,
    outcome_kept,
    outcome_of,
)
from bertsum_app.gui.workspace.modes import as_method
from bertsum_app.gui.workspace.open_document import OpenDocument
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.result_card import SAME_LANGUAGE
from bertsum_app.gui.workspace.sentence_words import doubt_tip
from bertsum_app.gui.workspace.summary_draft import SummaryDraft
from bertsum_app.gui.workspace.summary_lines import SummaryLines
from bertsum_app.service.requests import SummarizeRequest, TranslateRequest
from bertsum_app.service.results import SummaryOutcome

if TYPE_CHECKING:
    from bertsum_app.inference.selection import ScoredDocument
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.history import FinishedWork
    from bertsum_app.service.results import JobResult

PAUSE_MS = 250
"""How long the slider must rest before the engine is asked for what only it can give."""

KEEP_AFTER_MS = 1_000
"""How long a choice of sentences must stand before the history has it."""

_SENTENCE_GAP = 8


class SummarizeWork(QObject):
    """The `Work` of mode "summarize"."""

    job_wanted = Signal()
    """What is chosen now needs the engine."""

    chosen_anew = Signal(object)
    """The summary has become another one without a job: its `FinishedWork`."""

    def __init__(self, page: WorkspacePage, opened: OpenDocument) -> None:
        super().__init__(page)
        self._page = page
        self._opened = opened
        self._submitted = ""
        self._source: str | None = None
        self._offsets = TextOffsets()
        """Of the source."""
        self._lights: list[Mark] = []
        """How each sentence of the source is lit, ready made: a slider asks for thousands at once."""
        self._draft: SummaryDraft | None = None
        """The scored sentences; None for an abstract."""
        self._outcome: SummaryOutcome | None = None
        """What the engine gave, if that is not a draft."""
        self._lines = SummaryLines(page.result.pane)
        self._asked: tuple[int, ...] = ()
        """The sentences whose translation was asked for."""
        self._only_translation = False
        """The next job is for translations of the draft's sentences."""
        self._in_card = False
        self._fresh = False
        self._pointed = -1
        self._status = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._model_id = ""
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER_MS)
        self._keep.timeout.connect(self._tell_choice)
        self._connect()

    @property
    def source_text(self) -> str | None:
        return self._source

    @property
    def result_text(self) -> str:
        if self._draft is not None:
            return "\n".join(line.shown for line in self._draft.lines(self._target))
        return "" if self._outcome is None else self._outcome.text

    @property
    def status(self) -> str:
        return self._status

    @property
    def quick(self) -> bool:
        # An abstract is written word by word, and all anew.
        return self._page.result.method.current == "extractive"

    def request(self, text: str) -> SummarizeRequest | TranslateRequest:
        card = self._page.result
        if self._only_translation and self._draft is not None and text == self._source:
            self._asked = self._draft.missing(self._target)
            if self._asked:
                return TranslateRequest(
                    text=self._draft.to_translate(self._asked),
                    source=self._draft.scored.language,
                    target=self._target,
                )
        return SummarizeRequest(
            text=text,
            method=as_method(card.method.current),
            length=card.length.length,
            target_language=self._target or None,
            document=self._opened.of(text),
        )

    def begin(self, text: str) -> None:
        self._submitted = text
        self._only_translation = False
        self._pause.stop()
        self._keep.stop()

    def add_segment(self, segment: SegmentResult) -> None:
        """Summaries are shown whole."""

    def finish(self, result: JobResult, status: str) -> None:
        self._status = status
        if isinstance(result, SummaryOutcome):
            self._take_outcome(result)
        else:
            self._take_translation(result)
        self.show(fresh=True)
        self._ask_for_missing()

    def take(self, outcome: SummaryOutcome, text: str) -> None:
        """Take a summary of this text that was made elsewhere, as the page's own choices say."""
        self._page.result.choose_method(outcome.summary.method)
        self.begin(text)
        self._status = ""
        self._take_outcome(outcome)
        self._ask_for_missing()

    def kept(self, result: JobResult, model_id: str) -> FinishedWork | None:
        self._model_id = model_id
        return self._finished_work()

    def restore(self, work: FinishedWork) -> None:
        card = self._page.result
        card.choose_method(work.method or "extractive")
        card.summary_language.choose(work.target_language or SAME_LANGUAGE)
        self._status, self._model_id = "", work.model_id
        draft = draft_of(work)
        if draft is None:
            self._forget_draft(work.source_text)
            self._outcome = outcome_of(work)
        else:
            self._take_draft(draft, work.source_text)
            card.length.show_count(len(draft.chosen))

    def show(self, fresh: bool) -> None:
        if self._draft is None and self._outcome is None:
            return
        self._page.result.show_text()
        newly_fresh = fresh and not self._fresh
        self._fresh = fresh
        if not self._in_card:
            self._put_in_card()
        elif newly_fresh:
            self._show_strip()
        self._refresh()

    def unlight(self) -> None:
        self._fresh = False
        self._pointed = -1
        self._page.source.pane.show_marks(())
        # Sentences stand elsewhere now.
        self._page.source.strip.show_sentences(())

    def tell_now(self) -> None:
        """Tell of another choice without waiting any longer."""
        if self._keep.isActive():
            self._tell_choice()

    def forget_changes(self) -> None:
        """Do not tell of what was chosen until now."""
        self._keep.stop()

    def leave(self) -> None:
        self.tell_now()
        self._in_card = False
        self._pause.stop()
        self._lines.stop()
        self._page.source.strip.hide()
        self._page.source.pane.show_marks(())
        self._page.result.pane.show_marks(())
        self._page.result.show_doubts(0)

    @property
    def _target(self) -> str:
        """The language the summary is wanted in; empty: that of the text."""
        return self._page.result.summary_language.code

    def _connect(self) -> None:
        source, card = self._page.source, self._page.result
        card.length.moved.connect(self._on_length)
        card.summary_language.chosen.connect(self._on_language)
        card.pane.pointed.connect(self._on_pointed)
        card.pane.clicked_at.connect(self._on_clicked)
        card.doubts_requested.connect(self._on_doubts_requested)
        source.pane.pointed.connect(self._on_source_pointed)
        source.pane.clicked_at.connect(self._on_source_clicked)
        source.pane.menu_opening.connect(self._on_source_menu)
        source.strip.visited.connect(self._on_strip_visited)
        self._lines.settled.connect(self._light)

    # --- what comes from the engine -------------------------------------------------------------

    def _take_outcome(self, outcome: SummaryOutcome) -> None:
        scored = outcome.scored
        if scored is None:
            self._forget_draft(self._submitted)
            self._outcome = outcome
            return
        draft = SummaryDraft(scored, self._references(scored))
        if outcome.translation is not None:
            places = {span: index for index, span in enumerate(scored.spans)}
            told = [places[sentence.span] for sentence in outcome.summary.sentences]
            draft.take_translation(told, outcome.translation)
        self._take_draft(draft, self._submitted)
        # By what the person wants now, not by what they wanted when the job began.
        draft.choose(self._page.result.length.count)

    def _references(self, scored: ScoredDocument) -> list[str]:
        document = self._opened.of(self._submitted)
        if document is None:
            return []
        return [self._opened.reference(document, span.start) for span in scored.spans]

    def _take_draft(self, draft: SummaryDraft, source_text: str) -> None:
        self._outcome, self._draft, self._source = None, draft, source_text
        self._in_card = False
        self._offsets = TextOffsets(source_text)
        ends = (
            (self._offsets.to_utf16(one.start), self._offsets.to_utf16(one.end))
            for one in draft.scored.spans
        )
        self._lights = [Mark(start, end, "lit") for start, end in ends]
        self._page.result.length.measure(draft.total)

    def _take_translation(self, result: JobResult) -> None:
        from bertsum_app.inference.translator import TranslationResult

        assert isinstance(result, TranslationResult)
        if self._draft is not None:
            self._draft.take_translation(self._asked, result)

    def _forget_draft(self, source_text: str) -> None:
        self._draft, self._source = None, source_text
        self._in_card = False
        self._lines.stop()
        self._page.result.length.measure(None)

    def _ask_for_missing(self) -> None:
        """Have the engine translate what is not translated yet, after a moment."""
        if self._draft is not None and self._draft.missing(self._target):
            self._pause.start()

    def _on_chosen_anew(self) -> None:
        """Another choice of sentences or of the language: show it, and keep it if it stands."""
        self._refresh()
        self._ask_for_missing()
        self._keep.start()

    def _tell_choice(self) -> None:
        self._keep.stop()
        work = self._finished_work()
        if work is not None:
            self.chosen_anew.emit(work)

    def _finished_work(self) -> FinishedWork | None:
        """What is shown, for the history; None while a part of it is missing."""
        if self._source is None:
            return None
        if self._draft is not None:
            if self._draft.missing(self._target):
                return None
            return key_sentences_kept(self._source, self._draft, self._target, self._model_id)
        if self._outcome is not None:
            doubts = self._outcome_doubts()
            return outcome_kept(self._source, self._outcome, doubts, self._model_id)
        return None

    def _on_pause(self) -> None:
        self._only_translation = self.quick and self._draft is not None
        self.job_wanted.emit()

    # --- what is shown --------------------------------------------------------------------------

    def _put_in_card(self) -> None:
        self._in_card = True
        self._pointed = -1
        pane = self._page.result.pane
        pane.use_tips(self._tip_at)
        pane.set_paragraph_gap(_SENTENCE_GAP)
        if self._draft is not None:
            self._lines.begin(self._draft.lines(self._target))
        elif self._outcome is not None:
            pane.replace_text(self._outcome.text)
        self._show_strip()

    def _show_strip(self) -> None:
        strip, draft = self._page.source.strip, self._draft
        strip.setVisible(draft is not None)
        if draft is None or not self._fresh:
            strip.show_sentences(())
            return
        length = max(1, self._offsets.length)
        scored = zip(draft.scored.spans, draft.scored.scores, strict=True)
        strip.show_sentences(
            [HeatSentence(span.start / length, span.end / length, score) for span, score in scored]
        )

    def _refresh(self) -> None:
        """Show what is chosen: lines, ticks and lights."""
        draft = self._draft
        partial = False
        if draft is not None:
            self._lines.show(draft.lines(self._target))
            partial = bool(draft.missing(self._target))
            if self._fresh:
                self._page.source.strip.show_chosen(draft.chosen)
        self._page.result.show_stale(partial or not self._fresh)
        self._light()

    def _light(self) -> None:
        if not self._in_card:
            return
        self._page.source.pane.show_marks(self._source_marks() if self._fresh else ())
        marks = self._result_marks()
        self._page.result.pane.show_marks(marks if self._fresh else self._reference_marks())
        self._page.result.show_doubts(sum(mark.kind == "doubt" for mark in marks))

    def _source_marks(self) -> list[Mark]:
        if self._draft is None:
            return []
        marks = [self._lights[index] for index in self._draft.chosen]
        if self._pointed >= 0:
            marks.append(Mark(*self._source_range(self._pointed), "pointed"))
        return marks

    def _result_marks(self) -> list[Mark]:
        return self._doubts_and_pointed() + self._reference_marks()

    def _reference_marks(self) -> list[Mark]:
        if self._draft is None:
            return []
        return [Mark(start, end, "reference") for start, end in self._lines.references()]

    def _doubts_and_pointed(self) -> list[Mark]:
        if self._draft is not None:
            wrong = {line.key for line in self._draft.lines(self._target) if line.doubts}
            ranges = self._lines.ranges_of(wrong | {self._pointed})
            marks = [Mark(*ranges[key], "doubt") for key in sorted(wrong) if key in ranges]
            if self._pointed in ranges:
                marks.append(Mark(*ranges[self._pointed], "lit"))
            return marks
        outcome = self._outcome
        if outcome is None or not self._outcome_doubts():
            return []
        return [Mark(0, TextOffsets(outcome.text).utf16_length, "doubt")]

    def _outcome_doubts(self) -> tuple[str, ...]:
        """What is doubtful of an abstract, in its own words or in the translation's."""
        if self._outcome is None:
            return ()
        translated = self._outcome.translation
        segments = () if translated is None else translated.segments
        doubts = (doubt for segment in segments for doubt in segment.doubts)
        return tuple(dict.fromkeys((*self._outcome.summary.doubts, *doubts)))

    def _source_range(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the source pane, UTF-16."""
        return self._lights[index].start, self._lights[index].end

    def _tip_at(self, position: int) -> str:
        doubts = self._outcome_doubts()
        if self._draft is not None:
            key = self._lines.key_at(position)
            lines = self._draft.lines(self._target)
            doubts = next((line.doubts for line in lines if line.key == key), ())
        return doubt_tip(doubts) if doubts else ""

    # --- what the person does -------------------------------------------------------------------

    def _on_length(self) -> None:
        if not self.quick or self._draft is None:
            self._pause.start()
        elif self._in_card:
            self._draft.choose(self._page.result.length.count)
            self._pointed = -1
            self._on_chosen_anew()

    def _on_language(self) -> None:
        if self._draft is None:
            self._pause.start()
        elif self._in_card:
            self._on_chosen_anew()

    def _on_pointed(self, position: int) -> None:
        if self._is_linked:
            self._point_at(self._lines.key_at(position))

    def _on_clicked(self, position: int) -> None:
        key = self._lines.key_at(position) if self._is_linked else -1
        if key >= 0:
            self._point_at(key)
            self._page.source.pane.scroll_to(self._source_range(key)[0])

    def _on_source_pointed(self, position: int) -> None:
        if self._is_linked:
            self._point_at(self._chosen_at_source(position))

    def _on_source_clicked(self, position: int) -> None:
        key = self._chosen_at_source(position) if self._is_linked else -1
        if key >= 0:
            self._go_to_line(key)

    def _on_strip_visited(self, index: int) -> None:
        if self._is_linked:
            self._page.source.pane.scroll_to(self._source_range(index)[0])
            self._go_to_line(index)

    def _on_source_menu(self, menu: QMenu, position: int) -> None:
        """Offer to take the sentence in, or to leave it out."""
        index = self._sentence_at_source(position) if self._is_linked else -1
        if index < 0 or self._draft is None:
            return
        chosen = index in self._draft.chosen
        words = self.tr("Leave out of the summary") if chosen else self.tr("Add to the summary")
        action = menu.addAction(words)
        action.setEnabled(not chosen or len(self._draft.chosen) > 1)
        action.triggered.connect(lambda: self._toggle(index))

    def _toggle(self, index: int) -> None:
        if not self._is_linked or self._draft is None:
            return
        self._draft.toggle(index)
        self._page.result.length.show_count(len(self._draft.chosen))
        self._on_chosen_anew()

    def _on_doubts_requested(self) -> None:
        if not self._in_card:
            return
        first = next((mark for mark in self._result_marks() if mark.kind == "doubt"), None)
        if first is not None:
            self._page.result.pane.scroll_to(first.start)

    @property
    def _is_linked(self) -> bool:
        """Whether what stands in one pane can be found in the other."""
        return self._in_card and self._fresh and self._draft is not None

    def _sentence_at_source(self, position: int) -> int:
        if position < 0 or self._draft is None:
            return -1
        return self._draft.index_at(self._offsets.to_code_point(position))

    def _chosen_at_source(self, position: int) -> int:
        index = self._sentence_at_source(position)
        return index if self._draft is not None and index in self._draft.chosen else -1

    def _go_to_line(self, key: int) -> None:
        self._point_at(key)
        place = self._lines.ranges_of({key}).get(key)
        if place is not None:
            self._page.result.pane.scroll_to(place[0])

    def _point_at(self, key: int) -> None:
        if key != self._pointed:
            self._pointed = key
            self._light()
