"""The history of finished work, as values that cross threads. Nothing here touches the database.

`HistoryHost` (in `history_host`) takes the requests and publishes the events.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bertsum_app.inference.selection import SummaryMethod
    from bertsum_app.text.sentences import Span

HistoryMode: TypeAlias = Literal["translate", "summarize", "sentiment"]
ExportFormat: TypeAlias = Literal["tsv", "tmx"]

PAGE_SIZE = 200
"""Rows of a list that are looked up at once."""

EXCERPT_LENGTH = 300
"""Code points of a text that a row shows at most."""

MAX_TEXT_BYTES = 1_000_000
"""Work with a longer source or result (UTF-8) is not kept."""


@dataclass(frozen=True)
class Replaced:
    """What the machine had made of a sentence, and doubted of it, where the person's words stand.

    `chosen`: the person took another rendering of the machine's as it was; else the words are theirs.
    """

    text: str
    doubts: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True)
class KeptSentence:
    """A sentence of the source, and what came of it. `doubts` are codes as in `inference.guards`.

    `source` and `result` are places in the texts of the work, in code points; no `result`: the
    sentence has no words of its own there. `score` is how telling the sentence is for a summary, or
    its probability of being positive. `replaced` is there where the person changed the sentence.
    """

    source: Span
    result: Span | None = None
    score: float | None = None
    doubts: tuple[str, ...] = ()
    replaced: Replaced | None = None


@dataclass(frozen=True)
class FinishedWork:
    """A finished piece of work: all that is needed to show it again as it was.

    `source_language` is the one the text was found or said to be in; `target_language` is None
    where nothing was translated. `sentences` are in the order of the source: of a translation those
    translated, of key sentences all with their scores (those chosen have a `result`), of an abstract
    the whole text as one. `method` is that of a summary, `positive` the probability that a text as
    a whole is positive; both are None for other work.
    """

    mode: HistoryMode
    source_text: str
    result_text: str
    source_language: str | None
    target_language: str | None
    model_id: str
    method: SummaryMethod | None = None
    positive: float | None = None
    sentences: tuple[KeptSentence, ...] = ()

    @property
    def is_left_as_it_was(self) -> bool:
        """Whether nothing was to be translated: the text is pictures alone, or in that language."""
        return self.source_language == self.target_language and self.source_text == self.result_text


@dataclass(frozen=True)
class HistoryEntry:
    """A kept piece of work, whole. `made_ms` are milliseconds since 1970, UTC."""

    id: int
    made_ms: int
    pinned: bool
    work: FinishedWork


@dataclass(frozen=True)
class HistoryRow:
    """What a list shows of an entry: one line of either text, around what was searched for."""

    id: int
    made_ms: int
    pinned: bool
    mode: HistoryMode
    source: str
    result: str
    source_language: str | None
    target_language: str | None


@dataclass(frozen=True)
class HistoryQuery:
    """Entries that hold every word of `text` (all entries for a text of none); the first `limit`.

    A word is found inside of longer ones, too, in either text, and without regard to upper and
    lower case - for words of one or two characters that is true of ASCII letters only.
    """

    text: str = ""
    limit: int = PAGE_SIZE


# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HistoryListed:
    """The answer to the newest `look`: pinned entries first, then by time, newest first.

    `total` counts all entries there are, found or not.
    """

    query: HistoryQuery
    rows: tuple[HistoryRow, ...]
    total: int
    has_more: bool


@dataclass(frozen=True)
class HistoryFetched:
    """The answer to `fetch`."""

    entry: HistoryEntry


@dataclass(frozen=True)
class HistoryChanged:
    """Something was kept, pinned, deleted or brought back: lists are out of date."""


@dataclass(frozen=True)
class HistoryDeleted:
    """So many entries were deleted, and can be brought back with `undo_delete`."""

    count: int


@dataclass(frozen=True)
class HistoryExported:
    """So many entries were written to a file."""

    path: Path
    count: int


@dataclass(frozen=True)
class HistoryFailed:
    """A request came to nothing: an `AppError`, or a bug of ours."""

    error: Exception


HistoryEvent: TypeAlias = (
    HistoryListed
    | HistoryFetched
    | HistoryChanged
    | HistoryDeleted
    | HistoryExported
    | HistoryFailed
)
