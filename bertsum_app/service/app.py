"""The program without a face: what the command line and the window both stand on.

Commands call `translate`, `summarize` and `sentiment`, which work in the calling thread. The window
calls `start` and gets an `EngineHost`, which works in a thread of its own. Making a service reads
one small settings file and loads no model.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import AppError, SettingsDamaged
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.resources import embedded_models
from bertsum_app.core.settings import Settings, drop_damaged, read_settings, save_settings
from bertsum_app.library.store import InstalledModel, ModelStore
from bertsum_app.service.engine_host import EngineHost
from bertsum_app.service.engines import EngineCache, EngineOpener, OpenedEngine, open_engine
from bertsum_app.service.events import Event
from bertsum_app.service.jobs import JobCallbacks, JobOutcome, JobRunner
from bertsum_app.service.requests import SentimentRequest, SummarizeRequest, TranslateRequest
from bertsum_app.text.detect import LanguageDetector

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import TranslationResult
    from bertsum_app.service.document_summaries import DocumentSummary, DocumentSummaryRequest
    from bertsum_app.service.documents import DocumentReport, DocumentRequest
    from bertsum_app.service.results import SummaryOutcome

_log = logging.getLogger(__name__)


class BertSumService:
    """Folders, models, settings and the jobs. To be used from one thread.

    The jobs raise `AppError` when the text, the model or the machine does not allow them, and
    `Cancelled` when their token was set.
    """

    def __init__(
        self,
        paths: AppPaths,
        models: ModelStore,
        settings: Settings,
        *,
        opener: EngineOpener | None = None,
        problems: tuple[AppError, ...] = (),
    ) -> None:
        """Load nothing yet.

        Args:
            paths: the user's folders.
            models: those there are.
            settings: to go by from the start.
            opener: loads a model; by default a real one, and all engines share one detector.
            problems: troubles of the start that do not keep the program from working.
        """
        self.paths = paths
        self.models = models
        self.settings = settings
        self.problems = problems
        # Thread-safe: the engine thread uses it, too.
        self._detector = LanguageDetector()
        self._opener = opener or partial(open_engine, detector=self._detector)
        self._engines = EngineCache(models, paths, self._opener)
        self._runner = JobRunner(self._engines, self._detector)

    @classmethod
    def default(cls, environ: Mapping[str, str] = os.environ) -> BertSumService:
        """The service of this user: their folders, their settings, the models in the program."""
        paths = AppPaths.default(environ)
        loaded = read_settings(paths.settings_file)
        problems = () if loaded.problem is None else (loaded.problem,)
        models = ModelStore(embedded_models(), paths.models)
        return cls(paths, models, loaded.settings, problems=problems)

    def keep_settings(self, settings: Settings) -> None:
        """Use other settings from now on, and store them.

        Raises:
            AppError: they cannot be stored; they are used all the same.
        """
        self.settings = settings
        save_settings(self.paths.settings_file, settings)

    def problems_told(self) -> None:
        """The person was told of all `problems`: damaged settings are not told of again."""
        for problem in self.problems:
            if isinstance(problem, SettingsDamaged):
                drop_damaged(problem)

    def start(self, publish: Callable[[Event], None]) -> EngineHost:
        """An engine thread with loaded models of its own; whoever starts it closes it."""
        return EngineHost(
            self.models,
            self.paths,
            self.settings,
            publish,
            opener=self._opener,
            detector=self._detector,
        )

    def translate(
        self,
        request: TranslateRequest,
        cancel: CancelToken | None = None,
        callbacks: JobCallbacks | None = None,
    ) -> JobOutcome[TranslationResult]:
        """Translate in this thread."""
        return self._runner.translate(
            request, self.settings, cancel or CancelToken(), callbacks or JobCallbacks()
        )

    def translate_document(
        self,
        request: DocumentRequest,
        cancel: CancelToken | None = None,
        callbacks: JobCallbacks | None = None,
    ) -> JobOutcome[DocumentReport]:
        """Translate a file into a new file, in this thread."""
        return self._runner.translate_document(
            request, self.settings, cancel or CancelToken(), callbacks or JobCallbacks()
        )

    def summarize_document(
        self,
        request: DocumentSummaryRequest,
        cancel: CancelToken | None = None,
        callbacks: JobCallbacks | None = None,
    ) -> JobOutcome[DocumentSummary]:
        """Read and summarize a file, in this thread."""
        return self._runner.summarize_document(
            request, self.settings, cancel or CancelToken(), callbacks or JobCallbacks()
        )

    def summarize(
        self,
        request: SummarizeRequest,
        cancel: CancelToken | None = None,
        callbacks: JobCallbacks | None = None,
    ) -> JobOutcome[SummaryOutcome]:
        """Summarize in this thread."""
        return self._runner.summarize(
            request, self.settings, cancel or CancelToken(), callbacks or JobCallbacks()
        )

    def sentiment(
        self,
        request: SentimentRequest,
        cancel: CancelToken | None = None,
        callbacks: JobCallbacks | None = None,
    ) -> JobOutcome[SentimentResult]:
        """Read sentiment in this thread."""
        return self._runner.sentiment(
            request, self.settings, cancel or CancelToken(), callbacks or JobCallbacks()
        )

    def model(self, model_id: str | None) -> InstalledModel:
        """The installed model of this id, or the embedded default.

        Raises:
            ModelError: there is no usable one.
        """
        return self._engines.find(model_id)

    def engine(self, model_id: str | None) -> OpenedEngine:
        """The engine itself, for runs over test sets; it stays the service's to close.

        Raises:
            AppError: the model cannot be loaded.
        """
        return self._engines.get(self._engines.find(model_id), self.settings)

    def usual_target(self, text: str, source: str | None) -> str:
        """The language to translate into when nobody named one.

        The one of the settings - unless the text is in that language already (`source` None: it is
        detected): then English, or Chinese for an English text.
        """
        wanted = self.settings.target_language
        if source is None:
            source = self.language_of(text)
        if source != wanted:
            return wanted
        return "zh" if wanted == "en" else "en"

    def language_of(self, text: str) -> str | None:
        """The language that `text` seems to be in, ISO 639-1; None where nothing tells."""
        detection = self._detector.detect(text)
        return detection.language if detection else None

    def close(self) -> None:
        """Give back the models this service loaded; hosts are closed by their owners."""
        self._engines.close()
