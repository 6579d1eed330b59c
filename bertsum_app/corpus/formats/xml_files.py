"""Translation memories: TMX 1.4 and XLIFF 1.2 and 2.x, read as a stream of segments.

Expat is driven directly, so that no tree is ever built and a file of any size takes the memory of one
unit. No network and no file but the one given is touched: an external DTD is not fetched, and a file
that declares entities of its own is refused, which ends entity bombs before they begin.
"""

from __future__ import annotations

import codecs
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.formats.lines import Place, open_bytes, reading

_CHUNK = 65_536
_DEEPEST = 100
#: Characters of one unit; a longer one is no pair of sentences.
_LONGEST_UNIT = 1_000_000
_XML_LANG = "xml:lang"


@dataclass(frozen=True)
class Unit:
    """Texts of one unit by language code as the file writes it ("en-US"), and where it begins."""

    line: int
    texts: Mapping[str, str]


def read_units(path: Path, encoding: str | None = None) -> Iterator[Unit]:
    """Yield the units of a TMX or XLIFF file; which one it is, its root element says.

    Args:
        path: the file.
        encoding: only to overrule the file's own declaration.

    Raises:
        CorpusUnreadable: no such XML, damaged, cut off, or unsafe; with its line.
    """
    with reading(path) as place:
        yield from _Parser(path, place).run(encoding)


