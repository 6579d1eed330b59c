""".ci/run: what it calls, and that pytest's closing line is its last word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a shell script for Linux"
)
SCRIPT = Path(__file__).resolve().parents[3] / ".ci" / "run"


def ci(folder: Path, *failing: str) -> tuple[int, list[str], list[str]]:
    """Run it with a `make` that says what it was called for; its code, its lines, and the targets."""
    checkout, tools = folder / "checkout", folder / "tools"
    (checkout / ".ci").mkdir(parents=True)
    tools.mkdir()
    shutil.copy2(SCRIPT, checkout / ".ci" / "run")
    called = folder / "called"
    make = tools / "make"
    make.write_text(
        f"""#!/bin/sh
echo "$2" >> "{called}"
echo "something of $2"
if [ "$2" = test ]; then echo "3 passed in 0.1s"; fi
case " {" ".join(failing)} " in *" $2 "*) exit 2;; esac
""",
        encoding="utf-8",
    )
    make.chmod(0o755)
    done = subprocess.run(
        ["bash", str(checkout / ".ci" / "run")],
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), called.read_text(encoding="utf-8").split()


def test_the_tests_closing_line_is_the_last_one(tmp_path: Path) -> None:
    code, lines, targets = ci(tmp_path)
    assert code == 0
    assert targets == ["test", "bundle", "smoke"]
    assert lines[-1] == "3 passed in 0.1s"


@pytest.mark.parametrize(
    ("failing", "targets"),
    [
        ("test", ["test"]),
        ("bundle", ["test", "bundle"]),
        ("smoke", ["test", "bundle", "smoke"]),
    ],
)
def test_whatever_fails_fails_it(tmp_path: Path, failing: str, targets: list[str]) -> None:
    code, _, called = ci(tmp_path, failing)
    assert code == 2
    assert called == targets
