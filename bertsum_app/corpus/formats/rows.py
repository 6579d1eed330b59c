"""Files that are rows of named or numbered columns: TSV, CSV, JSON lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.formats.lines import LONGEST_LINE, text_lines

Row = tuple[int, Sequence[str]]
RowReader = Callable[[Path, str], Iterator[Row]]

#: More columns than any corpus has: a wrong separator, or an attempt on our memory.
MOST_COLUMNS = 1000
#: Characters in a field of CSV; the csv module would stop at some pages of text.
_LONGEST_FIELD = LONGEST_LINE
_SNIFFED_LINES = 50
_DELIMITERS = ",;\t|"
_SURROGATE = re.compile("[\ud800-\udfff]")


def tsv_rows(path: Path, encoding: str) -> Iterator[Row]:
    """Yield (line number, columns); empty lines are left out, and quotes mean nothing.

    Raises:
        CorpusUnreadable: the file cannot be read, or a line has more than `MOST_COLUMNS` columns.
    """
    for number, line in text_lines(path, encoding):
        if not line:
            continue
        columns = line.split("\t")
        if len(columns) > MOST_COLUMNS:
            raise _too_many(path, number, len(columns))
        yield number, columns


def csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    """Yield (line number, columns) with quotes as in RFC 4180; the separator is found out.

    Raises:
        CorpusUnreadable: as `tsv_rows`, or a quoted field that never ends.
    """
    head = [line for _, line in islice(text_lines(path, encoding), _SNIFFED_LINES)]
    delimiter = max(_DELIMITERS, key=lambda sign: _evenness(head, sign))
    lines = _Counted(path, encoding)
    # The module has one limit for all readers.
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise _too_many(path, lines.number, len(row))
            if row:
                yield lines.number, row
    except csv.Error as error:
        raise CorpusUnreadable(path=path, line=lines.number, reason=str(error)) from error


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """(lines with the same number of `delimiter` as most, that number): the larger, the likelier."""
    counts = [line.count(delimiter) for line in lines if line]
    if not counts:
        return 0, 0
    usual = max(set(counts), key=counts.count)
    return (counts.count(usual) if usual else 0), usual


class _Counted:
    """Lines for the csv module, which keeps no count of its own that survives an error."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._lines = text_lines(path, encoding)
        self.number = 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        return line + "\n"


class JsonRows:
    """JSON lines as rows: the columns are the keys of the first objects, nested ones with a dot."""

    def __init__(self, path: Path, encoding: str, first: int = 100) -> None:
        """Look at the `first` objects for their keys.

        Raises:
            CorpusUnreadable: a line is no JSON object.
        """
        names: dict[str, None] = {}
        for _, entry in islice(_json_objects(path, encoding), first):
            names.update(dict.fromkeys(entry))
        if len(names) > MOST_COLUMNS:
            raise _too_many(path, 1, len(names))
        self.names = tuple(names)

    def __call__(self, path: Path, encoding: str) -> Iterator[Row]:
        """Yield (line number, values in the order of `names`); absent keys give empty texts."""
        for number, entry in _json_objects(path, encoding):
            yield number, [entry.get(name, "") for name in self.names]


def _json_objects(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in text_lines(path, encoding):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorpusUnreadable(
                path=path, line=number, reason=f"no JSON object in one line: {error}"
            ) from error
        if not isinstance(entry, dict):
            raise CorpusUnreadable(path=path, line=number, reason="no JSON object in this line")
        yield number, dict(_flat(entry))


def _flat(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Texts and numbers of an object and of the objects directly inside it."""
    for key, value in entry.items():
        if isinstance(value, Mapping):
            for inner, text in value.items():
                if isinstance(text, (str, int, float)):
                    yield f"{key}.{inner}", _shown(text)
        elif isinstance(value, (str, int, float)):
            yield str(key), _shown(value)


def _shown(value: str | float) -> str:
    # true and false are labels that people write; 1.0 is the label 1.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str):
        return str(value).lower()
    # Half of a character, which JSON can write, is none that a file or a hash takes.
    return _SURROGATE.sub("\ufffd", value)


def _too_many(path: Path, line: int, count: int) -> CorpusUnreadable:
    return CorpusUnreadable(
        path=path, line=line, reason=f"{count:,} columns; at most {MOST_COLUMNS:,} are read"
    )
