"""core/last_words.py: who is told, and how."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bertsum_app.core.last_words import say_without_window

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="boxes of Linux desktops"
)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """The commands that were started, with their environments."""
    commands: list[tuple[list[str], dict[str, str]]] = []

    def popen(command: list[str], env: dict[str, str], **rest: object) -> None:
        commands.append((command, env))

    monkeypatch.setattr(subprocess, "Popen", popen)
    return commands


def tool(folder: Path, name: str) -> None:
    (folder / name).touch(mode=0o755)


def test_without_a_display_only_the_terminal_is_told(
    tmp_path: Path,
    started: list[tuple[list[str], dict[str, str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    tool(tmp_path, "zenity")
    say_without_window("It cannot be.", {"PATH": str(tmp_path)})
    assert capsys.readouterr().err == "bertsum: It cannot be.\n"
    assert started == []


def test_the_first_box_that_the_desktop_has_is_taken(
    tmp_path: Path, started: list[tuple[list[str], dict[str, str]]]
) -> None:
    tool(tmp_path, "xmessage")
    tool(tmp_path, "kdialog")
    say_without_window("It cannot be.", {"PATH": str(tmp_path), "DISPLAY": ":0"})
    [(command, _)] = started
    assert command == ["kdialog", "--title=BertSum", "--error", "It cannot be."]


def test_a_desktop_without_any_box_is_no_trouble(
    tmp_path: Path, started: list[tuple[list[str], dict[str, str]]]
) -> None:
    say_without_window("It cannot be.", {"PATH": str(tmp_path), "WAYLAND_DISPLAY": "w"})
    assert started == []


def test_a_windowed_program_without_standard_error_still_tells(
    tmp_path: Path,
    started: list[tuple[list[str], dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tool(tmp_path, "zenity")
    monkeypatch.setattr(sys, "stderr", None)
    say_without_window("It cannot be.", {"PATH": str(tmp_path), "DISPLAY": ":0"})
    assert len(started) == 1
