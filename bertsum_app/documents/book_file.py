"""Books (EPUB): its pages are XHTML, read as web pages are; titles and contents go with them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol
from urllib.parse import unquote

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged, DocumentError, DocumentProtected
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.html_file import decoded_page, html_slots, translated_page
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, Document, Rewriting, with_sections
from bertsum_app.documents.packages import Package
from bertsum_app.documents.source_slots import Patch, splice
from bertsum_app.documents.xml_inline import Inline, MixedContent, read_mixed
from bertsum_app.documents.xml_source import XmlNode, XmlSource, parse_xml, xml_text

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
#: Fonts are made unreadable on their own in many books that anybody may read.
_FONTS_ONLY = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
_PAGES = frozenset(("application/xhtml+xml", "text/html"))
_CONTENTS = "application/x-dtbncx+xml"
_MARKUP = re.compile(r"</?[a-z]+[^<>]*>")


class BookFile(Format):
    """EPUB 2 and 3."""

    kind: ClassVar[Kind] = kinds.BOOK

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the title, the pages in the order of the book, and its tables of contents."""
        with Package(source) as package:
            blocks = [block for part in _parts(package) for block in part.blocks]
        return Document(cls.kind.name, with_sections(blocks))

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; in bilingual books each translation follows on a line of its own."""
        changed: dict[str, bytes] = {}
        left_out: list[int] = []
        with Package(source) as package:
            first = 0
            for part in _parts(package):
                numbers = range(first, first + len(part.blocks))
                first = numbers.stop
                own = {n - numbers.start: rewriting[n] for n in numbers if n in rewriting}
                if not own:
                    continue
                data = part.rewritten(own, options)
                if _is_xml(data, package) or not _is_xml(package.read(part.name), package):
                    changed[part.name] = data
                else:
                    left_out += [n for n in numbers if n in rewriting]
            return Written(package.with_parts(changed), tuple(left_out))


class _Part(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def blocks(self) -> tuple[Block, ...]: ...

    def rewritten(self, rewriting: Rewriting, options: WriteOptions) -> bytes: ...


@dataclass(frozen=True)
class _Page:
    """A chapter, or the table of contents of EPUB 3."""

    name: str
    text: str
    encoding: str
    blocks: tuple[Block, ...]

    def rewritten(self, rewriting: Rewriting, options: WriteOptions) -> bytes:
        page = translated_page(self.text, rewriting, options)
        return page.encode(self.encoding, "xmlcharrefreplace")


@dataclass(frozen=True)
class _Labels:
    """The book's title, or the table of contents of EPUB 2: single lines in an XML file."""

    name: str
    source: XmlSource
    slots: tuple[MixedContent, ...]
    languages: tuple[XmlNode, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(slot.block for slot in self.slots)

    def rewritten(self, rewriting: Rewriting, options: WriteOptions) -> bytes:
        patches = []
        for index, content in rewriting.items():
            node = self.slots[index].node
            words = xml_text(" ".join(content.text.split("\n")))
            if options.bilingual:
                words = f"{self.source.text[node.inner : node.behind]} / {words}"
            patches.append(Patch(node.inner, node.behind, words))
        if not options.bilingual:
            patches += [Patch(n.inner, n.behind, options.language) for n in self.languages]
        return self.source.encoded(splice(self.source.text, patches))


def _parts(package: Package) -> Iterator[_Part]:
    names = frozenset(package.names)
    if _ENCRYPTION in names:
        root = parse_xml(package.read(_ENCRYPTION), package.path, _ENCRYPTION).root
        if any(each.get("Algorithm") not in _FONTS_ONLY for each in root.all(_METHOD)):
            raise DocumentProtected(package.path)
    main = _main_part(package, names)
    source = parse_xml(package.read(main), package.path, main)
    titles = _labels(source, [n for n in source.root.all(f"{_DC}title") if n.behind > n.inner])
    languages = [n for n in source.root.all(f"{_DC}language") if n.behind > n.inner]
    yield _Labels(main, source, titles, tuple(languages[:1]))

    items = {item.get("id"): item for item in source.root.all(f"{_OPF}item")}
    listed = [items.get(each.get("idref")) for each in source.root.all(f"{_OPF}itemref")]
    contents = [each for each in items.values() if "nav" in each.get("properties").split()]
    seen = set()
    for item in (*(each for each in listed if each), *contents):
        part = _resolved(main, item)
        if part in names and part not in seen and item.get("media-type") in _PAGES:
            seen.add(part)
            yield _page(package, part, is_contents="nav" in item.get("properties").split())
    for item in items.values():
        part = _resolved(main, item)
        if part in names and part not in seen and item.get("media-type") == _CONTENTS:
            seen.add(part)
            listing = parse_xml(package.read(part), package.path, part)
            yield _Labels(part, listing, _labels(listing, listing.root.all(f"{_NCX}text")))


def _main_part(package: Package, names: frozenset[str]) -> str:
    if _CONTAINER not in names:
        raise DocumentDamaged(package.path, f"it has no part {_CONTAINER}")
    root = parse_xml(package.read(_CONTAINER), package.path, _CONTAINER).root
    for each in root.all(_ROOT_FILE):
        if each.get("full-path") in names:
            return each.get("full-path")
    raise DocumentDamaged(package.path, "its list of pages is missing")


def _resolved(main: str, item: XmlNode) -> str:
    """The part that an item of the list names; what leads out of the book is none of its parts."""
    href = unquote(item.get("href").partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(main), href)).lstrip("/")


def _page(package: Package, part: str, *, is_contents: bool) -> _Page:
    text, encoding = decoded_page(Source(package.path, package.read(part)))
    slots, _ = html_slots(text)
    blocks = (slot.block for slot in slots)
    if is_contents:
        blocks = (replace(block, kind="header") for block in blocks)
    return _Page(part, text, encoding, tuple(blocks))


def _labels(source: XmlSource, nodes: Iterable[XmlNode]) -> tuple[MixedContent, ...]:
    found = []
    for node in nodes:
        slot = read_mixed(source, node, _plain_only, Block("header", ""), collapse=True)
        if slot is not None and not slot.block.marks and not _MARKUP.search(slot.block.text):
            found.append(slot)
    return tuple(found)


def _plain_only(node: XmlNode) -> Inline:
    return Inline("stand")


def _is_xml(data: bytes, package: Package) -> bool:
    try:
        parse_xml(data, package.path, "page")
    except DocumentError:
        return False
    return True
