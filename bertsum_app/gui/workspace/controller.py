"""What the Workspace page does: from the person's hand to the engine and back to the panes.

One job at a time; a new one takes the place of the old. Nothing here ever takes text away that
cannot be brought back: the source pane's undo covers clear, swap, open and drop, and results are
kept until another one is there.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.core.errors import EmptyText
from bertsum_app.core.settings import Settings
from bertsum_app.documents.model import Document
from bertsum_app.gui.bridge import EngineBridge
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.side_jobs import SideJobs
from bertsum_app.gui.workspace.finding import Finding
from bertsum_app.gui.workspace.glossary_terms import GlossaryTerms
from bertsum_app.gui.workspace.job_status import JobStatus
from bertsum_app.gui.workspace.language_choice import LanguageChoice, languages_at_start
from bertsum_app.gui.workspace.line_joining import LineJoining
from bertsum_app.gui.workspace.live_run import LONGEST_TEXT, LiveRun
from bertsum_app.gui.workspace.modes import Mode, as_mode
from bertsum_app.gui.workspace.open_document import OpenDocument
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.pane_type import PaneType
from bertsum_app.gui.workspace.refused_paste import RefusedPaste
from bertsum_app.gui.workspace.result_output import ResultOutput
from bertsum_app.gui.workspace.sentiment_work import SentimentWork
from bertsum_app.gui.workspace.source_files import SourceFiles
from bertsum_app.gui.workspace.summarize_work import SummarizeWork
from bertsum_app.gui.workspace.text_facts import TextFacts, TextWorker
from bertsum_app.gui.workspace.translate_work import TranslateWork
from bertsum_app.gui.workspace.work import Work
from bertsum_app.service.document_summaries import DocumentSummary
from bertsum_app.service.events import (
    EngineFailed,
    EngineReady,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobProgress,
    JobStarted,
    SegmentDone,
)
from bertsum_app.service.history import FinishedWork

_log = logging.getLogger(__name__)

LOOK_AFTER_MS = 200
"""How long the text must rest before it is looked at."""

FIRST_LANGUAGES = ("en", "zh")
"""What is offered until the model says which languages it knows."""

# Up to here (UTF-16 units) counting characters at each key costs next to nothing.
_COUNT_AT_ONCE = 20_000


@dataclass(frozen=True)
class WorkspaceModel:
    """The model in use, as far as the page needs to know it."""

    model_id: str
    name: str
    languages: tuple[str, ...]


class WorkspaceController(QObject):
    """Give it an engine with `attach` when there is one; until then jobs wait."""

    result_kept = Signal(object)
    """A piece of work is done, or the person changed its result: a `FinishedWork` for the history."""

    mode_chosen = Signal(str)
    """The page is arranged for another kind of work."""

    def __init__(
        self,
        page: WorkspacePage,
        bridge: EngineBridge,
        preferences: Preferences,
        glossaries: GlossaryCollection,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bridge = bridge
        self._engine: EnginePort | None = None
        self._preferences = preferences
        self.languages = LanguageChoice(
            page, FIRST_LANGUAGES, *languages_at_start(preferences.settings)
        )
        self._mode: Mode = "translate"
        self.opened = OpenDocument(self)
        """What is known of the text in the source pane, where it is a document's."""
        summaries = self._summaries = SummarizeWork(page, self.opened)
        summaries.job_wanted.connect(self.run_again)
        summaries.chosen_anew.connect(self.result_kept)
        self._side_jobs = SideJobs(bridge, self)
        self._terms = GlossaryTerms(page, glossaries)
        self._translation = TranslateWork(
            page, self._side_jobs, preferences, self._terms.with_terms
        )
        self._translation.edited.connect(self.result_kept)
        self.remembering = self._translation.remembering
        self._works: dict[Mode, Work] = {
            "translate": self._translation,
            "summarize": summaries,
            "sentiment": SentimentWork(page),
        }
        self._job: int | None = None
        self._run_wanted = False
        """A run was asked for and waits for the engine, the text or the facts about it."""
        self._revision = 0
        self._facts = TextFacts(0, None, None)
        self._failed_warm_up: EngineFailed | None = None
        self._worker = TextWorker(self)
        self.files = SourceFiles(page, self._worker, self.opened)
        self.live = LiveRun(page.source.pane)
        self._line_joining = LineJoining(page.source)
        self._status = JobStatus(page.actions_bar)
        self.output = ResultOutput(page, lambda: self._work.result_text)
        Finding(page)
        RefusedPaste(page)
        glossaries.changed.connect(self._on_glossary)
        PaneType(page, preferences)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        page.show_mode(self._mode)
        page.actions_bar.live.setChecked(preferences.settings.live)
        self._connect_page()
        self._connect_events()

    # --- the life of it -------------------------------------------------------------------------

    def attach(self, engine: EnginePort, model: WorkspaceModel | None) -> None:
        """Use this engine from now on; without a model, jobs will say what is missing."""
        self._engine = engine
        self._side_jobs.attach(engine)
        if model is not None:
            self.languages.offer(model.languages)
        engine.warm_up(None)
        if self._run_wanted:
            self.run()

    def tell_now(self) -> None:
        """Tell of a changed result without waiting until it has been left alone for a while."""
        self._translation.tell_now()
        self._summaries.tell_now()

    def forget_changes(self) -> None:
        """Tell nobody of what was changed in the results until now."""
        self._translation.forget_changes()
        self._summaries.forget_changes()

    def close(self) -> None:
        """Begin nothing more."""
        self.tell_now()
        self._look.stop()
        self.live.stop()
        self._worker.close()
        self._bridge.watch(None)

    @property
    def direction(self) -> tuple[str, str]:
        """From which language into which the page translates, as far as is known."""
        return self._terms.direction

    def show_document(self, path: Path, document: Document) -> None:
        """Put the text of a document into the source pane; can be undone.

        It is summarized or read at once, whatever its length. A translation waits as for any text.
        """
        self._abandon()
        self.files.show(path, document)
        if self._mode != "translate":
            self.run()

    def show_summary(self, summary: DocumentSummary) -> None:
        """Show a document with the summary it has got; nothing is computed."""
        self._abandon()
        self.choose_mode("summarize")
        # First: where the summary's sentences are found is asked of the document shown.
        self.files.show(summary.paths[0], summary.document)
        self._summaries.take(summary.outcome, summary.document.text)
        self._page.actions_bar.show_status("")
        self._on_rest()

    @property
    def mode(self) -> Mode:
        """The kind of work the page is arranged for."""
        return self._mode

    @property
    def is_running(self) -> bool:
        """Whether a job was submitted that has not ended."""
        return self._job is not None

    # --- what the person does -------------------------------------------------------------------

    def run(self) -> None:
        """Do the work on the whole source text, in place of whatever runs."""
        source = self._page.source.pane
        text = source.text
        if not text.strip() and not source.is_filling:
            self._run_wanted = False
            self._page.messages.show_message(message_for(EmptyText()))
            source.setFocus()
            return
        if self._engine is None or source.is_filling or not self._facts_suffice():
            self._run_wanted = True
            self._status.expect()
            return
        self._run_wanted = False
        self.live.stop()
        self._page.messages.dismiss()
        self._job = self._engine.submit(self._terms.with_terms(self._work.request(text)))
        self._bridge.watch(self._job)
        self._work.begin(text)
        self._page.result.show_stale(not self._page.result.is_empty)
        self._status.expect()

    def cancel(self) -> None:
        """Call the running job off; what it gave so far stays. Without one, put a message away."""
        self.live.stop()
        waiting, self._run_wanted = self._run_wanted, False
        if self._job is None and not waiting:
            self._page.messages.put_away()
            return
        if self._job is None:
            self._page.actions_bar.show_idle()
            self._status.call_off()
            return
        self._abandon()
        self._status.call_off()
        self._refresh_result()

    def clear(self) -> None:
        """Empty the source pane; Undo brings the text back, and its result with it."""
        self._abandon()
        self._page.source.pane.replace_text("")
        self._page.source.pane.setFocus()
        self._on_rest()

    def swap(self) -> None:
        """Change languages over, and texts where there is a result to change with."""
        work = self._works["translate"]
        if self._mode != "translate" or not isinstance(work, TranslateWork):
            return
        self._abandon()
        self.languages.swap()
        pane, new_text = self._page.source.pane, work.result_text
        if new_text.strip() and not self._page.result.is_empty:
            work.change_over(pane.text)
            pane.replace_text(new_text)
        self._page.actions_bar.show_status("")
        self._on_rest()

    def choose_mode(self, mode: Mode) -> None:
        """Arrange the page for another kind of work; each keeps its last result."""
        if mode == self._mode:
            return
        self._abandon()
        self._work.leave()
        self._mode = mode
        self._page.show_mode(mode)
        self._terms.use_mode(mode)
        self.mode_chosen.emit(mode)
        self._refresh_result()
        self.live.expect()

    def restore(self, work: FinishedWork) -> None:
        """Show a finished piece of work again, as it was; nothing is computed."""
        self._abandon()
        self.choose_mode(work.mode)
        if work.mode == "translate":
            self.languages.restore(work.source_language, work.target_language)
        self._work.restore(work)
        self._page.source.pane.replace_text(work.source_text)
        self._page.messages.dismiss()
        self._page.actions_bar.show_status("")
        self._on_rest()

    # --- inside ---------------------------------------------------------------------------------

    @property
    def _work(self) -> Work:
        return self._works[self._mode]

    def _connect_page(self) -> None:
        page = self._page
        page.run_requested.connect(self.run)
        page.cancel_requested.connect(self.cancel)
        page.swap_requested.connect(self.swap)
        page.messages.retry.connect(self._on_retry)
        page.modes.changed.connect(self._on_mode_chosen)
        page.source.clear_requested.connect(self.clear)
        page.source.pane.textChanged.connect(self._on_text_changed)
        page.source.pane.filled.connect(self._on_rest)
        page.actions_bar.live.toggled.connect(self._on_live_switched)
        self._preferences.changed.connect(self._on_preferences)
        self.live.due.connect(self._run_live)
        self.languages.changed.connect(self.run_again)
        self.languages.chosen.connect(self._keep_languages)
        page.result.method.changed.connect(self.run_again)
        self._look.timeout.connect(self._on_rest)
        self._worker.facts_found.connect(self._on_facts)

    def _connect_events(self) -> None:
        bridge = self._bridge
        bridge.started.connect(self._on_started)
        bridge.segment_done.connect(self._on_segment)
        bridge.progressed.connect(self._on_progress)
        bridge.finished.connect(self._on_finished)
        bridge.failed.connect(self._on_failed)
        bridge.cancelled.connect(self._on_cancelled)
        bridge.engine_ready.connect(self._on_engine_ready)
        bridge.engine_failed.connect(self._on_engine_failed)

    def _abandon(self) -> None:
        """Whatever runs is no longer wanted."""
        self._run_wanted = False
        self._call_off()
        self._end_job()

    def _call_off(self) -> None:
        if self._job is not None and self._engine is not None:
            self._engine.cancel(self._job)
            self._end_job()

    def _end_job(self) -> None:
        self._job = None
        self._bridge.watch(None)
        self._page.actions_bar.show_idle()

    def _on_retry(self) -> None:
        if self._failed_warm_up is not None and self._engine is not None:
            self._failed_warm_up = None
            self._engine.warm_up(None)
        else:
            self.run()

    def run_again(self) -> None:
        """Something about the job was chosen anew: do it again if it was done or runs."""
        if self._job is not None or (not self._page.result.is_empty and self._is_fresh()):
            self.run()
        else:
            self.live.expect()

    def _run_live(self) -> None:
        """The person paused: do the work, unless it is done or nothing for that."""
        if not self._preferences.settings.live or not self._work.quick:
            return
        text = self._page.source.pane.text
        if not text.strip() or (self._is_fresh() and not self._page.result.is_empty):
            return
        if len(text) > LONGEST_TEXT:
            if self._job is None:
                self._page.actions_bar.show_status(self.tr("A long text: begin with the button"))
            return
        if self._job is None:
            self.run()

    def _on_live_switched(self, live: bool) -> None:
        self._preferences.change(live=live)
        if live:
            self.live.expect()

    def _on_glossary(self, source: str, target: str) -> None:
        if self._mode == "translate" and (source, target) == self._terms.direction:
            # What has none of the changed terms in it comes from the cache.
            self.run_again()

    def _keep_languages(self, source: str, target: str) -> None:
        self._preferences.change(source_language=source, target_language=target)

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        self._page.actions_bar.live.setChecked(after.live)

    def _on_mode_chosen(self, key: str) -> None:
        self.choose_mode(as_mode(key))

    # --- the source text ------------------------------------------------------------------------

    def _on_text_changed(self) -> None:
        self._revision += 1
        self._line_joining.offer("", ())
        if self._preferences.settings.live:
            if self._work.quick and self._page.source.pane.length <= LONGEST_TEXT:
                # What runs is about an older text; the new one is begun after a pause.
                self._call_off()
            self.live.expect()
        self._work.unlight()
        if not self._page.result.is_empty:
            self._page.result.show_stale(True)
        if self._page.source.pane.length <= _COUNT_AT_ONCE:
            self._page.source.show_counts(len(self._page.source.pane.text))
        self._look.start()

    def _on_rest(self) -> None:
        """The text has not changed for a moment."""
        self._look.stop()
        if self._page.source.pane.is_filling:
            return
        text = self._page.source.pane.text
        self._page.source.show_counts(len(text))
        self._worker.look_at(text, self._revision)
        self._refresh_result()

    def _on_facts(self, facts: TextFacts) -> None:
        if facts.revision != self._revision:
            return
        self._facts = facts
        pane = self._page.source.pane
        self._page.source.show_counts(len(pane.text), facts.words, facts.sentences)
        # The lines of a document end where its paragraphs do.
        is_document = self.opened.of(pane.text) is not None
        self._line_joining.offer(pane.text, () if is_document else facts.joins)
        self.languages.show_detected(facts.language)
        self._terms.look_again()
        if self._run_wanted:
            self.run()

    def _facts_suffice(self) -> bool:
        """Whether the job can be asked for; if not, the facts are on their way."""
        needed = self._mode == "translate" and self.languages.detects
        if not needed or self._facts.revision == self._revision:
            return True
        self._on_rest()
        return False

    # --- the result -----------------------------------------------------------------------------

    def _is_fresh(self) -> bool:
        return self._work.source_text == self._page.source.pane.text

    def _refresh_result(self) -> None:
        """Show the result that belongs to the text, or an older one as such, or none."""
        text = self._page.source.pane.text
        if self._work.source_text is None or not text.strip():
            self._page.result.show_empty()
            if self._job is None:
                self._page.actions_bar.show_status("")
            return
        fresh = self._work.source_text == text
        self._work.show(fresh)
        if self._job is None and self._work.status:
            changed = self.tr("The text was changed since")
            self._page.actions_bar.show_status(self._work.status if fresh else changed)

    # --- events of the engine -------------------------------------------------------------------

    def _on_started(self, event: JobStarted) -> None:
        self._status.start()

    def _on_segment(self, event: SegmentDone) -> None:
        self._work.add_segment(event.segment)
        self._status.count(event.segment.index + 1, event.segment.total)

    def _on_progress(self, event: JobProgress) -> None:
        self._status.count(event.progress.done, event.progress.total)

    def _on_finished(self, event: JobFinished) -> None:
        self._end_job()
        terms = self._terms.count_words(event.result)
        self._work.finish(event.result, self._status.of_finished(event, terms))
        self._page.actions_bar.show_status(self._work.status)
        if not self._is_fresh():
            self._refresh_result()
        work = self._work.kept(event.result, event.model_id)
        if work is not None:
            self.result_kept.emit(work)

    def _on_failed(self, event: JobFailed) -> None:
        self._end_job()
        self._page.actions_bar.show_status("")
        self._page.messages.show_message(message_for(event.error))
        self._refresh_result()

    def _on_cancelled(self, event: JobCancelled) -> None:
        self._end_job()
        self._status.call_off()
        self._refresh_result()

    def _on_engine_ready(self, event: EngineReady) -> None:
        self._failed_warm_up = None

    def _on_engine_failed(self, event: EngineFailed) -> None:
        self._failed_warm_up = event
        self._page.messages.show_message(message_for(event.error))
