"""The loaded models: at most a few, the least recently used one makes room.

Not thread-safe on purpose. Whoever owns an `EngineCache` (the engine thread of the window, the only
thread of a command) is the only one who touches it and the engines in it.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bertsum_app.core.errors import AppError
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import InstalledModel, ModelStore
from bertsum_app.model.memory import out_of_memory_told

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentReader
    from bertsum_app.inference.summarizer import Summarizer
    from bertsum_app.inference.translator import Translator
    from bertsum_app.text.detect import LanguageDetector

_log = logging.getLogger(__name__)

MAX_ENGINES = 2


class LoadedModel(Protocol):
    """What the jobs need of `inference.engine.Engine`; tests put fakes in its place."""

    @property
    def translator(self) -> Translator:
        """Raises `JobNotSupported` when the model has no decoder."""
        ...

    @property
    def summarizer(self) -> Summarizer:
        """Raises `JobNotSupported` when the model can summarize in no way."""
        ...

    @property
    def sentiment_reader(self) -> SentimentReader:
        """Raises `JobNotSupported` when the model has no classifier."""
        ...

    @property
    def device_label(self) -> str:
        """What it runs on, e.g. `CPU · int8`."""
        ...

    @property
    def cache_problem(self) -> AppError | None:
        """Why loading it will take as long again the next time; None when it will not."""
        ...

    def close(self) -> None:
        """Give the memory back."""
        ...


class EngineOpener(Protocol):
    """Loads a model; raises `AppError`."""

    def __call__(
        self, installed: InstalledModel, paths: AppPaths, device: str, threads: int
    ) -> LoadedModel: ...


def open_engine(
    installed: InstalledModel,
    paths: AppPaths,
    device: str,
    threads: int,
    *,
    detector: LanguageDetector | None = None,
) -> LoadedModel:
    """The real opener. The runtime's libraries are imported here, at the first model loaded.

    `detector`: one to share among engines, since its tables are large (see `Engine.open`).
    """
    from bertsum_app.inference.engine import Engine

    return Engine.open(installed, paths, device=device, threads=threads, detector=detector)


@dataclass(frozen=True)
class OpenedEngine:
    """`milliseconds` is the time this call spent loading: 0 when the model was there.

    `cache_problem`, given by the call that loaded the model, is why loading it takes as long again
    the next time.
    """

    installed: InstalledModel
    engine: LoadedModel
    milliseconds: int
    cache_problem: AppError | None = None

    @property
    def model_id(self) -> str:
        """The model's id."""
        return self.installed.manifest.id


class EngineCache:
    """Finds models by id and keeps the ones used last loaded."""

    def __init__(
        self,
        store: ModelStore,
        paths: AppPaths,
        opener: EngineOpener = open_engine,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` gives seconds, for the time that loading takes."""
        self._store = store
        self._paths = paths
        self._opener = opener
        self._clock = clock
        # Key: fingerprint of the files, device, threads. A model replaced on disk, or other
        # settings, make a new entry; the old one ages out.
        self._engines: OrderedDict[tuple[str, str, int], LoadedModel] = OrderedDict()
        self._at_work: Counter[int] = Counter()
        """How many jobs, one within the other, an engine (by `id`) is at work for."""

    def find(self, model_id: str | None) -> InstalledModel:
        """The model on disk; None is the embedded default.

        Raises:
            ModelError: as `ModelStore.get`.
        """
        return self._store.default() if model_id is None else self._store.get(model_id)

    def get(self, installed: InstalledModel, settings: Settings) -> OpenedEngine:
        """The engine of a model, loaded now if it is not.

        Raises:
            AppError: the model is damaged, the device not there, the disk full, ...
        """
        manifest = installed.manifest
        key = (manifest.fingerprint, settings.device, settings.threads)
        engine = self._engines.get(key)
        if engine is not None:
            self._engines.move_to_end(key)
            return OpenedEngine(installed, engine, 0)
        # Room is made first, so that there are never more than MAX_ENGINES in memory.
        for old in [key for key, each in self._engines.items() if not self._at_work[id(each)]]:
            if len(self._engines) < MAX_ENGINES:
                break
            _close(self._engines.pop(old))
        started = self._clock()
        with out_of_memory_told("loading the model"):
            engine = self._opener(installed, self._paths, settings.device, settings.threads)
        self._engines[key] = engine
        milliseconds = round((self._clock() - started) * 1000)
        _log.info("model %s loaded in %d ms on %s", manifest.id, milliseconds, engine.device_label)
        return OpenedEngine(installed, engine, milliseconds, engine.cache_problem)

    @contextmanager
    def at_work(self, opened: OpenedEngine) -> Iterator[None]:
        """While a job is at work with this engine, no other one takes its place."""
        self._at_work[id(opened.engine)] += 1
        try:
            yield
        finally:
            self._at_work[id(opened.engine)] -= 1

    def close(self) -> None:
        """Give back all models."""
        while self._engines:
            _close(self._engines.popitem()[1])


def _close(engine: LoadedModel) -> None:
    try:
        engine.close()
    except AppError as error:
        _log.warning("a model could not be closed: %s", error)
