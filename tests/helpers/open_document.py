"""Small OpenDocument files made part by part, so that tests know every byte of them."""

from __future__ import annotations

from helpers.packages import package_of

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")),
        *(("draw", "drawing"), ("presentation", "presentation")),
        ("fo", "xsl-fo-compatible"),
    )
)
NAMESPACES = (
    f'{_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:officeooo="http://openoffice.org/2009/office"'
)
AUTOMATIC = """\
<style:style style:name="T1" style:family="text">\
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold" \
officeooo:rsid="0012"/></style:style>
<style:style style:name="T3" style:family="text">\
<style:text-properties officeooo:rsid="0013"/></style:style>
<style:style style:name="T4" style:family="text">\
<style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="T5" style:family="text">\
<style:text-properties fo:color="#ff0000"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>
"""
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</m:manifest>'
)


def content(*paragraphs: str, kind: str = "text") -> str:
    """The main part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:{kind}>{''.join(paragraphs)}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def odt(*paragraphs: str, kind: str = "text", **parts: str) -> bytes:
    """The file; `parts` in place of those that a file has."""
    header = "<style:header><text:p>On every page</text:p></style:header>"
    styles = (
        f"<office:document-styles {NAMESPACES}><office:master-styles>"
        f'<style:master-page style:name="S">{header}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )
    return package_of(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": parts.get("content", content(*paragraphs, kind=kind)),
            "styles.xml": parts.get("styles", styles),
            "Pictures/1.png": b"\x89PNG not really",
            "META-INF/manifest.xml": parts.get("manifest", MANIFEST.format("")),
        }
    )


def p(*inside: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{"".join(inside)}</text:p>'


def span(style: str, text: str) -> str:
    """A stretch of text with a style."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    f"<text:note-body>{p('A note')}</text:note-body></text:note>"
)
FRAME = f'<draw:frame draw:name="f"><draw:text-box>{p("In a box")}</draw:text-box></draw:frame>'
LINK = '<text:a xlink:href="http://example.org/">the manual</text:a>'
BOOKMARK = '<text:bookmark text:name="here"/>'


def open_text() -> bytes:
    """An ODT with all that a text can have."""
    return odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Taken away</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>",
        '<text:h text:style-name="Heading_20_1" text:outline-level="1">Report</text:h>',
        p(
            "The ",
            span("T1", "qui"),
            span("T2", "ck"),
            span("T3", " fox"),
            NOTE,
            " reads ",
            LINK,
            BOOKMARK,
            ", & all.".replace("&", "&amp;"),
            FRAME,
        ),
        p(
            "Two  \n blanks<text:s/>and<text:s text:c='2'/>more<text:line-break/>next<text:tab/>line"
        ),
        p("Table <text:sequence>3</text:sequence>: people", style="Table"),
        f"<text:list><text:list-item>{p('An item')}</text:list-item></text:list>",
        f"<table:table><table:table-row><table:table-cell>{p('cell')}</table:table-cell>"
        "</table:table-row></table:table>",
        p("x = 1", style="P1"),
        p("Run ", span("Source_20_Text", "make all"), " now"),
    )


def open_slides() -> bytes:
    """An ODP of two slides."""

    def frame(inside: str, attributes: str = "") -> str:
        return f"<draw:frame{attributes}><draw:text-box>{inside}</draw:text-box></draw:frame>"

    title = frame(p("Plan"), ' presentation:class="title"')
    body = frame(p("First ", span("T1", "step")))
    notes = f"<presentation:notes>{frame(p('Say it'))}</presentation:notes>"
    second = frame(p("Last step"))
    return odt(
        f'<draw:page draw:name="1">{title}{body}{notes}</draw:page>',
        f'<draw:page draw:name="2">{second}</draw:page>',
        kind="presentation",
    )


def cell(*paragraphs: str, **attributes: str) -> str:
    """A cell; `value_type` and the like are attributes of `office`, others of `table`."""
    words = "".join(
        f' {"office" if "value" in name else "table"}:{name.replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    inside = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    return f"<table:table-cell{words}>{inside}</table:table-cell>"


def open_sheets() -> bytes:
    """An ODS with words, and with what must not change."""
    rows = (
        (cell("Name", value_type="string"), cell("State", value_type="string")),
        (cell("A green field", value_type="string"), cell("Open", value_type="string")),
        (
            cell("Two words", value_type="string", formula="of:=IF([.B2]=&quot;Open&quot;;1;2)"),
            cell("12.50", value_type="float", value="12.5"),
        ),
        (cell("First line", "Second line", value_type="string"), cell()),
    )
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    return odt(f'<table:table table:name="Sheet 1">{body}</table:table>', kind="spreadsheet")
