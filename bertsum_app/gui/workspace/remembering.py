"""Remembering what the person made of a translation, when they say so, to teach a model with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, SignalInstance

from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.result_sentences import ResultSentence
from bertsum_app.service.corrections import Correction, CorrectionsSaved


def corrections_of(
    source_text: str,
    sentences: Sequence[ResultSentence],
    languages: tuple[str, str],
    model_id: str,
) -> tuple[Correction, ...]:
    """The sentences that the person rendered otherwise than the machine.

    Where one was taken out and the one before it rewritten, both became one, and so do their sources.
    """
    found: list[Correction] = []
    for index, sentence in enumerate(sentences):
        version = sentence.version
        if version is None or not version.text.strip() or version.text == sentence.machine:
            continue
        after = index + 1
        while after < len(sentences) and not sentences[after].text.strip():
            after += 1
        last = sentences[after - 1]
        found.append(
            Correction(
                source=source_text[sentence.source.start : last.source.end],
                machine="".join(
                    one.machine + one.machine_after for one in sentences[index:after]
                ).rstrip(),
                text=version.text,
                source_language=languages[0],
                target_language=languages[1],
                chosen=version.origin == "chosen",
                model_id=model_id,
            )
        )
    return tuple(found)


class Remembering(QObject):
    """What the button under the result does; it can be pressed while something is not kept yet."""

    wanted = Signal(object)
    """The `Correction`s to be kept, a tuple."""

    def __init__(
        self,
        page: WorkspacePage,
        changed: SignalInstance,
        corrections: Callable[[], tuple[Correction, ...]],
    ) -> None:
        """`changed` tells that `corrections`, those of the shown translation, may be others now."""
        super().__init__(page)
        self._page = page
        self._corrections = corrections
        self._kept: set[Correction] = set()
        """Those asked to be kept, in this window."""
        changed.connect(self.refresh)
        page.result.remember_requested.connect(self._remember)

    def refresh(self) -> None:
        """Say how many there are to remember."""
        self._page.result.show_corrections(len(self._unkept()))

    def show_saved(self, saved: CorrectionsSaved) -> None:
        """Say what became of what was to be kept."""
        told = [self.tr("%Ln correction(s) remembered", "", saved.added + saved.replaced)]
        if not saved.added + saved.replaced:
            told = [self.tr("Remembered before, just so")]
        elif saved.replaced:
            told.append(self.tr("%Ln of them in place of an earlier one", "", saved.replaced))
        self._page.actions_bar.show_status(" · ".join(told))

    def show_not_kept(self, corrections: Sequence[Correction]) -> None:
        """These could not be kept, and can be asked for again."""
        self._kept.difference_update(map(_key, corrections))
        self.refresh()

    def forget(self) -> None:
        """What was kept may have been deleted."""
        self._kept.clear()
        self.refresh()

    def _unkept(self) -> tuple[Correction, ...]:
        return tuple(each for each in self._corrections() if _key(each) not in self._kept)

    def _remember(self) -> None:
        corrections = self._unkept()
        if corrections:
            self._kept.update(map(_key, corrections))
            self.refresh()
            self.wanted.emit(corrections)


def _key(correction: Correction) -> Correction:
    # The same words of the same sentence, whichever model was in their place.
    return replace(correction, machine="", model_id="", chosen=False)
