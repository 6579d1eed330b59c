"""The files beside the program that a Linux system looks for, below `usr/share` of a root."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import icons
import linux_files
import man_page
import product


def write_share(share: Path) -> None:
    """Desktop entry, MIME type, metainfo, icons and manual pages."""
    types = product.file_types()
    day = product.build_day()
    _write(share / "applications" / linux_files.DESKTOP_FILE, linux_files.desktop_entry(types))
    _write(share / "mime" / "packages" / linux_files.MIME_FILE, linux_files.mime_definition())
    releases = product.releases(product.changelog(), day)
    _write(share / "metainfo" / linux_files.METAINFO_FILE, linux_files.metainfo(types, releases))
    write_icons(share / "icons" / "hicolor")
    pages = share / "man" / "man1"
    write_gzip(pages / f"{product.COMMAND}.1.gz", man_page.manual(day))
    # The window's program is described there, too.
    write_gzip(pages / f"{product.WINDOW_PROGRAM}.1.gz", f".so man1/{product.COMMAND}.1\n")


def write_icons(theme: Path) -> None:
    """The icon in each size, and as a drawing."""
    for edge in icons.LINUX_SIZES:
        target = theme / f"{edge}x{edge}" / "apps" / f"{product.COMMAND}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(icons.png(edge))
    drawing = theme / "scalable" / "apps" / f"{product.COMMAND}.svg"
    drawing.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(icons.DRAWING, drawing)


def write_gzip(target: Path, text: str) -> None:
    """A compressed text that is the same each time (no name and no moment in it)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
