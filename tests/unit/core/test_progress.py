"""core/progress.py."""

from __future__ import annotations

import pytest

from bertsum_app.core.progress import Progress


def test_fraction_runs_from_nothing_to_all() -> None:
    assert [Progress(done, 4, "sentences").fraction for done in (0, 1, 4)] == [0.0, 0.25, 1.0]


def test_a_job_with_nothing_to_do_is_complete() -> None:
    assert Progress(0, 0, "sentences").fraction == 1.0


@pytest.mark.parametrize(("done", "total"), [(-1, 4), (5, 4), (0, -1)])
def test_impossible_progress_is_refused(done: int, total: int) -> None:
    with pytest.raises(ValueError, match="progress"):
        Progress(done, total, "sentences")
