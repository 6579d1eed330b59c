#!/usr/bin/env python3
"""Pack a bundle for a stick: `portable.py [--edition lite|full]` -> dist/NAME-VERSION-EDITION-portable.*

A ZIP for Windows and a compressed tar elsewhere, which keeps links and rights. The file
`bertsum-portable` beside the program makes it keep settings, history and models in its own folder.
"""

from __future__ import annotations

import argparse
import io
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import bundle_contents as contents
import product

from bertsum_app.core.paths import PORTABLE_FOLDER, PORTABLE_MARKER

DIST = product.ROOT / "dist"
_MARKER_TEXT = f"""\
While this file lies beside the program, {product.NAME} keeps all its files in {PORTABLE_FOLDER} here.
Delete it, and they go into the folders of the user.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack; 0 when the archive is there."""
    parser = argparse.ArgumentParser(description="Pack a bundle for a stick.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="lite")
    edition: contents.Edition = parser.parse_args(arguments).edition
    bundle = DIST / f"{product.COMMAND}-{edition}"
    if not bundle.is_dir():
        print(f"portable: {bundle.relative_to(product.ROOT)} is not there: make bundle")
        return 1
    target = DIST / archive_name(edition, sys.platform)
    pack(bundle, target, f"{product.NAME}-{product.VERSION}-{edition}")
    print(f"{target.relative_to(product.ROOT)}: {target.stat().st_size / contents.MB:.1f} MiB")
    return 0


def archive_name(edition: contents.Edition, system: str) -> str:
    """The archive's name; `system` is `sys.platform`."""
    name = {"win32": "windows", "darwin": "macos"}.get(system, "linux")
    end = "zip" if system == "win32" else "tar.xz"
    return f"{product.NAME}-{product.VERSION}-{edition}-{name}-portable.{end}"


def pack(bundle: Path, target: Path, top: str) -> None:
    """Write the archive, all of it in one folder `top`."""
    marker = Path(top) / PORTABLE_MARKER
    scratch = target.with_name(target.name + ".part")
    if target.suffix == ".zip":
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr(marker.as_posix(), _MARKER_TEXT)
            for path in _files(bundle):
                archive.write(path, (Path(top) / path.relative_to(bundle)).as_posix())
    else:
        with tarfile.open(scratch, "w:xz") as tar:
            tar.add(bundle, top, filter=_without_builder)
            entry = tarfile.TarInfo(marker.as_posix())
            data = _MARKER_TEXT.encode()
            entry.size, entry.mtime = len(data), int(bundle.stat().st_mtime)
            tar.addfile(entry, io.BytesIO(data))
    scratch.replace(target)


def _files(bundle: Path) -> list[Path]:
    return sorted(path for path in bundle.rglob("*") if path.is_file())


def _without_builder(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever unpacks it owns it; the building machine's names are nobody's business."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    sys.exit(main())
