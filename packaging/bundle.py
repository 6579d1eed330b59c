#!/usr/bin/env python3
"""Build the double-click program: `bundle.py [--edition full|lite]` -> dist/bertsum-EDITION/.

One folder with the windowed program (`bertsum-app`) and its console twin (`bertsum`). Prints the ten
largest parts and fails when the folder is over its budget (bundle_contents.py).
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import bundle_contents as contents
import icons
import macos
import notices
import windows_setup

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
_LARGEST = 10
_OVER_BUDGET = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, add the licences, report sizes; 0 when all is within its budget."""
    parser = argparse.ArgumentParser(description="Build the double-click program.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="full")
    edition: contents.Edition = parser.parse_args(arguments).edition
    folder = DIST / f"bertsum-{edition}"
    icons.write()
    windows_setup.write_version_resources()
    macos.write_entitlements()
    code = build(edition)
    if code != 0:
        return code
    link_window_program(folder)
    strip_debugging(folder)
    shutil.copy2(ROOT / "LICENSE", folder / "LICENSE.txt")
    inside = folder / "_internal" if sys.platform.startswith("linux") else None
    notices.write(folder / "THIRD-PARTY-NOTICES.txt", shipped_top_levels(folder), inside)
    return report(folder, edition)


def build(edition: contents.Edition) -> int:
    """Run PyInstaller on the spec; its exit code."""
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"),
        *("--distpath", str(DIST), "--workpath", str(ROOT / "build" / f"pyinstaller-{edition}")),
        str(ROOT / "packaging" / "bertsum.spec"),
    ]
    env = {**os.environ, contents.EDITION_VARIABLE: edition}
    return subprocess.run(command, env=env, check=False).returncode


def link_window_program(folder: Path) -> None:
    """Give the window its own name on Linux, where the spec makes only one program."""
    window = folder / "bertsum-app"
    if sys.platform.startswith("linux") and not window.exists():
        window.symlink_to("bertsum")


def strip_debugging(folder: Path) -> None:
    """Take the debugging information out of libraries (Linux only)."""
    strip = shutil.which("strip")
    if not sys.platform.startswith("linux") or strip is None:
        return
    for path in folder.rglob("*.so*"):
        # A link may lead to a library that must be left alone.
        whole = path.is_file() and not path.is_symlink()
        if whole and contents.may_be_stripped(path.relative_to(folder).as_posix()):
            subprocess.run([strip, "--strip-unneeded", str(path)], check=True)


def shipped_top_levels(folder: Path) -> set[str]:
    """Names of the top-level packages and modules whose code or files are in the bundle."""
    edition = folder.name.removeprefix("bertsum-")
    [toc] = (ROOT / "build" / f"pyinstaller-{edition}").rglob("PYZ-*.toc")
    # A TOC is a Python literal; its last part holds (module, file, kind) triples.
    *_, entries = ast.literal_eval(toc.read_text(encoding="utf-8"))
    inside = folder / "_internal"
    files = {path.name for path in inside.iterdir() if path.is_dir()} if inside.is_dir() else set()
    return files | {name.partition(".")[0] for name, _, _ in entries}


def installed_bytes(distribution: str) -> int:
    """The size of a distribution's files where it is installed."""
    files = metadata.distribution(distribution).files or ()
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def report(folder: Path, edition: contents.Edition) -> int:
    """Print the largest parts and the sum; 3 when it is over the budget."""
    # A link is counted where it points to.
    files = [
        (path.relative_to(folder).as_posix(), path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    ]
    parts = contents.parts_of(files)
    total = sum(part.bytes for part in parts)
    budget = contents.budget_bytes(edition, installed_bytes("torch") if edition == "full" else 0)
    print(f"{folder.relative_to(ROOT)}: {len(files)} files, the largest parts:")
    for part in parts[:_LARGEST]:
        print(f"  {part.bytes / contents.MB:8.1f} MiB  {part.name}")
    print(f"  {total / contents.MB:8.1f} MiB  in all; the budget is {budget / contents.MB:.1f} MiB")
    return 0 if total <= budget else _OVER_BUDGET


if __name__ == "__main__":
    sys.exit(main())
