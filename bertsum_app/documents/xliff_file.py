"""XLIFF 1.2 and 2.x: sentences without a target get one; all else stays byte for byte.

New targets say that they are to be looked over: `needs-review-translation` in version 1.2, and in
version 2 `translated`, which is the state before `reviewed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.held_languages import base_language, check_languages
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import Block, Document, NewText, Rewriting
from bertsum_app.documents.source_slots import Patch, render_marks, splice
from bertsum_app.documents.xml_inline import Inline, MixedContent, read_mixed
from bertsum_app.documents.xml_source import XmlNode, XmlSource, parse_xml, xml_text

_AROUND = frozenset(("g", "mrk", "pc"))
#: Elements that begin a mark, and those that end it, with the attributes that find the two.
_OPENING = frozenset(("bpt", "bx", "sc"))
_CLOSING = frozenset(("ept", "ex", "ec"))
#: What programs put in; it may say what is seen there.
_STANDING = frozenset(("x", "ph", "it"))
_LONGEST = 40
_CODE = re.compile(r"[<>\n]")
#: States of a target in version 1.2 that say there is no translation yet.
_UNTRANSLATED = frozenset(("new", "needs-translation"))
_TAG_NAME = re.compile(r"<((?:[^\s/>:]+:)?)[^\s/>]+")
_LANGUAGE = re.compile(r"""\sxml:lang\s*=\s*(?:"[^"]*"|'[^']*')""")
_STATE = re.compile(r"""\s(?:state|state-qualifier|subState)\s*=\s*(?:"[^"]*"|'[^']*')""")


