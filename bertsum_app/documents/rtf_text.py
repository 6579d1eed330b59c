"""The paragraphs of a Rich Text file (RTF 1.9): words, and what each paragraph is.

Libraries that read RTF give one long text: headings, notes and cells cannot be told in it, and links
have their addresses among the words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bertsum_app.documents.model import Block, BlockKind, Mark, Place

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
#: Groups with words that belong to no paragraph.
_ASIDE = frozenset(
    (
        *(b"annotation", b"atnauthor", b"atnid", b"bkmkend", b"bkmkstart", b"colortbl", b"comment"),
        *(b"datastore", b"filetbl", b"fldinst", b"footer", b"footerf", b"footerl"),
        *(b"footerr", b"ftncn", b"ftnsep", b"ftnsepc", b"generator", b"header", b"headerf"),
        *(b"headerl", b"headerr", b"info", b"latentstyles", b"listoverridetable", b"listtable"),
        *(b"nonshppict", b"object", b"pict", b"revtbl", b"rsidtbl", b"themedata", b"upr", b"xe"),
        *(b"tc", b"txe", b"rxe", b"template"),
    )
)
#: The bullet or number before the words of a list item.
_BULLETS = frozenset((b"listtext", b"pntext"))
_SIGNS: Mapping[bytes, str] = {
    **{b"line": "\n", b"softline": "\n", b"tab": " ", b"emspace": " ", b"enspace": " "},
    **{b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"bullet": "•"},
    **{b"ldblquote": "“", b"rdblquote": "”"},
}
_ENDS = frozenset((b"par", b"sect", b"page", b"cell", b"nestcell", b"row", b"nestrow"))
_CODE_PAGES: Mapping[int, str] = {
    **{77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253"},
    **{162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250"},
}
_HEADING = re.compile(r"heading (\d)|title\Z", re.IGNORECASE)
_MOST_DEPTH = 1000
_MOST_COLUMNS = 63
"""Of a table, as in Word: a file may claim millions, and each row would be as wide."""


class RtfSyntaxError(ValueError):
    """The groups of the file are not closed, or nested beyond reason."""


@dataclass(frozen=True)
class _State:
    """What a group hands on to those in it. `skip` is how many signs stand for a Unicode one."""

    place: str = "body"
    skip: int = 1
    font: int = -1
    hidden: bool = False


@dataclass
class _Paragraph:
    """A paragraph in the making."""

    note: bool = False
    text: list[str] = field(default_factory=list)
    style: int = -1
    outline: int = -1
    in_table: bool = False
    is_item: bool = False


def read_rtf(data: bytes) -> Iterator[Block]:
    """The paragraphs with words in them; a note follows the paragraph that it belongs to.

    Raises:
        RtfSyntaxError: it is no RTF, or a torn one.
    """
    return _Reader(data).blocks()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._state = _State()
        self._stack: list[tuple[_State, _Paragraph | None]] = []
        self._paragraph = _Paragraph()
        self._notes: list[Block] = []
        self._cell = 0, 0  # row and column of the next cell
        self._bytes = bytearray()
        self._to_skip = 0
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._style_name = ""
        self._style = -1

    def blocks(self) -> Iterator[Block]:
        at = 0
        starred = False
        while at < len(self._data):
            match = _TOKEN.match(self._data, at)
            if match is None:
                raise RtfSyntaxError("it ends in the middle of a word")
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if brace == b"{":
                self._flush()
                if len(self._stack) > _MOST_DEPTH:
                    raise RtfSyntaxError("it is nested too deeply")
                self._stack.append((self._state, None))
                self._to_skip = 0
            elif brace == b"}":
                self._flush()
                if not self._stack:
                    raise RtfSyntaxError("a group ends that never began")
                self._end_group()
                self._to_skip = 0
                if not self._stack:
                    break  # what follows is no part of the document
            elif word is not None:
                value = int(number) if number is not None else None
                if word == b"bin":
                    at += max(0, value or 0)
                elif starred and word not in (b"footnote", b"shppict"):
                    self._aside()
                else:
                    yield from self._word(word, value)
            elif code is not None:
                self._add_bytes(bytes((int(code, 16),)))
            elif sign is not None:
                self._sign(sign)
            elif text is not None:
                self._add_bytes(text)
            starred = sign == b"*" or (starred and match.group().isspace())
        if self._stack:
            raise RtfSyntaxError("it ends too early")
        self._flush()
        yield from self._end_paragraph()

    def _word(self, word: bytes, value: int | None) -> Iterator[Block]:
        if word == b"u":
            self._flush()
            self._add(chr((value or 0) % 0x10000))
            self._to_skip = self._state.skip
            return
        self._flush()
        self._to_skip = 0
        state, paragraph = self._state, self._paragraph
        if word in _ASIDE:
            self._aside()
        elif word in _BULLETS:
            paragraph.is_item = True
            self._aside()
        elif word in (b"fonttbl", b"stylesheet"):
            self._state = replace(state, place=word.decode())
        elif word == b"footnote" and state.place == "body":
            if self._stack:
                self._stack[-1] = self._stack[-1][0], paragraph
            self._paragraph = _Paragraph(note=True)
        elif word == b"ansicpg" and value:
            self._code_page = _known(f"cp{value}")
        elif word == b"uc":
            self._state = replace(state, skip=max(0, min(value or 0, 10)))
        elif word == b"f":
            self._state = replace(state, font=value or 0)
        elif word == b"fcharset" and state.place == "fonttbl":
            self._fonts[state.font] = _CODE_PAGES.get(value or 0, self._code_page)
        elif word in (b"v", b"deleted"):
            self._state = replace(state, hidden=value != 0)
        elif word == b"plain":
            self._state = replace(state, hidden=False)
        elif word == b"s":
            self._style = paragraph.style = -1 if value is None else value
        elif state.place != "body":
            return
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _ENDS:
            ended = self._end_paragraph(cell=word in (b"cell", b"nestcell"))
            if paragraph.note:
                self._notes += ended
            else:
                yield from ended
            self._go_on_in_table(word, paragraph)
        elif word == b"pard":
            kept, note = paragraph.text, paragraph.note
            self._paragraph = _Paragraph(note, kept, is_item=paragraph.is_item and bool(kept))
        elif word == b"intbl":
            paragraph.in_table = True
        elif word == b"outlinelevel":
            paragraph.outline = -1 if value is None else value
        elif word == b"ls" and value:
            paragraph.is_item = True

    def _sign(self, sign: bytes) -> None:
        if sign in b"\\{}":
            self._add_bytes(sign)
        elif sign in b"~_":
            self._flush()
            self._add("\xa0" if sign == b"~" else "-")

    def _aside(self) -> None:
        self._flush()
        self._state = replace(self._state, place="aside")

    def _end_group(self) -> None:
        state, outer = self._stack.pop()
        if self._state.place == "stylesheet" and self._style_name:
            self._styles.setdefault(self._style, self._style_name.rstrip("; "))
            self._style_name = ""
        if outer is not None:
            self._notes += self._end_paragraph()
            self._paragraph = outer
        self._state = state

    def _end_paragraph(self, *, cell: bool = False) -> Iterator[Block]:
        paragraph = self._paragraph
        text = _whole("".join(paragraph.text)).strip()
        kept = paragraph.style, paragraph.outline, paragraph.in_table, paragraph.is_item
        self._paragraph = _Paragraph(paragraph.note, [], *kept)
        if text:
            kind, level = self._kind(paragraph, cell=cell)
            breaks = (each.start() for each in re.finditer("\n", text))
            marks = tuple(Mark(at, at + 1, keep=True) for at in breaks)
            place = Place(cell=self._cell if kind == "table-cell" else None)
            yield Block(kind, text, marks, place, level)
        if not paragraph.note:
            notes, self._notes = self._notes, []
            yield from notes

    def _go_on_in_table(self, end: bytes, paragraph: _Paragraph) -> None:
        """Where the next cell is; a table within a cell is words of that cell."""
        row, column = self._cell
        if end == b"cell":
            self._cell = row, min(column + 1, _MOST_COLUMNS - 1)
        elif end == b"row":
            self._cell = row + 1, 0
        elif not (paragraph.in_table or paragraph.note):
            self._cell = 0, 0

    def _kind(self, paragraph: _Paragraph, *, cell: bool) -> tuple[BlockKind, int]:
        if paragraph.note:
            return "note", 0
        if 0 <= paragraph.outline < 9:
            return "heading", paragraph.outline + 1
        heading = _HEADING.match(self._styles.get(paragraph.style, ""))
        if heading is not None and not paragraph.in_table:
            return "heading", max(1, int(heading.group(1) or 1))
        if paragraph.in_table or cell:
            return "table-cell", 0
        return ("list-item", 0) if paragraph.is_item else ("paragraph", 0)

    def _add_bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._bytes += data

    def _flush(self) -> None:
        """What came as bytes is text in the code page of its font."""
        if self._bytes:
            page = self._fonts.get(self._state.font, self._code_page)
            text = self._bytes.decode(page, "replace")
            self._bytes.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        if self._state.place == "stylesheet":
            self._style_name += text
        elif self._state.place == "body" and not self._state.hidden:
            self._paragraph.text.append(text)


def _known(code_page: str) -> str:
    try:
        codecs.lookup(code_page)
    except LookupError:
        return "cp1252"
    return code_page


def _whole(text: str) -> str:
    """Halves of one code point, which RTF writes one by one, as one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
