"""Paragraphs of mixed content: text with elements in it, as in OpenDocument and XLIFF.

What each element is, is the format's to say (`Rules`); its tags are kept as source by its mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, TypeAlias

from bertsum_app.documents.model import Block
from bertsum_app.documents.source_slots import Slot, SlotBuilder
from bertsum_app.documents.xml_source import XmlNode, XmlSource

_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Inline:
    """What an element in a paragraph is.

    around: a mark over what is in it. through: as if its tags were not there, and they go. text: it
    stands for `text`. keep: as text, but its source stays. stand: no text of its own. drop: nothing.
    open, close: an element of its own begins a mark, and another ends it; `text` finds the two.
    Neighbours with the same `look` are one mark; `sets` are the properties that it is made of.
    """

    how: Literal["around", "through", "text", "keep", "stand", "drop", "open", "close"]
    text: str = ""
    look: str | None = None
    sets: frozenset[str] = frozenset()


#: Says what an element is; comments and instructions are elements without a name.
Rules: TypeAlias = Callable[[XmlNode], Inline]


@dataclass(frozen=True)
class MixedContent:
    """A paragraph's slot; `standing[i]` is the place of mark i, where it may have slots inside."""

    slot: Slot
    node: XmlNode
    standing: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def block(self) -> Block:
        """What stands there now."""
        return self.slot.block

    @property
    def holes(self) -> Sequence[tuple[int, int]]:
        """Places of the source with slots of their own, in order."""
        return tuple(self.standing.values())

    def filled(self, in_holes: Mapping[tuple[int, int], str]) -> Slot:
        """The slot with what its holes hold by now."""
        raw = list(self.slot.raw)
        for mark, place in self.standing.items():
            raw[mark] = in_holes.get(place, raw[mark][0]), ""
        return replace(self.slot, raw=tuple(raw))


def read_mixed(
    source: XmlSource,
    node: XmlNode,
    rules: Rules,
    like: Block,
    *,
    collapse: bool = False,
    has_slots: Callable[[XmlNode], bool] | None = None,
) -> MixedContent | None:
    """Take a paragraph apart; `like` has the kind and the place of its block. None: it has no text.

    `collapse`: white space counts as one blank, as in OpenDocument. `has_slots`: whether something
    that stands has paragraphs in it.
    """
    reader = _Reader(source, rules, collapse, has_slots or (lambda node: False))
    reader.paragraph(node)
    slot = reader.builder.finish(
        like.kind, node.inner, node.behind, level=like.level, translate=like.translate
    )
    if slot is None:
        return None
    block = replace(slot.block, place=like.place)
    return MixedContent(replace(slot, block=block), node, reader.standing)


class _Reader:
    def __init__(
        self,
        source: XmlSource,
        rules: Rules,
        collapse: bool,
        has_slots: Callable[[XmlNode], bool],
    ) -> None:
        self.builder = SlotBuilder()
        self.standing: dict[int, tuple[int, int]] = {}
        self._source, self._rules = source, rules
        self._collapse, self._has_slots = collapse, has_slots
        self._depth = 0
        self._after_blank = True  # white space at the start of a paragraph is none

    def paragraph(self, node: XmlNode) -> None:
        """All of it. Where every word has a look of its own, the usual one is around the others.

        Otherwise the many stretches of the usual look would contend with the few of another one for
        the words of a translation.
        """
        treated = list(self._treated(node))
        base = _usual_look(treated)
        first = next((child for child, inline in treated if inline.look == base), None)
        if base is None or not isinstance(first, XmlNode):
            self.children(node)
            return
        text, key = self._source.text, "usual"
        self.builder.open(text[first.start : first.inner], key)
        self._depth += 1
        self.children(node, base)
        self._depth -= 1
        self.builder.close(text[first.behind : first.end], key)

    def children(self, node: XmlNode, base: str | None = None) -> None:
        """What stands in an element; `base` is the look that is around all of it already."""
        for look, group in groupby(self._treated(node), key=lambda each: each[1].look):
            items = list(group)
            if look is not None and look == base:
                for child, _ in items:
                    if isinstance(child, XmlNode):
                        self.children(child)
                continue
            if look is not None:
                self._around([child for child, _ in items if isinstance(child, XmlNode)])
                continue
            for child, inline in items:
                if isinstance(child, str):
                    self._text(child)
                else:
                    self._node(child, inline)

    def _treated(self, node: XmlNode) -> Iterator[tuple[XmlNode | str, Inline]]:
        for child in node.children:
            if isinstance(child, str):
                yield child, Inline("text")
            else:
                yield child, self._rules(child)

    def _node(self, node: XmlNode, inline: Inline) -> None:
        if inline.how == "around":
            self._around([node])
        elif inline.how == "through":
            self.children(node)
        elif inline.how == "text":
            self.builder.text(inline.text)
            self._after_blank = False
        elif inline.how == "keep":
            self.builder.keep(inline.text, self._source.of(node))
            self._after_blank = inline.text.endswith("\n")
        elif inline.how == "open":
            self.builder.open(self._source.of(node), inline.text)
        elif inline.how == "close":
            self.builder.close(self._source.of(node), inline.text)
        elif inline.how == "stand":
            self._stand(node)

    def _around(self, nodes: Sequence[XmlNode]) -> None:
        """A mark over all of these neighbours, in the tags of the first."""
        first = next((node for node in nodes if not node.is_empty_tag), None)
        if first is None or self._depth >= SlotBuilder.MAX_DEPTH:
            for node in nodes:
                self._stand(node)
            return
        text, key = self._source.text, str(first.start)
        self.builder.open(text[first.start : first.inner], key)
        self._depth += 1
        for node in nodes:
            self.children(node)
        self._depth -= 1
        self.builder.close(text[first.behind : first.end], key)

    def _stand(self, node: XmlNode) -> None:
        if self._has_slots(node):
            self.standing[self.builder.marks] = node.start, node.end
        self.builder.stand(self._source.of(node))

    def _text(self, text: str) -> None:
        if self._collapse:
            text = _BLANKS.sub(" ", text)
            if self._after_blank:
                text = text.removeprefix(" ")
            self._after_blank = text.endswith(" ") if text else self._after_blank
        self.builder.text(text)


def _usual_look(treated: Sequence[tuple[XmlNode | str, Inline]]) -> str | None:
    """The look of most words, if it can be around all; None: some words have none, or it shows through.

    A look can be around another one that sets all of its properties anew.
    """
    sizes: dict[str, int] = {}
    sets: dict[str, frozenset[str]] = {}
    groups = 0
    for look, group in groupby(treated, key=lambda each: each[1].look):
        for child, inline in group:
            text = child if isinstance(child, str) else child.text()
            if look is not None and isinstance(child, XmlNode) and not child.is_empty_tag:
                sizes[look] = sizes.get(look, 0) + len(text.strip())
                sets[look] = inline.sets
            elif text.strip() and inline.how in ("around", "keep", "text", "through"):
                return None
        groups += look is not None
    if groups < 2 or not sizes:
        return None
    base = max(sizes, key=lambda look: sizes[look])
    return base if all(sets[base] <= other for other in sets.values()) else None
