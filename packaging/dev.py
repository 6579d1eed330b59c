#!/usr/bin/env python3
"""One entry for working with the project: `python3 packaging/dev.py VERB`.

The verbs are run, test, bench, lint, bundle, smoke, deb, appdir, portable and clean. The Makefile
calls it; on Windows use `py packaging\\dev.py run`. It needs nothing but Python 3.10 to 3.13 and
makes the rest: `.venv` with the project installed from this checkout, versions as in
packaging/constraints.txt. A stamp file inside .venv says what it was made from, so that the next
call starts at once; an environment that was left half made is repaired. What the system itself
lacks (the venv module, Qt's libraries) is installed on Debian and Ubuntu when run as root, and
named in one command otherwise.

This folder must not become a Python package: its name would then hide the PyPI package `packaging`.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = "bertsum-stamp"
OLDEST, NEWEST = (3, 10), (3, 13)

# Shared library -> Debian package. What QtGui itself is linked to:
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# What its X11 plugin needs besides, for a real window:
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# Program -> Debian package. What `smoke` opens the window with:
SCREEN_TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "xclip": "xclip", "openbox": "openbox"}

GENERATED_FOLDERS = (
    "build",
    "dist",
    "bertsum_app.egg-info",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
)
SOURCE_FOLDERS = ("bertsum_app", "packaging", "tests", "benchmarks")


class Stop(Exception):
    """Work cannot go on; the message says why and what to do."""


def say(message: str) -> None:
    """Progress of our own, kept in order with the output of the programs we call."""
    print(f"dev: {message}", flush=True)


def call(command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run a program in the checkout with its output shown, and return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=env, check=False
    ).returncode


# --- the interpreter ------------------------------------------------------------------------------


def is_supported(version: tuple[int, int]) -> bool:
    """Whether the project runs on this version of Python."""
    return OLDEST <= version <= NEWEST


def other_python(which: Callable[[str], str | None] = shutil.which) -> str | None:
    """A supported interpreter by its versioned name, for systems whose `python3` is another one."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = which(f"python3.{minor}")
        if found and _version_of(found) is not None:
            return found
    return None


def _version_of(python: str | Path) -> tuple[int, int] | None:
    """The version of an interpreter that starts and is supported, else None."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(python), "-c", code], capture_output=True, text=True, check=True, timeout=60
        )
        major, minor = (int(part) for part in answer.stdout.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return (major, minor) if is_supported((major, minor)) else None


# --- what the system lacks ------------------------------------------------------------------------


def can_load(library: str) -> bool:
    """Whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(
    libraries: dict[str, str], loads: Callable[[str], bool] = can_load
) -> list[str]:
    """Debian packages of those libraries that cannot be loaded."""
    return sorted({package for library, package in libraries.items() if not loads(library)})


def install_command(packages: Iterable[str]) -> str:
    """The one command that installs system packages on Debian and Ubuntu."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def may_install() -> bool:
    """Whether we may install system packages ourselves: Debian family, as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages, or stop with the command that does it."""
    if not may_install():
        hint = install_command(packages)
        if shutil.which("apt-get") is None:
            hint = f"your system's packages for: {' '.join(packages)} (their names on Debian)"
        raise Stop(f"{why}. Install with:\n    {hint}")
    say(f"{why}; installing {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-o", "Dpkg::Use-Pty=0", "-qq"]
    if call([*apt, "update"], env) != 0:
        say("apt-get update reported errors; trying to install all the same")
    if call([*apt, "install", "-y", "--no-install-recommends", *packages], env) != 0:
        raise Stop(f"apt-get could not install them. To see why:\n    {install_command(packages)}")


def ensure_venv_module() -> None:
    """Debian splits `ensurepip` off its Python; without it no environment can be made."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python3.{sys.version_info[1]}-venv"
    install_packages([package], "this Python lacks the venv module")
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(f"this Python still lacks the venv module after installing {package}")