class XliffFile(Format):
    """XLIFF, whatever program its text is from."""

    kind: ClassVar[Kind] = kinds.XLIFF

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read the segments' sources."""
        file = _File(source)
        return Document(
            cls.kind.name,
            tuple(slot.block for each in file.segments for slot in each.slots),
            source_language=file.source_language,
            translated_into=file.translated_into,
        )

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; both languages are there anyhow, so bilingual files are no others.

        Raises:
            DocumentOtherLanguage: it holds translations into another language already.
        """
        file = _File(source)
        patches: list[Patch] = []
        first = 0
        for each in file.segments:
            new = [rewriting.get(first + number) for number in range(len(each.slots))]
            first += len(each.slots)
            if new and not each.is_translated and all(new):
                patches += each.patches(file, [content for content in new if content is not None])
        if not patches:
            return Written(source.data)
        patches += file.in_language(options.language)
        return Written(file.source.encoded(splice(file.source.text, patches)))


@dataclass(frozen=True)
class _Segment:
    """`slots` lie in `original`, the element that the target is to be like; `holder` has its state."""

    holder: XmlNode
    original: XmlNode
    target: XmlNode | None
    slots: tuple[MixedContent, ...]
    is_translated: bool

    def patches(self, file: _File, new: list[NewText]) -> Iterator[Patch]:
        """The changes that put in a target."""
        text = file.source.text
        inside = []
        for slot, content in zip(self.slots, new, strict=True):
            words = render_marks(slot.slot, content, xml_text)
            inside.append(Patch(slot.slot.start, slot.slot.end, words))
        start = self.original.inner
        moved = [Patch(each.start - start, each.end - start, each.text) for each in inside]
        words = splice(text[start : self.original.behind], moved)
        tag = _TAG_NAME.match(text, self.original.start)
        name = f"{tag.group(1) if tag else ''}target"
        if file.is_version_2:
            yield from self._state_patches(text)
            state = ""
        else:
            state = ' state="needs-review-translation" state-qualifier="mt-suggestion"'
        if self.target is None:
            at = self.original.start
            line = text.rfind("\n", 0, at) + 1
            indent = text[line:at]
            before = f"\n{indent}" if line and not indent.strip() else ""
            end = self.original.end
            yield Patch(end, end, f"{before}<{name}{state}>{words}</{name}>")
            return
        opening = text[self.target.start : self.target.inner].removesuffix("/>").removesuffix(">")
        opening = _LANGUAGE.sub("", _STATE.sub("", opening)).rstrip() + state
        yield Patch(self.target.start, self.target.end, f"{opening}>{words}</{name}>")

    def _state_patches(self, text: str) -> Iterator[Patch]:
        """Version 2 has the state at the segment."""
        holder = self.holder
        for found in _STATE.finditer(text, holder.start, holder.inner):
            yield Patch(found.start(), found.end(), "")
        tag = _TAG_NAME.match(text, holder.start)
        if tag is not None:
            yield Patch(tag.end(), tag.end(), ' state="translated"')


class _File:
    """A file taken apart."""

    def __init__(self, source: Source) -> None:
        self.source: XmlSource = parse_xml(source.data, source.path, "xliff")
        self._path = source.path
        root = self.source.root
        if _local(root) != "xliff":
            raise DocumentDamaged(source.path, "it is no XLIFF")
        self.is_version_2 = root.get("version", "1.2").startswith("2")
        segments = self._segments_2() if self.is_version_2 else self._segments_1()
        self.segments: tuple[_Segment, ...] = tuple(segments)

    def in_language(self, language: str) -> Iterator[Patch]:
        """The changes that say which language the targets are in.

        Raises:
            DocumentOtherLanguage: some are in another one.
        """
        check_languages(self._path, self.translated_into, language)
        name = self._target_attribute
        for holder in self._holders():
            if base_language(holder.get(name)) == language:
                continue
            value = f' {name}="{language}"'
            old = re.compile(rf"""\s{name}\s*=\s*(?:"[^"]*"|'[^']*')""")
            found = old.search(self.source.text, holder.start, holder.inner)
            tag = _TAG_NAME.match(self.source.text, holder.start)
            if found is not None:
                yield Patch(found.start(), found.end(), value)
            elif tag is not None:
                yield Patch(tag.end(), tag.end(), value)

    @property
    def source_language(self) -> str | None:
        """What the file says that its text is in; None where it says nothing, or several."""
        name = "srcLang" if self.is_version_2 else "source-language"
        said = {holder.get(name) for holder in self._holders()}
        return said.pop() or None if len(said) == 1 else None

    @property
    def translated_into(self) -> tuple[str, ...]:
        """The languages of the targets that are there."""
        if not any(each.is_translated for each in self.segments):
            return ()
        said = (holder.get(self._target_attribute) for holder in self._holders())
        return tuple(filter(None, said))

    @property
    def _target_attribute(self) -> str:
        return "trgLang" if self.is_version_2 else "target-language"

    def _holders(self) -> list[XmlNode]:
        """The elements that say the languages."""
        return [self.source.root] if self.is_version_2 else list(self._named("file"))

    def _named(self, name: str) -> Iterator[XmlNode]:
        return (node for node in self.source.root.all() if _local(node) == name)

    def _segments_1(self) -> Iterator[_Segment]:
        for unit in self._named("trans-unit"):
            original, target = _child(unit, "source"), _child(unit, "target")
            if original is None or _is_fixed(unit):
                continue
            done = target is not None and bool(target.text().strip())
            if target is not None and target.get("state") in _UNTRANSLATED:
                done = False
            done = done or unit.get("approved") == "yes"
            cut = _child(unit, "seg-source")
            pieces = [original]
            if cut is not None:
                cuts = [n for n in cut.all() if _local(n) == "mrk" and n.get("mtype") == "seg"]
                if cuts:
                    original, pieces = cut, cuts
            yield self._segment(unit, original, target, pieces, done)

    def _segments_2(self) -> Iterator[_Segment]:
        for segment in self._named("segment"):
            original, target = _child(segment, "source"), _child(segment, "target")
            if original is None or _is_fixed(segment):
                continue
            done = target is not None and bool(target.text().strip())
            yield self._segment(segment, original, target, [original], done)

    def _segment(
        self,
        holder: XmlNode,
        original: XmlNode,
        target: XmlNode | None,
        pieces: list[XmlNode],
        done: bool,
    ) -> _Segment:
        like = Block("table-cell", "", translate=not done)
        found = (read_mixed(self.source, piece, _inline, like) for piece in pieces)
        slots = tuple(slot for slot in found if slot is not None)
        return _Segment(holder, original, target, slots, done)


def _inline(node: XmlNode) -> Inline:
    name = _local(node)
    protected = node.get("mtype") == "protected" or node.get("translate") == "no"
    if name in _AROUND:
        if protected and node.text().strip() and "\n" not in node.text():
            return Inline("keep", node.text())
        return Inline("around")
    # The two halves of a pair call each other by these, in this order.
    if name in _OPENING:
        return Inline("open", node.get("rid") or node.get("id"))
    if name in _CLOSING:
        return Inline("close", node.get("startRef") or node.get("rid") or node.get("id"))
    if name in _STANDING:
        said = (
            node.text() or node.get("equiv-text") or node.get("equiv") or node.get("disp")
        ).strip()
        if said and len(said) <= _LONGEST and not _CODE.search(said):
            return Inline("keep", said)
    return Inline("stand")


def _is_fixed(node: XmlNode) -> bool:
    """Whether it or what it lies in says that it is not to be translated; the nearest word counts."""
    for each in (node, *node.ancestors()):
        said = each.get("translate")
        if said:
            return said == "no"
    return False


def _child(node: XmlNode, name: str) -> XmlNode | None:
    return next((each for each in node.nodes if _local(each) == name), None)


def _local(node: XmlNode) -> str:
    return node.name.rpartition("}")[2]
