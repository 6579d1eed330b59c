"""The line under the panes: how far a job is, how it ended."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from bertsum_app.gui.workspace.action_bar import ActionBar
from bertsum_app.service.events import JobFinished

_SECONDS_FROM_MS = 10_000


class JobStatus(QObject):
    """Counts what is done of the running job, and finds the words for it."""

    def __init__(self, bar: ActionBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._counts: tuple[int, int] | None = None
        """Units done and to do, as far as is known."""

    def expect(self) -> None:
        """A job is to come, of which nothing is known yet."""
        self._counts = None
        self._bar.show_running()
        self._bar.show_status(self.tr("Preparing…"))

    def start(self) -> None:
        """The engine works on it."""
        self._bar.show_status(self.tr("Working…"))

    def count(self, done: int, total: int) -> None:
        """So many units are done of so many."""
        self._counts = (done, total)
        self._bar.progress.show_progress(done, total)
        self._bar.show_status(f"{QLocale().toString(done)}/{QLocale().toString(total)}")

    def call_off(self) -> None:
        """It was called off, at the count it had come to."""
        text = self.tr("Cancelled")
        if self._counts is not None:
            done, total = map(QLocale().toString, self._counts)
            text = self.tr("Cancelled at {done} of {total}").format(done=done, total=total)
        self._bar.show_status(text)

    def of_finished(self, event: JobFinished, terms: str) -> str:
        """`8/8 · 214 ms · 2 terms · CPU · int8 · bertsum-en-zh`; `terms` may be empty."""
        parts = []
        if self._counts is not None:
            total = QLocale().toString(self._counts[1])
            parts.append(f"{total}/{total}")
        if event.milliseconds < _SECONDS_FROM_MS:
            time = QLocale().toString(event.milliseconds)
            parts.append(self.tr("{number} ms").format(number=time))
        else:
            time = QLocale().toString(event.milliseconds / 1000, "f", 1)
            parts.append(self.tr("{number} s").format(number=time))
        if terms:
            parts.append(terms)
        parts += [event.device_label, event.model_id]
        return " · ".join(parts)
