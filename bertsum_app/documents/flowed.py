"""A document as a new Word file that flows anew, for formats whose own layout cannot hold other text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bertsum_app.documents.model import Block, Document, Rewriting

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LEVELS = 6
_HALF_POINTS = (36, 30, 26, 24, 22, 22)
"""Of headings, by level."""
#: A list item that begins with one has no other mark.
_NUMBER = re.compile(r"\(?(?:\d+|[a-z])[.)]\s")
#: The beginning of a table as wide as the page, with lines between its rows.
_TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
    '<w:tblLayout w:type="fixed"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4819"/><w:gridCol w:w="4819"/></w:tblGrid>'
)
#: So that the same words give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def flowed(
    document: Document, rewriting: Rewriting, language: str, *, bilingual: bool = False
) -> bytes:
    """Headings, list items and paragraphs; what begins on another page does so here, too.

    `language` is that of the new text; with `bilingual` it follows each piece of the old one.
    """
    return _package("".join(_paragraphs(document, rewriting, bilingual)), language)


def side_by_side(document: Document, rewriting: Rewriting, language: str) -> bytes:
    """A table of two columns: each piece of the old text, and beside it the new one."""
    rows = []
    for index, block in enumerate(document.blocks):
        if block.text.strip():
            new = rewriting[index].text if index in rewriting else block.text
            rows.append(f"<w:tr>{_cell(block, block.text)}{_cell(block, new)}</w:tr>")
    # Behind a table Word asks for a paragraph.
    return _package(f"{_TABLE}{''.join(rows)}</w:tbl><w:p/>", language)


def _package(body: str, language: str) -> bytes:
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _relationship("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relationship("styles", "styles.xml"),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": _styles(language),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, (_HEADER + content).encode())
    return file.getvalue()


def _paragraphs(document: Document, rewriting: Rewriting, bilingual: bool) -> Iterator[str]:
    page = document.blocks[0].place.page if document.blocks else None
    for index, block in enumerate(document.blocks):
        new = rewriting.get(index)
        texts = [block.text] if new is None or bilingual else []
        texts += [new.text] if new is not None else []
        for text in texts:
            yield _paragraph(block, text, on_new_page=block.place.page != page)
            page = block.place.page


def _cell(block: Block, text: str) -> str:
    width = '<w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>'
    return f"<w:tc>{width}{_paragraph(block, text, on_new_page=False)}</w:tc>"


def _paragraph(block: Block, text: str, *, on_new_page: bool) -> str:
    style = ""
    if block.kind == "heading":
        style = f"Heading{max(1, min(_LEVELS, block.level))}"
    elif block.kind == "list-item":
        style = "ListParagraph"
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    properties += "<w:pageBreakBefore/>" if on_new_page else ""
    lines = [escape(" ".join(line.split())) for line in text.split("\n")]
    line = '</w:t><w:br/><w:t xml:space="preserve">'.join(lines)
    if block.kind == "list-item" and not _NUMBER.match(block.text):
        line = f"• {line}"
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
    )


def _styles(language: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in enumerate(_HALF_POINTS, 1)
    )
    tongue = f"<w:lang w:val={quoteattr(language)} w:eastAsia={quoteattr(language)}/>"
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>{tongue}'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{headings}"
        '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360"/></w:pPr></w:style></w:styles>'
    )


def _relationship(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
