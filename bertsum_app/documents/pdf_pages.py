"""New text on the pages of a PDF, in place of the old: pictures, lines and grounds stay as they are.

PDFium takes the old text's objects away and writes the page anew. What it cannot take away alone
(text inside of forms, or drawn together with other text) stays as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bertsum_app.documents.model import Rewriting
from bertsum_app.documents.page_boxes import Box, PlacedText, boxes_of, fitted, grown
from bertsum_app.documents.page_fonts import PageFont, font_for
from bertsum_app.documents.page_layout import Line
from bertsum_app.documents.page_paragraphs import PlacedBlock

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

#: Of a line's size: how far its objects may reach beyond it, to the sides and up and down.
_BEYOND, _ABOVE = 0.6, 0.35
#: Of the size: what is drawn around the letters of bold text.
_BOLD = 0.03
_BULLET = "•"
_Pdfium = Any


@dataclass(frozen=True)
class _Colour:
    red: int = 0
    green: int = 0
    blue: int = 0
    alpha: int = 255


class NoFontFound(Exception):
    """No font of the system has the characters."""


def with_new_text(
    document: PdfDocument, placed: Sequence[PlacedBlock], rewriting: Rewriting
) -> tuple[bytes, tuple[int, ...]]:
    """The PDF with new text in some blocks, and the blocks for which that could not be done.

    Raises:
        NoFontFound: there is nothing to write with.
    """
    font = font_for("".join(new.text for new in rewriting.values()) + _BULLET)
    if font is None:
        raise NoFontFound
    room = _room(placed)
    done: dict[int, list[PlacedText]] = {}
    for index, new in rewriting.items():
        if not font.writes(new.text):
            continue
        lines = fitted(new.text, room[index], font.measure, _mark(placed[index], font))
        if lines:
            done[index] = lines
    pages = _Pages(document, font)
    left_out = pages.rewrite(placed, done)
    return _saved(document), tuple(sorted({*left_out, *(set(rewriting) - set(done))}))


def by_turns(old: bytes, new: bytes) -> bytes:
    """A PDF in which each page of one is followed by that of the other, which has as many.

    It is made anew of their pages (PDFium does not survive the trees of pages in some damaged files), so
    that it has no outline, and no links between pages.

    Raises:
        PdfiumError: a page of them cannot be copied.
    """
    from pypdfium2 import PdfDocument, PdfiumError, raw

    with contextlib.closing(PdfDocument.new()) as document:
        for data in (old, new):
            # All pages at once: what several of them have in common is copied once.
            with contextlib.closing(PdfDocument(data)) as pages:
                document.import_pages(pages)
        count = len(document) // 2
        pairs = [at for page in range(count) for at in (page, count + page)]
        order = (ctypes.c_int * len(pairs))(*pairs)
        if not raw.FPDF_MovePages(document.raw, order, len(pairs), 0):
            raise PdfiumError("Failed to move pages.")
        return _saved(document)


def _saved(document: PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mark(placed: PlacedBlock, font: PageFont) -> str:
    """What a list item begins with that is no part of its text."""
    first = placed.lines[0][1].text.strip()[:1]
    is_bullet = placed.block.kind == "list-item" and not placed.block.text.startswith(first)
    return f"{_BULLET} " if is_bullet and font.writes(_BULLET) else ""


def _room(placed: Sequence[PlacedBlock]) -> list[list[Box]]:
    """The boxes of each block."""
    boxes = [boxes_of(each.lines) for each in placed]
    wide = iter(grown([box for of_block in boxes for box in of_block]))
    return [[next(wide) for _ in of_block] for of_block in boxes]


class _Pages:
    """The pages of a PDF as they are changed."""

    def __init__(self, document: PdfDocument, font: PageFont) -> None:
        from pypdfium2 import raw

        self._raw: _Pdfium = raw
        self._document = document
        self._font_data = (ctypes.c_uint8 * len(font.data)).from_buffer_copy(font.data)
        self._font = raw.FPDFText_LoadFont(
            document.raw, self._font_data, len(font.data), raw.FPDF_FONT_TRUETYPE, True
        )

    def rewrite(
        self, placed: Sequence[PlacedBlock], done: Mapping[int, Sequence[PlacedText]]
    ) -> set[int]:
        """Change what can be changed; the blocks that cannot."""
        pages = {page for index in done for page, _ in placed[index].lines}
        found: dict[int, _Page] = {}
        for number in sorted(pages):
            found[number] = _Page(self._raw, self._document[number - 1])
        left_out: set[int] = set()
        for index, texts in done.items():
            lines = placed[index].lines
            # Of two that lie over each other the first has taken both away.
            if not all(found[page].can_clear(line) for page, line in lines):
                left_out.add(index)
                continue
            colour = found[lines[0][0]].colour(lines[0][1])
            bold = all(line.bold for _, line in lines)
            for page, line in lines:
                found[page].clear(line)
            for text in texts:
                self._write(found[text.page], text, colour, bold=bold)
        for each in found.values():
            each.close()
        return left_out

    def _write(self, page: _Page, text: PlacedText, colour: _Colour, *, bold: bool) -> None:
        raw = self._raw
        made = raw.FPDFPageObj_CreateTextObj(self._document.raw, self._font, text.size)
        units = (text.text + "\0").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(units, len(units))
        raw.FPDFText_SetText(made, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        parts = colour.red, colour.green, colour.blue, colour.alpha
        raw.FPDFPageObj_SetFillColor(made, *parts)
        if bold:
            raw.FPDFPageObj_SetStrokeColor(made, *parts)
            raw.FPDFPageObj_SetStrokeWidth(made, _BOLD * text.size)
            raw.FPDFTextObj_SetTextRenderMode(made, raw.FPDF_TEXTRENDERMODE_FILL_STROKE)
        raw.FPDFPageObj_Transform(made, 1, 0, 0, 1, text.left, text.base)
        page.insert(made)


@dataclass(frozen=True)
class _Drawn:
    """A text object of a page, and its bounds."""

    handle: Any
    left: float
    bottom: float
    right: float
    top: float

    def in_line(self, line: Line) -> bool:
        """Whether the middle of it lies in a line."""
        x, y = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        return line.left <= x <= line.right and line.bottom <= y <= line.top

    def beyond(self, line: Line) -> bool:
        """Whether it reaches out of a line, so that other text is drawn with it."""
        aside, above = _BEYOND * line.size, _ABOVE * line.size
        return (
            self.left < line.left - aside
            or self.right > line.right + aside
            or self.bottom < line.bottom - above
            or self.top > line.top + above
        )


class _Page:
    """A page with its text objects, those in forms left out."""

    def __init__(self, raw: _Pdfium, page: PdfPage) -> None:
        self._raw, self._page = raw, page
        handles = list(page.get_objects(max_depth=1))
        # PDFium's writer leaves these out, so that a page with one cannot be written anew.
        kinds = [raw.FPDFPageObj_GetType(each.raw) for each in handles]
        self._is_fixed = raw.FPDF_PAGEOBJ_SHADING in kinds
        self._drawn = [
            _Drawn(each.raw, *each.get_bounds())
            for each, kind in zip(handles, kinds, strict=True)
            if kind == raw.FPDF_PAGEOBJ_TEXT
        ]

    def can_clear(self, line: Line) -> bool:
        """Whether the text of a line can be taken away, and nothing else with it."""
        found = self._of(line)
        return bool(found) and not self._is_fixed and not any(each.beyond(line) for each in found)

    def colour(self, line: Line) -> _Colour:
        """What a line is written in."""
        parts = [ctypes.c_uint() for _ in range(4)]
        [first, *_] = self._of(line)
        if not self._raw.FPDFPageObj_GetFillColor(first.handle, *map(ctypes.byref, parts)):
            return _Colour()
        return _Colour(*(part.value for part in parts))

    def clear(self, line: Line) -> None:
        """Take the text of a line away."""
        for each in self._of(line):
            self._raw.FPDFPage_RemoveObject(self._page.raw, each.handle)
            self._raw.FPDFPageObj_Destroy(each.handle)
            self._drawn.remove(each)

    def insert(self, made: Any) -> None:
        """Put an object on the page, over all others."""
        self._raw.FPDFPage_InsertObject(self._page.raw, made)

    def close(self) -> None:
        """Write the page anew."""
        if not self._is_fixed:
            self._page.gen_content()
        self._page.close()

    def _of(self, line: Line) -> Iterable[_Drawn]:
        return [each for each in self._drawn if each.in_line(line)]
