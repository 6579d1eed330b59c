"""packaging/dev.py: what it decides before it calls other programs."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """The module, loaded from a copy: its ROOT is a checkout of just the files it reads."""
    (tmp_path / "packaging").mkdir()
    for name in ("packaging/dev.py", "packaging/constraints.txt", "pyproject.toml", "setup.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    path = tmp_path / "packaging" / "dev.py"
    spec = importlib.util.spec_from_file_location("bertsum_dev", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert tmp_path == module.ROOT
    return module


class Calls:
    """Stands in for `dev.call`: remembers programs and answers with exit codes."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.failing = ""

    def __call__(self, command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
        self.commands.append([str(part) for part in command])
        return int(bool(self.failing) and self.failing in self.commands[-1])

    def programs(self) -> list[str]:
        return [Path(command[0]).name for command in self.commands]


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Calls:
    recorded = Calls()
    monkeypatch.setattr(dev, "call", recorded)
    return recorded


def _pretend_environment(dev: ModuleType) -> None:
    python = dev.venv_program("python")
    python.parent.mkdir(parents=True)
    python.touch()
    (dev.VENV / dev.STAMP).write_text(dev.wanted_stamp(), encoding="utf-8")


# --- the interpreter ------------------------------------------------------------------------------


def test_supported_versions_are_3_10_to_3_13(dev: ModuleType) -> None:
    assert [minor for minor in range(20) if dev.is_supported((3, minor))] == [10, 11, 12, 13]
    assert not dev.is_supported((2, 11))
    assert not dev.is_supported((4, 11))


def test_on_an_unsupported_python_it_says_so_and_what_to_call(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "is_supported", lambda version: False)
    monkeypatch.setattr(dev, "other_python", lambda: None)
    assert dev.main(["run"]) == 1
    message = capsys.readouterr().err
    assert "3.10 to 3.13" in message
    assert "packaging/dev.py run" in message


def test_on_an_unsupported_python_it_goes_on_with_a_supported_one(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "is_supported", lambda version: False)
    monkeypatch.setattr(dev, "other_python", lambda: "/somewhere/python3.12")
    assert dev.main(["test", "-x"]) == 0
    assert calls.commands == [["/somewhere/python3.12", dev.__file__, "test", "-x"]]


def test_the_newest_supported_python_that_starts_is_chosen(dev: ModuleType) -> None:
    found = {"python3.13": "/does/not/start", "python3.11": sys.executable}
    assert dev.other_python(found.get) == sys.executable
    assert dev.other_python({}.get) is None


def test_without_a_verb_it_lists_them(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["fly"]):
        assert dev.main(arguments) == 2
        message = capsys.readouterr().err
        assert all(verb in message for verb in ("run", "test", "bench", "lint", "clean"))


# --- the system -----------------------------------------------------------------------------------


def test_only_what_cannot_be_loaded_is_missing(dev: ModuleType) -> None:
    libraries = {"libA.so.1": "pkg-a", "libB.so.1": "pkg-b", "libC.so.1": "pkg-b"}
    assert dev.missing_packages(libraries, lambda library: library == "libA.so.1") == ["pkg-b"]
    assert dev.missing_packages(libraries, lambda library: True) == []
    assert not dev.can_load("libThatNobodyHas.so.99")


def test_without_the_right_to_install_it_prints_one_command(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "may_install", lambda: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    with pytest.raises(dev.Stop, match="sudo apt-get update && sudo apt-get install -y libegl1"):
        dev.install_packages(["libegl1"], "Qt needs it")
    assert calls.commands == []


def test_as_root_on_debian_it_installs_after_an_update(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "may_install", lambda: True)
    dev.install_packages(["libegl1", "libgl1"], "Qt needs them")
    update, install = calls.commands
    assert update[-1] == "update"
    assert install[-2:] == ["libegl1", "libgl1"]
    calls.failing = "install"
    with pytest.raises(dev.Stop):
        dev.install_packages(["libegl1"], "Qt needs it")


def test_a_python_without_venv_module_gets_it(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev, "install_packages", lambda packages, why: wanted.extend(packages))
    with pytest.raises(dev.Stop, match="still lacks"):
        dev.ensure_venv_module()
    assert wanted == [f"python3.{sys.version_info[1]}-venv"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_what_qt_would_use(
    dev: ModuleType, environ: dict[str, str], expected: bool
) -> None:
    assert dev.has_display(environ) is expected


def test_run_without_a_display_names_the_command_line(
    dev: ModuleType,
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "has_display", lambda environ: False)
    assert dev.main(["run"]) == 1
    message = capsys.readouterr().err
    assert "no display" in message
    assert "bertsum translate --to zh" in message
    assert calls.commands == []


# --- the environment ------------------------------------------------------------------------------


def test_a_finished_environment_is_used_as_it_is(dev: ModuleType, calls: Calls) -> None:
    _pretend_environment(dev)
    dev.ensure_environment()
    assert calls.commands == []


@pytest.mark.parametrize("name", ["pyproject.toml", "setup.py", "packaging/constraints.txt"])
def test_a_change_of_what_it_was_made_from_installs_again(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "is_healthy", lambda: True)
    path = dev.ROOT / name
    path.write_bytes(path.read_bytes() + b"\n# changed\n")
    dev.ensure_environment()
    (command,) = calls.commands
    assert command[-4:] == ["-c", "packaging/constraints.txt", "-e", ".[dev]"]
    dev.ensure_environment()
    assert len(calls.commands) == 1


def test_a_half_made_environment_is_made_again(dev: ModuleType, calls: Calls) -> None:
    dev.venv_program("python").parent.mkdir(parents=True)
    dev.venv_program("python").write_text("not a program", encoding="utf-8")
    assert not dev.is_healthy()
    dev.ensure_environment()
    make, install = calls.commands
    assert make[1:] == ["-m", "venv", "--clear", str(dev.VENV)]
    assert "install" in install


def test_an_install_that_fails_is_not_taken_for_finished(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "is_healthy", lambda: True)
    stamp = dev.VENV / dev.STAMP
    stamp.write_text("of an older checkout", encoding="utf-8")
    calls.failing = "pip"
    with pytest.raises(dev.Stop, match="call this again"):
        dev.ensure_environment()
    assert not stamp.exists()


def test_the_running_environment_would_be_judged_healthy(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "venv_program", lambda name, venv=None: Path(sys.executable))
    assert dev.is_healthy()


# --- the verbs ------------------------------------------------------------------------------------


def test_test_runs_the_checks_in_order_and_pytest_last_with_its_arguments(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "ensure_qt_libraries", lambda for_x11: None)
    assert dev.main(["test", "-k", "spans"]) == 0
    stems = [name.removesuffix(".exe") for name in calls.programs()]
    assert stems == ["ruff", "ruff", "mypy", "lint-imports", "python"]
    assert calls.commands[-1][1:] == ["-m", "pytest", "-k", "spans"]


def test_the_first_check_that_fails_ends_the_test_run(dev: ModuleType, calls: Calls) -> None:
    _pretend_environment(dev)
    calls.failing = "format"
    assert dev.main(["test"]) == 1
    assert len(calls.commands) == 2


def test_clean_removes_what_was_generated_and_nothing_else(dev: ModuleType) -> None:
    _pretend_environment(dev)
    kept = [dev.venv_program("python"), dev.ROOT / "bertsum_app" / "core.py"]
    gone = [
        dev.ROOT / "build" / "x",
        dev.ROOT / ".mypy_cache" / "x",
        dev.ROOT / "bertsum_app" / "__pycache__" / "x",
    ]
    for path in [*kept, *gone]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert dev.main(["clean"]) == 0
    assert all(path.exists() for path in kept)
    assert not any(path.parent.exists() for path in gone)


def test_it_needs_nothing_outside_of_the_standard_library() -> None:
    answer = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "packaging" / "dev.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("usage:")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux lacks at times")
def test_a_bundle_is_built_where_what_it_takes_along_is_installed(
    dev: ModuleType,
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "may_install", lambda: False)
    monkeypatch.setattr(dev, "missing_packages", lambda libraries: sorted(libraries.values()))
    assert dev.main(["bundle"]) == 1
    assert "libxcb-cursor0" in capsys.readouterr().err
    monkeypatch.setattr(dev, "missing_packages", lambda libraries: [])
    monkeypatch.setenv("PATH", "")
    assert dev.main(["bundle"]) == 1
    assert "binutils" in capsys.readouterr().err
    assert calls.commands == []


def test_each_bundle_is_tried(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "SCREEN_TOOLS", {})
    for name in ("bertsum-full", "bertsum-lite"):
        (dev.ROOT / "dist" / name).mkdir(parents=True)
    (dev.ROOT / "dist" / "bertsum-full_1.0_amd64.deb").touch()
    assert dev.main(["smoke"]) == 0
    assert [Path(command[-1]).name for command in calls.commands] == [
        "bertsum-full",
        "bertsum-lite",
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_the_commands_are_tried_all_the_same(
    dev: ModuleType,
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _pretend_environment(dev)
    monkeypatch.setattr(dev, "SCREEN_TOOLS", {"no-such-program": "its-package"})
    monkeypatch.setattr(dev, "may_install", lambda: False)
    (dev.ROOT / "dist" / "bertsum-lite").mkdir(parents=True)
    assert dev.main(["smoke", "--other-user"]) == 0
    assert calls.commands[-1][-1] == "--other-user"
    said = capsys.readouterr().out
    assert "the window will not be tried" in said
    assert "its-package" in said


def test_without_a_bundle_smoke_says_how_to_build_one(
    dev: ModuleType, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend_environment(dev)
    assert dev.main(["smoke"]) == 1
    assert "make bundle" in capsys.readouterr().err
    assert calls.commands == []
