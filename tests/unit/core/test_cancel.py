"""core/cancel.py: one token, any thread."""

from __future__ import annotations

import threading

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError


def test_a_fresh_token_lets_work_go_on() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    assert not token.cancelled


def test_a_cancelled_token_stops_work_at_its_next_check_and_stays_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_cancelling_in_one_thread_is_seen_in_another() -> None:
    token = CancelToken()
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled


def test_cancelled_is_not_an_error_to_show() -> None:
    assert not issubclass(Cancelled, AppError)
