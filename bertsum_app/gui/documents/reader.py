"""Reading a document for its text, off the GUI thread; the newest one wins."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError
from bertsum_app.documents.format import AS_FOUND, Reading
from bertsum_app.documents.isolation import DocumentProcess
from bertsum_app.documents.model import Document

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Answer:
    token: CancelToken
    path: Path
    outcome: Document | Exception


class DocumentReader(QObject):
    """Answers by signal on the GUI thread; what was called off is not answered."""

    read = Signal(object, object)
    """A path, and the `Document` in it."""

    failed = Signal(object)
    """The `Exception` that kept the document from being read."""

    _done = Signal(object)

    def __init__(self, parent: QObject, *, whole: bool = True) -> None:
        """Not `whole`: what is known of documents besides their blocks is enough."""
        super().__init__(parent)
        self._whole = whole
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bertsum-reader")
        self._process = DocumentProcess()
        self._token: CancelToken | None = None
        """Of the document that is wanted."""
        self._closed = False
        self._done.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a document is being read."""
        return self._token is not None

    def begin(self, path: Path, reading: Reading = AS_FOUND) -> None:
        """Read this one, in place of whatever is being read."""
        self.cancel()
        if not self._closed:
            self._token = CancelToken()
            self._executor.submit(self._work, path, reading, self._token)

    def cancel(self) -> None:
        """Nobody wants the document any more."""
        if self._token is not None:
            self._token.cancel()
            self._token = None

    def close(self) -> None:
        """Begin nothing more; what runs is called off."""
        self.cancel()
        self._closed = True
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _work(self, path: Path, reading: Reading, token: CancelToken) -> None:
        outcome: Document | Exception
        try:
            ask = self._process.read if self._whole else self._process.look
            outcome = ask(path, reading, token)
        except Cancelled:
            return
        except AppError as error:
            outcome = error
        except Exception as error:
            _log.exception("reading a document failed")
            outcome = error
        # Behind `close` this object may be gone.
        if not self._closed:
            self._done.emit(_Answer(token, path, outcome))

    def _announce(self, answer: _Answer) -> None:
        if self._closed or answer.token is not self._token:
            return
        self._token = None
        if isinstance(answer.outcome, Exception):
            self.failed.emit(answer.outcome)
        else:
            self.read.emit(answer.path, answer.outcome)
