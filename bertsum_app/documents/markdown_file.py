"""Markdown: what is no text of a block stays byte for byte.

markdown-it says which lines are blocks and what is markup in them; the new text is put between the
author's own marks. What comes out is parsed again: where Markdown's rules would read it otherwise
(bold beside Chinese marks, a `*` in the text), it is written with escapes or a blank, or stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bertsum_app.documents import kinds
from bertsum_app.documents.format import Format, Source, WriteOptions, Written, encoded
from bertsum_app.documents.html_file import html_slots, translated_fragment
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.markdown_inline import parser, token_ranges
from bertsum_app.documents.model import BlockKind, Document, NewText, Rewriting, with_sections
from bertsum_app.documents.source_slots import (
    Patch,
    Slot,
    SlotBuilder,
    line_end_of,
    render_marks,
    splice,
)

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*(?:\r\n?|\n).*?^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.S | re.M
)
_CONTAINER = re.compile(r"(?:[ \t]*>)*[ \t]*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID_TAG = re.compile(r"<(?:br|img|hr|wbr|input)\b|.*/>\Z", re.IGNORECASE | re.DOTALL)
_SPECIAL = re.compile(r"[\\`*_\[\]<>~&|]")
_LINE_MARK = re.compile(r"(\d{0,9})(?=[-+#>=.)])")


class MarkdownFile(Format):
    """CommonMark with tables; front matter, code and HTML stay as they are."""

    kind: ClassVar[Kind] = kinds.MARKDOWN

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read."""
        text, encoding = source.decoded()
        slots = list(_slots(text, parser(), {}))
        return Document(cls.kind.name, with_sections([slot.block for slot in slots]), encoding)

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; bilingual files have each translation as a paragraph under its original."""
        text, encoding = source.decoded()
        markdown, line_end = parser(), line_end_of(text)
        patches, left_out = [], []
        references: dict[str, Any] = {}
        for index, slot in enumerate(_slots(text, markdown, references)):
            if index not in rewriting:
                continue
            if isinstance(slot, _HtmlSlot):
                new = translated_fragment(text, slot, rewriting[index], options)
            else:
                rendered = _rendered(slot, rewriting[index], markdown, references)
                if rendered is None:
                    left_out.append(index)
                    continue
                before = text[slot.start : slot.end] + _between(text, slot, line_end)
                new = before + rendered if options.bilingual else rendered
            patches.append(Patch(slot.start, slot.end, new))
        return Written(encoded(splice(text, patches), encoding), tuple(left_out))


class _HtmlSlot(Slot):
    """A slot inside a block of HTML."""


def _slots(text: str, markdown: MarkdownIt, references: MutableMapping[str, Any]) -> Iterator[Slot]:
    """The slots, in order. `references` takes up the links that the file defines."""
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    lines = [match.span() for match in _LINE.finditer(text, offset) if match.group()]
    around: list[Token] = []  # what is open here
    cell_at = -1, 0  # line, and where the next cell of it may begin
    for token in markdown.parse("".join(_plain_end(text[a:b]) for a, b in lines), references):
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            around.pop()
        if token.map is None or not lines:
            continue
        first, last = token.map
        last = min(last, len(lines))
        if token.type in ("fence", "code_block"):
            slot = _code(token, lines[first][0], lines[last - 1][1])
            if slot is not None:
                yield slot
        elif token.type == "html_block" and not around:
            yield from _html(text, lines[first][0], lines[last - 1][1])
        elif token.type == "inline":
            kind, level = _kind(around)
            if kind == "table-cell":
                # Of empty ones, too: the next one is behind it.
                if cell_at[0] != first:
                    start = _CONTAINER.match(text, lines[first][0], lines[first][1])
                    cell_at = first, start.end() if start else lines[first][0]
                where, next_cell = _cell(text, token.content, cell_at[1], lines[first][1])
                cell_at = first, next_cell
            else:
                where = _places(text, token.content, lines[first:last])
            slot = _inline(text, token, where, kind, level)
            if slot is not None:
                yield slot


def _plain_end(line: str) -> str:
    """As many characters, so that places stay: a carriage return ends lines for markdown-it, too."""
    return line.rstrip("\r\n") + "\n" if line.endswith(("\r", "\n")) else line


def _kind(around: list[Token]) -> tuple[BlockKind, int]:
    for token in reversed(around):
        if token.type == "heading_open":
            return "heading", int(token.tag[1])
        if token.type in ("td_open", "th_open"):
            return "table-cell", 0
        if token.type == "list_item_open":
            return "list-item", 0
        if token.type == "blockquote_open":
            return "quote", 0
    return "paragraph", 0


def _code(token: Token, start: int, end: int) -> Slot | None:
    builder = SlotBuilder()
    builder.text(token.content)
    return builder.finish("code", start, end, translate=False)


def _html(text: str, start: int, end: int) -> Iterator[Slot]:
    found, _ = html_slots(text[start:end])
    for slot in found:
        yield _HtmlSlot(slot.block, slot.start + start, slot.end + start, slot.raw)


def _places(text: str, content: str, lines: list[tuple[int, int]]) -> list[int] | None:
    """Where each code point of a block's content stands in the source, and its end."""
    where: list[int] = []
    parts = content.split("\n")
    if len(parts) > len(lines):
        return None
    for part, (start, end) in zip(parts, lines, strict=False):
        line = text[start:end].rstrip("\r\n")
        stripped = line.rstrip()
        at = len(stripped) - len(part) if stripped.endswith(part) else -1
        if at < 0:
            at = len(line) - len(part) if line.endswith(part) else line.find(part)
        if at < 0:
            return None
        where += range(start + at, start + at + len(part))
        where.append(start + at + len(part))  # the line feed, or the end
    return where


