"""What the end-to-end tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.paths import AppPaths
from helpers.program import Program
from helpers.tiny_model import build_tiny_model
from helpers.tiny_training import PAIRS


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with the model `tiny`. Shared by the session: nothing may damage its home."""
    home = tmp_path_factory.mktemp("home")
    build_tiny_model(AppPaths.beneath(home).models, model_id="tiny")
    return Program(home)


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """Labelled texts, enough to teach sentiment with."""
    path = tmp_path / "reviews.tsv"
    lines = [f"pos\t{pair.english}\nneg\t{pair.chinese}\n" for pair in PAIRS[:60]]
    path.write_text("".join(lines), encoding="utf-8")
    return path
