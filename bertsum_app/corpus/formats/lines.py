"""Lines of a text file in whatever encoding it has, without ever holding the file in memory.

The encoding is told from a sample (beginning, middle and end of the file); decoding is then strict, so
that a file which changes its encoding on the way is an error with a line number and no garbage.
"""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bertsum_app.core.errors import CorpusUnreadable, UnknownEncoding
from bertsum_app.documents.plain import BYTE_ORDER_MARKS, decode_bytes

#: A longer "line" is no text: it would be read into memory whole.
LONGEST_LINE = 4_000_000
_SAMPLE, _SAMPLE_PLACES = 65_536, 3
#: What is wrong with a file in no encoding that we tell.
NO_TEXT = "no text in UTF-8, UTF-16, GB 18030, Big5 or Windows-1252"
#: These write a line feed as one byte 0x0A that no other character has in it.
_BYTE_LINES = frozenset(
    {"utf-8", "utf-8-sig", "ascii", "gb18030", "gbk", "cp950", "big5", "cp1252"}
)
#: How far from a newline the last character of a sample may end.
_LONGEST_CHARACTER = 4


def open_bytes(path: Path) -> BinaryIO | lzma.LZMAFile | gzip.GzipFile:
    """The file's bytes; ``.xz`` and ``.gz`` are unpacked on the way.

    Raises:
        OSError: the system does not open it.
    """
    if path.suffix == ".xz":
        return lzma.open(path)
    if path.suffix == ".gz":
        return gzip.open(path)
    return path.open("rb")


def find_encoding(path: Path) -> str:
    """The Python name of the encoding that a sample of the file speaks for; "utf-8" for no bytes.

    Raises:
        CorpusUnreadable: the file cannot be read, or its bytes are no text that we know.
    """
    with reading(path):
        head, *others = _samples(path)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    if not head:
        return "utf-8"
    for joined in (b"\n".join([head, *others]), head):
        encoding = _decoded(joined)
        if encoding:
            return encoding
    raise CorpusUnreadable(path=path, line=0, reason=NO_TEXT)


def _samples(path: Path) -> list[bytes]:
    """Whole lines from the beginning, the middle and the end of the file."""
    with open_bytes(path) as file:
        head = file.read(_SAMPLE)
        if len(head) < _SAMPLE or path.suffix in (".xz", ".gz"):
            return [_to_line_end(head, len(head) < _SAMPLE)]
        samples = [_to_line_end(head, False)]
        size = file.seek(0, io.SEEK_END)
        for place in (size // 2, size - _SAMPLE):
            if place > _SAMPLE:
                # An even place keeps the two bytes of a UTF-16 unit together.
                file.seek(place - place % 2)
                begun = file.read(_SAMPLE)
                samples.append(_to_line_end(begun[begun.find(b"\n") + 1 :], False))
        return samples


def _to_line_end(sample: bytes, whole: bool) -> bytes:
    return sample if whole else sample[: sample.rfind(b"\n") + 1] or sample


def _decoded(sample: bytes) -> str:
    """Its encoding, empty for none; the last character of a sample may be cut."""
    # UTF-16 comes in pairs of bytes, and a sample may end after the first.
    for cut in range(_LONGEST_CHARACTER):
        try:
            return decode_bytes(sample[: len(sample) - cut])[1]
        except UnknownEncoding:
            continue
    return ""


def text_lines(path: Path, encoding: str = "utf-8") -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line without its end); memory is one line.

    Raises:
        CorpusUnreadable: with the line at which reading stopped, or 0 where the system did not let it
            begin.
    """
    name = codecs.lookup(encoding).name
    with reading(path) as place:
        if name in _BYTE_LINES:
            yield from _lines_of_bytes(path, encoding, place)
        else:
            yield from _lines_of_text(path, encoding, place)


def _lines_of_bytes(path: Path, encoding: str, place: Place) -> Iterator[tuple[int, str]]:
    # In bytes, and decoded line by line: a text file decodes ahead, and would blame the wrong line.
    with open_bytes(path) as file:
        readline = file.readline
        number = 0
        while line := readline(LONGEST_LINE):
            number += 1
            place.line = number
            if len(line) == LONGEST_LINE:
                raise CorpusUnreadable(path=path, line=number, reason=_TOO_LONG)
            text = line.decode(encoding).rstrip("\r\n")
            if "\0" in text:
                raise CorpusUnreadable(path=path, line=number, reason=_BINARY)
            yield number, text.removeprefix("\ufeff") if number == 1 else text


def _lines_of_text(path: Path, encoding: str, place: Place) -> Iterator[tuple[int, str]]:
    with (
        open_bytes(path) as file,
        io.TextIOWrapper(file, encoding=encoding, newline=None) as text,
    ):
        while line := text.readline(LONGEST_LINE):
            place.line += 1
            if len(line) == LONGEST_LINE:
                raise CorpusUnreadable(path=path, line=place.line, reason=_TOO_LONG)
            if "\0" in line:
                raise CorpusUnreadable(path=path, line=place.line, reason=_BINARY)
            line = line.rstrip("\n")
            yield place.line, line.removeprefix("\ufeff") if place.line == 1 else line


_TOO_LONG = f"a line of more than {LONGEST_LINE:,} bytes: this is no text file with lines"
_BINARY = "a NUL character: this is no text file"


class Place:
    """Where reading is; turns what goes wrong there into `CorpusUnreadable`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0

    def __enter__(self) -> Place:
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, UnicodeError):
            detail = getattr(error, "encoding", "the encoding")
            reason = f"not {detail} in this line; the file may be in another encoding"
        elif isinstance(error, (EOFError, lzma.LZMAError, zlib.error)):
            reason = f"the packed file is damaged: {error}"
        elif isinstance(error, OSError):
            reason = error.strerror or str(error)
        else:
            return
        raise CorpusUnreadable(path=self.path, line=self.line, reason=reason) from error


def reading(path: Path) -> Place:
    """A context in which errors of the system and of decoding become `CorpusUnreadable`."""
    return Place(path)
