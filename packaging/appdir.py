#!/usr/bin/env python3
"""Lay a bundle out as an AppDir: `appdir.py [--edition lite|full]` -> dist/BertSum-EDITION.AppDir.

Where `appimagetool` is on the PATH, it packs the folder into one file that runs on any Linux with a C
library that is new enough; where not, the command to do it later is printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bundle_contents as contents
import elf
import icons
import linux_files
import linux_tree
import man_page
import product

from bertsum_app.cli.main import build_parser
from bertsum_app.core.paths import HOME_VARIABLE, PORTABLE_FOLDER, PORTABLE_MARKER
from bertsum_app.documents.isolation import WORKER_ARGUMENT

DIST = product.ROOT / "dist"
_PLACE = Path("usr/lib") / product.COMMAND


def main(arguments: Sequence[str] | None = None) -> int:
    """Lay out, and pack where that can be done; 0 when all went well."""
    parser = argparse.ArgumentParser(description="Lay a bundle out as an AppDir.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="lite")
    edition: contents.Edition = parser.parse_args(arguments).edition
    bundle = DIST / f"{product.COMMAND}-{edition}"
    if not bundle.is_dir():
        print(f"appdir: {bundle.relative_to(product.ROOT)} is not there: make bundle")
        return 1
    folder = DIST / f"{product.NAME}-{edition}.AppDir"
    lay_out(bundle, folder)
    print(f"appdir: {folder.relative_to(product.ROOT)}")
    return pack(folder, DIST / image_name(edition, platform.machine()))


def lay_out(bundle: Path, folder: Path) -> None:
    """Make the folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder / _PLACE, symlinks=True)
    linux_tree.write_share(folder / "usr" / "share")
    start = folder / "AppRun"
    start.write_text(start_script(elf.requirements(bundle).glibc), encoding="utf-8")
    start.chmod(0o755)
    # Where the tools look: entry and icon at the top, the icon once more under a fixed name.
    entry = linux_files.DESKTOP_FILE
    (folder / entry).symlink_to(Path("usr/share/applications") / entry)
    (folder / f"{product.COMMAND}.png").write_bytes(icons.png(256))
    (folder / ".DirIcon").symlink_to(f"{product.COMMAND}.png")


def image_name(edition: contents.Edition, machine: str) -> str:
    """The name of the packed file."""
    return f"{product.NAME}-{product.VERSION}-{edition}-{machine}.AppImage"


def pack(folder: Path, target: Path) -> int:
    """Pack with appimagetool, where it is; its exit code."""
    command = ["appimagetool", "--no-appstream", str(folder), str(target)]
    if shutil.which(command[0]) is None:
        print(f"appdir: appimagetool is not here; with it: {' '.join(command)}")
        return 0
    environ = {**os.environ, "ARCH": platform.machine()}
    return subprocess.run(command, env=environ, check=False).returncode


def start_script(glibc: tuple[int, int]) -> str:
    """`AppRun`: opens the window, or runs the command that is named first.

    Written for any POSIX shell. An older C library than the program's would let it end without a word
    to be seen, so that is looked at here. As everywhere, a file beside the image (which is what APPIMAGE
    names) makes it keep its files there.
    """
    major, minor = glibc
    options = ("--version", "--help", "-h", WORKER_ARGUMENT)
    commands = "|".join((*man_page.subcommands(build_parser()), *options))
    return f"""\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")

say() {{
    echo "$1" >&2
    if [ -t 2 ]; then return; fi
    for box in "zenity --error --text" "kdialog --error" "xmessage"; do
        if command -v "${{box%% *}}" >/dev/null 2>&1; then $box "$1"; return; fi
    done
}}

have=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)
minor=${{have#*.}}
if [ "${{have%%.*}}" = {major} ] && [ "${{minor%%.*}}" -lt {minor} ]; then
    say "{product.NAME} needs a newer system: the GNU C library {major}.{minor}; this one has $have."
    exit 1
fi

if [ -n "$APPIMAGE" ] && [ -z "${HOME_VARIABLE}" ]; then
    beside=$(dirname "$APPIMAGE")
    if [ -f "$beside/{PORTABLE_MARKER}" ]; then
        export {HOME_VARIABLE}="$beside/{PORTABLE_FOLDER}"
    fi
fi

case "$1" in
    {commands})
        exec "$here/{_PLACE}/{product.COMMAND}" "$@" ;;
    *)
        exec "$here/{_PLACE}/{product.WINDOW_PROGRAM}" "$@" ;;
esac
"""


if __name__ == "__main__":
    sys.exit(main())
