"""Plain text files, whatever their encoding.

Where it stands: the command line and the window hand over a path; text comes back, as the file
has it (line ends and all: `text/normalize.py` is the next step).  Encodings are told apart by
rules of our own that need no statistics: byte order marks, strict decoding, and how plausible
the characters are that come out.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bertsum_app.core.errors import UnknownEncoding, WrongEncoding, from_read_error

#: With the Python names of their encodings. UTF-32 first: its little-endian mark begins with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Controls that text files do not hold (tab, line ends, form feed, end of file mark apart).
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
# What Chinese text is made of beside ASCII: ideographs, CJK and full-width punctuation, kana
# and bopomofo, and the signs and general punctuation that Chinese writing uses.
_CHINESE = re.compile(
    "[\u00a2\u00a3\u00a5\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2010-\u2026\u203b\u2103\u2460-\u24ff"
    "\u3000-\u312f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\uffe5]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Ideographs that nearly every paragraph has; a wrong reading of other bytes seldom hits them.
_FREQUENT = frozenset(
    "的一是不在人有我他这這个個们們来來中上大小为為和与與国國地到以说說时時要就出会會了你她它好对對把被从從用可没沒多么麼两兩三个年月日后後最所得都也很自其及将將请請点點如果学學"
)
_PARAGRAPH = 60  # ideographs from which a frequent one can be expected

# What Western text in Windows-1252 has beyond ASCII: letters inside words, and these marks.
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_LONGEST_RUN = 2  # accented letters in a row
_WESTERN_MARKS = frozenset("‘’“”‚„–—…•€£¥©®™°±²³µ·¼½¾«»§×¿¡\xa0")

_PLAUSIBLE = 0.95  # share of the characters beyond ASCII that Chinese text would have
_SAMPLE = 20_000  # characters looked at for plausibility; decoding is strict to the end
_NUL_SHARE = 0.2  # of the bytes on one side of each pair: ASCII text in UTF-16 has nearly 1.0


def read_text(path: Path, encoding: str | None = None) -> str:
    """The text of a file. See `read_with_encoding`."""
    return read_with_encoding(path, encoding)[0]


def read_with_encoding(path: Path, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file, and the encoding: the named one, or the one its bytes speak for.

    An empty file is an empty text.  A byte order mark is not part of the text.

    Raises:
        UnreadableFile: missing, a folder, or refused by the system (`reason` in its words).
        UnknownEncoding: the bytes are text in none of the encodings we know.
        WrongEncoding: they are not in the one that was named.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise from_read_error(error, path) from error
    if encoding is None:
        decoded = _decode(data)
        if decoded is None:
            raise UnknownEncoding(path=path)
        return decoded
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except (UnicodeError, LookupError) as error:
        raise WrongEncoding(path, encoding) from error


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text and the encoding (a Python codec name) of some bytes without a file.

    In this order: a byte order mark; UTF-16 without a mark, by its NUL bytes; strict UTF-8;
    GB 18030, Big5 or UTF-16, when what comes out looks like Chinese; Windows-1252, when only
    letters inside words and typographic marks lie beyond ASCII.

    Raises:
        UnknownEncoding: none of these; its path is `-`, the name of standard input.
    """
    decoded = _decode(data)
    if decoded is None:
        raise UnknownEncoding(path=Path("-"))
    return decoded


