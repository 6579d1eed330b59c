"""The lines of a PDF page, from the characters that PDFium finds and where they stand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bertsum_app.documents.looks import LookedAt, Looks, cut
from bertsum_app.documents.model import PLAIN, Look
from bertsum_app.documents.page_layout import Gap, Line, told_size
from bertsum_app.documents.pdf_looks import character_looks

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

#: Wider than this many line heights is no blank between words but another column.
_COLUMN_GAP = 1.6
_WIDE_GAP = 0.5  # it may be one
#: Where the base line changes by so much, as it does beside raised numbers, there is hardly a gap.
_OTHER_BASE, _NO_GAP = 0.25, 0.35
#: Of the font's size: how far letters reach from their base line.
_ABOVE, _BELOW = 0.8, 0.2
_BLANKS = frozenset((0, 9, 32, 160, 0x200B))
_LINE_ENDS = frozenset((10, 13))
#: What PDFium gives for a hyphen at the end of a line.
_HYPHEN = 2
_LIGATURES = {
    ord(ligature): letters
    for ligature, letters in (
        *(("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi")),
        *(("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st")),
    )
}
_FIRST_HALF = 0xD800  # of a code point beyond 16 bits
#: How much of a quarter turn a line may lean.
_LEANING = 0.05
#: Of a line's characters: with so many bold ones it is.
_MOST = 0.7
#: Chinese is written without blanks: its lines are words. Longer ones are something else.
_LONGEST_WORD = 400


@dataclass(frozen=True)
class _Word:
    """Points; `left` and `base` as if the page were turned so that the word runs to the right."""

    text: str
    left: float
    base: float
    right: float
    size: float
    quarter: int
    look: Look


def page_lines(text: PdfTextPage) -> list[Line]:
    """The parts of lines that stand together, in the order they were drawn in.

    A page whose text runs up, down or upside down is turned; what runs another way than most of the
    page (stamps at the margin, watermarks) is left out.
    """
    reader = _Reader(text)
    pen = _Pen()
    codes, borders = reader.codes, reader.borders()
    start = 0
    for index, code in enumerate((*codes, 10)):
        if code in _LINE_ENDS or code in _BLANKS or index - start > _LONGEST_WORD:
            pen.write(reader.words(start, index))
            if code in _LINE_ENDS:
                pen.end_line()
            else:
                pen.blank()
            start = index + 1 if code in _LINE_ENDS or code in _BLANKS else index
        elif index and (codes[index - 1] == _HYPHEN or index in borders):
            pen.write(reader.words(start, index))
            start = index
    turns: Counter[int] = Counter()
    for quarter, line in pen.lines:
        turns[quarter] += len(line.text)
    if not turns:
        return []
    usual = turns.most_common(1)[0][0]
    return [line for quarter, line in pen.lines if quarter == usual]


class _Reader:
    """Asks PDFium about single characters."""

    def __init__(self, text: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, text.raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        get, count = raw.FPDFText_GetUnicode, text.count_chars()
        self.codes = [get(self._handle, index) for index in range(count)]
        """The code point of each character."""
        self.looks = character_looks(text, count, _lines(self.codes))
        """The look of each character; neighbours of the same look have the same object."""

    def borders(self) -> frozenset[int]:
        """Where characters begin that look otherwise than those before them."""
        looks = self.looks
        if all(look is PLAIN for look in looks):
            return frozenset()
        return frozenset(
            index for index, (before, look) in enumerate(pairwise(looks), 1) if before is not look
        )

    def words(self, first: int, end: int) -> Iterator[_Word]:
        """The characters [first, end) as one word, or as many where they do not stand in a row."""
        if first >= end:
            return
        whole = self._word(first, end - 1)
        if whole is not None and (whole.right >= whole.left or end - first == 1):
            yield whole
        elif end - first > 1:
            for index in range(first, end):
                yield from self.words(index, index + 1)

    def _word(self, first: int, last: int) -> _Word | None:
        """None where PDFium does not know the place, or the text leans."""
        raw, handle = self._raw, self._handle
        if not raw.FPDFText_GetCharOrigin(handle, first, self._x, self._y):
            return None
        if not raw.FPDFText_GetMatrix(handle, first, self._matrix):
            return None
        if not raw.FPDFText_GetLooseCharBox(handle, last, self._box):
            return None
        matrix, box = self._matrix, self._box
        turn = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        quarter = round(turn)
        if not math.isfinite(turn) or abs(turn - quarter) > _LEANING:
            return None
        size = raw.FPDFText_GetFontSize(handle, first) * math.hypot(matrix.c, matrix.d)
        x, y = self._x.value, self._y.value
        left, base, right = (
            (x, y, box.right),
            (y, -x, box.top),
            (-x, -y, -box.left),
            (-y, x, -box.bottom),
        )[quarter % 4]
        if not all(map(math.isfinite, (left, base, right, size))):
            return None
        text = _text(self.codes[first : last + 1])
        return _Word(text, left, base, right, max(1.0, size), quarter % 4, self.looks[first])


class _Pen:
    """Puts words together to lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, Line]] = []
        """With the quarter turns that each is written in."""
        self._words: list[_Word] = []
        self._text: list[str] = []
        self._length = 0
        self._looks: list[LookedAt] = []
        self._gaps: list[Gap] = []
        self._parted = False

    def write(self, words: Iterator[_Word]) -> None:
        """Words without blanks between them; far from the one before, one begins another line."""
        for word in words:
            if self._words and not self._follows(word):
                self.end_line()
            if self._parted and self._text:
                self._add(" ")
            if self._words:
                end = self._words[-1].right
                if word.left - end > _WIDE_GAP * word.size:
                    self._gaps.append(Gap(self._length, end, word.left))
            self._parted = False
            self._words.append(word)
            if word.look is not PLAIN:
                self._looks.append(LookedAt(self._length, self._length + len(word.text), word.look))
            self._add(word.text)

    def blank(self) -> None:
        """A blank, which has no box that can be relied on."""
        self._parted = True

    def end_line(self) -> None:
        """What was written is a line."""
        whole = "".join(self._text)
        text = whole.strip()
        words = self._words
        if text:
            sizes: Counter[float] = Counter()
            for word in words:
                sizes[round(word.size, 2)] += len(word.text)
            size = told_size(sizes)
            base = next(word.base for word in words if round(word.size, 2) == size)
            left, right = min(word.left for word in words), max(word.right for word in words)
            line = Line(
                text,
                left,
                base - _BELOW * size,
                right,
                base + _ABOVE * size,
                size,
                _is_bold(words),
                self._looks_of(whole),
                tuple(self._gaps),
            )
            self.lines.append((words[0].quarter, line))
        self._words, self._text, self._parted = [], [], False
        self._length, self._looks, self._gaps = 0, [], []

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _looks_of(self, whole: str) -> Looks:
        """Those of a line, without the blanks at its ends."""
        if not self._looks:
            return ()
        start = len(whole) - len(whole.lstrip())
        return cut(tuple(self._looks), start, start + len(whole.strip()))

    def _follows(self, word: _Word) -> bool:
        last = self._words[-1]
        size = max(last.size, word.size)
        if word.quarter != last.quarter or abs(word.base - last.base) > 0.7 * size:
            return False
        gap = word.left - last.right
        if gap > _NO_GAP * size and abs(word.base - last.base) > _OTHER_BASE * size:
            return False
        return -size <= gap <= _COLUMN_GAP * size


def _lines(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last character of each line with something in it."""
    start = 0
    for index, code in enumerate((*codes, 10)):
        if code in _LINE_ENDS:
            if start < index:
                yield start, index - 1
            start = index + 1


def _is_bold(words: Sequence[_Word]) -> bool:
    """Whether a line is, a word or two in it apart."""
    if not (words[0].look.bold and words[-1].look.bold):
        return False
    bold = sum(len(word.text) for word in words if word.look.bold)
    return bold >= _MOST * sum(len(word.text) for word in words)


def _text(codes: list[int]) -> str:
    if min(codes) > 0 and max(codes) < _FIRST_HALF:
        return "".join(map(chr, codes)).translate(_LIGATURES)
    units = b"".join(
        chr(code).encode("utf-16-le", "surrogatepass")
        for code in codes
        if code and code < 0x110000  # PDFium gives halves of what is beyond 16 bits, or the whole
    )
    return units.decode("utf-16-le", "replace").translate(_LIGATURES)
