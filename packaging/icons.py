"""The program's icon for every system, rendered from the two drawings in `resources/icons`.

`icons.py` writes `build/icons/`: a PNG of each size, `bertsum.ico` (Windows) and `bertsum.icns` (macOS).
Small sizes have a drawing of their own on the grid of 16 pixels, or the letter would be a blur.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

import product
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = product.ROOT / "build" / "icons"
DRAWING = product.ROOT / "resources" / "icons" / "bertsum.svg"
SMALL_DRAWING = DRAWING.with_name("bertsum-small.svg")
LARGEST_SMALL = 32

LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: Types of Apple's icon files and the edge of their picture in pixels.
_ICNS_TYPES = (
    (b"icp4", 16),
    (b"icp5", 32),
    (b"icp6", 64),
    (b"ic07", 128),
    (b"ic08", 256),
    (b"ic09", 512),
    (b"ic10", 1024),
    (b"ic11", 32),  # 16 points on a screen of double density, and so on
    (b"ic12", 64),
    (b"ic13", 256),
    (b"ic14", 512),
)


def png(edge: int) -> bytes:
    """The icon as PNG, `edge` pixels wide and high."""
    picture = QImage(edge, edge, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing = SMALL_DRAWING if edge <= LARGEST_SMALL else DRAWING
    QSvgRenderer(QByteArray(drawing.read_bytes())).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file for Windows from PNG pictures by their edge (at most 256 pixels)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    entries, payload = b"", b""
    begin = len(head) + 16 * len(pictures)
    for edge, data in sorted(pictures.items()):
        # One byte holds the edge, with 0 for 256.
        width = edge % 256
        place = begin + len(payload)
        entries += struct.pack("<BBBBHHII", width, width, 0, 0, 1, 32, len(data), place)
        payload += data
    return head + entries + payload


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file for macOS from PNG pictures by their edge."""
    parts = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[edge])) + pictures[edge]
        for kind, edge in _ICNS_TYPES
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def write(folder: Path = FOLDER) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for edge in LINUX_SIZES:
        (folder / f"{product.COMMAND}-{edge}.png").write_bytes(png(edge))
    ico_pictures = {edge: png(edge) for edge in _ICO_SIZES}
    (folder / f"{product.COMMAND}.ico").write_bytes(ico(ico_pictures))
    icns_pictures = {edge: png(edge) for _, edge in _ICNS_TYPES}
    (folder / f"{product.COMMAND}.icns").write_bytes(icns(icns_pictures))


def main() -> int:
    """Write `build/icons/`."""
    write()
    print(f"{FOLDER.relative_to(product.ROOT)}: {len(tuple(FOLDER.iterdir()))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
