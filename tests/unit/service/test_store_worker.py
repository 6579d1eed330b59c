"""service/store_worker.py: the end of a store."""

from __future__ import annotations

import pytest

from bertsum_app.service.store_worker import StoreWorker


def test_a_fault_in_closing_is_logged_and_keeps_nobody_from_closing_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails() -> None:
        raise ValueError("a bug of ours")

    worker = StoreWorker("history", failed=lambda error: None, changed=lambda: None)
    assert not worker.close(fails, timeout_s=10.0)
    assert "closing the history failed" in caplog.text
