"""A small Word document made part by part, so that tests know every byte of it."""

from __future__ import annotations

import io
import zipfile

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = f"""{_HEAD}<w:styles {_NAMESPACES}>\
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>\
<w:style w:type="paragraph" w:styleId="Src"><w:name w:val="Source Code"/></w:style>\
<w:style w:type="character" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/></w:style>\
</w:styles>"""


def run(text: str, properties: str = "") -> str:
    """A run; `properties` as XML without their element."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of runs and whatever else."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{''.join(content)}</w:p>"


def document(*paragraphs: str) -> str:
    """The main part."""
    return f"{_HEAD}<w:document {_NAMESPACES}><w:body>{''.join(paragraphs)}</w:body></w:document>"


def docx(*paragraphs: str, **parts: str | bytes) -> bytes:
    """The file; other parts by their names, with `__` for the slash and `_xml` for the suffix."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document(*paragraphs))
        package.writestr("word/styles.xml", STYLES)
        package.writestr("word/media/image1.png", b"\x89PNG not really", zipfile.ZIP_STORED)
        for name, content in parts.items():
            path = name.replace("__", "/").replace("_xml", ".xml")
            package.writestr(path, content)
    return out.getvalue()


def note(text: str, kind: str = "footnotes") -> str:
    """A part of notes, or a header."""
    tag = {"footnotes": "footnote", "hdr": ""}[kind]
    inner = paragraph(run(text))
    if tag:
        inner = f"<w:{tag}>{inner}</w:{tag}>"
    return f"{_HEAD}<w:{kind} {_NAMESPACES}>{inner}</w:{kind}>"


FOOTNOTE_MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'
PICTURE = '<w:r><w:drawing><w:x r:embed="rId5"/></w:drawing></w:r>'
BOOKMARK = '<w:bookmarkStart w:id="0" w:name="top"/><w:bookmarkEnd w:id="0"/>'
BOLD = "<w:b/>"


def link(*content: str) -> str:
    """A link around runs."""
    return f'<w:hyperlink r:id="rId7">{"".join(content)}</w:hyperlink>'


def field(instruction: str, *words: str) -> str:
    """A complex field with its words."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{"".join(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


REPORT = docx(
    paragraph(run("Report"), properties='<w:pStyle w:val="berschrift1"/>'),
    paragraph(
        run("The "),
        run("qui", BOLD),
        '<w:proofErr w:type="spellStart"/>',
        run("ck", BOLD + '<w:lang w:val="en-GB"/>'),
        run(" fox"),
        FOOTNOTE_MARK,
        run(" reads "),
        link(run("the manual", "<w:u/>")),
        run(", see "),
        field(' HYPERLINK "http://x" ', run("here")),
        run("."),
        BOOKMARK,
        PICTURE,
    ),
    paragraph(run("Page "), field(" PAGE ", run("3")), run(" of it")),
    paragraph(run("Chapter"), "<w:r><w:tab/></w:r>", run("12")),
    f"<w:tbl><w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>",
    paragraph(run("x = 1"), properties='<w:pStyle w:val="Src"/>'),
    paragraph(run("Run "), run("make all", '<w:rStyle w:val="VerbatimChar"/>'), run(" now")),
    word__footnotes_xml=note("A note"),
    word__header1_xml=note("On top", "hdr"),
)
