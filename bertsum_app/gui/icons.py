"""The program's own icons: SVG strokes in `resources/icons`, drawn in a colour of the theme.

The strokes are `currentColor`, which is replaced before rendering. An icon holds pixmaps for the
usual screen scales, so that it stays sharp on all of them.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bertsum_app.core.resources import resource_path

_log = logging.getLogger(__name__)

_SCALES = (1.0, 1.5, 2.0, 3.0)
#: Sizes of the program's icon by its drawing: small ones have their own, on the grid of 16 pixels.
_APP_ICONS = {"bertsum-small": (16, 24, 32), "bertsum": (48, 64, 128, 256)}


def icon(name: str, colour: str, disabled_colour: str | None = None, size: int = 20) -> QIcon:
    """The icon `name` in one colour; `size` is the edge in device independent pixels."""
    made = QIcon()
    source = _source(name)
    colours = {QIcon.Mode.Normal: colour, QIcon.Mode.Disabled: disabled_colour}
    for mode, each in colours.items():
        if each is None:
            continue
        tinted = _tinted(source, each)
        for scale in _SCALES:
            made.addPixmap(_render(tinted, size, scale), mode)
    return made


def pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    """One picture of an icon, `size * scale` device pixels wide."""
    return _render(_tinted(_source(name), colour), size, scale)


def app_icon() -> QIcon:
    """The program's icon, in its own colours."""
    made = QIcon()
    for name, sizes in _APP_ICONS.items():
        drawing = QSvgRenderer(QByteArray(_source(name)))
        for size in sizes:
            made.addPixmap(_render(drawing, size, 1.0))
    return made


def _source(name: str) -> bytes:
    try:
        return resource_path("icons", f"{name}.svg").read_bytes()
    except OSError as error:
        # An incomplete installation still gets a window, with a gap where the icon would be.
        _log.warning("icon %s cannot be read: %s", name, error.strerror)
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


def _tinted(source: bytes, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))


def _render(drawing: QSvgRenderer, size: int, scale: float) -> QPixmap:
    edge = round(size * scale)
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
