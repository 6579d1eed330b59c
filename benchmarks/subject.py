"""What is measured: the program with its default model, in a home folder of its own.

Child processes get the folder through `BERTSUM_HOME`, so that neither the user's settings nor their
cache has a say, and "first start ever" can be had as often as it is wanted.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from probe_clock import STARTED_VARIABLE

from bertsum_app.core.errors import ModelError
from bertsum_app.core.paths import HOME_VARIABLE, AppPaths
from bertsum_app.library.store import DEFAULT_MODEL_ID, InstalledModel
from bertsum_app.service.app import BertSumService

_PROBES = Path(__file__).resolve().parent
_PROBE_LIMIT_S = 300


class ProbeFailed(Exception):
    """A measured process did not end well; the message holds what it wrote to standard error."""


@dataclass(frozen=True)
class Subject:
    """The model, and the home folder that measured processes use."""

    model: InstalledModel
    home: Path

    @property
    def paths(self) -> AppPaths:
        """The program's folders beneath `home`."""
        return AppPaths.beneath(self.home)

    def service(self) -> BertSumService:
        """The program without a face, in this process; the caller closes it."""
        return BertSumService.default({**os.environ, HOME_VARIABLE: str(self.home)})

    def forget_conversion(self) -> None:
        """Make the next start a first start: without the converted model in the cache."""
        shutil.rmtree(self.paths.cache, ignore_errors=True)

    def run(self, command: Sequence[str], text: str = "") -> subprocess.CompletedProcess[str]:
        """Run a process of the program; `text` is its standard input.

        Raises:
            ProbeFailed: it ended with another code than 0, or not at all.
        """
        environ = self._environment()
        # Taken last: what comes after counts as the start of the process.
        environ[STARTED_VARIABLE] = repr(time.monotonic())
        try:
            ended = subprocess.run(
                command,
                input=text,
                env=environ,
                capture_output=True,
                encoding="utf-8",
                timeout=_PROBE_LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ProbeFailed(f"{command[-1]}: no end within {_PROBE_LIMIT_S} s") from error
        if ended.returncode != 0:
            raise ProbeFailed(f"{' '.join(command)} ended with {ended.returncode}\n{ended.stderr}")
        return ended

    def probe(self, name: str, *arguments: str) -> Mapping[str, float]:
        """Run the probe script `name` and return the figures it prints as its last line.

        Raises:
            ProbeFailed: as `run`.
        """
        script = _PROBES / f"{name}.py"
        ended = self.run([sys.executable, str(script), *arguments])
        figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
        return figures

    def _environment(self) -> dict[str, str]:
        environ = {**os.environ, HOME_VARIABLE: str(self.home)}
        # Neither a coverage tool nor a profiler of the caller may slow the child down.
        for name in ("PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE", "PYTHONTRACEMALLOC"):
            environ.pop(name, None)
        return environ


@contextlib.contextmanager
def subject(candidate: Path | None) -> Iterator[Subject]:
    """The default model with a fresh home folder, removed at the end.

    Args:
        candidate: a folder of that model to use where the program embeds none.

    Raises:
        ModelError: there is no usable default model.
    """
    with tempfile.TemporaryDirectory(prefix="bertsum-benchmark-") as name:
        home = Path(name)
        if candidate is not None:
            folder = AppPaths.beneath(home).models / DEFAULT_MODEL_ID
            shutil.copytree(candidate, folder)
        service = BertSumService.default({**os.environ, HOME_VARIABLE: name})
        try:
            model = service.model(None)
        finally:
            service.close()
        if candidate is not None and model.embedded:
            raise CandidateHidden(candidate)
        yield Subject(model, home)


class CandidateHidden(ModelError):
    """A candidate cannot be measured: the embedded model of the same id comes first."""

    code = "candidate-hidden"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)
