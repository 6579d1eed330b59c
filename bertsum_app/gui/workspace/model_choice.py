"""Which model does a kind of work: a box on the page, once there is more than one that can.

Requests leave the window without a model's name; on their way to the engine they get that of the model
that was chosen for their kind of work. So every piece of the page, and the list of documents, work with
the same one without knowing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from bertsum_app.core.settings import Settings
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.document_summaries import DocumentSummaryRequest
from bertsum_app.service.requests import Request, SentimentRequest, SummarizeRequest


@dataclass(frozen=True)
class KnownModel:
    """An installed model; `jobs` as in its manifest."""

    model_id: str
    name: str
    jobs: tuple[str, ...]


class ModelChoice(QObject):
    """The person's choice for each kind of work, kept in the settings; the first is the usual one."""

    changed = Signal()
    """The kind of work that the page is arranged for is done by another model now."""

    def __init__(self, box: LanguageBox, preferences: Preferences) -> None:
        super().__init__(box)
        self._box = box
        self._preferences = preferences
        self._models: tuple[KnownModel, ...] = ()
        self._mode: Mode = "translate"
        box.hide()
        box.chosen.connect(lambda model_id: self.use(self._mode, model_id))

    def offer(self, models: Sequence[KnownModel]) -> None:
        """These models there are, the usual one first."""
        before = self.model_for(self._mode)
        self._models = tuple(models)
        self._show()
        if self.model_for(self._mode) != before:
            self.changed.emit()

    def use_mode(self, mode: Mode) -> None:
        """The page is arranged for this kind of work."""
        self._mode = mode
        self._show()

    def model_for(self, mode: Mode) -> str | None:
        """The id of the model that was chosen; None: the usual one."""
        chosen = self._preferences.settings.models.get(mode)
        fitting = [model.model_id for model in self._fitting(mode)]
        # One that was taken out of the library is not missed before somebody looks for it.
        return chosen if chosen in fitting and chosen != fitting[0] else None

    def name_of(self, model_id: str) -> str:
        """What a model is called; "" for one that is not known."""
        return next((model.name for model in self._models if model.model_id == model_id), "")

    def through(self, engine: EnginePort) -> EnginePort:
        """An engine that does each request with the model chosen for it."""
        return _ChosenModels(engine, self)

    @property
    def current_name(self) -> str:
        """What the model is called that does the kind of work that is chosen; "" for none."""
        fitting = self._fitting(self._mode)
        chosen = self.model_for(self._mode) or (fitting[0].model_id if fitting else "")
        return self.name_of(chosen)

    @property
    def mode(self) -> Mode:
        """The kind of work that the page is arranged for."""
        return self._mode

    def _fitting(self, mode: Mode) -> list[KnownModel]:
        return [model for model in self._models if any(job.startswith(mode) for job in model.jobs)]

    def _show(self) -> None:
        fitting = self._fitting(self._mode)
        self._box.set_entries(tuple((model.model_id, model.name) for model in fitting))
        self._box.choose(self.model_for(self._mode) or "")
        self._box.setVisible(len(fitting) > 1)

    def use(self, mode: Mode, model_id: str) -> None:
        """Have a kind of work done by this model from now on."""
        chosen = {**self._preferences.settings.models, mode: model_id}
        before = self.model_for(self._mode)
        self._preferences.change(models=chosen)
        self._show()
        if self.model_for(self._mode) != before:
            self.changed.emit()


class _ChosenModels:
    """Fits `EnginePort`."""

    def __init__(self, engine: EnginePort, choice: ModelChoice) -> None:
        self._engine = engine
        self._choice = choice

    def submit(self, request: Request, slot: str = "main") -> int:
        if request.model_id is None:
            request = replace(request, model_id=self._choice.model_for(_mode_of(request)))
        return self._engine.submit(request, slot)

    def cancel(self, job: int | None = None) -> None:
        self._engine.cancel(job)

    def warm_up(self, model_id: str | None = None) -> None:
        self._engine.warm_up(model_id or self._choice.model_for(self._choice.mode))

    def use_settings(self, settings: Settings) -> None:
        self._engine.use_settings(settings)

    def close(self, timeout_s: float = 2.0) -> bool:
        return self._engine.close(timeout_s)


def _mode_of(request: Request) -> Mode:
    if isinstance(request, (SummarizeRequest, DocumentSummaryRequest)):
        return "summarize"
    return "sentiment" if isinstance(request, SentimentRequest) else "translate"
