from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bertsum_app.gui.display import has_display

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland only")


def test_windows_and_macos_always_have_a_display() -> None:
    assert has_display({}, "win32")
    assert has_display({}, "darwin")


def test_nothing_set_means_no_display() -> None:
    assert not has_display({}, "linux")


@pytest.mark.parametrize("plugin", ["offscreen", "minimal:enable_fonts", "vnc"])
def test_a_platform_without_a_server_needs_none(plugin: str) -> None:
    assert has_display({"QT_QPA_PLATFORM": plugin}, "linux")


@on_linux
def test_a_server_that_does_not_answer_is_no_display(tmp_path: Path) -> None:
    assert not has_display({"DISPLAY": f"unix:{tmp_path}/none:0"}, "linux")
    gone = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not has_display(gone, "linux")


@on_linux
def test_a_wayland_server_that_answers_is_a_display(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Paths of sockets are short; tmp_path may not be.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("wayland-1")
        server.listen(1)
        assert has_display({"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": "."}, "linux")


@on_linux
def test_without_a_display_the_program_names_the_command_line(tmp_path: Path) -> None:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {key: value for key, value in os.environ.items() if key not in gone}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from bertsum_app.gui.app import main; sys.exit(main([]))",
        ],
        env={**environ, "BERTSUM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "bertsum translate" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
