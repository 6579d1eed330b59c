"""A font of squares, so that tests need none of the system."""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen


def font(characters: Iterable[str], *, cubic: bool = False, restricted: bool = False) -> bytes:
    """Each character is a square: Chinese as wide as the size, others half of it."""
    codes = {ord(character): f"c{ord(character):x}" for character in sorted(set(characters))}
    names = [".notdef", *codes.values()]
    wide = {name: 1000 if code > 0x2E7F else 500 for code, name in codes.items()}
    widths = {name: wide.get(name, 500) for name in names}
    builder = FontBuilder(1000, isTTF=not cubic)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    if cubic:
        drawn = {
            name: _square(T2CharStringPen(width, None), width) for name, width in widths.items()
        }
        strings = {name: pen.getCharString() for name, pen in drawn.items()}
        builder.setupCFF("Squares", {}, strings, {})
    else:
        pens = {name: _square(TTGlyphPen(None), width) for name, width in widths.items()}
        builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular", "fullName": "Squares"})
    builder.setupOS2(fsType=2 if restricted else 0)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _square(pen: TTGlyphPen | T2CharStringPen, width: int) -> TTGlyphPen | T2CharStringPen:
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.curveTo((50, 720), (width - 50, 720), (width - 50, 700)) if isinstance(
        pen, T2CharStringPen
    ) else pen.lineTo((width - 50, 700))
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen
