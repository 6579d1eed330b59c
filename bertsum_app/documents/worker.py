"""The process that reads and writes documents, for one file each.

One JSON line comes in on standard input; on standard output a JSON line goes back and, behind it,
the bytes of a written file. It is started by `isolation.py` and never by a user.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

from bertsum_app.core.errors import AppError, from_read_error
from bertsum_app.documents.codec import Json, document_to_json, rewriting_from_json
from bertsum_app.documents.errors import (
    DocumentChanged,
    DocumentDamaged,
    DocumentEmpty,
    DocumentTooLarge,
    DocumentTooMuchMemory,
)
from bertsum_app.documents.format import Format, Source, WriteOptions, Written
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.limits import MEGABYTE, Limits, limit_this_process
from bertsum_app.documents.model import Document


def main() -> int:
    """Do what standard input asks for; it may end without a word."""
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    request = json.loads(line)
    limits = Limits(**request["limits"])
    path = Path(request["path"])
    limit_this_process(limits)
    answer: Json
    payload = b""
    try:
        if request["task"] == "read":
            _, document = read_document(_source(request, path, limits))
            answer = {"document": document_to_json(document)}
        elif request["task"] == "look":
            _, document = _taken_apart(_source(request, path, limits))
            answer = {"document": document_to_json(replace(document, blocks=()))}
        else:
            written = _write(request, path, limits)
            payload = written.data
            answer = {"bytes": len(payload), "left_out": written.left_out}
    except AppError as error:
        answer = {"error": error.code, "params": _plain(error)}
    except MemoryError:
        too_much = DocumentTooMuchMemory(path, limits.memory_mb)
        answer = {"error": too_much.code, "params": _plain(too_much)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.write(payload)
    sys.stdout.buffer.flush()
    return 0


def read_document(source: Source) -> tuple[type[Format], Document]:
    """A file's format and content.

    Raises:
        AppError: as `format_of` and `Format.read`; `DocumentEmpty` where no text is in it.
    """
    chosen, document = _taken_apart(source)
    if not any(block.text.strip() for block in document.blocks):
        raise DocumentEmpty(source.path)
    return chosen, document


def _taken_apart(source: Source) -> tuple[type[Format], Document]:
    chosen = format_of(source)
    try:
        return chosen, replace(chosen.read(source), digest=_digest(source))
    except RecursionError as error:
        raise DocumentDamaged(source.path, "it is nested too deeply") from error


def _write(request: Json, path: Path, limits: Limits) -> Written:
    source = _source(request, path, limits)
    if request["digest"] != _digest(source):
        raise DocumentChanged(path)
    options = WriteOptions(**request["options"])
    rewriting = rewriting_from_json(request["rewriting"])
    if options.side_by_side:
        from bertsum_app.documents.flow_word import side_by_side

        _, document = read_document(source)
        file = side_by_side(
            document, rewriting, options.language, old_language=options.source_language
        )
        return Written(file)
    return format_of(source).write(source, rewriting, options)


def _digest(source: Source) -> str:
    return hashlib.sha256(source.data).hexdigest()


def _source(request: Json, path: Path, limits: Limits) -> Source:
    try:
        size = path.stat().st_size
        if size > limits.file_mb * MEGABYTE:
            raise DocumentTooLarge(path, -(-size // MEGABYTE), limits.file_mb)
        with path.open("rb") as file:
            # Whatever it said of its size: a device or a pipe has none.
            data = file.read(limits.file_mb * MEGABYTE + 1)
    except OSError as error:
        raise from_read_error(error, path) from error
    if len(data) > limits.file_mb * MEGABYTE:
        raise DocumentTooLarge(path, limits.file_mb + 1, limits.file_mb)
    encoding, columns = request["reading"]["encoding"], request["reading"]["columns"]
    return Source(path, data, encoding, None if columns is None else tuple(columns))


def _plain(error: AppError) -> Json:
    return {
        name: str(value) if isinstance(value, Path) else value
        for name, value in error.params.items()
    }
