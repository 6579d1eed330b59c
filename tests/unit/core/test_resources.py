"""core/resources.py: the checkout's folder, and the installed one before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core import resources


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "bertsum_app"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return tmp_path


def test_a_checkout_uses_the_folder_beside_the_package(checkout: Path) -> None:
    assert resources.resource_path("icons", "运行.svg") == checkout / "resources/icons/运行.svg"
    assert resources.embedded_models() == checkout / "resources" / "models"


def test_an_installed_package_uses_its_own_folder_even_beside_a_checkout(checkout: Path) -> None:
    (checkout / "resources").mkdir()
    installed = checkout / "bertsum_app" / "_resources"
    installed.mkdir()
    assert resources.embedded_models() == installed / "models"


def test_the_real_package_is_where_it_looks() -> None:
    root = resources.resource_path()
    assert root.parent.name == "bertsum_app" or (root.parent / "bertsum_app").is_dir()
