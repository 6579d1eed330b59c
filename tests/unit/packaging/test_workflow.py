"""The workflow that tests, builds and attaches: read, and held against what it calls."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bertsum_app import __version__

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / ".github" / "workflows" / "release.yml"


@pytest.fixture
def jobs() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    # To YAML 1.1 the word "on" is a truth value.
    assert document[True]["push"]["tags"] == ["v*"]
    found: dict[str, Any] = document["jobs"]
    return found


def commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_a_tag_is_tested_packed_and_released_in_this_order(jobs: dict[str, Any]) -> None:
    assert list(jobs) == ["test", "package", "release"]
    assert jobs["package"]["needs"] == "test"
    assert jobs["release"]["needs"] == "package"
    assert jobs["release"]["if"] == "github.ref_type == 'tag'"


def test_every_verb_and_script_that_is_called_is_there(
    jobs: dict[str, Any], load: Callable[[str], ModuleType]
) -> None:
    said = commands(jobs["test"]) + commands(jobs["package"])
    verbs = set(re.findall(r"packaging/dev\.py (\w+)", said))
    assert {"test", "bundle", "smoke", "portable", "deb", "appdir"} == verbs
    assert verbs <= set(load("dev").VERBS)
    for name in re.findall(r"packaging[/\\](\w+\.py)", said):
        assert (ROOT / "packaging" / name).is_file(), name


def test_both_editions_are_made_on_all_systems_and_everything_is_attached(
    jobs: dict[str, Any], load: Callable[[str], ModuleType]
) -> None:
    matrix = jobs["package"]["strategy"]["matrix"]
    assert set(matrix["edition"]) == set(load("bundle_contents").EDITIONS)
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}
    [upload] = [
        step for step in jobs["package"]["steps"] if "upload-artifact" in step.get("uses", "")
    ]
    patterns = upload["with"]["path"].split()
    version = load("product").VERSION
    names = [
        f"bertsum_{version}_amd64.deb",
        load("appdir").image_name("lite", "x86_64"),
        load("portable").archive_name("lite", "win32"),
        load("portable").archive_name("lite", "linux"),
        f"BertSum-{version}-lite-windows-setup.exe",
        f"BertSum-{version}-lite-macos-arm64.dmg",
    ]
    for name in names:
        assert any(Path(f"dist/{name}").match(pattern) for pattern in patterns), name


def test_only_the_release_may_write(jobs: dict[str, Any]) -> None:
    assert [name for name, job in jobs.items() if "permissions" in job] == ["release"]


def test_actions_of_others_are_pinned_to_what_was_seen(jobs: dict[str, Any]) -> None:
    used = re.findall(r"uses: (\S+)(.*)", FILE.read_text(encoding="utf-8"))
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert len(used) == len([step for step in steps if "uses" in step])
    for action, version in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", version), action


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of Windows is another one")
@pytest.mark.parametrize(("tag", "code"), [(f"v{__version__}", 0), ("v99.0.0", 1)])
def test_a_tag_that_is_not_the_version_is_refused(
    jobs: dict[str, Any], tmp_path: Path, tag: str, code: int
) -> None:
    [step] = [step for step in jobs["test"]["steps"] if "github.ref_type" in step.get("if", "")]
    (tmp_path / "python").symlink_to(sys.executable)
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=ROOT,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REF_NAME": tag},
        check=False,
    )
    assert done.returncode == code


def test_actionlint_finds_nothing() -> None:
    if shutil.which("actionlint") is None:
        pytest.skip("actionlint is not installed")
    done = subprocess.run(["actionlint", FILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
