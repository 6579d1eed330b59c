"""Fine-tuning an installed model on a person's own files, from the files to the installed model.

A run's folder holds everything: ``tune.json`` (what was asked for), ``data/`` (the packed examples), the
trainer's files, the reports before and after, and at the end ``model/``. Each part is skipped where its
result is there already, so a run that was killed goes on where it was. Imports torch.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import (
    AppError,
    DiskFull,
    JobNotSupported,
    ModelDamaged,
    RunBusy,
    RunIncompatible,
    RunNotFound,
)
from bertsum_app.corpus.user_corpus import CorpusTask, Example
from bertsum_app.evaluation.compare import Comparison, compare_reports
from bertsum_app.evaluation.report import Report, SavedReport
from bertsum_app.library.manifest import ModelManifest, check_model_id, read_manifest
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.checkpoint import CONFIG_FILE, WEIGHTS_FILE, load_model
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import read_decoding_defaults
from bertsum_app.model.weights import read_weights
from bertsum_app.service.app import BertSumService
from bertsum_app.service.engines import open_engine
from bertsum_app.service.tune_card import TuneFacts, tune_card
from bertsum_app.service.tune_data import (
    GENERAL_FILE,
    CorpusReport,
    CorpusRequest,
    TuneData,
    general_test,
    prepare_data,
    read_held_back,
    read_report,
)
from bertsum_app.service.tune_measure import measure
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.training.blend import BlendPoint, DevelopmentLoss, blended, choose_blend
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import (
    Compared,
    CorpusRead,
    EventLog,
    EventSink,
    ModelReady,
    PhaseStarted,
    RunFailed,
    RunStopped,
)
from bertsum_app.training.export import ModelDescription, export_weights, read_network
from bertsum_app.training.launch import Machine, find_device, launch, start_from_model
from bertsum_app.training.presets import TunePreset, TuneSize, tune_config
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.run_presence import at_work
from bertsum_app.training.state import Progress, read_progress
from bertsum_app.training.trial import Trial, fit_to_memory, try_steps

TUNE_FILE = "tune.json"
COMPARISON_FILE = "comparison.json"
TUNE_VERSION = 1
_TOKENIZER_FILE = "tokenizer.model"
#: Outside of the training itself, which tells how far it came.
_CALLED_OFF = RunStopped(0, "signal", 0.0, 0)
#: Of the network's parameters in float32: four checkpoints with two moments each, and two bare networks.
_COPIES = 4 * 3 + 2
_JOBS: Mapping[CorpusTask, tuple[str, ...]] = {
    "translate": ("translate",),
    "summarize": ("summarize-extractive", "summarize-abstractive"),
    "sentiment": ("sentiment",),
}


@dataclass(frozen=True)
class TuneRequest:
    """What a person asks for. `name` becomes the new model's id and the run's folder."""

    name: str
    corpus: CorpusRequest
    preset: TunePreset
    base_id: str | None = None
    targets: tuple[str, ...] = ("zh", "en")
    machine: Machine = field(default_factory=Machine)
    install: bool = True


@dataclass(frozen=True)
class TuneCheck:
    """What is told before the start."""

    report: CorpusReport
    steps: int
    minutes: float | None
    peak_bytes: int | None


@dataclass(frozen=True)
class TuneOutcome:
    """How a run ended; without a comparison it was called off before the end."""

    stopped: RunStopped
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    model: Path | None = None


@dataclass(frozen=True)
class _Asked:
    """``tune.json``: what a resumed run must know."""

    version: int
    task: CorpusTask
    name: str
    base_id: str
    base_fingerprint: str
    install: bool
    general_loss: float

    @classmethod
    def read(cls, folder: Path) -> _Asked:
        path = folder / TUNE_FILE
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values["version"] != TUNE_VERSION:
                raise RunIncompatible(path=path, reason=f"version {values['version']}")
            return cls(**values)
        except FileNotFoundError as error:
            raise RunNotFound(path=folder) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunIncompatible(path=path, reason=str(error)) from error


def check(
    service: BertSumService, request: TuneRequest, folder: Path, cancel: CancelToken
) -> TuneCheck:
    """Look at the corpus and try a few steps; `folder` takes what is packed for that.

    Raises:
        AppError: as `tune`, up to the first step.
    """
    base = _base(service, request.corpus.task, request.base_id)
    network = _network(base)
    tokenizer_file = base.folder / _TOKENIZER_FILE
    data = prepare_data(request.corpus, tokenizer_file, folder, cancel, network.max_positions)
    config = _config(request, network, data.size)
    trial = _try(config, folder, request.machine)
    return TuneCheck(data.report, config.max_steps or 0, _minutes(trial, config), trial.peak_bytes)


def tune(
    service: BertSumService,
    request: TuneRequest,
    emit: EventSink,
    cancel: CancelToken,
    control: RunControl,
) -> TuneOutcome:
    """Begin a run and see it through.

    Raises:
        CorpusError: the files cannot be used.
        ModelError: the base model cannot, or the name is taken.
        TrainingError: a run of this name is there, or the training went astray.
        ResourceError: memory, disk or device.
        Cancelled: called off outside of the training itself, which saves and returns.
    """
    check_model_id(request.name)
    folder = service.paths.runs / request.name
    if (folder / TUNE_FILE).exists():
        raise RunIncompatible(
            path=folder, reason="a run of this name is there; resume or remove it"
        )
    with _failures_recorded(folder):
        _check_request(service, request)
        service.paths.ensure(folder)
        with at_work(folder, control):
            asked = _prepare(service, request, folder, emit, cancel)
            run = _Run(service, folder, asked, request.machine, emit, cancel, control)
            return run.go()


def resume(
    service: BertSumService,
    folder: Path,
    machine: Machine,
    emit: EventSink,
    cancel: CancelToken,
    control: RunControl,
) -> TuneOutcome:
    """Go on with the run in `folder`, whatever it was at.

    Raises:
        RunNotFound: there is none.
        AppError: as `tune`.
    """
    asked = _Asked.read(folder)
    if (folder / COMPARISON_FILE).is_file() and not RunFolder(folder).checkpoints():
        raise RunIncompatible(path=folder, reason="it is finished")
    with _failures_recorded(folder), at_work(folder, control):
        return _Run(service, folder, asked, machine, emit, cancel, control).go()


@contextlib.contextmanager
def _failures_recorded(folder: Path) -> Iterator[None]:
    """Why a run ended goes into its events, for whoever looks at it later."""
    try:
        yield
    except RunBusy:
        raise  # the events are somebody else's
    except (AppError, Cancelled) as error:
        ended = RunFailed.of(error, 0) if isinstance(error, AppError) else _CALLED_OFF
        with contextlib.suppress(OSError):
            if folder.is_dir():
                EventLog(RunFolder(folder).events_file)(ended)
        raise


def _check_request(service: BertSumService, request: TuneRequest) -> None:
    base = _base(service, request.corpus.task, request.base_id)
    if request.install:
        service.models.check_free(request.name)
    _check_room(service, base)


def _prepare(
    service: BertSumService,
    request: TuneRequest,
    folder: Path,
    emit: EventSink,
    cancel: CancelToken,
) -> _Asked:
    """Read the files, and write down what the run needs to begin or to be resumed."""
    base = _base(service, request.corpus.task, request.base_id)
    data_folder = folder / "data"
    shutil.rmtree(data_folder, ignore_errors=True)
    log = EventLog(RunFolder(folder).events_file, emit)
    log(PhaseStarted(0, "reading"))
    network = _network(base)
    tokenizer_file = base.folder / _TOKENIZER_FILE
    data = prepare_data(request.corpus, tokenizer_file, data_folder, cancel, network.max_positions)
    config, _ = fit_to_memory(
        _config(request, network, data.size),
        lambda tried: _try(tried, data_folder, request.machine),
    )
    log(_corpus_event(data, config))
    write_text_atomic(RunFolder(folder).config_file, config.to_json())
    shutil.copyfile(base.folder / _TOKENIZER_FILE, RunFolder(folder).tokenizer_file)
    asked = _Asked(
        TUNE_VERSION,
        request.corpus.task,
        request.name,
        base.manifest.id,
        base.manifest.fingerprint,
        request.install,
        request.preset.general_loss,
    )
    # Last: with this file the run can be resumed.
    write_text_atomic(folder / TUNE_FILE, json.dumps(asdict(asked), indent=2) + "\n")
    return asked


class _Run:
    """The parts of a run, one after the other."""

    def __init__(
        self,
        service: BertSumService,
        folder: Path,
        asked: _Asked,
        machine: Machine,
        emit: EventSink,
        cancel: CancelToken,
        control: RunControl,
    ) -> None:
        self._service = service
        self._folder = folder
        self._asked = asked
        self._machine = machine
        self._emit = emit
        self._cancel = cancel
        self._control = control
        self._run = RunFolder(folder)
        self._log = EventLog(self._run.events_file, emit)
        self._base = _base(service, asked.task, asked.base_id)
        if self._base.manifest.fingerprint != asked.base_fingerprint:
            reason = f"the model {asked.base_id} is another one than at the start"
            raise RunIncompatible(path=folder, reason=reason)

    def go(self) -> TuneOutcome:
        before = self._measure_base()
        self._log(PhaseStarted(self._step, "training"))
        stopped = launch(
            self._run,
            None,
            self._folder / "data",
            self._machine,
            self._emit,
            self._cancel,
            start_from_model(self._base.folder),
            self._control,
            load_model(self._base.folder),
        )
        if stopped.reason == "signal":
            return TuneOutcome(stopped)
        facts = self._export()
        comparisons = self._compare(before)
        model = self._finish(replace(facts, test_sizes=_sizes(before)), comparisons)
        return TuneOutcome(stopped, comparisons, model)

    @property
    def _step(self) -> int:
        progress = self._progress()
        return progress.step if progress else 0

    def _progress(self) -> Progress | None:
        checkpoints = self._run.checkpoints()
        return read_progress(checkpoints[-1]) if checkpoints else None

    def _tests(self) -> dict[str, tuple[Example, ...]]:
        tests = {"user": read_held_back(self._folder / "data", self._asked.task)}
        if self._asked.task == "translate":
            tests["general"] = general_test()
        return tests

    def _measure_base(self) -> dict[str, Report]:
        """The base model's reports, measured once and kept, in case the model is removed meanwhile."""
        found: dict[str, Report] = {}
        for where, examples in self._tests().items():
            path = self._folder / f"before-{where}.json"
            if path.exists():
                text = path.read_text(encoding="utf-8")
                found[where] = SavedReport.from_json(text, path).report
                continue
            self._log(PhaseStarted(0, "measuring"))
            engine = self._service.engine(self._asked.base_id).engine
            found[where] = measure(
                engine, self._asked.task, examples, self._targets(), self._beam, self._cancel
            )
            self._save(path, self._base.manifest, where, found[where])
        return found

    def _targets(self) -> tuple[str, ...]:
        return self._run.read_config().tasks[0].targets

    @property
    def _beam(self) -> int:
        return self._service.settings.beam_size

    def _save(self, path: Path, manifest: ModelManifest, where: str, report: Report) -> None:
        saved = SavedReport(manifest.id, manifest.fingerprint, where, report)
        write_text_atomic(path, saved.to_json())

    def _export(self) -> TuneFacts:
        """Write ``model/`` with the best weights, blended with the base's where that keeps more."""
        self._log(PhaseStarted(self._step, "choosing"))
        progress = self._progress()
        if progress is None:
            raise RunNotFound(path=self._folder)
        best = self._run.best_checkpoint(progress.best_step)
        tuned = read_network(best if best.is_dir() else self._run.checkpoints()[-1])
        base = read_weights(self._base.folder / WEIGHTS_FILE)
        config = self._run.read_config()
        point = BlendPoint(1.0, 0.0, 0.0)
        if self._asked.task == "translate":
            task = config.tasks[0]
            general = replace(task, packed_file=GENERAL_FILE)
            tokenizer = SentencePieceTokenizer(self._run.tokenizer_file)
            loss = DevelopmentLoss(
                config.model, self._folder / "data", tokenizer.special, (task, general)
            )
            point, points = choose_blend(base, tuned, loss.pair, self._asked.general_loss)
            text = json.dumps([asdict(each) for each in points], indent=2)
            write_text_atomic(self._folder / "blend.json", text + "\n")
            tuned = blended(base, tuned, point.share)
        self._description = ModelDescription(
            id=self._asked.name,
            name=self._asked.name,
            languages=self._base.manifest.languages,
            licence=self._base.manifest.licence,
            origin="fine-tuned on this machine",
            version="1",
            parent=self._base.manifest.id,
            jobs=tuple(job for job in _JOBS[self._asked.task] if job in self._base.manifest.jobs),
        )
        self._weights = tuned
        self._write_model("# " + self._asked.name + "\n")
        report = read_report(self._folder / "data")
        return TuneFacts(
            self._asked.name,
            self._base.manifest,
            report,
            config,
            progress.step,
            progress.active_s,
            point.share,
            {},
        )

    @property
    def _model_folder(self) -> Path:
        # A model folder bears its id: so it can be opened where it is.
        return self._folder / "model" / self._asked.name

    def _write_model(self, card: str) -> ModelManifest:
        return export_weights(
            self._weights,
            self._run.read_config().model,
            self._run.tokenizer_file,
            self._model_folder,
            self._description,
            card,
            decoding=read_decoding_defaults(self._base.folder),
        )

    def _compare(self, before: Mapping[str, Report]) -> dict[str, Comparison]:
        self._log(PhaseStarted(self._step, "comparing"))
        manifest = read_manifest(self._model_folder)
        installed = InstalledModel(manifest, self._model_folder, embedded=False)
        settings = self._service.settings
        engine = open_engine(installed, self._service.paths, settings.device, settings.threads)
        comparisons: dict[str, Comparison] = {}
        try:
            for where, examples in self._tests().items():
                report = measure(
                    engine, self._asked.task, examples, self._targets(), self._beam, self._cancel
                )
                self._save(self._folder / f"after-{where}.json", manifest, where, report)
                comparisons[where] = compare_reports(before[where], report)
        finally:
            engine.close()
        for where, comparison in comparisons.items():
            for row in comparison.rows:
                self._log(
                    Compared(
                        self._step,
                        where,
                        row.name,
                        row.before,
                        row.after,
                        row.low,
                        row.high,
                        row.p_value,
                        row.verdict,
                    )
                )
        shown = {where: asdict(comparison) for where, comparison in comparisons.items()}
        text = json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
        write_text_atomic(self._folder / COMPARISON_FILE, text)
        return comparisons

    def _finish(self, facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> Path:
        self._log(PhaseStarted(self._step, "installing"))
        self._write_model(tune_card(facts, comparisons))
        path = self._model_folder
        if self._asked.install:
            path = self._service.models.install(path).folder
        self._log(ModelReady(self._step, self._asked.name, str(path), self._asked.install))
        # Six tenths of a gigabyte that nobody goes on from; the best network stays.
        if (progress := self._progress()) is not None:
            self._run.prune_best(progress.best_step)
        self._run.prune_all()
        return path


def _base(service: BertSumService, task: CorpusTask, base_id: str | None) -> InstalledModel:
    base = service.model(base_id)
    if not set(_JOBS[task]) & set(base.manifest.jobs):
        raise JobNotSupported(_JOBS[task][0], base.manifest.id)
    return base


def _check_room(service: BertSumService, base: InstalledModel) -> None:
    """Tell before hours of work that the disk is too small for it.

    Raises:
        DiskFull: so it is.
    """
    runs = service.paths.ensure(service.paths.runs)
    parameters = sum(entry.bytes for entry in base.manifest.files if entry.name == WEIGHTS_FILE)
    # A byte a parameter, at least, is what the stored weights take.
    if shutil.disk_usage(runs).free < _COPIES * 4 * parameters:
        raise DiskFull(runs)


def _network(base: InstalledModel) -> BertSumConfig:
    path = base.folder / CONFIG_FILE
    try:
        return BertSumConfig.from_json(path.read_text(encoding="utf-8"), path)
    except OSError as error:
        raise ModelDamaged(path, error.strerror or str(error)) from error


def _config(request: TuneRequest, network: BertSumConfig, size: TuneSize) -> TrainConfig:
    return tune_config(
        request.corpus.task,
        network,
        request.preset,
        size,
        targets=request.targets,
        seed=request.corpus.seed,
    )


def _try(config: TrainConfig, packed: Path, machine: Machine) -> Trial:
    import torch

    if machine.threads:
        torch.set_num_threads(machine.threads)
    special = SentencePieceTokenizer(packed / _TOKENIZER_FILE).special
    return try_steps(config, packed, special, find_device(machine.device))


def _minutes(trial: Trial, config: TrainConfig) -> float:
    """Training alone; validations take about a twentieth on top."""
    return (config.max_steps or 0) * trial.seconds_per_step * 1.05 / 60


def _corpus_event(data: TuneData, config: TrainConfig) -> CorpusRead:
    report = data.report
    return CorpusRead(
        0,
        report.checked.examples,
        report.training,
        report.held_back,
        config.max_steps or 0,
        {finding.kind: finding.count for finding in report.findings},
    )


def _sizes(reports: Mapping[str, Report]) -> dict[str, int]:
    return {where: len(report.outputs) for where, report in reports.items()}
