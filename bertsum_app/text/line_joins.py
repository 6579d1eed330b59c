"""Which line breaks of a text are only the wrapping of a PDF page or an e-mail.

Where it stands: before translation, when the user asks for it: a sentence cut by a hard line break
would be translated as two.  A break is proposed only where all signs agree; lists, headings,
tables, code and verse keep theirs.  A break behind a finished sentence stays too: it does the
translation no harm, and may be the end of a paragraph.

Joining twice is joining once.  So that this holds, a line is measured together with what was
joined to it before, and each rule that refuses a break also refuses it for the longer line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Columns; a Chinese character takes two.  Shorter lines are headings, verse or items, longer ones
# were wrapped by nobody.
_NARROWEST = 40
_WIDEST = 120
# How much wider than the first line the second may be, by words that did not fit.
_RAGGED = 12

_LINE = re.compile(r"[^\n]*\n?")
_QUOTE_MARKS = re.compile(r"(?:[ \t]?>)*")
_LIST_MARK = re.compile(
    r"(?:[-*+•·‣◦▪–—●○■□]|\(?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,5})[.)]|[（(]?[一二三四五六七八九十]{1,3}[、）)])\s*"
)
_TABLE_OR_CODE = re.compile(r"\t|\||[{}<>=]|\(\)|\S {3,}\S|://\S+$|;$")
_HEADING_OR_FENCE = re.compile(r"#{1,6}\s|```|~~~|//|/\*|@")
_SENTENCE_END = re.compile(r"[.!?:。！？：…][\"'”’」』）)\]》]*$")
_HYPHEN = re.compile(r"(?<![\w-])([^\W\d_]+)[-\u2010\xad]$")
# Firsts of compounds that keep their hyphen; other words were cut at theirs.
_COMPOUND_FIRSTS = re.compile(
    r"(?:all|anti|co|cross|ex|full|half|high|ill|long|low|mid|multi|non|post|pre|re|real|self|semi"
    r"|short|so|sub|well)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Join:
    """A line break that may go: ``text[start:end]``, in code points, becomes ``replacement``."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its quote marks, and its content without the blanks around it."""

    quotes: int
    indent: str
    content: str
    start: int
    end: int

    @property
    def width(self) -> int:
        return sum(2 if _is_wide(character) else 1 for character in self.content)


def propose_joins(text: str) -> tuple[Join, ...]:
    """The line breaks of `text` that only wrap a paragraph, in order; they never overlap."""
    joins: list[Join] = []
    before: _Line | None = None
    width = 0
    indent = 0
    for line in _lines(text):
        if before is not None and _continues(before, line, width, indent):
            join = _join(before, line)
            joins.append(join)
            width += len(join.replacement) + line.width
        else:
            width = line.width
            indent = _content_column(line)
        before = line
    return tuple(joins)


def apply_joins(text: str, joins: tuple[Join, ...]) -> str:
    """`text` with `joins`, which are of this text and in order, carried out."""
    pieces: list[str] = []
    done = 0
    for join in joins:
        pieces += (text[done : join.start], join.replacement)
        done = join.end
    return "".join((*pieces, text[done:]))


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match.group()
        marks = _QUOTE_MARKS.match(line)
        after_marks = 0 if marks is None else marks.end()
        content = line[after_marks:].strip()
        indent = line[after_marks : len(line) - len(line[after_marks:].lstrip())]
        start = match.start() + after_marks + len(indent)
        yield _Line(
            quotes=line.count(">", 0, after_marks),
            indent=indent,
            content=content,
            start=start if content else match.end(),
            end=start + len(content) if content else match.end(),
        )


def _continues(before: _Line, line: _Line, width: int, indent: int) -> bool:
    """Whether `line` goes on where `before` broke off.

    `width` and `indent` are those of the paragraph joined up to `before`.
    """
    if not before.content or not line.content or before.quotes != line.quotes:
        return False
    if width < _NARROWEST or line.width > width + _RAGGED:
        return False
    if before.width > _WIDEST or line.width > _WIDEST:
        return False
    if "\u3000" in line.indent or len(line.indent) > indent:
        return False
    if _SENTENCE_END.search(before.content) or _LIST_MARK.match(line.content):
        return False
    if any(_stands_alone(each.content) for each in (before, line)):
        return False
    return _goes_on(before.content[-1], line.content[0])


def _stands_alone(content: str) -> bool:
    return bool(_TABLE_OR_CODE.search(content) or _HEADING_OR_FENCE.match(content))


def _goes_on(last: str, first: str) -> bool:
    if _is_wide(last):
        return _is_wide(first) or first.isalnum()
    return first.islower() or _is_wide(first)


def _content_column(line: _Line) -> int:
    """How far a line that goes on may be indented: to the words behind a list's mark."""
    mark = _LIST_MARK.match(line.content)
    return len(line.indent) + (0 if mark is None else mark.end())


def _join(before: _Line, line: _Line) -> Join:
    last, first = before.content[-1], line.content[0]
    hyphen = _HYPHEN.search(before.content)
    if hyphen is not None and first.islower():
        kept = last != "\xad" and _COMPOUND_FIRSTS.fullmatch(hyphen.group(1)) is not None
        return Join(before.end - (0 if kept else 1), line.start, "")
    if last in "-\u2010" or (_is_wide(last) and _is_wide(first)):
        return Join(before.end, line.start, "")
    return Join(before.end, line.start, " ")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
