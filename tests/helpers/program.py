"""The program as a process of its own, on the tiny model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.paths import HOME_VARIABLE, AppPaths

TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Ended:
    """A process that has ended."""

    exit_code: int
    out: str
    err: str


@dataclass(frozen=True)
class Program:
    """`bertsum` with a home folder of its own, in which the model `tiny` is installed."""

    home: Path

    @property
    def paths(self) -> AppPaths:
        return AppPaths.beneath(self.home)

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            HOME_VARIABLE: str(self.home),
            "PYTHONWARNINGS": "error,ignore::ResourceWarning",
        }

    def command(self, *arguments: str) -> Sequence[str]:
        return [sys.executable, "-m", "bertsum_app", *arguments]

    def run(self, *arguments: str, stdin: bytes = b"") -> Ended:
        return self.run_python(*self.command(*arguments)[1:], stdin=stdin)

    def run_python(self, *arguments: str, stdin: bytes = b"") -> Ended:
        done = subprocess.run(
            [sys.executable, *arguments],
            input=stdin,
            env=self.environment,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        return Ended(
            done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        )

    def copy(self, home: Path) -> Program:
        """The same with a home folder that may be damaged, without the cache."""
        shutil.copytree(self.home / "data", home / "data")
        return Program(home)
