"""What there is to say about the source text while it is typed: sentences and language.

Works in a thread of its own, so that neither the window nor a running job waits for it. The newest
text wins; facts about an older one are dropped.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from bertsum_app.core.errors import AppError, TextTooLong

if TYPE_CHECKING:
    from bertsum_app.text.detect import LanguageDetector
    from bertsum_app.text.line_joins import Join

_log = logging.getLogger(__name__)

COUNTED_LIMIT = 200_000
"""Longer texts (code points) are not cut into sentences just to count them."""

MAX_FILE_BYTES = 8 << 20
"""Larger files are for the command line; a pane is no place for them."""


@dataclass(frozen=True)
class TextFacts:
    """`sentences` is None when they were not counted, `language` when nobody can tell."""

    revision: int
    sentences: int | None
    language: str | None
    joins: tuple[Join, ...] = ()
    """Line breaks that are probably only the wrapping of a page."""
    words: int | None = None
    """Words, and characters of scripts without blanks; None: not counted."""


@dataclass(frozen=True)
class FileText:
    """A text file that was read, and the encoding it was read in."""

    path: Path
    text: str
    encoding: str


class TextWorker(QObject):
    """Looks at texts and reads text files, off the GUI thread; answers by signal on it."""

    facts_found = Signal(object)
    file_read = Signal(object)
    file_failed = Signal(object)

    # From the worker thread to this object's.
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bertsum-text")
        self._closed = False
        self._newest: Future[None] | None = None
        self._detector: LanguageDetector | None = None
        self._done.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def look_at(self, text: str, revision: int) -> None:
        """Find the facts about a text; one that still waits for its turn is dropped."""
        if self._closed:
            return
        if self._newest is not None:
            self._newest.cancel()
        self._newest = self._executor.submit(self._look, text, revision)

    def read_file(self, path: Path, encoding: str | None = None) -> None:
        """Read a text file; the answer is `file_read` or `file_failed`."""
        if not self._closed:
            self._executor.submit(self._read, path, encoding)

    def close(self) -> None:
        """Begin nothing more; what runs ends by itself, unheard."""
        self._closed = True
        self._executor.shutdown(wait=False, cancel_futures=True)

    # --- in the worker thread ---

    def _look(self, text: str, revision: int) -> None:
        try:
            facts = facts_about(text, revision, self._language_detector())
        except Exception:
            # Nothing about the text is known then, and nobody waits for it in vain.
            _log.exception("looking at a text failed")
            facts = TextFacts(revision, None, None)
        self._tell(facts)

    def _read(self, path: Path, encoding: str | None) -> None:
        try:
            self._tell(read_file(path, encoding))
        except AppError as error:
            self._tell(error)
        except Exception as error:
            _log.exception("reading a file failed")
            self._tell(error)

    def _tell(self, outcome: TextFacts | FileText | Exception) -> None:
        # Behind `close` this object may be gone.
        if not self._closed:
            self._done.emit(outcome)

    def _announce(self, outcome: TextFacts | FileText | Exception) -> None:
        if self._closed:
            return
        if isinstance(outcome, TextFacts):
            self.facts_found.emit(outcome)
        elif isinstance(outcome, FileText):
            self.file_read.emit(outcome)
        else:
            self.file_failed.emit(outcome)

    def _language_detector(self) -> LanguageDetector:
        if self._detector is None:
            from bertsum_app.text.detect import LanguageDetector

            self._detector = LanguageDetector()
        return self._detector


def facts_about(text: str, revision: int, detector: LanguageDetector) -> TextFacts:
    """Language, words, sentences and broken lines of a text."""
    from bertsum_app.text.counts import count_words
    from bertsum_app.text.line_joins import propose_joins
    from bertsum_app.text.normalize import normalize
    from bertsum_app.text.sentences import sentence_spans

    found = detector.detect(text)
    language = None if found is None else found.language
    if len(text) > COUNTED_LIMIT:
        return TextFacts(revision, None, language, words=count_words(text))
    sentences = len(sentence_spans(normalize(text).text, language))
    return TextFacts(revision, sentences, language, propose_joins(text), count_words(text))


def read_file(path: Path, encoding: str | None = None) -> FileText:
    """The text of a file that is not too large; `encoding` None: find out.

    Raises:
        TextTooLong, UnreadableFile, UnknownEncoding: the file is none we can show.
    """
    from bertsum_app.documents.plain import read_with_encoding

    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # the reader says what is wrong, in its own words
    if size > MAX_FILE_BYTES:
        raise TextTooLong(limit=MAX_FILE_BYTES, length=size)
    return FileText(path, *read_with_encoding(path, encoding))
