"""The build: resources inside the wheel, and a pinned version for every direct dependency."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small project with our build files: one module, one resource with a Chinese name."""
    root = tmp_path / "checkout"
    (root / "bertsum_app" / "core").mkdir(parents=True)
    model = root / "resources" / "models" / "x"
    model.mkdir(parents=True)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        source = ROOT / name
        (root / name).write_bytes(source.read_bytes() if source.exists() else b"")
    (root / "bertsum_app" / "__init__.py").write_text('__version__ = "0"\n', encoding="utf-8")
    (root / "bertsum_app" / "core" / "__init__.py").touch()
    (model / "manifest.json").write_text("{}", encoding="utf-8")
    (model / "说明.md").touch()
    return root


def test_resources_are_built_into_the_package_and_stale_ones_are_not(
    checkout: Path, tmp_path: Path
) -> None:
    target = tmp_path / "built"
    stale = target / "bertsum_app" / "_resources" / "models" / "gone" / "manifest.json"
    stale.parent.mkdir(parents=True)
    stale.touch()
    command = [sys.executable, "setup.py", "--quiet", "build_py", "--build-lib", str(target)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    resources = target / "bertsum_app" / "_resources"
    assert {path.relative_to(resources).as_posix() for path in resources.rglob("*.*")} == {
        "models/x/manifest.json",
        "models/x/说明.md",
    }
    assert (target / "bertsum_app" / "core" / "__init__.py").is_file()


def _names(text: str, pattern: str) -> set[str]:
    return {name.lower() for name in re.findall(pattern, text, flags=re.MULTILINE)}


def test_every_direct_dependency_has_a_pinned_version_and_nothing_else_has() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    constraints = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    required = _names(project, r'^    "([A-Za-z0-9-]+)>=[^"]*",')
    pinned = _names(constraints, r"^([A-Za-z0-9-]+)==\S+")
    assert len(required) > 20
    assert required == pinned


def test_a_plain_install_forbids_no_build_of_torch() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.findall(r'^    "(torch[^"]*)"', project, flags=re.MULTILINE) == ["torch>=2.5"]
    constraints = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    assert re.search(r"^torch==[0-9.]+$", constraints, flags=re.MULTILINE)
