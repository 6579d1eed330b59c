"""The texts a command works on: FILE arguments one after another, `-` for standard input."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.console import STDIN, read_stdin, report
from bertsum_app.cli.options import add_encoding
from bertsum_app.core.errors import (
    EmptyText,
    InputError,
    UnknownEncoding,
    WrongEncoding,
    from_read_error,
)
from bertsum_app.documents.plain import decode_bytes

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document


@dataclass(frozen=True)
class Input:
    """A text and the argument that named it; `document`: it is the text of this one."""

    name: str
    text: str
    document: Document | None = None


def add_files(parser: argparse.ArgumentParser) -> None:
    """The `[FILE|-]...` of a command, and `--encoding`."""
    add_encoding(parser)
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="text files, done one after another; '-' or none: standard input",
    )


def for_each_input(
    names: Sequence[str], work: Callable[[Input], None], encoding: str | None = None
) -> int:
    """Hand each input to `work` and return the exit code; `encoding` None: find out.

    An input that cannot be used is reported and the next one is done; its exit code is returned in
    the end. Every other error ends the command.
    """
    exit_code = 0
    for name in names or (STDIN,):
        try:
            work(read_input(name, encoding))
        except InputError as error:
            report(error, about=name)
            exit_code = exit_code or error.exit_code
    return exit_code


def read_input(name: str, encoding: str | None = None) -> Input:
    """Read a file, or standard input for `-`, in `encoding` or whatever it is in.

    Raises:
        EmptyText: there is not one byte in it.
        InputError: it cannot be read or decoded.
    """
    data = read_stdin() if name == STDIN else _read_file(Path(name))
    text = _decode(data, Path(name), encoding)
    if not text:
        raise EmptyText
    return Input(name, text)


def _read_file(path: Path) -> bytes:
    # Once only: it may be a pipe.
    try:
        return path.read_bytes()
    except OSError as error:
        raise from_read_error(error, path) from error


def _decode(data: bytes, path: Path, encoding: str | None) -> str:
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeError as error:
            raise WrongEncoding(path, encoding) from error
    if not _is_utf8(data, "strict") and _is_utf8(data, "surrogatepass"):
        # Lone surrogates, which some programs write into what is otherwise UTF-8, do no harm:
        # normalisation takes them out.
        return data.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    try:
        return decode_bytes(data)[0]
    except UnknownEncoding as error:
        raise UnknownEncoding(path) from error


def _is_utf8(data: bytes, errors: str) -> bool:
    try:
        data.decode("utf-8", errors)
    except UnicodeDecodeError:
        return False
    return True
