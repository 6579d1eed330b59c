"""Cancellation: one token per job, handed down from the request to the innermost loop.

Work checks the token between its units (batch, decoding step, training step); nothing is ever
killed.
"""

from __future__ import annotations

import threading


class Cancelled(Exception):
    """The job was called off. Not an error: nobody shows a message for it."""


class CancelToken:
    """Set once from any thread, read from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next check. Calling it again changes nothing."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Give way, then raise `Cancelled` if the job was called off."""
        self.give_way()
        if self._event.is_set():
            raise Cancelled

    def give_way(self) -> None:
        """Between two units of work: whoever runs the job may let another one go first here."""


class Unstoppable(CancelToken):
    """For the end of a job that is to come to its end, called off or not; it still gives way."""

    def __init__(self, job: CancelToken) -> None:
        """`job`: the token of the job as a whole."""
        super().__init__()
        self._job = job

    def give_way(self) -> None:
        """As the job does."""
        self._job.give_way()
