"""The files a person gives to train on, opened as one stream of examples with their places.

Formats are told by name and contents. Opening looks at samples only; the examples are read when they are
asked for, as often as they are, and never held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from bertsum_app.core.errors import CorpusEmpty, CorpusUnreadable
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.formats.columns import Columns, LabelScale, find_columns
from bertsum_app.corpus.formats.folders import is_summary_folder, read_summary_folder
from bertsum_app.corpus.formats.lines import find_encoding, open_bytes, reading, text_lines
from bertsum_app.corpus.formats.rows import JsonRows, RowReader, csv_rows, tsv_rows
from bertsum_app.corpus.formats.xml_files import read_units
from bertsum_app.text.chinese import has_cjk

CorpusTask = Literal["translate", "summarize", "sentiment"]
Example: TypeAlias = TranslationExample | SummaryExample | SentimentExample

#: What is looked for in a folder.
SUFFIXES = frozenset(
    {".tsv", ".tab", ".csv", ".jsonl", ".ndjson", ".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff"}
)
_XML_SUFFIXES = frozenset({".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff"})
_PACKED = frozenset({".xz", ".gz"})
_SAMPLE_ROWS = 200
_WANTED: Mapping[CorpusTask, tuple[str, ...]] = {
    "translate": ("en", "zh"),
    "summarize": ("text", "summary"),
    "sentiment": ("label", "text"),
}
_ENGLISH = re.compile(r"en(?:g|glish)?(?:[-_].*)?", re.IGNORECASE)
_CHINESE = re.compile(r"(?:zh|zho|chi|cmn|chinese)(?:[-_].*)?", re.IGNORECASE)


class Located(NamedTuple):
    """An example, the number of its file in `UserCorpus.files`, and its line (0: none)."""

    example: Example
    file: int
    line: int


@dataclass(frozen=True)
class ReadOptions:
    """What a person corrects: columns by role (``{"en": "2"}``), and the encoding of all files."""

    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None


@dataclass(frozen=True)
class CorpusFile:
    """One file as it is read: what was found out about it; `encoding` "": the format tells it."""

    path: Path
    format: str
    encoding: str
    columns: str
    sure: bool
    read: Callable[[], Iterator[tuple[int, Example]]] = field(repr=False, compare=False)


class UserCorpus:
    """Files of one task, to be read again and again."""

    def __init__(self, task: CorpusTask, files: Sequence[CorpusFile]) -> None:
        self.task = task
        self.files = tuple(files)

    def __iter__(self) -> Iterator[Located]:
        """All examples, in order.

        Raises:
            CorpusUnreadable: a file breaks its format, with its line.
        """
        for number, file in enumerate(self.files):
            for line, example in file.read():
                yield Located(example, number, line)


def open_corpus(
    paths: Sequence[Path], task: CorpusTask, options: ReadOptions | None = None
) -> UserCorpus:
    """Look at the files; folders stand for the corpus files in them.

    Raises:
        CorpusUnreadable: a file cannot be read or is of no known format.
        CorpusEmpty: a folder holds nothing of use.
    """
    options = options or ReadOptions()
    files: list[CorpusFile] = []
    waiting = list(chain.from_iterable(_expand(path, task) for path in paths))
    while waiting:
        path = waiting.pop(0)
        if path.is_dir():
            files.append(_folder(path, options))
            continue
        partner = _moses_partner(path) if task == "translate" else None
        if partner is None:
            files.append(_open(path, task, options))
            continue
        if partner in waiting:
            waiting.remove(partner)
        sides = (path, partner) if _side(path) == "en" else (partner, path)
        files.append(_moses(*sides, options))
    return UserCorpus(task, files)


def _expand(path: Path, task: CorpusTask) -> list[Path]:
    if not path.is_dir():
        return [path]
    if task == "summarize" and is_summary_folder(path):
        return [path]
    with reading(path):
        inside = sorted(path.iterdir())
    found = [each for each in inside if _suffix(each) in SUFFIXES or _side(each)]
    if not found:
        raise CorpusEmpty(path)
    return found


def _suffix(path: Path) -> str:
    """The suffix that tells the format: in front of ``.xz`` where there is that."""
    bare = path.with_suffix("") if path.suffix in _PACKED else path
    return bare.suffix.lower()


# --- Moses: one language a file, line by line ------------------------------------------------------


def _side(path: Path) -> str:
    """ "en" or "zh" where the name says so (``news.en``, ``news.zh.txt``), else empty."""
    bare = path.with_suffix("") if path.suffix in (*_PACKED, ".txt") else path
    code = bare.suffix.removeprefix(".")
    if _ENGLISH.fullmatch(code):
        return "en"
    return "zh" if _CHINESE.fullmatch(code) else ""


def _moses_partner(path: Path) -> Path | None:
    side = _side(path)
    if not side or not path.exists():
        return None
    end = "".join(path.suffixes[-1:]) if path.suffix in (*_PACKED, ".txt") else ""
    stem = path.name.removesuffix(end).rpartition(".")[0]
    for other in sorted(path.parent.glob(f"{_escaped(stem)}.*{end}")):
        name = other.name.removesuffix(end)
        if name.rpartition(".")[0] == stem and _side(other) not in ("", side):
            return other
    return None


def _escaped(name: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", name)


def _moses(english: Path, chinese: Path, options: ReadOptions) -> CorpusFile:
    encodings = [options.encoding or find_encoding(path) for path in (english, chinese)]

    def read() -> Iterator[tuple[int, Example]]:
        there = text_lines(chinese, encodings[1])
        line = 0
        for line, text in text_lines(english, encodings[0]):
            _, other = next(there, (0, None))
            if other is None:
                raise CorpusUnreadable(
                    path=chinese, line=line, reason=f"it ends here, but {english.name} goes on"
                )
            yield line, TranslationExample(text, other, english.stem)
        if next(there, None) is not None:
            raise CorpusUnreadable(
                path=english, line=line + 1, reason=f"it ends here, but {chinese.name} goes on"
            )

    return CorpusFile(
        english,
        "Moses pair",
        "/".join(dict.fromkeys(encodings)),
        f"en={english.name} zh={chinese.name}",
        True,
        read,
    )


# --- everything else -------------------------------------------------------------------------------


def _open(path: Path, task: CorpusTask, options: ReadOptions) -> CorpusFile:
    suffix = _suffix(path)
    head = _head(path)
    if suffix in _XML_SUFFIXES or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        if task != "translate":
            reason = f"translation memories hold no {task} examples"
            raise CorpusUnreadable(path=path, line=1, reason=reason)
        return _memory(path, options)
    if suffix == ".json" and head.lstrip().startswith(b"["):
        reason = "one JSON list; JSON lines are wanted, one object in each line"
        raise CorpusUnreadable(path=path, line=1, reason=reason)
    encoding = options.encoding or find_encoding(path)
    reader: RowReader
    names: tuple[str, ...] = ()
    if suffix in (".jsonl", ".ndjson", ".json"):
        reader = JsonRows(path, encoding)
        names, shown = reader.names, "JSON lines"
    elif suffix == ".csv":
        reader, shown = csv_rows, "CSV"
    else:
        reader, shown = tsv_rows, "TSV"
    sample = list(islice(reader(path, encoding), _SAMPLE_ROWS))
    if not sample:
        raise CorpusEmpty(path)
    rows = [row for _, row in sample]
    columns = find_columns(path, rows, _WANTED[task], options.columns, names)
    table = _Table(path, encoding, reader, columns)
    make = {"translate": table.pairs, "summarize": table.summaries, "sentiment": table.sentiments}
    return CorpusFile(path, shown, encoding, columns.describe(), columns.sure, make[task])


def _head(path: Path) -> bytes:
    with reading(path), open_bytes(path) as file:
        return file.read(1000)


class _Table:
    """Rows of a file as examples."""

    def __init__(self, path: Path, encoding: str, reader: RowReader, columns: Columns) -> None:
        self._path = path
        self._encoding = encoding
        self._reader = reader
        self._roles = columns.roles
        self._header_rows = columns.header_rows
        self._width = max(columns.roles.values()) + 1

    def pairs(self) -> Iterator[tuple[int, Example]]:
        en, zh = self._roles["en"], self._roles["zh"]
        for line, row in self._rows():
            yield line, TranslationExample(row[en], row[zh], self._path.name)

    def summaries(self) -> Iterator[tuple[int, Example]]:
        for line, row in self._rows():
            text, summary = row[self._roles["text"]], row[self._roles["summary"]]
            yield line, SummaryExample(self._language(row, text), text, summary, self._path.name)

    def sentiments(self) -> Iterator[tuple[int, Example]]:
        label, text = self._roles["label"], self._roles["text"]
        sample = islice(self._rows(), 10 * _SAMPLE_ROWS)
        scale = LabelScale(row[label] for _, row in sample)
        for line, row in self._rows():
            try:
                positive = scale.positive(row[label])
            except ValueError as error:
                raise CorpusUnreadable(path=self._path, line=line, reason=str(error)) from error
            if positive is not None:
                yield line, SentimentExample(self._language(row, row[text]), row[text], positive)

    def _rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        for line, row in islice(self._reader(self._path, self._encoding), self._header_rows, None):
            if len(row) < self._width:
                reason = f"{len(row)} columns, {self._width} needed"
                raise CorpusUnreadable(path=self._path, line=line, reason=reason)
            yield line, row

    def _language(self, row: Sequence[str], text: str) -> str:
        column = self._roles.get("language")
        if column is not None and column < len(row):
            if _CHINESE.fullmatch(row[column]):
                return "zh"
            if _ENGLISH.fullmatch(row[column]):
                return "en"
        return "zh" if has_cjk(text) else "en"


def _memory(path: Path, options: ReadOptions) -> CorpusFile:
    sample = list(islice(read_units(path, options.encoding), _SAMPLE_ROWS))
    codes = dict.fromkeys(code for unit in sample for code in unit.texts)
    if not sample:
        raise CorpusEmpty(path)
    sides: dict[str, str] = {}
    for role, pattern in (("en", _ENGLISH), ("zh", _CHINESE)):
        fitting = [code for code in codes if pattern.fullmatch(code)]
        given = options.columns.get(role)
        if given is None and not fitting:
            shown = ", ".join(code or "(none)" for code in codes)
            reason = f"no {role} texts in it (languages: {shown}); name them, as in {role}=CODE"
            raise CorpusUnreadable(path=path, line=sample[0].line, reason=reason)
        sides[role] = given or fitting[0]

    def read() -> Iterator[tuple[int, Example]]:
        for unit in read_units(path, options.encoding):
            # A unit that is not translated yet has one side: the report counts it.
            english, chinese = unit.texts.get(sides["en"], ""), unit.texts.get(sides["zh"], "")
            yield unit.line, TranslationExample(english, chinese, path.name)

    shown = "TMX" if _suffix(path) == ".tmx" else "XLIFF"
    columns = " ".join(f"{role}={code}" for role, code in sides.items())
    # XML says itself which encoding it is in.
    return CorpusFile(path, shown, options.encoding or "", columns, True, read)


def _folder(path: Path, options: ReadOptions) -> CorpusFile:
    def read() -> Iterator[tuple[int, Example]]:
        for found in read_summary_folder(path, options.encoding):
            language = "zh" if has_cjk(found.text) else "en"
            yield 0, SummaryExample(language, found.text, found.summary, path.name)

    encoding = options.encoding or "by file"
    return CorpusFile(path, "folder", encoding, "text and summary files", True, read)
