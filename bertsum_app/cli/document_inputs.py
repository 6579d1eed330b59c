"""Documents, folders of them and plain texts as inputs of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from bertsum_app.cli.console import STDIN, report
from bertsum_app.cli.inputs import Input, read_input
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import InputError, from_read_error
from bertsum_app.documents.format import Reading
from bertsum_app.documents.isolation import DocumentProcess
from bertsum_app.documents.recognition import is_document
from bertsum_app.service.documents import documents_beneath

#: Bytes that tell a document from plain text.
_HEAD = 4096


def for_each_document(
    names: Sequence[str], work: Callable[[Input], None], encoding: str | None, *, recursive: bool
) -> int:
    """As `inputs.for_each_input`, for files that may be more than plain text, and for folders."""
    exit_code = 0
    for name in names or (STDIN,):
        try:
            for found in _files(name, recursive=recursive):
                failed = _attempt(found, work, encoding)
                exit_code = exit_code or failed
        except InputError as error:  # a folder that cannot be read or holds nothing
            report(error, about=name)
            exit_code = exit_code or error.exit_code
    return exit_code


def _files(name: str, *, recursive: bool) -> Iterator[str]:
    path = Path(name)
    if name != STDIN and path.is_dir():
        yield from map(str, documents_beneath(path, recursive=recursive))
        return
    # On Windows no shell has done it. A file may really be called so.
    matching = sorted(glob(name)) if has_magic(name) and not path.exists() else []
    yield from matching or [name]


def _attempt(name: str, work: Callable[[Input], None], encoding: str | None) -> int:
    try:
        work(_read(name, encoding))
    except InputError as error:
        report(error, about=name)
        return error.exit_code
    return 0


def _read(name: str, encoding: str | None) -> Input:
    """A document by a process of its own; plain text and pipes as other commands read them.

    Raises:
        InputError: it cannot be read.
    """
    path = Path(name)
    if name == STDIN or not path.is_file():
        return read_input(name, encoding)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise from_read_error(error, path) from error
    if not head or not is_document(path, head):
        return read_input(name, encoding)
    document = DocumentProcess().read(path, Reading(encoding), CancelToken())
    return Input(name, document.text, document)
