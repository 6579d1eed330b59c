"""Paragraphs that are a row of runs, one text and one format each: slides, charts and cells.

Neighbours of the same format are one stretch; the format that most of a paragraph has is its own, and
other stretches are marks. What is no text (a page number, a formula) is a mark at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.model import Block, Mark, NewText
from bertsum_app.documents.source_slots import Patch
from bertsum_app.documents.xml_source import XmlNode, XmlSource, xml_text

#: How programs that write spreadsheets say a carriage return.
_CARRIAGE_RETURN = re.compile(r"_x000D_|\r")
_PREFIX = re.compile(r"<([^\s/>:]+:)?")


@dataclass(frozen=True)
class RunNames:
    """The names of a vocabulary, without its namespace, which may have other prefixes.

    `line_break` None: a line feed in a run is one. `beside` are elements of a paragraph that stay where
    they are, before or behind its runs; `dropped` those that tell of the old words and go with them.
    `unseen` are attributes of a format that make no difference to the eye.
    """

    namespace: str
    line_break: str | None
    beside: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()

    def full(self, name: str) -> str:
        """The name with its namespace."""
        return f"{{{self.namespace}}}{name}"


DRAWING = RunNames(
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    line_break="br",
    beside=frozenset(("pPr", "endParaRPr")),
    unseen=frozenset(("lang", "altLang", "dirty", "err", "smtClean", "smtId", "noProof", "bmk")),
)
SHEET = RunNames(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    line_break=None,
    dropped=frozenset(("rPh", "phoneticPr")),
)


@dataclass(frozen=True)
class _Piece:
    """Text with its format, or (`raw`) what has none; `kept` text comes back as `raw`."""

    text: str
    properties: str
    key: str
    raw: str | None = None


@dataclass(frozen=True)
class RunSlot:
    """`source[start:end]` holds the runs of `block`.

    `raw[i]` is the format of mark i, or the source of what stands there; `base` the usual format.
    `prefix` is what the names of the vocabulary begin with in this source.
    """

    block: Block
    start: int
    end: int
    raw: tuple[str, ...]
    is_format: tuple[bool, ...]
    base: str
    prefix: str
    names: RunNames
    holes: Sequence[tuple[int, int]] = ()

    def patch(
        self, content: NewText, options: WriteOptions, in_holes: Mapping[tuple[int, int], str]
    ) -> Patch:
        """New runs; in two languages, they follow the old ones on a line of their own."""
        new = self._pieces(content, words_only=options.bilingual)
        if options.bilingual:
            new = [*self._pieces(_as_it_is(self.block)), _Piece("\n", self.base, ""), *new]
        return Patch(self.start, self.end, self._source(new))

    def _pieces(self, content: NewText, *, words_only: bool = False) -> list[_Piece]:
        found = []
        at = 0
        order = sorted(range(len(self.raw)), key=lambda index: (*content.marks[index], index))
        for index in order:
            start, end = content.marks[index]
            found.append(_Piece(content.text[at:start], self.base, ""))
            if self.is_format[index]:
                found.append(_Piece(content.text[start:end], self.raw[index], ""))
            elif words_only:
                found.append(_Piece(content.text[start:end], self.base, ""))
            else:
                found.append(_Piece("", "", "", self.raw[index]))
            at = end
        return [*found, _Piece(content.text[at:], self.base, "")]

    def _source(self, pieces: Sequence[_Piece]) -> str:
        """Runs, neighbours of one format together; a cell's text without format needs none."""
        runs: list[_Piece] = []
        for piece in pieces:
            last = runs[-1] if runs else None
            if piece.raw is None and not piece.text:
                continue
            if last and last.raw is piece.raw is None and last.properties == piece.properties:
                runs[-1] = _Piece(last.text + piece.text, last.properties, "")
            else:
                runs.append(piece)
        if self.names is SHEET and len(runs) == 1 and not runs[0].properties:
            return self._text(runs[0].text)
        return "".join(
            self._run(run.text, run.properties) if run.raw is None else run.raw for run in runs
        )

    def _run(self, text: str, properties: str) -> str:
        p, line_break = self.prefix, self.names.line_break
        if line_break is None or "\n" not in text:
            return f"<{p}r>{properties}{self._text(text)}</{p}r>" if text else ""
        lines = [self._run(line, properties) for line in text.split("\n")]
        return f"<{p}{line_break}>{properties}</{p}{line_break}>".join(lines)

    def _text(self, text: str) -> str:
        space = ' xml:space="preserve"' if self.names is SHEET else ""
        return f"<{self.prefix}t{space}>{xml_text(text)}</{self.prefix}t>"


