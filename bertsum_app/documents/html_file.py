"""HTML by its tags: text goes back between them, and every tag stays byte for byte.

No tree is built: block tags end a block wherever they stand, and tags inside a line become marks.
So what is badly nested stays as it is, and nothing is repaired behind the author's back.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import ClassVar

from bertsum_app.documents import kinds
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.kinds import Kind
from bertsum_app.documents.model import BlockKind, Document, NewText, Rewriting, with_sections
from bertsum_app.documents.source_slots import (
    Patch,
    Slot,
    SlotBuilder,
    filled,
    render_marks,
    splice,
)
from bertsum_app.documents.xml_source import xml_text

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "button", "canvas", "cite"),
        *("code", "data", "del", "dfn", "em", "font", "i", "iframe", "img", "input", "ins", "kbd"),
        *("label", "map", "mark", "math", "noscript", "object", "picture", "q", "rb", "rp", "rt"),
        *("ruby", "s", "samp", "script", "select", "small", "source", "span", "strike", "strong"),
        *("style", "sub", "sup", "svg", "textarea", "time", "tt", "u", "var", "video", "wbr"),
    )
)
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    )
)
_SILENT = frozenset(
    (
        *("audio", "canvas", "iframe", "map", "noscript", "object", "script", "select", "style"),
        *("svg", "template", "textarea", "video"),
    )
)
#: Elements whose text is no language, to their end tag.
_KEPT = _SILENT | {"code", "kbd", "math", "pre", "samp", "tt", "var"}
_KINDS: dict[str, BlockKind] = {
    "li": "list-item",
    "dt": "list-item",
    "dd": "list-item",
    "blockquote": "quote",
    "td": "table-cell",
    "th": "table-cell",
    "caption": "caption",
    "figcaption": "caption",
    "header": "header",
    "footer": "header",
    "nav": "header",
    "aside": "note",
    "pre": "code",
    "title": "header",
}
_HEADING = re.compile(r"h[1-6]\Z")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_LANG, _XML_LANG, _DIRECTION = (
    re.compile(rf"""(?<=\s)({name}\s*=\s*["']?)[A-Za-z-]{{1,20}}""", re.IGNORECASE)
    for name in ("lang", "xml:lang", "dir")
)
#: A page that is XML, as those of books are: what is not well-formed is not shown at all.
_IS_XML = re.compile(
    r"""\ufeff?\s*(?:<\?xml\b|(?:<!doctype[^>]{0,300}>\s*)?<html\b[^>]{0,500}?\sxmlns\s*=)""",
    re.IGNORECASE,
)
_NO_TRANSLATION = re.compile(r"notranslate|no-translate", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")


class HtmlFile(Format):
    """Web pages, and the chapters of an EPUB."""

    kind: ClassVar[Kind] = kinds.HTML

    @classmethod
    def read(cls, source: Source) -> Document:
        """Read; the encoding is the one the page names, if its bytes agree."""
        text, encoding = decoded_page(source)
        slots, _ = html_slots(text)
        return Document(cls.kind.name, with_sections([slot.block for slot in slots]), encoding)

    @classmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """Write; characters that the page's encoding lacks become references."""
        text, encoding = decoded_page(source)
        page = translated_page(text, rewriting, options)
        return Written(page.encode(encoding, "xmlcharrefreplace"))


def decoded_page(source: Source) -> tuple[str, str]:
    """The text of a page and its encoding. Raises as `Source.decoded`."""
    if source.encoding is None:
        named = _CHARSET.search(source.data[:4096]) or _XML_ENCODING.search(source.data[:200])
        if named is not None:
            name = named.group(1).decode("ascii").lower()
            # Pages that say GB2312 are written in its supersets.
            name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name, name)
            if name.startswith("utf-16"):
                name = "utf-8"  # in UTF-16 we would not have found it; HTML takes it for UTF-8, too
            try:
                return source.data.decode(name), name
            except (UnicodeError, LookupError):
                pass  # it says what it is not
    return source.decoded()


def translated_page(text: str, rewriting: Rewriting, options: WriteOptions) -> str:
    """The source of a page with new contents."""
    slots, opening = html_slots(text)
    patches = filled(
        slots, rewriting, lambda slot, new: translated_fragment(text, slot, new, options)
    )
    if rewriting and not options.bilingual and opening is not None:
        patches.append(Patch(*opening, _translated_opening(text[slice(*opening)], options)))
    return splice(text, patches)


def _translated_opening(tag: str, options: WriteOptions) -> str:
    """The tag of a whole page, which tells its language, and which way it runs."""
    for said in (_LANG, _XML_LANG):
        tag = said.sub(rf"\g<1>{options.language}", tag, count=1)
    if options.right_to_left is None:
        return tag
    direction = "rtl" if options.right_to_left else "ltr"
    if _DIRECTION.search(tag):
        return _DIRECTION.sub(rf"\g<1>{direction}", tag, count=1)
    return re.sub(r"(?=\s*/?>\Z)", f' dir="{direction}"', tag, count=1)


