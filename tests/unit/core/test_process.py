"""The command lines that start this program again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bertsum_app import __version__
from bertsum_app.core.process import lasting_command, program_command


def test_the_program_starts_itself() -> None:
    done = subprocess.run(program_command("--version"), capture_output=True, check=True)
    assert __version__ in done.stdout.decode()
    assert lasting_command("--version") == program_command("--version")


def test_a_bundle_starts_its_console_twin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bertsum-app"))
    name = "bertsum.exe" if sys.platform == "win32" else "bertsum"
    assert program_command("train") == [str(tmp_path / name), "train"]


def test_what_outlives_an_image_gets_a_place_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "mount" / "lib" / "bertsum-app"))
    monkeypatch.setenv("APPIMAGE", "/home/me/BertSum.AppImage")
    monkeypatch.setenv("APPDIR", str(tmp_path / "mount"))
    assert lasting_command("train") == ["/home/me/BertSum.AppImage", "train"]
    # Those of a terminal that we were started from.
    monkeypatch.setenv("APPDIR", str(tmp_path / "terminal"))
    assert lasting_command("train") == program_command("train")
