"""What the styles of an OpenDocument file say of a text: code, headings, or nothing to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bertsum_app.documents.model import BlockKind
from bertsum_app.documents.xml_source import XmlNode, XmlSource

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: LibreOffice notes who wrote what when; nobody sees it.
_UNSEEN = re.compile(r"\}(?:paragraph-)?rsid\Z")
_CODE = re.compile(r"source|teletype|user_20_entry|variable|code|verbatim|preformatted", re.I)
_PARAGRAPHS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r".*(?:preformatted|source_20_code|\bcode\b)", re.I), "code"),
    (re.compile(r"(?:title|subtitle)\Z", re.I), "heading"),
    (re.compile(r".*quot(?:e|ation)", re.I), "quote"),
    (re.compile(r"(?:caption|illustration|figure|table|drawing)\Z", re.I), "caption"),
)
_MOST_PARENTS = 30


class Styles:
    """The styles of all parts by their names; those of paragraphs and of characters apart."""

    def __init__(self, sources: Iterable[XmlSource]) -> None:
        self._styles: dict[tuple[str, str], XmlNode] = {}
        self._looks: dict[str, str | None] = {}
        for source in sources:
            for node in source.root.all(f"{_STYLE}style"):
                key = node.get(f"{_STYLE}family"), node.get(f"{_STYLE}name")
                self._styles.setdefault(key, node)

    def look(self, name: str) -> str | None:
        """The same for styles of characters that look the same; empty: as if there were none.

        None: it is a style for code.
        """
        if name not in self._looks:
            self._looks[name] = self._find_look(name)
        return self._looks[name]

    def properties(self, name: str) -> frozenset[str]:
        """What a style of characters says something of."""
        node = self._styles.get(("text", name))
        if node is None:
            return frozenset((name,))
        found = {key for part in node.nodes for key in part.attributes if not _UNSEEN.search(key)}
        parent = node.get(f"{_STYLE}parent-style-name")
        return frozenset(found | ({f"style {parent}"} if parent else set()))

    def paragraph_kind(self, name: str) -> BlockKind:
        """What a paragraph of this style is."""
        for each in self._with_parents("paragraph", name):
            for pattern, kind in _PARAGRAPHS:
                if pattern.match(each):
                    return kind
        return "paragraph"

    def _find_look(self, name: str) -> str | None:
        if any(_CODE.search(each) for each in self._with_parents("text", name)):
            return None
        node = self._styles.get(("text", name))
        if node is None:
            return name  # a style that is missing: the tags stay
        seen = [node.get(f"{_STYLE}parent-style-name")]
        for part in node.nodes:
            seen += sorted(
                f"{key}={value}"
                for key, value in part.attributes.items()
                if not _UNSEEN.search(key)
            )
            seen += [each.name for each in part.nodes]
        return " ".join(filter(None, seen))

    def _with_parents(self, family: str, name: str) -> list[str]:
        """The style's name and the names of those that it is made from."""
        found: list[str] = []
        while name and len(found) < _MOST_PARENTS:
            found.append(name)
            node = self._styles.get((family, name))
            name = "" if node is None else node.get(f"{_STYLE}parent-style-name")
        return found
