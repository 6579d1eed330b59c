"""The task files for clouds: what they run is there, and SkyPilot, where installed, takes them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bertsum_app.cli.main import build_parser

ROOT = Path(__file__).parents[3]
CLOUDS = ("gcp", "aws", "azure")


def task(cloud: str) -> dict[str, Any]:
    text = (ROOT / "packaging" / "cloud" / f"{cloud}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_files_and_the_command_that_a_task_names_are_there(cloud: str) -> None:
    found = task(cloud)
    assert found["resources"]["cloud"] == cloud
    for name in ("RECIPE", "MODEL"):
        assert (ROOT / found["envs"][name]).exists()
    assert (ROOT / re.findall(r"--constraint (\S+)", found["setup"])[0]).is_file()
    values = found["envs"] | {"SKYPILOT_NUM_GPUS_PER_NODE": "1"}
    command = re.sub(r"\$(\w+)", lambda name: values[name[1]], found["run"])
    words = shlex.split(command.replace("\\\n", " "))
    arguments = words[words.index("bertsum_app") + 1 :]
    parsed = build_parser().parse_args(arguments)
    assert parsed.device == "cuda"
    assert parsed.max_minutes == 30


def test_the_tasks_differ_only_in_their_cloud() -> None:
    first, *others = map(task, CLOUDS)
    for other in others:
        assert other | {"resources": other["resources"] | {"cloud": "gcp"}} == first


@pytest.mark.parametrize("cloud", CLOUDS)
def test_skypilot_takes_the_task(cloud: str) -> None:
    sky = pytest.importorskip("sky", reason="SkyPilot is tried by hand: it brings 80 packages")
    found = sky.Task.from_yaml(str(ROOT / "packaging" / "cloud" / f"{cloud}.yaml"))
    assert {str(resource.cloud).lower() for resource in found.resources} == {cloud}
