"""A font to write on pages with: one of the system's, cut down to the characters that are needed.

None is shipped: a font with Chinese in it is half as large as the program. The system's own may be put
into documents if it says so itself (`fsType` of its OS/2 table).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

#: Files, the better ones first; each has Latin letters, too.
_WINDOWS = ("msyh.ttc", "Deng.ttf", "simhei.ttf", "simsun.ttc", "arial.ttf")
_MACOS = (
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Arial.ttf",
)
_ELSEWHERE = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
#: Bits of `fsType`: not to be embedded at all, only as a picture of itself, not cut down.
_RESTRICTED, _NO_SUBSET, _BITMAP = 0x0002, 0x0100, 0x0200
#: Of a collection, the font whose forms are those of mainland China.
_SIMPLIFIED = " SC"
_TABLES = frozenset(
    ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "post", "CFF ", "glyf", "loca")
)
#: Of the size: how far a curve of another kind may be from the one it stands for.
_CURVE = 0.001


@dataclass(frozen=True)
class PageFont:
    """A TrueType file with some characters; `widths` are shares of the size."""

    data: bytes
    widths: dict[str, float]

    def measure(self, text: str) -> float:
        """The width of a text whose characters it has, in sizes."""
        return sum(self.widths[character] for character in text)

    def writes(self, text: str) -> bool:
        """Whether it has all characters of a text."""
        return all(character in self.widths for character in text if not character.isspace())


def font_for(texts: str) -> PageFont | None:
    """A font of this system with most of the characters in `texts`; None where there is none."""
    wanted = frozenset(texts) | {" "}
    best: tuple[int, Path, int] | None = None
    for path in _files():
        for number, characters in _fonts_in(path):
            has = len(wanted & characters)
            if best is None or has > best[0]:
                best = has, path, number
        if best is not None and best[0] >= _MOST * len(wanted):
            break
    if best is None:
        return None
    return _cut_down(best[1], best[2], wanted)


#: Of the characters wanted: with so many a font is taken without a look at the others.
_MOST = 0.97


def _files() -> Iterator[Path]:
    if sys.platform == "win32":
        folder = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts")
        found = [folder / name for name in _WINDOWS]
    elif sys.platform == "darwin":
        found = [Path(name) for name in _MACOS]
    else:
        places: dict[str, Path] = {}
        for root in _FONT_FOLDERS:
            for folder, _, names in os.walk(os.path.expanduser(root)):
                for name in names:
                    places.setdefault(name, Path(folder, name))
        found = [places[name] for name in _ELSEWHERE if name in places]
    return (path for path in found if path.is_file())


def _fonts_in(path: Path) -> Iterator[tuple[int, frozenset[str]]]:
    """The fonts of a file that may be used, by number, with the characters they have."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        data = io.BytesIO(path.read_bytes())
        one = path.suffix.lower() != ".ttc"
        fonts = [TTFont(data, lazy=True)] if one else TTCollection(data, lazy=True).fonts
        names = [str(font["name"].getDebugName(4) or "") for font in fonts]
        preferred = [
            at for at, name in enumerate(names) if _SIMPLIFIED in name and "Mono" not in name
        ]
        for number in preferred or [0]:
            if _may_be_embedded(fonts[number]):
                yield number, frozenset(map(chr, fonts[number].getBestCmap() or ()))
    except (OSError, TTLibError, KeyError, AttributeError):
        return  # no font that we can use


def _may_be_embedded(font: TTFont) -> bool:
    bits = int(font["OS/2"].fsType)
    return not bits & (_NO_SUBSET | _BITMAP) and bits & 0xF != _RESTRICTED


def _cut_down(path: Path, number: int, wanted: frozenset[str]) -> PageFont:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(path.read_bytes()), fontNumber=number, lazy=True)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    tags = font.keys()  # a font is no mapping, and cannot be walked through itself
    options.drop_tables = [tag for tag in tags if tag not in _TABLES]
    cutter = Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in wanted])
    cutter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    units = font["head"].unitsPerEm
    glyphs = font.getBestCmap()
    widths = {chr(code): font["hmtx"][name][0] / units for code, name in glyphs.items()}
    out = io.BytesIO()
    font.save(out)
    return PageFont(out.getvalue(), widths)


def _to_truetype(font: TTFont) -> None:
    """Cubic outlines become quadratic ones: PDFium embeds TrueType only."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        near = _CURVE * font["head"].unitsPerEm
        glyphs[name].draw(Cu2QuPen(pen, near, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, drawn
    del font["CFF "]
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for name in _LIMITS:
        setattr(limits, name, 0)
    limits.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


#: Of the `maxp` table of TrueType; those about outlines are computed when the font is saved.
_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)
