"""Nothing is cut off on screens that are scaled up, in either language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bertsum_app.core.paths import HOME_VARIABLE

TESTS = Path(__file__).resolve().parents[1]
TIMEOUT_S = 120.0


@pytest.mark.parametrize("scale", ["1", "1.5", "2", "3"])
def test_every_page_and_window_can_be_seen_whole(tmp_path: Path, scale: str) -> None:
    # Qt reads its scale once, when the program starts.
    done = subprocess.run(
        [sys.executable, str(TESTS / "helpers" / "clipping.py")],
        env={
            **os.environ,
            HOME_VARIABLE: str(tmp_path),
            "QT_SCALE_FACTOR": scale,
            "PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS))),
        },
        capture_output=True,
        timeout=TIMEOUT_S,
        check=True,
    )
    assert json.loads(done.stdout) == []
