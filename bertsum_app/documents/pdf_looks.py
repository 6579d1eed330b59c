"""How the characters of a PDF page look, and what they link to, as PDFium tells it.

A page is drawn in text objects of one font each, so that characters are asked about only where one
object ends and the next begins.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bertsum_app.documents.looks import safe_address
from bertsum_app.documents.model import PLAIN, Look

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|cmssbx", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv|cm(?:b?x?ti|sl)\d", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6  # of a font's descriptor (PDF 1.7, table 123)
#: How far letters lean that are made italic by leaning them: as the tangent.
_LEAST_SLANT, _MOST_SLANT = 0.1, 0.5
_LONGEST_NAME, _LONGEST_ADDRESS = 256, 4096
#: A page with more links than this is made to keep us busy.
_MOST_LINKS = 1000
_Pdfium = Any


@dataclass(frozen=True)
class _Area:
    """A part of a page that is a link."""

    left: float
    bottom: float
    right: float
    top: float
    address: str

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def character_looks(text: PdfTextPage, count: int, lines: Iterable[tuple[int, int]]) -> list[Look]:
    """The look of each of the page's characters; `lines`: the first and the last of each line."""
    from pypdfium2 import raw

    found = _Objects(raw, text).looks(count, lines)
    areas = list(_links(raw, text.page))
    if areas:
        _link(raw, text, areas, found)
    return found


class _Objects:
    """The text objects of a page."""

    def __init__(self, raw: _Pdfium, text: PdfTextPage) -> None:
        self._raw, self._handle = raw, text.raw
        self._known: dict[int, Look] = {}
        self._fonts: dict[int, Look] = {}
        self._looks: dict[Look, Look] = {}
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._matrix = raw.FS_MATRIX()
        self._slant = ctypes.c_int()

    def looks(self, count: int, lines: Iterable[tuple[int, int]]) -> list[Look]:
        """Of all characters."""
        found = [PLAIN] * count
        # Both ends of a stretch in one object: all of it is. Otherwise both halves are looked at.
        waiting = [(first, self._at(first), last, self._at(last)) for first, last in lines]
        while waiting:
            first, start, last, end = waiting.pop()
            if start == end:
                look = self._known[start]
                if look is not PLAIN:
                    found[first : last + 1] = [look] * (last + 1 - first)
            elif last - first == 1:
                found[first], found[last] = self._known[start], self._known[end]
            else:
                middle = (first + last) // 2
                between = self._at(middle)
                waiting += [(first, start, middle, between), (middle, between, last, end)]
        return found

    def _at(self, index: int) -> int:
        """The object that a character is drawn in, by its address; 0: none, as of added blanks."""
        made = self._raw.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.addressof(made.contents) if made else 0
        if key not in self._known:
            look = self._look(made) if made else PLAIN
            # One value for all that look the same: they are told apart faster.
            self._known[key] = self._looks.setdefault(look, look) if look != PLAIN else PLAIN
        return key

    def _look(self, made: Any) -> Look:
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(made)
        if not font:
            return PLAIN
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            self._fonts[key] = self._look_of_font(font)
        look = self._fonts[key]
        # Fonts without a bold one, Chinese ones above all, are drawn bolder, and leaned.
        bolder = raw.FPDFTextObj_GetTextRenderMode(made) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        leans = self._leans(made)
        return Look(look.bold or bolder, look.italic or leans) if bolder or leans else look

    def _look_of_font(self, font: Any) -> Look:
        raw = self._raw
        raw.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
        name = self._name.value.decode("utf-8", "replace")
        bold = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or _BOLD.search(name) is not None
        italic = (
            bool(raw.FPDFFont_GetFlags(font) & _ITALIC_FLAG)
            or _ITALIC.search(name) is not None
            or self._has_angle(font)
        )
        return Look(bold, italic)

    def _has_angle(self, font: Any) -> bool:
        found = self._raw.FPDFFont_GetItalicAngle(font, self._slant)
        return bool(found) and self._slant.value < 0

    def _leans(self, made: Any) -> bool:
        matrix = self._matrix
        if not self._raw.FPDFPageObj_GetMatrix(made, matrix):
            return False
        across, up = (matrix.a, matrix.b), (matrix.c, matrix.d)
        area = across[0] * up[1] - across[1] * up[0]
        if not area or not math.isfinite(area):
            return False
        slant: float = (across[0] * up[0] + across[1] * up[1]) / area
        return _LEAST_SLANT < slant < _MOST_SLANT


def _links(raw: _Pdfium, page: PdfPage) -> list[_Area]:
    """The parts of a page that lead to an address outside of the document."""
    found: list[_Area] = []
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    box, quad = raw.FS_RECTF(), raw.FS_QUADPOINTSF()
    document = page.pdf.raw
    for _ in range(_MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, at, link):
            break
        address = _address(raw, document, link)
        if not address:
            continue
        quads = raw.FPDFLink_CountQuadPoints(link)
        for index in range(min(quads, _MOST_LINKS)):
            if raw.FPDFLink_GetQuadPoints(link, index, quad):
                x, y = (
                    [getattr(quad, f"{axis}{corner}") for corner in range(1, 5)] for axis in "xy"
                )
                found.append(_Area(min(x), min(y), max(x), max(y), address))
        if quads <= 0 and raw.FPDFLink_GetAnnotRect(link, box):
            low, high = sorted((box.bottom, box.top))
            found.append(
                _Area(min(box.left, box.right), low, max(box.left, box.right), high, address)
            )
    return found[:_MOST_LINKS]


def _address(raw: _Pdfium, document: Any, link: Any) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size <= _LONGEST_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document, action, buffer, size)
    return safe_address(buffer.value.decode("utf-8", "replace"))


def _link(raw: _Pdfium, text: PdfTextPage, areas: Sequence[_Area], looks: list[Look]) -> None:
    """Give the characters in the areas their addresses."""
    left, bottom = min(area.left for area in areas), min(area.bottom for area in areas)
    right, top = max(area.right for area in areas), max(area.top for area in areas)
    around = _Area(left, bottom, right, top, "")
    box, handle = raw.FS_RECTF(), text.raw
    known: dict[tuple[Look, str], Look] = {}
    for index in range(len(looks)):
        if not raw.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if not around.holds(x, y):
            continue
        address = next((area.address for area in areas if area.holds(x, y)), "")
        if address:
            key = looks[index], address
            looks[index] = known.setdefault(key, replace(looks[index], address=address))
