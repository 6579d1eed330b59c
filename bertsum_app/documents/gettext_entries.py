"""The entries of a gettext catalogue (PO, POT), and where each of their strings stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r'[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?)[ \t]*(?=")')
_ESCAPE = re.compile(r"\\(?:([abfnrtv\\\"])|x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))")
_PLAIN: Mapping[str, str] = {
    **{"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"},
    **{"\\": "\\", '"': '"'},
}
_ESCAPED = {ord(value): f"\\{key}" for key, value in _PLAIN.items()}


class GettextSyntaxError(ValueError):
    """What stands in a line (from 1) belongs in no catalogue."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} belongs in no catalogue")
        self.line = line


@dataclass
class GettextString:
    """`source[start:end]` is the literals of one string, of which there may be several lines.

    `keyword` is where the word before them begins.
    """

    keyword: int
    start: int
    end: int
    text: str


@dataclass
class GettextEntry:
    """`start` is where the entry's keywords begin, behind its comments; strings by their keywords."""

    start: int
    strings: dict[str, GettextString] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    #: Where the line of its flags ends, without the line end; None without flags.
    flags_end: int | None = None

    @property
    def id(self) -> GettextString:
        """The message itself."""
        return self.strings["msgid"]

    @property
    def plural(self) -> GettextString | None:
        """The message for more than one."""
        return self.strings.get("msgid_plural")

    @property
    def translations(self) -> list[GettextString]:
        """What the message is in the other language, in its forms."""
        return [string for key, string in self.strings.items() if key.startswith("msgstr")]

    @property
    def is_translated(self) -> bool:
        """Whether something is there already, sure or not."""
        return any(string.text for string in self.translations)


def read_entries(source: str) -> Iterator[GettextEntry]:
    """The entries of a catalogue, the header included; obsolete ones are left out.

    Raises:
        GettextSyntaxError: it is no catalogue.
    """
    entry, last = GettextEntry(0), ""
    for number, line in enumerate(_LINE.finditer(source), 1):
        text, start = line.group(), line.start()
        stripped = text.strip().removeprefix("\ufeff")
        keyword = _KEYWORD.match(text, text.startswith("\ufeff"))
        begins = stripped.startswith("#") or (
            keyword is not None
            and (
                keyword.group(1) == "msgctxt" or (keyword.group(1) == "msgid" and last != "msgctxt")
            )
        )
        if entry.strings and (begins or not stripped):
            yield _whole(entry, number)
            entry, last = GettextEntry(start), ""
        if stripped.startswith("#,"):
            entry.flags |= {flag.strip() for flag in stripped[2:].split(",")}
            entry.flags_end = start + len(text.rstrip())
        elif stripped.startswith("#") or not stripped:
            pass
        elif keyword is not None:
            if not entry.strings:
                entry.start = start + keyword.start(1)
            last = keyword.group(1)
            if last in entry.strings:
                raise GettextSyntaxError(number)
            entry.strings[last] = _string(text, start, keyword.end(), number)
            entry.strings[last].keyword = start + keyword.start(1)
        elif stripped.startswith('"') and last:
            more = _string(text, start, text.index('"'), number)
            string = entry.strings[last]
            string.end, string.text = more.end, string.text + more.text
        else:
            raise GettextSyntaxError(number)
        if line.end() == len(source):
            break
    if entry.strings:
        yield _whole(entry, number)


def escaped(text: str) -> str:
    """Text as it stands between the quotes of a string."""
    return text.translate(_ESCAPED)


def literals(inside: str, line_end: str) -> str:
    """A string's source from what stands between its quotes; each of its lines gets one of its own."""
    lines = [line for line in re.split(r"(?<=\\n)(?!\Z)", inside) if line]
    if len(lines) <= 1:
        return f'"{inside}"'
    return line_end.join(('""', *(f'"{line}"' for line in lines)))


def _whole(entry: GettextEntry, number: int) -> GettextEntry:
    if "msgid" not in entry.strings or not entry.translations:
        raise GettextSyntaxError(number)
    return entry


def _string(text: str, start: int, at: int, number: int) -> GettextString:
    found = _STRING.match(text, at)
    if found is None or text[found.end() :].strip():
        raise GettextSyntaxError(number)
    return GettextString(start + at, start + at, start + found.end(), _unescaped(found.group(1)))


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        letter, hexadecimal, octal, other = match.groups()
        if letter:
            return _PLAIN[letter]
        if hexadecimal or octal:
            return chr(int(hexadecimal, 16) if hexadecimal else int(octal, 8) % 256)
        return str(other)

    return _ESCAPE.sub(plain, text)
