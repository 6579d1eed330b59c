"""What the list of documents says about each of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QObject

from bertsum_app.documents.errors import OutputExists
from bertsum_app.gui.documents.queue import QueuedDocument, QueueRequest
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.messages import message_for
from bertsum_app.service.document_summaries import DocumentSummaryRequest
from bertsum_app.service.documents import DocumentRequest
from bertsum_app.service.results import SummaryOutcome

_MINUTE_S = 60
_HOUR_S = 3600


class DocumentWords(QObject):
    """In the interface's language, whichever that is when it is asked."""

    def name(self, request: QueueRequest) -> str:
        """What a piece of work is called: by its file, or how many there are of them."""
        if isinstance(request, DocumentSummaryRequest) and request.others:
            return self.tr("%Ln documents together", "", len(request.paths))
        return request.path.name

    def state(self, document: QueuedDocument) -> str:
        """How it stands with a document, in a sentence or two."""
        state = document.state
        if state == "waiting":
            return self._waiting(document.request)
        if state == "working":
            return self._working(document)
        if state == "stopping":
            return self.tr("Stopping; what is done so far is kept…")
        if state == "asking":
            return self._asking(document)
        if state == "failed":
            message = message_for(document.error or AssertionError())
            # Where it lies is told by the tip of its name.
            text = message.text.replace(str(document.path), document.path.name)
            return self.tr("{title}. {text}").format(title=message.title, text=text)
        return self._over(document)

    def counts(self, done: int, total: int) -> str:
        """Such as "12 of 1,204 sentences"."""
        words = self.tr("{done} of %Ln sentence(s)", "", total)
        return words.format(done=QLocale().toString(done))

    def time_left(self, seconds: float) -> str:
        """Roughly; people want to know whether to wait."""
        if seconds < _MINUTE_S:
            return self.tr("less than a minute left")
        minutes, hours = round(seconds / _MINUTE_S), round(seconds / _HOUR_S)
        if seconds < _HOUR_S:
            return self.tr("about %Ln minute(s) left", "", minutes)
        return self.tr("about %Ln hour(s) left", "", hours)

    def _waiting(self, request: QueueRequest) -> str:
        if isinstance(request, DocumentRequest):
            target = language_name(request.target)
            return self.tr("Waits to be translated into {language}").format(language=target)
        return self.tr("Waits to be summarized")

    def _working(self, document: QueuedDocument) -> str:
        if not document.total:
            return self.tr("Reading…")
        if document.done >= document.total and isinstance(document.request, DocumentRequest):
            return self.tr("Writing the new file…")
        parts = [self.counts(document.done, document.total)]
        if document.seconds_left is not None:
            parts.append(self.time_left(document.seconds_left))
        return " · ".join(parts)

    def _asking(self, document: QueuedDocument) -> str:
        assert isinstance(document.error, OutputExists)
        name = Path(str(document.error.params["path"])).name
        return self.tr("{name} is there already.").format(name=name)

    def _over(self, document: QueuedDocument) -> str:
        if document.summary is not None:
            return self._summarized(document.summary.outcome)
        report = document.report
        if report is None:
            translated = isinstance(document.request, DocumentRequest)
            return self.tr("Not translated") if translated else self.tr("Not summarized")
        counts = report.counts
        if report.finished:
            words = self.tr("Translated into {language}: {name}")
        else:
            words = self.tr("Stopped. What was done by then is in {name}")
        parts = [
            words.format(language=language_name(report.target_language), name=report.output.name),
            self.counts(counts.translated, counts.total),
        ]
        if counts.kept:
            parts.append(self.tr("%Ln left as they are", "", counts.kept))
        if counts.doubtful:
            parts.append(self.tr("%Ln may be wrong", "", counts.doubtful))
        if counts.failed:
            parts.append(self.tr("%Ln could not be translated", "", counts.failed))
        return " · ".join(parts)

    def _summarized(self, outcome: SummaryOutcome) -> str:
        if outcome.scored is None:
            return self.tr("Summarized: an abstract")
        words = self.tr("Summarized: {chosen} of %Ln sentence(s)", "", len(outcome.scored.spans))
        return words.format(chosen=QLocale().toString(len(outcome.summary.sentences)))
