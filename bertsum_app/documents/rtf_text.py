"""The paragraphs of a Rich Text file (RTF 1.9): words, and what each paragraph is.

Libraries that read RTF give one long text: headings, notes and cells cannot be told in it, and links
have their addresses among the words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from bertsum_app.documents.looks import LookedAt, Looks, cut, marks_of, safe_address, toned_down
from bertsum_app.documents.model import PLAIN, Block, BlockKind, Look, Place

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
#: Groups with words that belong to no paragraph.
_ASIDE = frozenset(
    (
        *(b"annotation", b"atnauthor", b"atnid", b"bkmkend", b"bkmkstart", b"colortbl", b"comment"),
        *(b"datastore", b"filetbl", b"footer", b"footerf", b"footerl"),
        *(b"footerr", b"ftncn", b"ftnsep", b"ftnsepc", b"generator", b"header", b"headerf"),
        *(b"headerl", b"headerr", b"info", b"latentstyles", b"listoverridetable", b"listtable"),
        *(b"nonshppict", b"object", b"pict", b"revtbl", b"rsidtbl", b"themedata", b"upr", b"xe"),
        *(b"tc", b"txe", b"rxe", b"template"),
    )
)
#: Groups with words that programs may pass over, and we do not.
_READ_ALL_THE_SAME = frozenset((b"footnote", b"shppict", b"fldinst"))
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
_LINK = re.compile(
    r"""\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))(?:.*?\\l\s+"([^"]*)")?""",
    re.IGNORECASE | re.DOTALL,
)
#: Other words for lines below words, by their first letters, begin one too.
_UNDERLINE, _NO_UNDERLINE = re.compile(rb"ul(?:d|dash|dashd|dashdd|db|th|w|wave)?"), b"ulnone"
_MOST_DEPTH = 1000
_MOST_COLUMNS = 63
"""Of a table, as in Word: a file may claim millions, and each row would be as wide."""


class RtfSyntaxError(ValueError):
    """The groups of the file are not closed, or nested beyond reason."""


@dataclass(frozen=True)
class _Field:
    """What a program is to put here; the words that it last did stand behind."""

    instruction: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What it links to; empty for other fields, and for links within the document."""
        found = _LINK.match("".join(self.instruction))
        if found is None:
            return ""
        address, place = found[1] or found[2], found[3]
        return safe_address(f"{address}#{place}" if place else address)


@dataclass(frozen=True)
class _State:
    """What a group hands on to those in it. `skip` is how many signs stand for a Unicode one."""

    place: str = "body"
    skip: int = 1
    font: int = -1
    hidden: bool = False
    look: Look = PLAIN
    field: _Field | None = None


@dataclass
class _Paragraph:
    """A paragraph in the making."""

    note: bool = False
    text: list[tuple[str, Look]] = field(default_factory=list)
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
                elif starred and word not in _READ_ALL_THE_SAME:
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
            self._state = replace(state, look=PLAIN)
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
            self._state = replace(state, hidden=False, look=Look(address=state.look.address))
        elif word in (b"field", b"fldinst", b"fldrslt"):
            self._go_into_field(word)
        elif word == b"s":
            self._style = paragraph.style = -1 if value is None else value
        elif state.place != "body":
            return
        elif (look := _changed(state.look, word, is_on=value != 0)) is not None:
            self._state = replace(state, look=look)
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

    def _go_into_field(self, word: bytes) -> None:
        """Its instruction, which is no text, tells what the words behind it link to."""
        state = self._state
        if word == b"field":
            self._state = replace(state, field=_Field())
        elif word == b"fldinst":
            self._state = replace(state, place="instruction")
        elif state.field is not None and state.field.address:
            look = replace(state.look, address=state.field.address)
            self._state = replace(state, look=look, field=None)

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
        kept = paragraph.style, paragraph.outline, paragraph.in_table, paragraph.is_item
        self._paragraph = _Paragraph(paragraph.note, [], *kept)
        text, looks = _looked_at(paragraph.text)
        if text:
            kind, level = self._kind(paragraph, cell=cell)
            looks = toned_down(looks, bold=kind == "heading")
            place = Place(cell=self._cell if kind == "table-cell" else None)
            yield Block(kind, text, marks_of(text, looks), place, level)
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
        state = self._state
        if state.place == "stylesheet":
            self._style_name += text
        elif state.place == "instruction" and state.field is not None:
            state.field.instruction.append(text)
        elif state.place == "body" and not state.hidden:
            self._paragraph.text.append((text, state.look))


def _known(code_page: str) -> str:
    try:
        codecs.lookup(code_page)
    except LookupError:
        return "cp1252"
    return code_page


def _changed(look: Look, word: bytes, *, is_on: bool) -> Look | None:
    """The look behind a word that changes it; None: it does not."""
    if word == b"b":
        return replace(look, bold=is_on)
    if word == b"i":
        return replace(look, italic=is_on)
    if word == _NO_UNDERLINE:
        return replace(look, underline=False)
    return replace(look, underline=is_on) if _UNDERLINE.fullmatch(word) else None


def _looked_at(pieces: list[tuple[str, Look]]) -> tuple[str, Looks]:
    """The text of a paragraph, without blanks around it."""
    words, found = "", []
    for look, group in groupby(pieces, key=lambda piece: piece[1]):
        text = _whole("".join(text for text, _ in group))
        if look != PLAIN:
            found.append(LookedAt(len(words), len(words) + len(text), look))
        words += text
    start = len(words) - len(words.lstrip())
    return words.strip(), cut(tuple(found), start, len(words.rstrip()))


def _whole(text: str) -> str:
    """Halves of one code point, which RTF writes one by one, as one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
