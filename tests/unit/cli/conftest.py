"""The command line over an engine without a network."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bertsum_app.cli.main import main
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from helpers.fake_engine import FakeOpener, fake_model


@pytest.fixture
def opener() -> FakeOpener:
    """Loads the models of `bertsum`; its attributes say what is to happen."""
    return FakeOpener()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The folder of the embedded models: the default one and `plain`, which only translates."""
    fake_model(tmp_path / "embedded", DEFAULT_MODEL_ID)
    fake_model(tmp_path / "embedded", "plain", jobs=("translate",))
    return tmp_path / "embedded"


@pytest.fixture
def bertsum(
    models: Path, app_paths: AppPaths, opener: FakeOpener, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """Run a command: the arguments, `stdin` as bytes; gives the exit code."""

    def run(*arguments: str, stdin: bytes = b"") -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        store = ModelStore(models, app_paths.models)

        def make_service() -> BertSumService:
            return BertSumService(app_paths, store, Settings(), opener=opener)

        return main(arguments, make_service)

    return run
