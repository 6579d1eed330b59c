"""The history as files for other programs: TSV of everything, TMX of the translations.

TSV: UTF-8, a line of column names, then a line per entry. Within a text a backslash, a tab and the
line ends stand as `\\\\`, `\\t`, `\\n` and `\\r`, so that an entry is always one line.

TMX 1.4b (https://www.gala-global.org/tmx-14b): a unit per translated sentence; a translation whose
sentences are not known is one unit, a block. XML 1.0 has no way to write most control characters,
not even escaped; white space among them becomes a blank, the others U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bertsum_app import __version__
from bertsum_app.core.atomic import write_chunks_atomic
from bertsum_app.service.history import ExportFormat, HistoryEntry

TSV_COLUMNS = (
    "time",
    "mode",
    "source_language",
    "target_language",
    "model",
    "pinned",
    "source",
    "result",
)

_UNKNOWN_LANGUAGE = "und"

# What the production Char of XML 1.0 leaves out.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_export(path: Path, form: ExportFormat, entries: Iterable[HistoryEntry]) -> int:
    """Write entries to a file and return how many; of other work than translations TMX has none.

    Raises:
        AppError: the file cannot be written, or the entries not be read; an older file is kept.
    """
    count = 0

    def counted() -> Iterator[HistoryEntry]:
        nonlocal count
        for entry in entries:
            if form == "tsv" or entry.work.mode == "translate":
                count += 1
                yield entry

    lines = tsv_lines(counted()) if form == "tsv" else tmx_lines(counted())
    write_chunks_atomic(path, (line.encode("utf-8", "replace") for line in lines))
    return count


def tsv_lines(entries: Iterable[HistoryEntry]) -> Iterator[str]:
    """The lines of the TSV file, with their ends."""
    yield "\t".join(TSV_COLUMNS) + "\n"
    for entry in entries:
        work = entry.work
        values = (
            utc(entry.made_ms).isoformat(timespec="milliseconds"),
            work.mode,
            work.source_language or "",
            work.target_language or "",
            work.model_id,
            "1" if entry.pinned else "0",
            work.source_text,
            work.result_text,
        )
        yield "\t".join(in_one_line(value) for value in values) + "\n"


def tmx_lines(entries: Iterable[HistoryEntry]) -> Iterator[str]:
    """The TMX document of translations, piece by piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    yield '<tmx version="1.4">\n'
    yield (
        f'<header creationtool="BertSum" creationtoolversion={quoteattr(__version__)}'
        ' segtype="sentence" o-tmf="BertSum" adminlang="en" srclang="*all*" datatype="plaintext"/>\n'
    )
    yield "<body>\n"
    for entry in entries:
        yield from _units(entry)
    yield "</body>\n</tmx>\n"


def _units(entry: HistoryEntry) -> Iterator[str]:
    work = entry.work
    sentences = [
        (one.source.of(work.source_text), one.result.of(work.result_text))
        for one in work.sentences
        if one.result is not None
    ]
    if not sentences:
        attributes = f'tuid="{entry.id}" segtype="block"'
        yield _unit(entry, attributes, work.source_text, work.result_text)
    for number, (source, result) in enumerate(sentences, 1):
        yield _unit(entry, f'tuid="{entry.id}-{number}"', source, result)


def _unit(entry: HistoryEntry, attributes: str, source: str, result: str) -> str:
    work = entry.work
    made = utc(entry.made_ms).strftime("%Y%m%dT%H%M%SZ")
    parts = [
        f'<tu {attributes} creationdate="{made}">\n',
        f'<prop type="x-model">{_as_xml(work.model_id)}</prop>\n',
    ]
    for language, text in ((work.source_language, source), (work.target_language, result)):
        code = quoteattr(_writable(language or _UNKNOWN_LANGUAGE))
        parts.append(f"<tuv xml:lang={code}><seg>{_as_xml(text)}</seg></tuv>\n")
    return "".join(parts) + "</tu>\n"


def utc(made_ms: int) -> datetime:
    """A time as it is kept, in milliseconds since 1970."""
    return datetime.fromtimestamp(made_ms / 1000, timezone.utc)


def in_one_line(text: str) -> str:
    """A text as a cell of a TSV file."""
    for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return text


def _as_xml(text: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(_writable(text), {"\r": "&#13;"})


def _writable(text: str) -> str:
    return _NOT_IN_XML.sub(lambda found: " " if found.group().isspace() else "\ufffd", text)