class _Parser:
    """Feeds expat and hands elements to the reader of the root's format."""

    def __init__(self, path: Path, place: Place) -> None:
        self._path = path
        self._place = place
        self._depth = 0
        self._format: _Format | None = None
        self._fault = ""
        self._expat: expat.XMLParserType = expat.ParserCreate()

    def run(self, encoding: str | None) -> Iterator[Unit]:
        with open_bytes(self._path) as file:
            head = file.read(_CHUNK)
            decoder = None
            declared = encoding or _declared_encoding(head)
            if declared and not _expat_knows(declared):
                # Expat knows only a few encodings; any other is turned into UTF-8 on the way.
                decoder = _decoder(self._path, declared)
            self._expat = expat.ParserCreate("utf-8" if decoder else encoding)
            self._listen()
            chunk = head
            while chunk:
                yield from self._feed(decoder.decode(chunk) if decoder else chunk, False)
                chunk = file.read(_CHUNK)
            yield from self._feed(decoder.decode(b"", True) if decoder else b"", True)
        if self._format is None:
            raise self._wrong("neither TMX nor XLIFF")

    def _listen(self) -> None:
        parser = self._expat
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity

    def _feed(self, data: bytes | str, final: bool) -> Iterator[Unit]:
        try:
            self._expat.Parse(data.encode() if isinstance(data, str) else data, final)
        except _Refused as error:
            raise self._wrong(str(error)) from error
        except expat.ExpatError as error:
            reason = f"the XML is broken: {expat.ErrorString(error.code)}"
            raise CorpusUnreadable(path=self._path, line=error.lineno, reason=reason) from error
        self._place.line = self._expat.CurrentLineNumber
        if self._format is not None:
            while self._format.units:
                yield self._format.units.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(f"elements more than {_DEEPEST} deep")
        name = name.rpartition(":")[2]
        if self._format is None:
            kinds: dict[str, type[_Format]] = {"tmx": _Tmx, "xliff": _Xliff}
            if name not in kinds:
                raise _Refused(f"neither TMX nor XLIFF, but <{name}>")
            self._format = kinds[name]()
        self._format.start(name, attributes, self._expat.CurrentLineNumber)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._format is not None:
            self._format.end(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        if self._format is not None:
            self._format.text(text)

    def _entity(self, name: str, *rest: object) -> None:
        del rest
        raise _Refused(f"the file declares an entity of its own ({name}); that is not safe to read")

    def _wrong(self, reason: str) -> CorpusUnreadable:
        line = self._expat.CurrentLineNumber
        return CorpusUnreadable(path=self._path, line=line, reason=reason)


class _Refused(Exception):
    """Well-formed, but not what we read."""


class _Format(ABC):
    """Collects units from the elements of one format."""

    #: Elements that hold a text, and elements inside it whose contents are no text but codes.
    texts: frozenset[str]
    codes: frozenset[str]

    def __init__(self) -> None:
        self.units: deque[Unit] = deque()
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = 0
        self._in_code = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        """An element begins."""
        if self._in_text:
            self._in_text += 1
            if self._in_code or name in self.codes:
                self._in_code += 1
        elif name in self.texts and self.wants(name):
            self._in_text = 1
            self._pieces = []
            self._length = 0
        self.begin(name, attributes, line)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._in_code:
            self._in_code -= 1
        if self._in_text:
            self._in_text -= 1
            if not self._in_text:
                self.finish_text(name, " ".join("".join(self._pieces).split()))
        else:
            self.finish(name)

    def text(self, text: str) -> None:
        """Characters."""
        if self._in_text and not self._in_code:
            self._length += len(text)
            if self._length > _LONGEST_UNIT:
                raise _Refused(f"a text of more than {_LONGEST_UNIT:,} characters")
            self._pieces.append(text)

    def wants(self, name: str) -> bool:
        """Whether the text element `name` counts where it stands."""
        del name
        return True

    @abstractmethod
    def begin(self, name: str, attributes: dict[str, str], line: int) -> None:
        """Note what an element says."""

    @abstractmethod
    def finish_text(self, name: str, text: str) -> None:
        """The text of `name` is complete."""

    @abstractmethod
    def finish(self, name: str) -> None:
        """Another element than a text one ended."""


class _Tmx(_Format):
    """TMX 1.4b: <tu> with a <tuv xml:lang> for each language, each with a <seg>."""

    texts = frozenset({"seg"})
    codes = frozenset({"bpt", "ept", "it", "ph", "ut"})

    def __init__(self) -> None:
        super().__init__()
        self._line = 0
        self._language = ""
        self._found: dict[str, str] = {}

    def begin(self, name: str, attributes: dict[str, str], line: int) -> None:
        if name == "tu":
            self._line, self._found = line, {}
        elif name == "tuv":
            # TMX 1.1 had plain `lang`.
            self._language = attributes.get(_XML_LANG) or attributes.get("lang", "")

    def finish_text(self, name: str, text: str) -> None:
        del name
        self._found.setdefault(self._language, text)

    def finish(self, name: str) -> None:
        if name == "tu":
            self.units.append(Unit(self._line, self._found))


class _Xliff(_Format):
    """XLIFF 1.2 (trans-unit) and 2.x (unit/segment): <source> and <target> side by side."""

    texts = frozenset({"source", "target"})
    codes = frozenset({"bpt", "ept", "it", "ph"})

    def __init__(self) -> None:
        super().__init__()
        self._line = 0
        self._source, self._target = "", ""
        self._aside = 0
        self._found: dict[str, str] = {}

    def wants(self, name: str) -> bool:
        del name
        # Proposals of a memory are not this document's translation.
        return not self._aside

    def begin(self, name: str, attributes: dict[str, str], line: int) -> None:
        if name == "xliff":
            self._source = attributes.get("srcLang", "")
            self._target = attributes.get("trgLang", "")
        elif name == "file":
            self._source = attributes.get("source-language", self._source)
            self._target = attributes.get("target-language", self._target)
        elif name in ("trans-unit", "segment"):
            self._line, self._found = line, {}
        elif name in ("alt-trans", "match", "ignorable"):
            self._aside += 1

    def finish_text(self, name: str, text: str) -> None:
        language = self._source if name == "source" else self._target
        self._found[language or name] = text

    def finish(self, name: str) -> None:
        if name in ("alt-trans", "match", "ignorable"):
            self._aside -= 1
        elif name in ("trans-unit", "segment"):
            self.units.append(Unit(self._line, self._found))


def _declared_encoding(head: bytes) -> str | None:
    """The one in the XML declaration, where the bytes are ASCII-like; UTF-16 tells itself."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        return None
    declaration = head[: head.find(b"?>") + 1][:200]
    _, found, rest = declaration.partition(b"encoding=")
    if not found or rest[:1] not in (b'"', b"'"):
        return None
    return rest[1 : rest.find(rest[:1], 1)].decode("ascii", "replace")


def _expat_knows(encoding: str) -> bool:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return False
    return name in ("utf-8", "utf-16", "iso8859-1", "ascii")


def _decoder(path: Path, encoding: str) -> codecs.IncrementalDecoder:
    try:
        return codecs.getincrementaldecoder(encoding)("strict")
    except LookupError as error:
        reason = f"the unknown encoding {encoding[:40]!r}"
        raise CorpusUnreadable(path=path, line=1, reason=reason) from error
