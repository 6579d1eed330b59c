"""Fixtures for tests of the trainer."""

from __future__ import annotations

import pytest

from helpers.tiny_training import PackedFolder, pack_tiny_corpus


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> PackedFolder:
    """Shared by the session: nothing may write into it."""
    folder = tmp_path_factory.mktemp("packed")
    return PackedFolder(folder, pack_tiny_corpus(folder))
