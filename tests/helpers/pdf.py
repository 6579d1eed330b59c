"""Small PDF files made by hand: Helvetica, and for Chinese a Song, at given places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Placed(NamedTuple):
    """Text on a page of 600 by 800 points; `left` and `base` from the lower left corner.

    `matrix`: how the text is turned, as the first four numbers of a PDF text matrix. `outlined`: its
    letters are drawn around, too, as programs do where a font has no bold one.
    """

    text: str
    left: float
    base: float
    size: float = 10
    bold: bool = False
    matrix: tuple[float, float, float, float] = (1, 0, 0, 1)
    italic: bool = False
    outlined: bool = False


#: How text is turned that runs up the page.
UPWARDS = (0, 1, -1, 0)


def pdf(*pages: Sequence[Placed], trailer: str = "", page: str = "") -> bytes:
    """A file of these pages, with more entries for its trailer and for each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    for name in ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>")
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
    )
    fonts = " ".join(f"/{name} {number} 0 R" for number, name in enumerate("FBIJC", 3))
    kids = []
    for placed in pages:
        stream = "\n".join(map(_operators, placed))
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {page} "
            f"/Resources << /Font << {fonts} >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects, trailer)


def column(
    lines: Sequence[str], left: float, top: float, size: float = 10, *, bold: bool = False
) -> list[Placed]:
    """Lines beneath each other."""
    return [
        Placed(text, left, top - 1.2 * size * number, size, bold)
        for number, text in enumerate(lines)
    ]


def link(left: float, base: float, width: float, address: str, *, size: float = 10) -> str:
    """A link over text, for the entry `/Annots [...]` of a page."""
    box = f"{left} {base - 0.2 * size} {left + width} {base + 0.8 * size}"
    action = f"<< /S /URI /URI ({_escaped(address)}) >>"
    return f"<< /Type /Annot /Subtype /Link /Rect [{box}] /A {action} >>"


def _operators(placed: Placed) -> str:
    matrix = " ".join(map(str, (*placed.matrix, placed.left, placed.base)))
    font, shown = "FBIJ"[placed.bold + 2 * placed.italic], f"({_escaped(placed.text)})"
    if max(placed.text, default="") > "\xff":
        font, shown = "C", f"<{placed.text.encode('utf-16-be').hex()}>"
    mode = 2 if placed.outlined else 0
    return f"BT /{font} {placed.size} Tf {mode} Tr {matrix} Tm {shown} Tj ET"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    entries = f"/Size {len(objects) + 1} /Root 1 0 R {trailer}"
    out += f"trailer << {entries} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


LEFT = [
    "The left column begins with a sentence that is",
    "longer than one line and has a hyphen in an inter-",
    "national word. Then it goes on with more words in",
    "a second sentence that ends the column here and",
]
RIGHT = [
    "goes on at the top of the right column. This is",
    "the last sentence of the first paragraph here.",
    "   ",
    "Another paragraph has two lines of text, of which",
    "this is the second.",
]


def two_columns(page: int) -> list[Placed]:
    """A page with header, footer, heading and two columns, drawn in no good order."""
    word = ("first", "second", "third")[page - 1]
    return [
        *column([*RIGHT[:-1], f"{RIGHT[-1]} It is the {word}."], 310, 650),
        Placed(f"{page}", 298, 30, 8),
        *column(LEFT, 50, 650),
        Placed(f"A heading over both columns of the {word} page", 50, 700, 16),
        Placed(f"Journal of Tests, page {page}", 50, 770, 8),
    ]


ARTICLE = pdf(two_columns(1), two_columns(2), two_columns(3))

#: A password is needed to open it: that of these entries is nobody's.
LOCKED = pdf(
    column(["Nobody can read this."], 50, 700),
    trailer="/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
)