def html_slots(text: str) -> tuple[list[Slot], tuple[int, int] | None]:
    """The slots of a page, and where the tag of the whole page stands, if it has one."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    reader.end_block(len(text))
    return reader.slots, reader.opening


def escaped(text: str, *, xml: bool = False) -> str:
    """Text as it stands between tags; XML knows no `&nbsp;`."""
    if xml:
        return xml_text(text)
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def translated_fragment(text: str, slot: Slot, content: NewText, options: WriteOptions) -> str:
    """The new source of one slot of `text`."""
    xml = _IS_XML.match(text) is not None
    new = render_marks(slot, content, lambda words: escaped(words, xml=xml))
    if not options.bilingual:
        return new
    # The original's own marks may hold ids, which must not occur twice: only text is added.
    line_break = "<br/>" if xml else "<br>"
    added = escaped(content.text, xml=xml).replace("\n", line_break)
    language = f'lang="{options.language}"' + (f' xml:lang="{options.language}"' if xml else "")
    if options.right_to_left is not None:
        language += f' dir="{"rtl" if options.right_to_left else "ltr"}"'
    return f"{text[slot.start : slot.end]}{line_break}<span {language}>{added}</span>"


class _Reader(HTMLParser):
    """Gathers items of a line until a block tag ends it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.slots: list[Slot] = []
        self.opening: tuple[int, int] | None = None
        self._source = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._builder = SlotBuilder()
        self._start = -1
        self._end = 0
        self._blank = False  # white space is due before the next word
        self._blocks: list[str] = []
        # Inside an element that is kept: its tag, how deep, where it began, and its text.
        self._kept: str | None = None
        self._kept_depth = 0
        self._kept_start = 0
        self._kept_text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        start = self._position()
        end = start + len(raw)
        if self._kept is not None:
            self._kept_depth += tag == self._kept and tag not in _VOID
            return
        if tag == "html" and self.opening is None:
            self.opening = start, end
        if tag == "br":
            self._begin(start)
            self._blank = False
            self._builder.keep("\n", raw)
            self._end = end
            return
        void = tag in _VOID or raw.endswith("/>")
        kept = _is_kept(tag, attrs)
        if tag not in _INLINE:
            self.end_block(start)
            if not void:
                self._blocks.append(tag)
                del self._blocks[:-200]  # never closed: only the innermost matter
        if kept and not void:
            self._kept, self._kept_depth, self._kept_start = tag, 1, start
            self._kept_text = []
            return
        if tag in _INLINE:
            self._begin(start)
            self._give_blank()
            if void:
                self._builder.stand(raw)
            else:
                self._builder.open(raw, tag)
            self._end = end

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._position()
        end = self._source.find(">", start) + 1 or len(self._source)
        if self._kept is not None:
            if tag == self._kept:
                self._kept_depth -= 1
                if self._kept_depth == 0:
                    self._end_kept(end)
            return
        if tag in _INLINE:
            if self._start >= 0:
                self._builder.close(self._source[start:end], tag)
                self._end = end
            return
        self.end_block(start)
        self._leave(tag)

    def handle_data(self, data: str) -> None:
        start = self._position()
        if self._kept is not None:
            self._kept_text.append(data)
            return
        self._add_text(data, start)

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        if self._kept is None and self._start >= 0:
            start = self._position()
            end = self._source.find("-->", start)
            end = end + 3 if end >= 0 else len(self._source)
            self._builder.stand(self._source[start:end])
            self._end = end

    def end_block(self, end: int) -> None:
        """What was gathered is a block of its own."""
        if self._start >= 0:
            kind, level = self._kind()
            slot = self._builder.finish(kind, self._start, self._end, level=level)
            if slot is not None:
                self.slots.append(slot)
        self._builder, self._start, self._blank = SlotBuilder(), -1, False

    def _kind(self) -> tuple[BlockKind, int]:
        for tag in reversed(self._blocks):
            if _HEADING.match(tag):
                return "heading", int(tag[1])
            if tag in _KINDS:
                return _KINDS[tag], 0
        return "paragraph", 0

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[min(line, len(self._lines)) - 1] + column

    def _begin(self, start: int) -> None:
        if self._start < 0:
            self._start = self._end = start

    def _give_blank(self) -> None:
        if self._blank and self._builder.length and self._builder.last not in " \n":
            self._builder.text(" ")
        self._blank = False

    def _add_text(self, data: str, start: int) -> None:
        words = _SPACES.sub(" ", data)
        if not words.strip(" "):
            self._blank = True
            return
        stripped = data.lstrip(" \t\n\r\f")
        self._blank = self._blank or len(stripped) < len(data)
        self._begin(start + len(data) - len(stripped))
        self._give_blank()
        self._builder.text(words.strip(" "))
        self._blank = words.endswith(" ")
        self._end = start + len(data.rstrip(" \t\n\r\f"))

    def _add_reference(self, bare: str) -> None:
        start = self._position()
        end = start + len(bare)
        end += self._source[end : end + 1] == ";"
        raw = self._source[start:end]
        text = html.unescape(raw)
        if self._kept is not None:
            self._kept_text.append(text)
            return
        self._begin(start)
        self._give_blank()
        self._builder.text(text)
        self._end = end

    def _end_kept(self, end: int) -> None:
        tag, self._kept = self._kept, None
        raw = self._source[self._kept_start : end]
        if tag == "pre":
            self._add_code(raw, end)
        if tag is None or tag not in _INLINE:
            self._leave(tag)
            return
        text = "" if tag in _SILENT else _SPACES.sub(" ", "".join(self._kept_text))
        self._begin(self._kept_start)
        self._give_blank()
        if text.strip():
            self._builder.keep(text, raw)
        else:
            self._builder.stand(raw)
        self._end = end

    def _leave(self, tag: str | None) -> None:
        """The innermost open block of this tag ends, and what is open in it."""
        if tag in self._blocks:
            while self._blocks.pop() != tag:
                pass

    def _add_code(self, raw: str, end: int) -> None:
        builder = SlotBuilder()
        builder.text("".join(self._kept_text))
        slot = builder.finish("code", end - len(raw), end, translate=False)
        if slot is not None:
            self.slots.append(slot)


def _is_kept(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    if tag in _KEPT:
        return True
    values = dict(attrs)
    if (values.get("translate") or "").lower() == "no":
        return True
    return _NO_TRANSLATION.search(values.get("class") or "") is not None and tag != "body"
