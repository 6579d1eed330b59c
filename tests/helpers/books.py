"""A small EPUB made part by part, with the tables of contents of version 2 and of version 3."""

from __future__ import annotations

from helpers.packages import package_of

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
OPF = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title>
<dc:language>en</dc:language><dc:identifier id="id">x</dc:identifier></metadata>
<manifest>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/chapter%201.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
</manifest>
<spine toc="ncx"><itemref idref="one"/><itemref idref="two"/></spine></package>"""
NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<docTitle><text>A book</text></docTitle>
<navMap><navPoint id="a"><navLabel><text>First &amp; last</text></navLabel>
<content src="text/chapter%201.xhtml"/></navPoint></navMap></ncx>"""


def page(body: str) -> str:
    """A page of XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'xml:lang="en" lang="en"><head><title/><link rel="stylesheet" href="../style.css"/></head>'
        f"<body>{body}</body></html>"
    )


FIRST = page(
    "<h1>First &amp; last</h1>"
    '<p>It was a <em>very</em> quiet day<a epub:type="noteref" href="#n1">1</a>, '
    '<span epub:type="pagebreak" id="p2"/>and nobody spoke.<br/>At all.</p>'
    '<aside epub:type="footnote" id="n1"><p>A note\xa0here</p></aside><pre>code\n  here</pre>'
)
SECOND = page("<section><h1>Second</h1><p>The end.</p></section>")
NAV = page('<nav epub:type="toc"><ol><li><a href="text/two.xhtml">Second</a></li></ol></nav>')


def book(**parts: str) -> bytes:
    """The file; `parts` in place of those that it has."""
    names = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": parts.get("container", CONTAINER),
        "OEBPS/book.opf": parts.get("opf", OPF),
        "OEBPS/toc.ncx": parts.get("ncx", NCX),
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/text/chapter 1.xhtml": parts.get("first", FIRST),
        "OEBPS/text/two.xhtml": SECOND,
        "OEBPS/style.css": "p { color: red }",
    }
    if "encryption" in parts:
        names["META-INF/encryption.xml"] = parts["encryption"]
    return package_of(names)
