"""What the end-to-end tests share."""

from __future__ import annotations

import pytest

from bertsum_app.core.paths import AppPaths
from helpers.program import Program
from helpers.tiny_model import build_tiny_model


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with the model `tiny`. Shared by the session: nothing may damage its home."""
    home = tmp_path_factory.mktemp("home")
    build_tiny_model(AppPaths.beneath(home).models, model_id="tiny")
    return Program(home)
