"""What the window loads of the service takes no torch along: lite has none, and it takes seconds."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["bertsum_app.service.training_host", "bertsum_app.gui.training.controller"]
)
def test_the_training_page_is_there_without_torch(module: str) -> None:
    script = f"import sys; sys.modules['torch'] = None; import {module}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