def _decode(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strictly(data, encoding)
            # UTF-16 text may begin with a NUL and so look like UTF-32.
            if text is not None:
                return text, encoding
    if 0 in data:
        readings = (*_utf16_by_nuls(data), *_utf16_chinese(data), *_utf8(data))
    else:
        readings = (*_utf8(data), *_chinese(data), *_utf16_chinese(data), *_western(data))
        if readings and _CONTROL.search(readings[0][0]):
            # Pairs of bytes in the ASCII range can be ideographs.
            readings = (*_utf16_chinese(data), *readings)
    return readings[0] if readings else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> list[tuple[str, str]]:
    text = _strictly(data, "utf-8")
    return [] if text is None else [(text, "utf-8")]


def _utf16_by_nuls(data: bytes) -> list[tuple[str, str]]:
    """UTF-16 in the order in which every other byte is often NUL, as in Latin text."""
    if len(data) % 2:
        return []
    half = len(data) / 2
    first, second = data[0::2].count(0) / half, data[1::2].count(0) / half
    if max(first, second) < _NUL_SHARE:
        return []
    encoding = "utf-16-le" if second > first else "utf-16-be"
    text = _strictly(data, encoding)
    return [] if text is None or _CONTROL.search(text) else [(text, encoding)]


def _utf16_chinese(data: bytes) -> list[tuple[str, str]]:
    """UTF-16 in the order that gives Chinese: no NUL needs to be in such a text."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ():
        text = _strictly(data, encoding)
        if text is None or _CONTROL.search(text):
            continue
        sample = text[:_SAMPLE]
        chinese = sum(1 for c in sample if c.isascii() or _CHINESE.match(c))
        frequent = sum(1 for c in sample if c in _FREQUENT)
        if frequent and chinese >= _PLAUSIBLE * len(sample):
            found.append((frequent, text, encoding))
    found.sort(key=lambda reading: -reading[0])
    return [(text, encoding) for _, text, encoding in found[:1]]


def _chinese(data: bytes) -> list[tuple[str, str]]:
    """GB 18030 or Big5, whichever gives the more plausible Chinese, if either does."""
    simplified, traditional = _plausible(data, "gb18030"), _plausible(data, "cp950")
    likelihood, text, encoding = max((simplified, traditional), key=lambda reading: reading[0])
    return [(text, encoding)] if likelihood > 0 else []


def _plausible(data: bytes, encoding: str) -> tuple[float, str, str]:
    """(how much the reading looks like Chinese, 0 if it does not; text; encoding)."""
    text = _strictly(data, encoding)
    if text is None or _CONTROL.search(text):
        return 0.0, "", encoding
    beyond_ascii = [character for character in text[:_SAMPLE] if not character.isascii()]
    if not beyond_ascii:
        beyond_ascii = [character for character in text if not character.isascii()]
    if sum(1 for c in beyond_ascii if _CHINESE.match(c)) < _PLAUSIBLE * len(beyond_ascii):
        return 0.0, "", encoding
    ideographs = [c for c in beyond_ascii if _IDEOGRAPH.match(c)]
    if not ideographs:
        # A few marks in English text, as Chinese systems write them.
        return (0.1 if encoding == "gb18030" else 0.0), text, encoding
    count = len(ideographs)
    frequent = sum(1 for c in ideographs if c in _FREQUENT) / count
    levels = [_level(c.encode(encoding), encoding) for c in ideographs]
    everyday = levels.count(1) / count
    listed = everyday + levels.count(2) / count
    if encoding == "gb18030":
        latin = any(c.isascii() and c.isalpha() for c in text)
        # Accented letters read as GB 18030 give rare ideographs inside Latin words.
        likely = listed >= _PLAUSIBLE and (everyday >= 0.7 or not latin)
    else:
        likely = everyday >= 0.8
    if count >= _PARAGRAPH and frequent < 0.02:
        likely = False
    if not likely and frequent < 0.05:
        return 0.0, "", encoding
    return 0.1 + everyday + frequent, text, encoding


def _level(encoded: bytes, encoding: str) -> int:
    """1 for an ideograph of everyday writing, 2 for another of the old standard, 0 for the rest.

    GB 2312 has its everyday ideographs at B0-D7 and the others at D8-F7, both with a second
    byte from A1; Big5 has them at A4-C6 and C9-F9.
    """
    if len(encoded) != 2:
        return 0
    first, second = encoded
    if encoding == "gb18030":
        if second < 0xA1 or not 0xB0 <= first <= 0xF7:
            return 0
        return 1 if first <= 0xD7 else 2
    return 1 if 0xA4 <= first <= 0xC6 else 2


def _western(data: bytes) -> list[tuple[str, str]]:
    """Windows-1252, when what lies beyond ASCII is letters inside words and common marks."""
    text = _strictly(data, "cp1252")
    if text is None or _CONTROL.search(text):
        return []
    for match in _BEYOND_ASCII.finditer(text):
        run = match.group()
        neighbours = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        inside_word = any(character.isalpha() for character in neighbours)
        for character in run:
            if character in _WESTERN_MARKS:
                continue
            if not (character.isalpha() and inside_word and len(run) <= _LONGEST_RUN):
                return []
    return [(text, "cp1252")]
