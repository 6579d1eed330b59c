"""XML with the place of every element in its source, so that all but the words can stay as it is.

lxml's trees are made to be written anew, and then lose quotes, white space and declarations. Here expat
tells where each element begins and ends, and what changes is spliced into the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.parsers import expat

from bertsum_app.documents.errors import DocumentDamaged, DocumentUnsafe

#: Deeper than this no sound document is nested, and readers may go down by calling themselves.
MOST_DEPTH = 200
#: Joins a namespace and a name; expat puts it behind the former. No address has one.
_SEPARATOR = "}"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_NONE: Mapping[str, str] = {}


class XmlNode:
    """An element, or a comment or processing instruction, which have no name and no children.

    `source[start:end]` is all of it, `source[inner:behind]` what stands between its tags; in an empty
    element's one tag both are `end`. `name` is `{namespace}local`. Children are nodes and texts.
    """

    __slots__ = ("attributes", "behind", "children", "end", "inner", "name", "parent", "start")

    def __init__(self, name: str, attributes: Mapping[str, str], parent: XmlNode | None) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[XmlNode | str] = []
        self.start = self.inner = self.behind = self.end = 0

    @property
    def nodes(self) -> Iterator[XmlNode]:
        """The children that are elements."""
        return (each for each in self.children if isinstance(each, XmlNode) and each.name)

    @property
    def is_empty_tag(self) -> bool:
        """Whether the element is one tag, `<a/>`."""
        return self.inner == self.end

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)

    def child(self, name: str) -> XmlNode | None:
        """The first child element of this name."""
        return next((each for each in self.nodes if each.name == name), None)

    def all(self, name: str | None = None) -> Iterator[XmlNode]:
        """This element and those in it, of this name, in the order of the source."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if name is None or node.name == name:
                yield node
            waiting += reversed(list(node.nodes))

    def ancestors(self) -> Iterator[XmlNode]:
        """The elements around this one, from the inside."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def text(self) -> str:
        """All text in it."""
        return "".join(
            each for node in self.all() for each in node.children if isinstance(each, str)
        )


@dataclass(frozen=True)
class XmlSource:
    """A document's text, its tree, and the encoding to write it in."""

    text: str
    root: XmlNode
    encoding: str

    def of(self, node: XmlNode) -> str:
        """The source of a node."""
        return self.text[node.start : node.end]

    def encoded(self, text: str) -> bytes:
        """A new version of the text as bytes."""
        return text.encode(self.encoding, "xmlcharrefreplace")


def parse_xml(data: bytes, path: Path, part: str) -> XmlSource:
    """Take XML apart; nothing outside of it is looked at.

    Raises:
        DocumentDamaged: `part` of the file at `path` is no XML, or nested too deeply.
        DocumentUnsafe: it declares entities.
    """
    text, encoding = _decoded(data, path, part)
    builder = _Builder(text, path, part)
    try:
        builder.parser.Parse(builder.data, True)
    except expat.ExpatError as error:
        raise DocumentDamaged(path, f"its part {part} is no XML") from error
    assert builder.root is not None  # expat asks for one
    return XmlSource(text, builder.root, encoding)


def xml_text(text: str) -> str:
    """Text as it stands between tags; what XML cannot hold is left out."""
    return escape(_ILLEGAL.sub("", text), quote=False).replace("\r", "&#13;")


def xml_attribute(text: str) -> str:
    """Text as it stands in an attribute's quotes."""
    return escape(_ILLEGAL.sub("", text)).replace("\n", "&#10;").replace("\t", "&#9;")


def _decoded(data: bytes, path: Path, part: str) -> tuple[str, str]:
    declared = _DECLARED.match(data[:200])
    name = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = name or (declared.group(1).decode("ascii").lower() if declared else "utf-8")
    try:
        return data.decode(encoding), encoding
    except (UnicodeError, LookupError) as error:
        raise DocumentDamaged(path, f"its part {part} is no XML") from error


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self, text: str, path: Path, part: str) -> None:
        self.root: XmlNode | None = None
        self.data = text.encode("utf-8", "replace")
        self._text, self._path, self._part = text, path, part
        self._ascii = len(self.data) == len(text)
        self._byte = self._character = 0  # one place in the data, and the same in the text
        self._open: XmlNode | None = None
        self._depth = 0
        parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        self.parser = parser

    def _at(self) -> int:
        """Where expat is, in characters."""
        now = self.parser.CurrentByteIndex
        if self._ascii:
            return now
        self._character += len(self.data[self._byte : now].decode("utf-8", "replace"))
        self._byte = now
        return self._character

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise DocumentDamaged(self._path, "it is nested too deeply")
        named = {_clark(key): v for key, v in attributes.items()} if attributes else _NONE
        node = XmlNode(_clark(name), named, self._open)
        node.start = self._at()
        node.inner = _tag_end(self._text, node.start)
        if self._open is not None:
            self._open.children.append(node)
        elif self.root is None:
            self.root = node
        self._open = node

    def _end(self, name: str) -> None:
        node = self._open
        assert node is not None
        self._depth -= 1
        at = self._at()
        if self._text[node.inner - 2] == "/":
            node.behind = node.end = node.inner
        else:
            node.behind = at
            node.end = self._text.index(">", at) + 1
        self._open = node.parent

    def _characters(self, text: str) -> None:
        if self._open is not None:
            self._open.children.append(text)

    def _comment(self, text: str) -> None:
        self._stand("-->")

    def _instruction(self, target: str, text: str) -> None:
        self._stand("?>")

    def _stand(self, closing: str) -> None:
        if self._open is None:
            return
        node = XmlNode("", {}, self._open)
        node.start = self._at()
        node.inner = node.behind = node.end = self._text.index(closing, node.start) + len(closing)
        self._open.children.append(node)

    def _entity(self, *declaration: object) -> None:
        raise DocumentUnsafe(self._path, f"its part {self._part} declares entities")


def _clark(name: str) -> str:
    """`namespace}local`, as expat says it, with the brace before it."""
    return "{" + name if _SEPARATOR in name else name


def _tag_end(text: str, start: int) -> int:
    """The end of the tag that begins here; `>` may stand in an attribute's quotes."""
    at = start
    while True:
        end = text.index(">", at)
        quote = min(
            (place for place in (text.find(mark, at, end) for mark in "\"'") if place >= 0),
            default=-1,
        )
        if quote < 0:
            return end + 1
        at = text.index(text[quote], quote + 1) + 1
