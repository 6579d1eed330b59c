"""Text that flows anew as a Word file, and original and translation in a table of one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from bertsum_app.core.languages import is_right_to_left, runs_right_to_left
from bertsum_app.documents.flow import Group, Line, Piece, Run, Words, flow_of
from bertsum_app.documents.model import Document, Rewriting
from bertsum_app.documents.word_names import NAMESPACE

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HALF_POINTS = (36, 30, 26, 24, 22, 22)
"""Of headings, by level."""
_WIDTH = 9638
"""Between the margins, in twentieths of a point."""
_EAST_ASIAN = frozenset(("ja", "ko", "zh"))
#: Of relationships: the one before it is to the styles.
_FIRST_LINK = 2
_OUTSIDE = ' TargetMode="External"'
_NEW_PAGE = "<w:pageBreakBefore/>"
_EMPTY = "<w:p/>"
#: So that the same words give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def word_file(flow: Iterable[Group], language: str, *, old_language: str | None = None) -> bytes:
    """Headings, list items, tables and paragraphs; what begins on another page does so here, too.

    `language`: of the new words.
    """
    writer = _Writer(language, old_language)
    return _package("".join(writer.body(flow)), writer.addresses, language)


def side_by_side(
    document: Document, rewriting: Rewriting, language: str, *, old_language: str | None = None
) -> bytes:
    """A table of two columns: each piece of the old text, and beside it the new one."""
    writer = _Writer(language, old_language)
    pieces = (
        piece for group in flow_of(document, rewriting, bilingual=True) for piece in group.pieces
    )
    # What was not translated stands on both sides.
    rows = [
        [writer.paragraph(piece, words) for words in (piece.words[0], piece.words[-1])]
        for piece in pieces
    ]
    table = _table(rows, 2, '<w:tblLayout w:type="fixed"/>')
    return _package(table, writer.addresses, language)


def _package(body: str, addresses: Iterable[str], language: str) -> bytes:
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"), *(("hyperlink", address) for address in addresses)
        ),
        "word/document.xml": f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(language),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, (_HEADER + content).encode())
    return file.getvalue()


class _Writer:
    """Writes paragraphs, those with old words as such."""

    def __init__(self, language: str, old_language: str | None) -> None:
        self.addresses: dict[str, int] = {}
        """What links lead to, with the numbers of their relationships."""
        self._old_language = old_language
        self._runs_left = is_right_to_left(language)
        self._old = "" if old_language is None else _language(old_language)

    def body(self, flow: Iterable[Group]) -> Iterator[str]:
        """The paragraphs and tables of a document."""
        for group in flow:
            if group.kind == "table":
                if group.new_page is not None:
                    yield f"<w:p><w:pPr>{_NEW_PAGE}</w:pPr></w:p>"
                rows = [[self._content(cell) for cell in row] for row in group.rows]
                yield _table(rows, len(rows[0]), runs_left=self._runs_left)
            else:
                for piece in group.pieces:
                    on_new_page = piece.new_page is not None
                    for words in piece.words:
                        yield self.paragraph(piece, words, on_new_page=on_new_page)
                        on_new_page = False

    def paragraph(self, piece: Piece, words: Words, *, on_new_page: bool = False) -> str:
        """One paragraph, in the style of its block."""
        style = ""
        if piece.block.kind == "heading":
            style = f"Heading{piece.level}"
        elif piece.block.kind == "list-item":
            style = "ListParagraph"
        properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
        properties += _NEW_PAGE if on_new_page else ""
        runs_left = self._runs_left
        if not words.is_new:
            runs_left = runs_right_to_left(words.text, self._old_language)
        properties += "<w:bidi/>" if runs_left else ""
        if piece.block.kind == "list-item" and not piece.has_number:
            first, *others = words.lines
            words = replace(words, lines=((Run("• "), *first), *others))
        base = ("<w:rtl/>" if runs_left else "") + ("" if words.is_new else self._old)
        lines = "<w:r><w:br/></w:r>".join(self._line(line, base) for line in words.lines)
        return f"<w:p><w:pPr>{properties}</w:pPr>{lines}</w:p>"

    def _line(self, line: Line, base: str) -> str:
        """Its runs, whose properties end with these; those with an address in links."""
        written = []
        for address, runs in groupby(line, key=lambda run: run.look.address):
            inside = "".join(_run(run, base) for run in runs)
            if address:
                number = self.addresses.setdefault(address, len(self.addresses) + _FIRST_LINK)
                inside = f'<w:hyperlink r:id="rId{number}">{inside}</w:hyperlink>'
            written.append(inside)
        return "".join(written)

    def _content(self, cell: Sequence[Piece]) -> str:
        words = ((piece, each) for piece in cell for each in piece.words)
        return "".join(self.paragraph(*each) for each in words) or _EMPTY


def _run(run: Run, base: str) -> str:
    look = run.look
    properties = '<w:rStyle w:val="Hyperlink"/>' if look.address else ""
    properties += "<w:b/><w:bCs/>" if look.bold else ""
    properties += "<w:i/><w:iCs/>" if look.italic else ""
    properties += '<w:u w:val="single"/>' if look.underline else ""
    properties += base
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def _table(
    rows: Iterable[Iterable[str]], columns: int, layout: str = "", *, runs_left: bool = False
) -> str:
    """As wide as the page, with lines between its rows; cells are given by what stands in them.

    `runs_left`: the first column is the one on the right.
    """
    column = f'<w:gridCol w:w="{_WIDTH // columns}"/>'
    width = f'<w:tcPr><w:tcW w:w="{5000 // columns}" w:type="pct"/></w:tcPr>'
    written = "".join(
        f"<w:tr>{''.join(f'<w:tc>{width}{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if runs_left else ''}"
        '<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
        f"{layout}</w:tblPr><w:tblGrid>{column * columns}</w:tblGrid>{written}</w:tbl>"
        # Behind a table Word asks for a paragraph; without one two tables would be one.
        f"{_EMPTY}"
    )


def _styles(language: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for level, size in enumerate(_HALF_POINTS, 1)
    )
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        f"{_language(language)}"
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{headings}"
        '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>'
    )


def _language(code: str) -> str:
    """By what rules lines are broken; Latin words among others have rules of their own."""
    if is_right_to_left(code):
        return f'<w:lang w:val="en-US" w:bidi={quoteattr(code)}/>'
    if code in _EAST_ASIAN:
        return f'<w:lang w:val="en-US" w:eastAsia={quoteattr(code)}/>'
    return f"<w:lang w:val={quoteattr(code)}/>"


def _relationships(*targets: tuple[str, str]) -> str:
    """Kinds and targets; links are to what is outside of the file."""
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
        f"{_OUTSIDE if kind == 'hyperlink' else ''}/>"
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