def ensure_qt_libraries(for_x11: bool) -> None:
    """See that Qt can be loaded (and can open an X11 window)."""
    if not sys.platform.startswith("linux"):
        return
    libraries = {**QT_LIBRARIES, **X11_LIBRARIES} if for_x11 else QT_LIBRARIES
    missing = missing_packages(libraries)
    if missing:
        install_packages(missing, "Qt needs system libraries that are not installed")


def ensure_bundle_tools() -> None:
    """See that a bundle can be built: what reads libraries, and those that a window needs."""
    if sys.platform.startswith("linux") and shutil.which("objdump") is None:
        install_packages(["binutils"], "PyInstaller reads libraries with objdump")
    ensure_qt_libraries(for_x11=True)


def ensure_screen_tools() -> None:
    """See that a window can be tried without a screen; where it cannot, say so and go on."""
    missing = [
        package for program, package in SCREEN_TOOLS.items() if shutil.which(program) is None
    ]
    if not sys.platform.startswith("linux") or not missing:
        return
    try:
        install_packages(missing, "a screen of its own, to try the window on, needs some programs")
    except Stop as stop:
        say(f"the window will not be tried: {stop}")


# --- the environment ------------------------------------------------------------------------------


def venv_program(name: str, venv: Path = VENV) -> Path:
    """The path of a program inside the environment."""
    if os.name == "nt":
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name


def wanted_stamp(root: Path = ROOT) -> str:
    """A hash over all that decides what the environment holds."""
    digest = hashlib.sha256()
    # The place counts: an editable install in a checkout that was moved points to nowhere.
    digest.update(f"{root}\n{sys.platform}\n".encode())
    for name in ("pyproject.toml", "setup.py", "packaging/constraints.txt"):
        digest.update(name.encode())
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_healthy(venv: Path = VENV) -> bool:
    """Whether the environment's Python starts, is supported, and has pip."""
    python = venv_program("python", venv)
    if not python.exists() or _version_of(python) is None:
        return False
    asked = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    return asked.returncode == 0


def ensure_environment() -> None:
    """Make or repair `.venv` and install the project into it, unless the stamp says it is done."""
    stamp_file = VENV / STAMP
    wanted = wanted_stamp()
    if _read(stamp_file) == wanted and venv_program("python").exists():
        return
    if not is_healthy():
        ensure_venv_module()
        say("repairing .venv" if VENV.exists() else "making .venv")
        if call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
            raise Stop("the environment could not be made; the lines above say why")
    # A changed or interrupted install must not pass for a finished one.
    stamp_file.unlink(missing_ok=True)
    say("installing the project and what it depends on; the first time takes some minutes")
    pip = (venv_program("python"), "-m", "pip", "install", "--disable-pip-version-check")
    if call([*pip, "-c", "packaging/constraints.txt", "-e", ".[dev]"]) != 0:
        raise Stop(
            "pip could not install everything; the lines above say why.\n"
            "Check the network and the free space on the disk, then call this again:\n"
            "it goes on from here."
        )
    stamp_file.write_text(wanted + "\n", encoding="utf-8")
    say("environment ready")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


# --- the verbs ------------------------------------------------------------------------------------


