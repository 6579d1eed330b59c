"""The documents that are to be translated or summarized: one after another, each with what became of it.

The queue hands the engine one document at a time and never waits for it. A document that fails, or
has a question to be answered, lets the next one pass.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from bertsum_app.documents.errors import OutputExists
from bertsum_app.gui.bridge import EngineBridge, JobEnd, JobStep
from bertsum_app.gui.documents.time_left import TimeLeft
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.service.document_summaries import DocumentSummary, DocumentSummaryRequest
from bertsum_app.service.documents import DocumentReport, DocumentRequest
from bertsum_app.service.events import JobFailed, JobFinished, JobProgress
from bertsum_app.service.requests import DOCUMENTS_SLOT

State: TypeAlias = Literal[
    "waiting", "working", "stopping", "asking", "finished", "stopped", "failed"
]
OPEN: frozenset[State] = frozenset({"waiting", "working", "stopping", "asking"})
"""What is not over yet."""


QueueRequest: TypeAlias = DocumentRequest | DocumentSummaryRequest


@dataclass(frozen=True)
class QueuedDocument:
    """One document and how far it is; `total` 0: it is being read.

    `seconds_left` None: nobody can tell. `report` is there once a file was written, `summary` once the
    document was summarized, `error` for what failed or (in the state "asking", an `OutputExists`) is to
    be decided.
    """

    key: int
    request: QueueRequest
    state: State = "waiting"
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    report: DocumentReport | None = None
    summary: DocumentSummary | None = None
    error: Exception | None = None

    @property
    def path(self) -> Path:
        """The document."""
        return self.request.path

    @property
    def paths(self) -> tuple[Path, ...]:
        """The document, or all that are summarized together."""
        return self.request.paths

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.state in OPEN


class DocumentQueue(QObject):
    """Documents in the order in which they came; all calls on the GUI thread."""

    added = Signal(object)
    """A `QueuedDocument` came to the end of the queue."""

    changed = Signal(object)
    """Something about a `QueuedDocument` is new; this is how it is now."""

    removed = Signal(int)
    """The document of this key is no longer in the list."""

    def __init__(
        self, bridge: EngineBridge, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` gives seconds."""
        super().__init__(parent)
        self._bridge = bridge
        self._clock = clock
        self._engine: EnginePort | None = None
        self._documents: dict[int, QueuedDocument] = {}
        self._next_key = 1
        self._job: int | None = None
        self._at_work: int | None = None
        """The key of the document that the engine has."""
        self._time_left = TimeLeft()

    @property
    def documents(self) -> tuple[QueuedDocument, ...]:
        """All of them, in order."""
        return tuple(self._documents.values())

    @property
    def is_busy(self) -> bool:
        """Whether the engine has a document."""
        return self._job is not None

    def find(self, key: int) -> QueuedDocument | None:
        """The document of this key, if it is still in the list."""
        return self._documents.get(key)

    def attach(self, engine: EnginePort) -> None:
        """Use this engine; what waits begins."""
        self._engine = engine
        self._go_on()

    def add(self, requests: Iterable[QueueRequest]) -> None:
        """Put documents at the end; one that is there already, and not over, is left out."""
        known = {_work(each.request) for each in self.documents if each.is_open}
        for request in requests:
            if _work(request) not in known:
                known.add(_work(request))
                self._append(request)
        self._go_on()

    def refuse(self, request: QueueRequest, error: Exception) -> None:
        """Put something at the end that cannot be worked on, and why."""
        self._append(request, "failed", error)

    def cancel(self, key: int) -> None:
        """Stop a document; what is done of it by then is kept."""
        document = self._documents[key]
        if document.state in ("waiting", "asking"):
            self._put(replace(document, state="stopped", error=None))
        elif document.state == "working" and self._engine is not None and self._job is not None:
            self._put(replace(document, state="stopping", seconds_left=None))
            self._engine.cancel(self._job)

    def cancel_all(self) -> None:
        """Stop all that is not over."""
        # What waits first: otherwise it would begin.
        for document in sorted(self.documents, key=lambda each: each.state == "working"):
            self.cancel(document.key)

    def retry(self, key: int, request: QueueRequest | None = None) -> None:
        """Do a document anew, as before or as `request` says, unless it is at work."""
        document = self._documents[key]
        if document.state not in ("working", "stopping"):
            self._put(QueuedDocument(key, request or document.request))
            self._go_on()

    def change_waiting(self, change: Callable[[DocumentRequest], DocumentRequest]) -> None:
        """Ask for something else of all translations that have not begun."""
        for document in self.documents:
            request = document.request
            if document.state == "waiting" and isinstance(request, DocumentRequest):
                self._put(replace(document, request=change(request)))

    def remove(self, key: int) -> None:
        """Take a document that is over out of the list; its files stay."""
        if not self._documents[key].is_open:
            del self._documents[key]
            self.removed.emit(key)

    def clear(self) -> None:
        """Take out all that are over."""
        for document in self.documents:
            self.remove(document.key)

    # --- inside ---------------------------------------------------------------------------------

    def _append(
        self, request: QueueRequest, state: State = "waiting", error: Exception | None = None
    ) -> None:
        document = QueuedDocument(self._next_key, request, state, error=error)
        self._next_key += 1
        self._documents[document.key] = document
        self.added.emit(document)

    def _put(self, document: QueuedDocument) -> None:
        self._documents[document.key] = document
        self.changed.emit(document)

    def _go_on(self) -> None:
        """Begin with the next, if there is one and nothing is at work."""
        if self._engine is None or self._job is not None:
            return
        waiting = next((each for each in self.documents if each.state == "waiting"), None)
        if waiting is None:
            return
        self._at_work = waiting.key
        self._time_left = TimeLeft()
        self._job = self._engine.submit(waiting.request, DOCUMENTS_SLOT)
        self._bridge.follow(self._job, self._on_ended, self._on_step)
        self._put(replace(waiting, state="working"))

    def _on_step(self, event: JobStep) -> None:
        document = self._documents.get(self._at_work or 0)
        if document is None or document.state != "working" or not isinstance(event, JobProgress):
            return
        done, total = event.progress.done, event.progress.total
        left = self._time_left.step(self._clock(), done, total)
        self._put(replace(document, done=done, total=total, seconds_left=left))

    def _on_ended(self, event: JobEnd) -> None:
        document = self._documents[self._at_work or 0]
        self._at_work = self._job = None
        if isinstance(event, JobFinished) and isinstance(event.result, DocumentReport):
            report = event.result
            state: State = "finished" if report.finished else "stopped"
            self._put(replace(document, state=state, report=report))
        elif isinstance(event, JobFinished) and isinstance(event.result, DocumentSummary):
            self._put(replace(document, state="finished", summary=event.result))
        elif isinstance(event, JobFailed):
            asks = isinstance(event.error, OutputExists)
            state = "asking" if asks else "failed"
            self._put(replace(document, state=state, error=event.error))
        else:
            self._put(replace(document, state="stopped"))
        self._go_on()


def _work(request: QueueRequest) -> tuple[tuple[Path, ...], str]:
    """What tells one piece of work from another: a document is not wanted twice for the same."""
    return request.paths, request.target if isinstance(request, DocumentRequest) else ""


def together(documents: Iterable[QueuedDocument]) -> tuple[DocumentSummaryRequest, ...]:
    """What can be summarized as one: documents that have a summary each, or will have one."""
    return tuple(
        each.request
        for each in documents
        if isinstance(each.request, DocumentSummaryRequest)
        and not each.request.others
        and (each.summary is not None or each.is_open)
    )
