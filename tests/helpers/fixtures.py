"""Fixtures for tests that need a model. A `conftest.py` takes one by importing its name from here
and listing it in its ``__all__``."""

from __future__ import annotations

import pytest

from bertsum_app.library.store import InstalledModel
from helpers.tiny_model import build_tiny_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> InstalledModel:
    """The tiny model in float32. Its `folder.parent` serves as the embedded root of a `ModelStore`.

    Shared by the whole session: nothing may write into it.
    """
    return build_tiny_model(tmp_path_factory.mktemp("embedded"))


@pytest.fixture(scope="session")
def tiny_model_int8(tmp_path_factory: pytest.TempPathFactory) -> InstalledModel:
    """The same network, stored as int8 as the shipped model is."""
    return build_tiny_model(tmp_path_factory.mktemp("embedded-int8"), precision="int8")