def _cell(text: str, content: str, start: int, end: int) -> tuple[list[int] | None, int]:
    """The places of a cell's content, and where the next cell begins."""
    at = start
    if text[at : at + 1] == "|":
        at += 1
    border = _CELL_BORDER.search(text, at, end)
    stop = border.start() if border else end
    while at < stop and text[at].isspace():
        at += 1
    where = []
    for character in content:
        if text[at : at + 2] == "\\|" and character == "|":
            at += 1
        if at >= stop or text[at] != character:
            return None, stop
        where.append(at)
        at += 1
    where.append(at)
    return where, stop


def _inline(
    text: str, token: Token, where: list[int] | None, kind: BlockKind, level: int
) -> Slot | None:
    placed = None if where is None else token_ranges(token.content, token.children or [])
    if placed is None or where is None:
        return None
    builder = SlotBuilder()
    labels: list[int] = []  # where the open links' words begin
    address = -1  # where an address in angle brackets began
    for child, start, end in placed:
        # A break's source holds what the next line begins with (quote marks, indents).
        raw = text[where[start] : where[end]] if end > start else ""
        name = child.type.rpartition("_")[0]
        if child.markup == "autolink":
            if child.nesting == 1:
                address = start
            else:
                whole = text[where[address] : where[end]]
                builder.keep(whole[1:-1], whole)
                address = -1
        elif child.type in ("text", "text_special"):
            if address < 0:
                builder.text(child.content)
        elif child.type == "softbreak":
            builder.text(" ")
        elif child.type == "hardbreak":
            builder.keep("\n", raw)
        elif child.type == "code_inline":
            builder.keep(child.content, raw)
        elif child.type == "html_inline":
            _add_tag(builder, raw)
        elif child.nesting == 1:
            if name == "link":
                labels.append(end)
            builder.open(raw, name)
        elif child.nesting == -1:
            if name == "link" and raw in ("]", "][]"):
                # The label names the link's target, and must go on doing so in another language.
                raw = f"][{text[where[labels.pop()] : where[start]]}]"
            elif name == "link":
                labels.pop()
            builder.close(raw, name)
        elif raw:
            builder.stand(raw)
    return builder.finish(kind, where[0], where[-1], level=level)


def _add_tag(builder: SlotBuilder, raw: str) -> None:
    tag = _HTML_TAG.match(raw)
    if tag is None or _VOID_TAG.match(raw):
        if raw.lower().startswith("<br"):
            builder.keep("\n", raw)
        else:
            builder.stand(raw)
    elif tag.group(1):
        builder.close(raw, "html-" + tag.group(2).lower())
    else:
        builder.open(raw, "html-" + tag.group(2).lower())


