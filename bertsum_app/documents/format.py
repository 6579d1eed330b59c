"""What a format of documents can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bertsum_app.core.errors import UnknownEncoding, WrongEncoding
from bertsum_app.core.languages import is_right_to_left
from bertsum_app.documents.kinds import Flowing, Kind
from bertsum_app.documents.model import Document, Rewriting
from bertsum_app.documents.plain import decode_bytes


@dataclass(frozen=True)
class Reading:
    """What the user says of how a file is to be read; None: to be found out.

    `encoding`: of text. `columns`: whose words are wanted, by name: of a table, or keys of data.
    """

    encoding: str | None = None
    columns: tuple[str, ...] | None = None


#: Everything is to be found out.
AS_FOUND = Reading()


@dataclass(frozen=True)
class Source:
    """The bytes of a file; `encoding` and `columns` are as in `Reading`."""

    path: Path
    data: bytes
    encoding: str | None = None
    columns: tuple[str, ...] | None = None

    def decoded(self) -> tuple[str, str]:
        """The text and its encoding; a byte order mark stays with the encoding.

        Raises:
            UnknownEncoding: it is text in none that we know.
            WrongEncoding: it is not in the one the user named.
        """
        if self.encoding is None:
            try:
                return decode_bytes(self.data)
            except UnknownEncoding as error:
                raise UnknownEncoding(self.path) from error
        return self.decoded_as(self.encoding), self.encoding

    def decoded_as(self, encoding: str) -> str:
        """The text, if it is in this encoding.

        Raises:
            WrongEncoding: it is not, or there is no such encoding.
        """
        try:
            return self.data.decode(encoding)
        except (UnicodeError, LookupError) as error:
            raise WrongEncoding(self.path, encoding) from error


@dataclass(frozen=True)
class WriteOptions:
    """`language`: of the new text. `bilingual`: the original stays, the translation follows it.

    `side_by_side`: a Word file with both in a table, whatever the format; `worker.py` sees to it.
    `on_pages`: what has pages keeps them, with the new text in place of the old, where it could flow;
    if bilingual, each follows the page that it is the translation of.
    `flows_as`: what is written where text flows anew. `source_language`: of the old text, if known.
    """

    language: str
    bilingual: bool = False
    side_by_side: bool = False
    on_pages: bool = False
    flows_as: Flowing = "docx"
    source_language: str | None = None

    @property
    def right_to_left(self) -> bool | None:
        """Which way the new words run; None: as the old ones, from left to right."""
        if is_right_to_left(self.language):
            return True
        ran = self.source_language is not None and is_right_to_left(self.source_language)
        return False if ran else None


@dataclass(frozen=True)
class Written:
    """A new file, and the blocks whose new content could not be put into it without harm."""

    data: bytes
    left_out: tuple[int, ...] = ()


class Format(ABC):
    """One kind of file. Formats are used as classes and hold no state.

    Reading and writing are given bytes from anywhere; they run in a process of their own, with time
    and memory limited (`isolation.py`).
    """

    kind: ClassVar[Kind]

    @classmethod
    @abstractmethod
    def read(cls, source: Source) -> Document:
        """Take the file apart.

        Raises:
            AppError: a `DocumentError`, or `UnknownEncoding`.
        """

    @classmethod
    @abstractmethod
    def write(cls, source: Source, rewriting: Rewriting, options: WriteOptions) -> Written:
        """The file with new contents in some blocks, which are numbered as `read` numbers them.

        Raises as `read`.
        """


def encoded(text: str, encoding: str) -> bytes:
    """`text` in the encoding its source had, or in UTF-8 where that one lacks a character."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