def has_display(environ: dict[str, str]) -> bool:
    """Whether a window can be opened here. Only Linux can run without a screen at all."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> int:
    """Open the program's window."""
    ensure_environment()
    environ = dict(os.environ)
    if not has_display(environ):
        bertsum = venv_program("bertsum").relative_to(ROOT)
        raise Stop(
            "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set),\n"
            "so no window can open. The command line does the same work:\n"
            f"    echo 'The weather is nice today.' | {bertsum} translate --to zh\n"
            f"    {bertsum} --help"
        )
    ensure_qt_libraries(for_x11=bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY"))
    return call([venv_program("python"), "-m", "bertsum_app", "gui", *arguments])


def lint(arguments: Sequence[str]) -> int:
    """Style, format, types, floors; stops at the first that fails."""
    if arguments:
        raise Stop("lint takes no arguments")
    ensure_environment()
    checks: tuple[tuple[str, list[str]], ...] = (
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy"]),
        ("import-linter", ["lint-imports", "--no-logo"]),
    )
    for name, (program, *options) in checks:
        say(name)
        code = call([venv_program(program), *options])
        if code != 0:
            return code
    return 0


def test(arguments: Sequence[str]) -> int:
    """Lint, then the tests; pytest's closing line is the last one printed."""
    code = lint(())
    if code != 0:
        return code
    ensure_qt_libraries(for_x11=False)
    say("pytest")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return call([venv_program("python"), "-m", "pytest", *arguments], env)


def bench(arguments: Sequence[str]) -> int:
    """Measure speed and memory; prints tables and writes JSON."""
    ensure_environment()
    ensure_qt_libraries(for_x11=False)
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return call([venv_program("python"), "benchmarks/run.py", *arguments], env)


def bundle(arguments: Sequence[str]) -> int:
    """Build the double-click program into dist/; `--edition lite` for the one without training."""
    ensure_environment()
    ensure_bundle_tools()
    return call([venv_program("python"), "packaging/bundle.py", *arguments])


def smoke(arguments: Sequence[str]) -> int:
    """Use each bundle in dist/ as a new user would; `--other-user` as root, by an account of its own."""
    ensure_environment()
    # Packages of the full edition have such names, too.
    found = sorted(path for path in ROOT.glob("dist/bertsum-*") if path.is_dir())
    if not found:
        raise Stop("there is no bundle in dist/; build one first: make bundle")
    ensure_screen_tools()
    for folder in found:
        say(f"smoke: {folder.name}")
        code = call([venv_program("python"), "packaging/smoke.py", folder, *arguments])
        if code != 0:
            return code
    return 0


def deb(arguments: Sequence[str]) -> int:
    """Make a Debian package of a bundle; `--edition full` for the one with training."""
    ensure_environment()
    return call([venv_program("python"), "packaging/deb.py", *arguments])


def appdir(arguments: Sequence[str]) -> int:
    """Lay a bundle out as an AppDir, and pack it where appimagetool is there."""
    ensure_environment()
    return call([venv_program("python"), "packaging/appdir.py", *arguments])


def portable(arguments: Sequence[str]) -> int:
    """Pack a bundle into one archive that keeps its files beside the program."""
    ensure_environment()
    return call([venv_program("python"), "packaging/portable.py", *arguments])


def clean(arguments: Sequence[str]) -> int:
    """Remove what builds and checks left. `.venv` stays: delete it by hand to start over."""
    if arguments:
        raise Stop("clean takes no arguments")
    for name in GENERATED_FOLDERS:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for name in SOURCE_FOLDERS:
        for cache in list((ROOT / name).rglob("__pycache__")):
            shutil.rmtree(cache, ignore_errors=True)
    return 0


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "lint": lint,
    "bundle": bundle,
    "smoke": smoke,
    "deb": deb,
    "appdir": appdir,
    "portable": portable,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Carry out `VERB [ARGUMENT]...`; returns an exit code."""
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: dev.py {'|'.join(VERBS)} [ARGUMENT]...", file=sys.stderr)
        for name, verb in VERBS.items():
            print(f"  {name:8} {(verb.__doc__ or '').splitlines()[0]}", file=sys.stderr)
        return 2
    version = sys.version_info[:2]
    if not is_supported(version):
        found = other_python()
        if found is None:
            print(
                f"dev: this is Python {version[0]}.{version[1]}; the project needs 3.10 to 3.13.\n"
                "Install one of those and call it by name, for instance: "
                f"python3.12 packaging/dev.py {arguments[0]}",
                file=sys.stderr,
            )
            return 1
        say(f"this Python is {version[0]}.{version[1]}, too old or too new; using {found}")
        return call([found, __file__, *arguments])
    try:
        return VERBS[arguments[0]](arguments[1:])
    except Stop as stop:
        print(f"dev: {stop}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
