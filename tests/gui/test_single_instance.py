"""A second start hands over to the first, with real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bertsum_app.core.paths import HOME_VARIABLE, AppPaths
from bertsum_app.gui.single_instance import HandedOver, SingleInstance, parse_message

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from bertsum_app.gui.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
assert instance.claim()
instance.listen()
print("listening", flush=True)
application.exec()
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        HOME_VARIABLE: str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return AppPaths.beneath(tmp_path).state


@pytest.fixture
def first(qtbot: QtBot, home: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(home)
    assert made.claim()
    made.listen()
    yield made
    made.close()


def test_a_second_start_hands_its_file_over_and_ends(
    qtbot: QtBot, first: SingleInstance, environ: dict[str, str], tmp_path: Path
) -> None:
    with qtbot.waitSignal(first.received, timeout=30_000) as received:
        second = subprocess.Popen(
            [sys.executable, "-m", "bertsum_app", "gui", "--mode", "summarize", "letter.txt"],
            env=environ,
            cwd=tmp_path,
        )
    assert second.wait(30) == 0
    assert received.args is not None
    assert received.args[0].files == (tmp_path / "letter.txt",)
    assert received.args[0].mode == "summarize"


def test_a_killed_window_does_not_block_the_next(
    qtbot: QtBot, home: Path, environ: dict[str, str]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)], env=environ, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "listening\n"
        assert not SingleInstance(home).claim()
        holder.kill()
        holder.wait(30)
    after = SingleInstance(home)
    assert after.claim()
    after.listen()
    script = (
        "import sys; from pathlib import Path;"
        "from bertsum_app.gui.single_instance import SingleInstance;"
        "sys.exit(0 if SingleInstance(Path(sys.argv[1])).hand_over([]) else 1)"
    )
    with qtbot.waitSignal(after.received, timeout=30_000):
        second = subprocess.Popen([sys.executable, "-c", script, str(home)], env=environ)
    assert second.wait(30) == 0
    after.close()


def test_two_homes_have_a_window_each(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.close()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\n",
        b"[]",
        b'{"version": 2, "files": [], "activation_token": ""}',
        b'{"version": 1, "files": ["not/absolute"], "activation_token": ""}',
        b'{"version": 1, "files": [1], "activation_token": ""}',
        b'{"version": 1, "files": [], "activation_token": 1}',
        b'{"version": 1, "files": [], "activation_token": "", "mode": 1}',
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    assert parse_message(line) is None


def test_a_message_without_files_only_asks_to_come_forward() -> None:
    line = b'{"version": 1, "files": [], "activation_token": "abc"}'
    assert parse_message(line) == HandedOver((), "abc")
