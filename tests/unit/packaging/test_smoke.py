"""packaging/smoke.py: that it notices what is not as it should be, and says what it could not try."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="scripts stand in for programs"
)
Load = Callable[[str], ModuleType]


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def without_unshare(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that lets nobody leave the network."""
    monkeypatch.setattr(load("smoke_user"), "_OFFLINE", (("false",),))


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("exit 4", "exit code 4"),
        ("echo hello", "no Chinese came of the sentence: 'hello'"),
    ],
)
@pytest.mark.usefixtures("without_unshare")
def test_a_bundle_that_does_not_work_is_noticed(
    load: Load, tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, complaint: str
) -> None:
    write_program(tmp_path / "bundle" / "bertsum", script)
    assert load("smoke").main([str(tmp_path / "bundle")]) == 1
    said = capsys.readouterr().out
    assert "FAILED" in said
    assert complaint in said
    assert "network was not cut off" in said


def test_an_account_of_its_own_needs_root(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(tmp_path / "bundle" / "bertsum", "echo 天气")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert load("smoke").main([str(tmp_path / "bundle"), "--other-user"]) == 1
    assert "needs root" in capsys.readouterr().out


def test_where_the_window_is_needed_a_machine_without_a_screen_is_refused(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert load("smoke").main([str(tmp_path), "--need-window"]) == 3
    assert "Xvfb, xdotool" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("made", "can_train", "console"),
    [
        ("bertsum", False, ["bertsum", "doctor"]),
        ("_internal/torch/version.py", True, ["bertsum", "doctor"]),
        ("AppRun", False, ["AppRun", "doctor"]),
    ],
)
def test_what_kind_of_bundle_it_is_is_seen_from_its_files(
    load: Load, tmp_path: Path, made: str, can_train: bool, console: list[str]
) -> None:
    write_program(tmp_path / made, "")
    user = load("smoke_user").User(tmp_path, tmp_path)
    place = load("smoke_place").Place(tmp_path, user)
    assert place.can_train is can_train
    assert [Path(part).name for part in place.command("bertsum", "doctor")] == console


def test_a_process_of_the_bundle_that_goes_on_is_seen(load: Load, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    user = load("smoke_user").User(tmp_path / "home", tmp_path)
    program = tmp_path / "bundle" / "sleeper"
    program.parent.mkdir()
    program.write_bytes(Path("/bin/sleep").read_bytes())
    program.chmod(0o755)
    place = load("smoke_place").Place(program.parent, user)
    with (tmp_path / "said").open("wb") as said:
        process = user.open([str(program), "60"], said)
    try:
        assert place.at_work() == [f"{process.pid} sleeper"]
    finally:
        process.kill()
        process.wait()
    assert place.at_work() == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("2026-01-01 ERROR bertsum_app.gui: it broke\n  page.py:1 show\nValueError", "ValueError"),
        ("2026-01-01 INFO translated The weather is nice today.", "holds what was written"),
    ],
)
def test_faults_and_texts_in_a_log_are_seen(
    load: Load, tmp_path: Path, line: str, complaint: str
) -> None:
    user = load("smoke_user").User(tmp_path, tmp_path)
    place = load("smoke_place").Place(tmp_path, user)
    log = tmp_path / "state" / "bertsum.log"
    log.parent.mkdir()
    log.write_text("2026-01-01 INFO started\n", encoding="utf-8")
    load("smoke_window").see_no_fault(place)
    log.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(load("smoke_user").Failed, match=complaint):
        load("smoke_window").see_no_fault(place)