def read_runs(
    source: XmlSource, paragraph: XmlNode, names: RunNames, like: Block
) -> RunSlot | None:
    """Take a paragraph apart; `like` has the kind and the place of its block. None: it has no text."""
    own = [each for each in paragraph.nodes if _local(each, names) in names.beside]
    start, end = paragraph.inner, paragraph.behind
    for each in own:
        if _local(each, names) == "pPr":
            start = each.end
        else:
            end = min(end, each.start)
    inside = (
        each
        for each in paragraph.children
        if isinstance(each, XmlNode) and start <= each.start and each.end <= end
    )
    pieces = _joined(_pieces(source, inside, names))
    if not any(piece.text.strip() for piece in pieces if piece.raw is None):
        return None
    base = _usual(pieces)
    text, marks, raw, is_format = "", [], [], []
    for piece in pieces:
        first, text = len(text), text + piece.text
        if piece.raw is not None:
            marks.append(Mark(first, len(text), keep=bool(piece.text)))
            raw.append(piece.raw)
        elif piece.key != base.key:
            marks.append(Mark(first, len(text)))
            raw.append(piece.properties)
        else:
            continue
        is_format.append(piece.raw is None)
    block = Block(like.kind, text, tuple(marks), like.place, like.level, like.translate)
    opening = _PREFIX.match(source.text, paragraph.start)
    return RunSlot(
        block,
        start,
        end,
        tuple(raw),
        tuple(is_format),
        base.properties,
        (opening.group(1) if opening else None) or "",
        names,
    )


def _pieces(source: XmlSource, nodes: Iterator[XmlNode], names: RunNames) -> Iterator[_Piece]:
    for node in nodes:
        local = _local(node, names)
        if local == "t":
            yield _Piece(_text(node), "", "")
        elif local == "r":
            yield from _pieces_of_run(source, node, names)
        elif local is not None and local == names.line_break:
            yield _Piece("\n", "", "", source.of(node))
        elif local is None or local not in names.dropped:
            yield _Piece("", "", "", source.of(node))


def _pieces_of_run(source: XmlSource, run: XmlNode, names: RunNames) -> Iterator[_Piece]:
    properties = run.child(names.full("rPr"))
    format_source = "" if properties is None else source.of(properties)
    key = "" if properties is None else _key(source, properties, names)
    for text in run.nodes:
        if text.name == names.full("t"):
            yield _Piece(_text(text), format_source, key)


def _text(node: XmlNode) -> str:
    return _CARRIAGE_RETURN.sub("", node.text())


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Neighbours of the same format as one piece, without those that hold nothing."""
    found: list[_Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if piece.raw is None and not piece.text:
            continue
        if last is not None and last.raw is piece.raw is None and last.key == piece.key:
            found[-1] = _Piece(last.text + piece.text, last.properties, last.key)
        else:
            found.append(piece)
    return found


def _usual(pieces: Sequence[_Piece]) -> _Piece:
    sizes: dict[str, int] = {}
    for piece in pieces:
        if piece.raw is None:
            sizes[piece.key] = sizes.get(piece.key, 0) + len(piece.text.strip())
    key = max(sizes, key=lambda each: sizes[each])
    return next(piece for piece in pieces if piece.raw is None and piece.key == key)


def _key(source: XmlSource, properties: XmlNode, names: RunNames) -> str:
    """The same for formats that look the same."""
    seen = sorted(
        f"{name}={value}"
        for name, value in properties.attributes.items()
        if name not in names.unseen
    )
    return " ".join((*seen, source.text[properties.inner : properties.behind]))


def _local(node: XmlNode, names: RunNames) -> str | None:
    """The name without the vocabulary's namespace; None for what is from another one."""
    start = f"{{{names.namespace}}}"
    return node.name.removeprefix(start) if node.name.startswith(start) else None


def _as_it_is(block: Block) -> NewText:
    return NewText(block.text, tuple((mark.start, mark.end) for mark in block.marks))
