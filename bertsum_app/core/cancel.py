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
        """Raise `Cancelled` if the job was called off."""
        if self._event.is_set():
            raise Cancelled
