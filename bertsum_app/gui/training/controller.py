"""Between the Training page and the host that trains beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from bertsum_app.gui.messages import message_for
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.training.port import TrainingPort
from bertsum_app.gui.training.setup_form import free_name
from bertsum_app.gui.training.words import failure_message
from bertsum_app.gui.workspace.model_choice import KnownModel
from bertsum_app.service.training import (
    LIVE_STATES,
    CheckFailed,
    CorpusChecked,
    ModelsChanged,
    RunCompared,
    RunRow,
    RunSaid,
    RunsListed,
    TrainingFailed,
    TrainingNews,
    TrainingRequest,
)
from bertsum_app.training.control import Command

TAUGHT_NAME = "my-corrections"
"""What a model that learned the person's corrections is called, with a number from the second one on."""


class TrainingController(QObject):
    """Give it a host with `attach`; its news go to `publish`."""

    models_changed = Signal()
    """A model came into the library, or went out of it."""

    share_changed = Signal(object)
    """How much of the training at work is done, 0 to 1; None: none is at work."""

    taught = Signal(str)
    """A model that learned the person's corrections was taken into use: its id."""

    run_ended = Signal(object)
    """A run ended that was at work: its `RunRow`."""

    # From the host's thread to this object's.
    _arrived = Signal(object)

    def __init__(self, page: TrainingPage) -> None:
        super().__init__(page)
        self._page = page
        self._models: Callable[[], Sequence[KnownModel]] = tuple
        self._teaching_base: Callable[[], str] = str
        self._host: TrainingPort | None = None
        self._rows: dict[str, RunRow] = {}
        self._chosen = ""
        """The run that is seen; "" while a new one is set up."""
        self._coming = ""
        """A run that was started and is not listed yet."""
        self._share: float | None = None
        self._closed = False
        self._connect()

    def attach(
        self,
        host: TrainingPort,
        models: Callable[[], Sequence[KnownModel]],
        teaching_base: Callable[[], str] = str,
    ) -> None:
        """Use this host from now on.

        `models` lists what there is to begin with, the embedded one first; `teaching_base` tells which
        of them is to learn corrections, by its id ("": the embedded one).
        """
        self._host = host
        self._models = models
        self._teaching_base = teaching_base
        host.list_runs()
        self._offer_models()

    def publish(self, news: TrainingNews) -> None:
        """Take news; may be called from any thread."""
        if not self._closed:
            self._arrived.emit(news)

    def close(self) -> None:
        """Hear and ask nothing more; whoever made the host closes it."""
        self._closed = True
        self._host = None

    @property
    def at_work(self) -> tuple[RunRow, ...]:
        """The runs that end with this window unless they are left running."""
        return tuple(row for row in self._rows.values() if row.ours and row.state in LIVE_STATES)

    # --- what the person does -------------------------------------------------------------------

    def _connect(self) -> None:
        page = self._page
        page.shown.connect(self._offer_models)
        page.run_chosen.connect(self._choose)
        page.corrections_chosen.connect(self._choose_corrections)
        page.corrections.learn_wanted.connect(self._teach)
        page.setup.check_wanted.connect(self._check)
        page.setup.start_wanted.connect(self._start)
        page.run.order_wanted.connect(self._order)
        page.run.resume_wanted.connect(self._resume)
        page.run.again_wanted.connect(self._train_again)
        page.run.remove_wanted.connect(self._remove)
        page.run.result_wanted.connect(self._compare)
        page.run.result.install_wanted.connect(self._install)
        page.run.result.uninstall_wanted.connect(self._uninstall)
        self._arrived.connect(self._on_news, Qt.ConnectionType.QueuedConnection)

    def _offer_models(self) -> None:
        models = self._models()
        taken = {model.model_id for model in models} | self._rows.keys()
        self._page.setup.offer(models, frozenset(taken))
        base = self._teaching_base()
        names = [model.name for model in models if not base or model.model_id == base]
        live = any(row.state in LIVE_STATES for row in self._rows.values())
        self._page.corrections.show_training(names[0] if names else base, busy=live)

    def _choose(self, name: str) -> None:
        self._chosen = name
        if self._host is None:
            return
        if name in self._rows:
            # The view empties itself for another run before that one's events come.
            self._page.show_run(self._rows[name])
            self._host.watch(name)
        else:
            self._page.show_setup()
            self._host.watch("")

    def _choose_corrections(self) -> None:
        self._chosen = ""
        self._page.show_corrections()
        if self._host is not None:
            self._host.watch("")

    def _check(self) -> None:
        if self._host is None:
            return
        request = self._page.setup.to_check
        if request.data:
            self._host.check(request)
        else:
            self._host.cancel_check()

    def _start(self) -> None:
        self._page.setup.start.setEnabled(False)
        self._begin(self._page.setup.request)

    def _teach(self) -> None:
        taken = {model.model_id for model in self._models()} | self._rows.keys()
        self._page.corrections.learn.setEnabled(False)
        self._begin(
            TrainingRequest(
                name=free_name(TAUGHT_NAME, frozenset(taken)),
                task="translate",
                data=(),
                base_id=self._teaching_base(),
                preset="few",
                corrections=True,
            )
        )

    def _begin(self, request: TrainingRequest) -> None:
        if self._host is not None:
            self._coming = request.name
            self._host.start(request)

    def _order(self, command: Command) -> None:
        if self._host is not None:
            self._host.order(self._chosen, command)

    def _resume(self) -> None:
        if self._host is not None:
            self._host.resume(self._chosen)

    def _train_again(self) -> None:
        row = self._rows.get(self._chosen)
        if row is not None and row.request is not None and row.request.of_corrections:
            self._choose_corrections()
        elif row is not None and row.request is not None:
            self._choose("")
            self._page.setup.use(row.request)

    def _remove(self) -> None:
        if self._host is not None:
            self._host.remove(self._chosen)

    def _compare(self) -> None:
        if self._host is not None and self._chosen:
            self._host.compare(self._chosen)

    def _install(self) -> None:
        if self._host is not None:
            self._host.install(self._chosen)

    def _uninstall(self) -> None:
        if self._host is not None:
            self._host.uninstall(self._chosen)

    # --- news -----------------------------------------------------------------------------------

    def _on_news(self, news: TrainingNews) -> None:
        if self._closed:
            return
        page = self._page
        match news:
            case RunsListed():
                self._on_listed(news)
            case RunSaid() if news.name == self._chosen:
                page.run.show_events(news.events, anew=news.anew)
            case CorpusChecked() if news.request == page.setup.to_check:
                page.setup.show_checked(news.checked)
            case CheckFailed() if news.request == page.setup.to_check:
                page.setup.show_trouble(failure_message(news.failure))
            case RunCompared() if news.name == self._chosen:
                page.run.show_result(news.result)
            case ModelsChanged():
                self._offer_models()
                self.models_changed.emit()
                self._tell_of_taught(news)
            case TrainingFailed():
                self._on_failed(news)
            case _:
                pass

    def _on_listed(self, news: RunsListed) -> None:
        earlier, self._rows = self._rows, {row.name: row for row in news.runs}
        before = earlier.get(self._chosen)
        self._tell_of_work(earlier)
        self._page.show_runs(news.runs)
        self._offer_models()
        if self._coming in self._rows:
            name, self._coming = self._coming, ""
            self._choose(name)
        elif self._chosen and self._chosen not in self._rows:
            self._choose("")
        elif self._chosen:
            row = self._rows[self._chosen]
            self._page.show_run(row)
            if row.model and (before is None or before.state != row.state):
                self._compare()

    def _tell_of_work(self, earlier: Mapping[str, RunRow]) -> None:
        """Tell the window what it shows on its other pages."""
        live = [row for row in self._rows.values() if row.state in LIVE_STATES]
        share = min((row.step / max(row.steps, 1) for row in live), default=None)
        if share != self._share:
            self._share = share
            self.share_changed.emit(share)
        for row in self._rows.values():
            was = earlier.get(row.name)
            if was is not None and was.state in LIVE_STATES and row.state not in LIVE_STATES:
                self.run_ended.emit(row)

    def _tell_of_taught(self, news: ModelsChanged) -> None:
        row = self._rows.get(news.model_id)
        request = None if row is None else row.request
        if news.installed and request is not None and request.of_corrections:
            self.taught.emit(news.model_id)

    def _on_failed(self, news: TrainingFailed) -> None:
        message = message_for(news.error)
        if news.name and news.name == self._coming:
            self._coming = ""
            if self._page.shows_setup:
                self._page.setup.show_trouble(message)
            else:
                self._page.corrections.messages.show_message(message)
                self._offer_models()
        elif news.name == self._chosen and self._chosen:
            self._page.run.show_failure(message)
        else:
            self._page.messages.show_message(message)