def _rendered(
    slot: Slot, content: NewText, markdown: MarkdownIt, references: MutableMapping[str, Any]
) -> str | None:
    """The slot's new source that reads as it should, in the plainest way there is; None: none."""
    cell = slot.block.kind == "table-cell"
    slot = _without_empty(slot, content)

    def apart(index: int, before: str, behind: str) -> tuple[str, str]:
        """Stars beside punctuation and letters need a blank to be read as marks."""
        if not _is_emphasis(slot.raw[index]):
            return "", ""
        return (
            " " if before and not before.isspace() else "",
            " " if behind and not behind.isspace() else "",
        )

    plain = _escape_pipes if cell else str
    # An escape is not seen where it is read, and a blank is.
    for escape, around in (
        (plain, None),
        (_escape_all, None),
        (plain, apart),
        (_escape_all, apart),
    ):
        source = render_marks(slot, content, escape, around)
        if escape is _escape_all:
            source = _no_list(source)
        if _reads_as(source, slot, content, markdown, references):
            return source
    bare = replace(slot, raw=tuple(("", "") if _is_emphasis(raw) else raw for raw in slot.raw))
    source = _no_list(render_marks(bare, content, _escape_all))
    return source if _reads_as(source, bare, content, markdown, references) else None


def _is_emphasis(raw: tuple[str, str]) -> bool:
    return bool(raw[1]) and not raw[0].strip("*_~")


def _without_empty(slot: Slot, content: NewText) -> Slot:
    """Stars around nothing would be read as stars."""
    raw = tuple(
        ("", "") if start == end and _is_emphasis(each) else each
        for each, (start, end) in zip(slot.raw, content.marks, strict=True)
    )
    return replace(slot, raw=raw)


def _reads_as(
    source: str,
    slot: Slot,
    content: NewText,
    markdown: MarkdownIt,
    references: MutableMapping[str, Any],
) -> bool:
    """Whether Markdown finds the same text in `source`, blanks apart, and the same marks in it."""
    cell = slot.block.kind == "table-cell"
    raw = source.replace("\\|", "|") if cell else source
    tokens = markdown.parseInline(raw, references)[0].children or []
    if not cell and slot.block.kind != "heading":
        blocks = [token.type for token in markdown.parse(_without_quotes(source), references)]
        if blocks != ["paragraph_open", "inline", "paragraph_close"]:
            return False
    wanted = sorted(
        (len(_solid(content.text[:start])), len(_solid(content.text[:end])))
        for (before, behind), (start, end) in zip(slot.raw, content.marks, strict=True)
        if behind and not before.startswith("<")
    )
    shown, found = _shown(tokens)
    return shown == _solid(content.text) and found == wanted


def _shown(tokens: list[Token]) -> tuple[str, list[tuple[int, int]]]:
    """The text that some tokens show, without blanks, and in it the places of their marks, sorted."""
    shown = ""
    begun: list[int] = []
    found: list[tuple[int, int]] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            shown += _solid(token.content)
        elif token.markup == "autolink":
            continue
        elif token.nesting == 1:
            begun.append(len(shown))
        elif token.nesting == -1:
            found.append((begun.pop(), len(shown)))
    return shown, sorted(found)


def _solid(text: str) -> str:
    return "".join(text.split())


def _without_quotes(source: str) -> str:
    # Not on the first line: what quotes that one stands before the slot.
    return re.sub(r"(?<=\n)[ \t]*(?:>[ \t]?)*", "", source)


def _escape_pipes(text: str) -> str:
    return text.replace("|", "\\|")


def _escape_all(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _no_list(source: str) -> str:
    """Text that would begin a list or heading does not: "1\\." is no number of an item."""
    return _LINE_MARK.sub(r"\1\\", source, count=1) if _LINE_MARK.match(source) else source


def _between(text: str, slot: Slot, line_end: str) -> str:
    """What parts a block from its translation in a bilingual file."""
    if slot.block.kind in ("heading", "table-cell"):
        return " / "
    line = text.rfind("\n", 0, slot.start) + 1
    prefix = text[line : slot.start]
    # The translation's lines begin as the original's do, without the number or bullet.
    indent = re.sub(r"[^>\s]", " ", prefix)
    return line_end + indent.rstrip(" ") + line_end + indent
