"""Translation on the Workspace page: sentences as they come, linked to their sources, with doubts.

What the person made of sentences stays with them from one translation of a text to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.side_jobs import SideJobs
from bertsum_app.gui.workspace.carried_versions import CarriedVersions, SleepingVersions
from bertsum_app.gui.workspace.kept_work import translation_kept, translation_of
from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.pane_scrolling import PaneScrolling
from bertsum_app.gui.workspace.remembering import Remembering, corrections_of
from bertsum_app.gui.workspace.result_editing import ResultEditing
from bertsum_app.gui.workspace.result_sentences import ResultSentences, VersionChange
from bertsum_app.gui.workspace.sentence_light import SentenceLight
from bertsum_app.gui.workspace.sentence_options import SentenceOptions
from bertsum_app.gui.workspace.shown_translation import ShownTranslation
from bertsum_app.gui.workspace.word_light import WordLight
from bertsum_app.service.corrections import Correction
from bertsum_app.service.requests import Request, TranslateRequest

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult
    from bertsum_app.service.history import FinishedWork
    from bertsum_app.service.results import JobResult


KEEP_AFTER_MS = 1_500
"""A changed result is told to the history when it has been left alone for so long."""


class TranslateWork(QObject):
    """The `Work` of mode "translate"."""

    edited = Signal(object)
    """The person changed the result, and has left it alone for a while: the `FinishedWork`."""

    def __init__(
        self,
        page: WorkspacePage,
        jobs: SideJobs,
        preferences: Preferences,
        with_terms: Callable[[Request], Request],
    ) -> None:
        """`with_terms` puts the glossary into a request."""
        super().__init__(page)
        self._page = page
        self._links: LinkedResult | None = None
        """The result that is or can be shown."""
        self._languages: tuple[str, str] | None = None
        """Source and target language of `_links`, once it is whole."""
        self._target = ""
        """The language that `_links` is being or was translated into."""
        self._coming: LinkedResult | None = None
        """The result of the running job, until its first sentence takes the place of `_links`."""
        self._coming_target = ""
        self._asleep = SleepingVersions()
        self._carried: CarriedVersions | None = None
        self._status = ""
        self._model_id = ""
        self._keep = QTimer(self)
        """Runs while the person changes the result, and for a while afterwards."""
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER_MS)
        self._keep.timeout.connect(self.tell_now)
        self._shown = ShownTranslation(page)
        self._light = SentenceLight(page, self._shown)
        self._editing = ResultEditing(page, self._shown)
        self._editing.changed.connect(self._keep.start)
        self._editing.typed.connect(self._light.forget)
        PaneScrolling(page, self._shown, preferences)
        WordLight(page, self._shown, self._light, jobs, preferences)
        self.remembering = Remembering(page, self._shown.changed, self._shown_corrections)
        self.options = SentenceOptions(page, self._shown, self._editing, jobs, with_terms)

    @property
    def source_text(self) -> str | None:
        return None if self._links is None else self._links.source_text

    @property
    def result_text(self) -> str:
        return "" if self._links is None else self._links.text

    @property
    def status(self) -> str:
        return self._status

    @property
    def quick(self) -> bool:
        return True

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The sentences of the result that the person rendered otherwise, to learn from."""
        if self._links is None or self._languages is None:
            return ()
        links = self._links
        return corrections_of(links.source_text, links.sentences, self._languages, self._model_id)

    def _shown_corrections(self) -> tuple[Correction, ...]:
        return self.corrections if self._shown.links is self._links else ()

    def tell_now(self) -> None:
        """Tell of a changed result without waiting any longer."""
        if not self._keep.isActive():
            return
        self._keep.stop()
        work = self._finished_work()
        if work is not None:
            self.edited.emit(work)

    def forget_changes(self) -> None:
        """Do not tell of what was changed until now."""
        self._keep.stop()

    def request(self, text: str) -> TranslateRequest:
        return TranslateRequest(
            text=text,
            source=self._page.source.language.code or None,
            target=self._page.result.language.code,
        )

    def begin(self, text: str) -> None:
        self._close_carrying()
        target = self._page.result.language.code
        before = None if self._links is None else self._links.result
        if before is not None and target != self._target:
            CarriedVersions(before, text, self._target, self._asleep).close()
            before = None
        self._carried = CarriedVersions(before, text, target, self._asleep)
        self._coming = LinkedResult(ResultSentences(text))
        self._coming_target = target

    def add_segment(self, segment: SegmentResult) -> None:
        links = self._links if self._coming is None else self._coming
        if links is None or self._carried is None:
            return
        source = segment.source.of(links.source_text)
        start = links.result.length
        addition = links.add(
            segment, self._carried.of(len(links.sentences), segment.source, source)
        )
        if self._coming is None:
            self._shown.append(addition)
            self._tell_of_replaced(links, len(links.sentences) - 1)
        # Sentences that came out as before stand in the pane already.
        elif not self._stands_already(start, addition):
            self._take_over()

    def finish(self, result: JobResult, status: str) -> None:
        from bertsum_app.inference.translator import TranslationResult

        assert isinstance(result, TranslationResult)
        if self._coming is not None:
            self._coming.finish(result)
            self._take_over()
        elif self._links is not None:
            rest = self._links.finish(result)
            if rest is None:
                self._shown.rewrite()
            else:
                self._shown.append(rest)
                self._page.result.pane.flush()
        if self._links is None:
            return
        self._close_carrying()
        self._status = status
        self._languages = (result.source_language, result.target_language)
        self.show(fresh=True)

    def kept(self, result: JobResult, model_id: str) -> FinishedWork | None:
        self._model_id = model_id
        return self._finished_work()

    def restore(self, work: FinishedWork) -> None:
        self.tell_now()
        self._let_sleep()
        self._links = LinkedResult(translation_of(work))
        self._model_id = work.model_id
        if work.source_language is None or work.target_language is None:
            self._languages = None
        else:
            self._languages = work.source_language, work.target_language
        self._target = work.target_language or ""
        self._editing.forget()
        self._status = ""

    def show(self, fresh: bool) -> None:
        if self._links is not None:
            self._shown.show(self._links, fresh, self._languages)

    def unlight(self) -> None:
        self._shown.step_back()
        self._page.source.pane.show_marks(())

    def leave(self) -> None:
        self.tell_now()
        # The text in the pane will be somebody else's.
        self._close_carrying()
        self._coming = None
        self._shown.leave()

    def change_over(self, source_text: str) -> None:
        """After a swap: what was the source is the result of what was the result."""
        if self._links is None:
            return
        self.tell_now()
        self._let_sleep()
        if self._links.source_text == source_text:
            self._links = self._links.reversed
        else:
            # The source was edited since; its sentences are no longer known.
            self._links = LinkedResult.of_text(self._links.text, source_text)
        self._languages = self._languages and self._languages[::-1]
        self._target = "" if self._languages is None else self._languages[1]
        self._editing.forget()
        self._status = ""

    def _finished_work(self) -> FinishedWork | None:
        """What is shown, for the history; None while it is not whole."""
        if self._links is None or self._languages is None:
            return None
        return translation_kept(self._links.result, self._languages, self._model_id)

    def _take_over(self) -> None:
        """What the running job gives is the result from now on."""
        assert self._coming is not None
        self.tell_now()
        links, self._coming = self._coming, None
        if self._carried is not None:
            self._carried.refresh(links.result)
            links.measure()
        self._links, self._languages, self._target = links, None, self._coming_target
        self._status = ""
        self._light.forget()
        for index in range(len(links.sentences)):
            self._tell_of_replaced(links, index)
        self.show(fresh=True)

    def _tell_of_replaced(self, links: LinkedResult, index: int) -> None:
        """A version whose source was changed gave way: undo can bring it back."""
        sentence = links.sentences[index]
        if self._carried is not None and self._carried.replaces(index):
            self._editing.replaced(
                VersionChange(index, sentence.source_text, sentence.earlier, None)
            )

    def _stands_already(self, start: int, addition: str) -> bool:
        links = self._links
        shown = links is not None and self._shown.links is links
        return shown and links is not None and links.text.startswith(addition, start)

    def _let_sleep(self) -> None:
        """The result goes; what the person made of its sentences may be wanted again."""
        self._close_carrying()
        self._coming = None
        if self._links is not None and self._target:
            CarriedVersions(self._links.result, "", self._target, self._asleep).close()

    def _close_carrying(self) -> None:
        if self._carried is not None:
            self._carried.close()
            self._carried = None
