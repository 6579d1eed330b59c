"""Ctrl+C for work that has something to keep: the first one asks it to stop, a second one ends it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from bertsum_app.core.cancel import CancelToken


@contextmanager
def stop_signals(cancel: CancelToken) -> Iterator[None]:
    """Set `cancel` at the first SIGINT or SIGTERM; a second one has its usual effect."""
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.getsignal(name) for name in names}

    def stop(number: int, frame: object) -> None:
        del number, frame
        cancel.cancel()
        for name, handler in before.items():
            signal.signal(name, handler)

    for name in names:
        signal.signal(name, stop)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
