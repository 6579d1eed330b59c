"""Starts that cannot go well: a message, never silence. Each is a process of its own.

A second start is in tests/gui/test_single_instance.py, a missing display in tests/gui/test_display.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bertsum_app.core.paths import HOME_VARIABLE, AppPaths
from bertsum_app.core.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "helpers" / "window_driver.py"
TIMEOUT_S = 120.0
SECRET = "A confidential sentence 机密."


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        HOME_VARIABLE: str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "QT_QPA_PLATFORM": "offscreen",
        "BERTSUM_INTERFACE_LANGUAGE": "en",
        **more,
    }


def start(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DRIVER), *arguments],
        env=environment(home, **more),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )


def seen(done: subprocess.CompletedProcess[str]) -> list[Any]:
    """What the driver told."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_folder_that_takes_no_files_is_said_and_the_window_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = start(tmp_path / "file" / "home")
    assert done.returncode == 0, done.stderr
    [message] = seen(done)
    assert message["title"] == "Settings and history will not be kept"
    assert str(tmp_path / "file" / "home") in message["text"]


def test_damaged_settings_are_said_once(tmp_path: Path) -> None:
    settings = AppPaths.beneath(tmp_path).settings_file
    settings.parent.mkdir(parents=True)
    settings.write_bytes(b'{"schema_version": 1, "theme')
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "settings" in seen(done)[0]["title"].lower()
    assert settings.with_name("settings.json.bak").is_file()
    assert read_settings(settings).problem is None


def test_a_window_closed_while_its_model_is_loaded_ends_well(tmp_path: Path) -> None:
    done = start(tmp_path, "--loading")
    assert done.returncode == 0, done.stderr
    # Under a thread in the middle of that, it would abort the process.
    assert seen(done) == [{"closed": "while the model is being loaded"}]


def test_a_missing_model_is_said(tmp_path: Path) -> None:
    done = start(tmp_path, "--without-model")
    assert done.returncode == 0, done.stderr
    [message] = seen(done)
    assert message["title"] == "The model bertsum-en-zh is not there"
    assert "install the program again" in message["text"]


def test_a_full_disk_is_said_and_keeps_nobody_from_working(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("a disk of our own needs unshare")
    full = tmp_path / "full"
    full.mkdir()
    mount = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    script = 'mount -t tmpfs -o size=64k none "$1" || exit 99; shift; exec "$@"'
    done = subprocess.run(
        [*mount, script, "sh", str(full), sys.executable, str(DRIVER)],
        env=environment(full),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode not in (0, 70) and not done.stdout:
        pytest.skip(f"no disk of our own is allowed here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    [message] = seen(done)
    assert message["title"] == "The disk is full"
    assert "You can work all the same" in message["text"]


def without_qt(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A start where a library of the system, and so Qt, cannot be loaded."""
    script = (
        "import sys; sys.modules['PySide6.QtWidgets'] = None;"
        "from bertsum_app.__main__ import main; sys.exit(main(['gui']))"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environment(home, **more),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )


def test_a_library_that_cannot_be_loaded_is_said_without_a_traceback(tmp_path: Path) -> None:
    done = without_qt(tmp_path, DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert done.stderr.startswith("bertsum: The window cannot open")
    assert "PySide6.QtWidgets" in done.stderr
    assert "bertsum translate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script stands in for the box")
def test_without_a_terminal_it_is_said_in_a_box(tmp_path: Path) -> None:
    tools, box = tmp_path / "tools", tmp_path / "box.txt"
    tools.mkdir()
    os.mkfifo(box)
    zenity = tools / "zenity"
    zenity.write_text(
        '#!/bin/sh\nfor last; do :; done\nprintf "%s" "$last" > "$BOX"\n', encoding="utf-8"
    )
    zenity.chmod(0o755)
    done = without_qt(
        tmp_path / "home",
        DISPLAY=":0",
        PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
        BOX=str(box),
    )
    assert done.returncode == 1
    # The box outlives the program; reading waits for it.
    assert "The window cannot open" in box.read_text(encoding="utf-8")


def test_a_fault_before_there_is_a_window_is_said_and_logged_without_texts(
    tmp_path: Path,
) -> None:
    done = start(tmp_path, "--broken", DISPLAY="", WAYLAND_DISPLAY="")
    paths = AppPaths.beneath(tmp_path)
    assert done.returncode == 70
    assert str(paths.log) in done.stderr
    assert "Traceback" not in done.stderr
    logged = (paths.log / "bertsum.log").read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "confidential" not in logged


def test_a_fault_at_the_end_is_said_as_such_and_everything_else_ends_well(tmp_path: Path) -> None:
    done = start(tmp_path, "--broken-end", DISPLAY="", WAYLAND_DISPLAY="")
    paths = AppPaths.beneath(tmp_path)
    assert done.returncode == 70
    assert "opening" not in done.stderr
    assert "did not end as it should" in done.stderr
    assert str(paths.log) in done.stderr
    assert read_settings(paths.settings_file).settings.beam_size == 7
    logged = (paths.log / "bertsum.log").read_text(encoding="utf-8")
    assert "could not be opened" not in logged
    assert "ValueError" in logged
    assert "confidential" not in logged


@pytest.mark.skipif(sys.platform == "win32", reason="the driver kills itself with a signal")
@pytest.mark.parametrize(
    ("way", "signal"), [("--fault-over", 9), ("--kill-over", 9), ("--crash-over", 11)]
)
def test_texts_survive_the_death_of_the_process(tmp_path: Path, way: str, signal: int) -> None:
    died = start(tmp_path, way, SECRET)
    assert died.returncode == -signal
    assert "confidential" not in died.stdout
    again = start(tmp_path)
    assert again.returncode == 0, again.stderr
    [message] = seen(again)
    assert message["title"] == "BertSum was not closed properly last time"
    assert message["source"] == SECRET
    paths = AppPaths.beneath(tmp_path)
    assert not paths.drafts.exists()
    crashed = way == "--crash-over"
    assert (str(paths.crash_report) in message["text"]) == crashed
    assert {each.name for each in paths.log.iterdir()} == {
        "bertsum.log",
        *(["crash.log"] if crashed else []),
    }
    if crashed:
        assert "Segmentation fault" in paths.crash_report.read_text(encoding="utf-8")
    for log in paths.log.iterdir():
        assert "confidential" not in log.read_text(encoding="utf-8")
