"""Which finished work is a new entry of the history, and which a newer version of the last one.

While somebody types, each pause ends in a finished translation of a text that is not finished. The
recorder tells such versions apart from new work. Pure logic: it knows ids and texts, no database.
"""

from __future__ import annotations

from collections.abc import Callable

from bertsum_app.service.history import FinishedWork
from bertsum_app.text.difference import changed_range

REPLACE_WITHIN_S = 30.0
"""A version that comes later than this after the one before is an entry of its own."""

SIMILAR = 0.8
"""Share of the longer text that two versions have in common from their beginnings and ends on."""

SHRUNK = 0.5
"""A text cut down to less than this share does not take the place of the whole one."""


class HistoryRecorder:
    """Remembers the entry kept last. `clock` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._id: int | None = None
        self._last: FinishedWork | None = None
        self._at = 0.0

    def replaced_by(self, draft: FinishedWork) -> int | None:
        """The id of the entry that this is a newer version of; None: it is a new one."""
        if self._last is None:
            return None
        # The same work again is no second entry, however late: another choice of sentences, say.
        if draft.source_text == self._last.source_text and draft.model_id == self._last.model_id:
            return self._id if _same_kind(draft, self._last) else None
        if self._clock() - self._at > REPLACE_WITHIN_S:
            return None
        return self._id if is_version_of(draft, self._last) else None

    def kept(self, draft: FinishedWork, entry_id: int) -> None:
        """This was kept as the entry `entry_id`; the time until the next one counts from now."""
        self._id, self._last, self._at = entry_id, draft, self._clock()

    def forget(self) -> None:
        """The next draft is a new entry, whatever it is."""
        self._id = self._last = None


def is_version_of(new: FinishedWork, old: FinishedWork) -> bool:
    """Whether `new` is the same work as `old` on an edited text.

    The source language is left out: that of a text half typed is often found to be another.
    A text that was emptied for the most part is no edit, lest the first letters of the next text,
    typed over the old one, take its entry's place.
    """
    if not _same_kind(new, old):
        return False
    one, other = new.source_text.strip(), old.source_text.strip()
    if len(one) < SHRUNK * len(other):
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    start, end, _ = changed_range(one, other)
    same = start + len(one) - end
    return same >= SIMILAR * max(len(one), len(other))


def _same_kind(one: FinishedWork, other: FinishedWork) -> bool:
    wanted = (one.mode, one.method, one.target_language)
    return wanted == (other.mode, other.method, other.target_language)
