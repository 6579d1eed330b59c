"""Undo and redo of what the person does to the result: sentence by sentence, not character by character.

The machine writes into the same text all the time, and what it did is not the person's to undo. A
step therefore says which sentence got which version; it finds its sentence by its source, wherever
that stands by now, and steps whose sentences are gone are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from bertsum_app.gui.workspace.result_sentences import ResultSentences, Version, VersionChange

Step: TypeAlias = tuple[VersionChange, ...]

MAX_STEPS = 500


class VersionHistory:
    """Two stacks of steps."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there are steps to undo; their sentences may be gone, though."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there are steps to redo."""
        return bool(self._undone)

    def record(self, changes: Sequence[VersionChange], *, goes_on: bool = False) -> None:
        """Something was done. `goes_on`: with the same sentence as before, as one more letter is."""
        if not changes:
            return
        self._undone = []
        last = self._done[-1] if self._done else ()
        if goes_on and len(last) == len(changes) == 1 and _continues(last[0], changes[0]):
            self._done[-1] = (replace(changes[0], before=last[0].before),)
            return
        self._done.append(tuple(changes))
        del self._done[:-MAX_STEPS]

    def undo(self, result: ResultSentences) -> tuple[int, ...]:
        """Take back the last step that still has its sentences; which they are."""
        while self._done:
            step = tuple(_backwards(change) for change in reversed(self._done.pop()))
            done = _apply(step, result)
            if done:
                self._undone.append(tuple(_backwards(change) for change in reversed(done)))
                return tuple(change.index for change in done)
        return ()

    def redo(self, result: ResultSentences) -> tuple[int, ...]:
        """Do again what was taken back last; which sentences it is about."""
        while self._undone:
            done = _apply(self._undone.pop(), result)
            if done:
                self._done.append(done)
                return tuple(change.index for change in done)
        return ()

    def clear(self) -> None:
        """The result is another one altogether."""
        self._done, self._undone = [], []


def _apply(step: Step, result: ResultSentences) -> Step:
    """Do as much of a step as finds its sentences, and return that."""
    done = []
    for change in step:
        index = _find(change, result)
        if index is not None:
            done.append(result.put(index, change.after))
    return tuple(done)


def _find(change: VersionChange, result: ResultSentences) -> int | None:
    """The sentence a change is about, the nearest to its old place if several could be it."""
    found: int | None = None
    for index, sentence in enumerate(result.sentences):
        if sentence.version != change.before:
            continue
        # A version made before the source was changed is known to the sentence as well.
        known = change.after is not None and sentence.earlier == change.after
        if sentence.source_text != change.source_text and not known:
            continue
        if found is None or abs(index - change.index) < abs(found - change.index):
            found = index
    return found


def _continues(last: VersionChange, change: VersionChange) -> bool:
    same = (last.index, last.source_text) == (change.index, change.source_text)
    return same and last.after == change.before


def _backwards(change: VersionChange) -> VersionChange:
    before: Version | None = change.after
    return replace(change, before=before, after=change.before)
