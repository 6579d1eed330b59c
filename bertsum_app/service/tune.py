"""Teaching an installed or a new model, from a person's own files to the model in the library.

A run's folder holds everything: ``tune.json`` (what was asked for), ``data/`` (the packed examples), the
trainer's files, the reports before and after, and at the end ``model/``. Here a run is begun or gone on
with; what it then does is in `tune_run`. Imports torch.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import (
    AppError,
    DiskFull,
    ModelDamaged,
    RunBusy,
    RunIncompatible,
    from_os_error,
)
from bertsum_app.library.manifest import check_model_id
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.checkpoint import CONFIG_FILE
from bertsum_app.model.config import BertSumConfig
from bertsum_app.service.app import BertSumService
from bertsum_app.service.lessons import write_run_lessons
from bertsum_app.service.tune_data import (
    CorpusReport,
    CorpusRequest,
    TuneData,
    learn_tokenizer,
    prepare_data,
)
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.service.tune_run import (
    TUNE_VERSION,
    Asked,
    TuneOutcome,
    TuneRun,
    base_model,
)
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import (
    CorpusRead,
    EventLog,
    EventSink,
    PhaseStarted,
    RunFailed,
    RunStopped,
)
from bertsum_app.training.fresh import Doubt, doubts, fresh_config
from bertsum_app.training.launch import Machine, find_device
from bertsum_app.training.presets import TunePreset, tune_config
from bertsum_app.training.run_presence import at_work
from bertsum_app.training.trial import Trial, count_parameters, fit_to_memory, try_steps

#: Of the network's parameters in float32: four checkpoints with two moments each, and two bare networks.
#: With adapters the checkpoints are a few per cent of that.
_COPIES, _COPIES_OF_ADAPTERS = 4 * 3 + 2, 3


@dataclass(frozen=True)
class TuneRequest:
    """What a person asks for. `name` becomes the new model's id and the run's folder.

    With a `network`, whose ``vocab_size`` is the most pieces it may have, a model of that shape begins
    with nothing, and the base model only stands beside it at the end, to compare with.
    """

    name: str
    corpus: CorpusRequest
    preset: TunePreset
    base_id: str | None = None
    targets: tuple[str, ...] = ("zh", "en")
    machine: Machine = field(default_factory=Machine)
    install: bool = True
    network: BertSumConfig | None = None
    lessons: tuple[int, ...] = ()  # the ids of the corrections in the corpus


@dataclass(frozen=True)
class TuneCheck:
    """What is told before the start."""

    report: CorpusReport
    steps: int
    minutes: float | None
    peak_bytes: int | None
    parameters: int
    doubts: tuple[Doubt, ...] = ()


def check(
    service: BertSumService, request: TuneRequest, folder: Path, cancel: CancelToken
) -> TuneCheck:
    """Look at the corpus and try a few steps; `folder` takes what is packed for that.

    Raises:
        AppError: as `tune`, up to the first step.
    """
    base = base_model(service, request.corpus.task, request.base_id)
    data, config = _read(request, base, folder, folder.with_name(TOKENIZER_FILE), cancel)
    config, trial = fit_to_memory(config, lambda tried: _try(tried, folder, request.machine))
    return _told(request, data, config, trial)


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
    if TuneFolder(folder).tune_file.exists():
        raise RunIncompatible(
            path=folder, reason="a run of this name is there; resume or remove it"
        )
    with _failures_recorded(folder):
        _check_request(service, request)
        service.paths.ensure(folder)
        with at_work(folder, control):
            asked = _prepare(service, request, folder, emit, cancel)
            run = TuneRun(service, folder, asked, request.machine, emit, cancel, control)
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
    asked, run = Asked.read(folder), TuneFolder(folder)
    if run.comparison_file.is_file() and not run.checkpoints():
        raise RunIncompatible(path=folder, reason="it is finished")
    with _failures_recorded(folder), at_work(folder, control):
        return TuneRun(service, folder, asked, machine, emit, cancel, control).go()


@contextlib.contextmanager
def _failures_recorded(folder: Path) -> Iterator[None]:
    """Why a run ended goes into its events, for whoever looks at it later."""
    try:
        yield
    except RunBusy:
        raise  # the events are somebody else's
    except (AppError, Cancelled) as error:
        run = TuneFolder(folder)
        ended = (
            RunFailed.of(error, run.last_step)
            if isinstance(error, AppError)
            # Called off outside of the training itself, which tells this by itself.
            else RunStopped(run.last_step, "signal", 0.0, 0)
        )
        with contextlib.suppress(AppError):
            if folder.is_dir():
                EventLog(run.events_file)(ended)
        raise


def _check_request(service: BertSumService, request: TuneRequest) -> None:
    base = base_model(service, request.corpus.task, request.base_id)
    if request.install:
        service.models.check_free(request.name)
    copies = _COPIES_OF_ADAPTERS if request.preset.lora_rank else _COPIES
    _check_room(service, copies * count_parameters(request.network or _network(base)))


def _prepare(
    service: BertSumService,
    request: TuneRequest,
    folder: Path,
    emit: EventSink,
    cancel: CancelToken,
) -> Asked:
    """Read the files, and write down what the run needs to begin or to be resumed."""
    base = base_model(service, request.corpus.task, request.base_id)
    run = TuneFolder(folder)
    shutil.rmtree(run.data, ignore_errors=True)
    log = EventLog(run.events_file, emit)
    log(PhaseStarted(0, "reading"))
    data, config = _read(request, base, run.data, run.tokenizer_file, cancel)
    config, trial = fit_to_memory(config, lambda tried: _try(tried, run.data, request.machine))
    log(_corpus_event(_told(request, data, config, trial)))
    write_text_atomic(run.config_file, config.to_json())
    asked = Asked(
        TUNE_VERSION,
        request.corpus.task,
        request.name,
        base.manifest.id,
        base.manifest.fingerprint,
        request.install,
        request.preset.general_loss,
        fresh=request.network is not None,
        few=request.corpus.few and request.network is None,
    )
    if request.lessons:
        write_run_lessons(folder, request.lessons)
    # Last: with this file the run can be resumed.
    write_text_atomic(run.tune_file, json.dumps(asdict(asked), indent=2) + "\n")
    return asked


def _read(
    request: TuneRequest,
    base: InstalledModel,
    folder: Path,
    tokenizer_file: Path,
    cancel: CancelToken,
) -> tuple[TuneData, TrainConfig]:
    """Pack the examples into `folder`; `tokenizer_file` becomes the vocabulary they are written in."""
    corpus, network = request.corpus, request.network
    try:
        tokenizer_file.parent.mkdir(parents=True, exist_ok=True)
        if network is None:
            shutil.copyfile(base.folder / TOKENIZER_FILE, tokenizer_file)
    except OSError as error:
        raise from_os_error(error, tokenizer_file) from error
    if network is None:
        network = _network(base)
        data = prepare_data(corpus, tokenizer_file, folder, cancel, network.max_positions)
        return data, tune_config(
            corpus.task,
            network,
            request.preset,
            data.size,
            targets=request.targets,
            seed=corpus.seed,
        )
    threads = request.machine.threads
    learn_tokenizer(corpus, tokenizer_file, network.vocab_size, cancel, threads)
    network = replace(network, vocab_size=len(SentencePieceTokenizer(tokenizer_file).vocabulary))
    data = prepare_data(
        corpus, tokenizer_file, folder, cancel, network.max_positions, general=False
    )
    return data, fresh_config(
        corpus.task, network, request.preset, data.size, targets=request.targets, seed=corpus.seed
    )


def _told(request: TuneRequest, data: TuneData, config: TrainConfig, trial: Trial) -> TuneCheck:
    # Of training alone; validations take about a twentieth on top.
    minutes = (config.max_steps or 0) * trial.seconds_per_step * 1.05 / 60
    parameters = count_parameters(config.model)
    fresh = request.network is not None
    return TuneCheck(
        data.report,
        config.max_steps or 0,
        minutes,
        trial.peak_bytes,
        parameters,
        doubts(parameters, data.size, minutes) if fresh else (),
    )


def _check_room(service: BertSumService, numbers: int) -> None:
    """Tell before hours of work that the disk is too small for so many numbers in float32.

    Raises:
        DiskFull: so it is.
    """
    runs = service.paths.ensure(service.paths.runs)
    if shutil.disk_usage(runs).free < 4 * numbers:
        raise DiskFull(runs)


def _network(base: InstalledModel) -> BertSumConfig:
    path = base.folder / CONFIG_FILE
    try:
        return BertSumConfig.from_json(path.read_text(encoding="utf-8"), path)
    except OSError as error:
        raise ModelDamaged(path, error.strerror or str(error)) from error


def _try(config: TrainConfig, packed: Path, machine: Machine) -> Trial:
    import torch

    if machine.threads:
        torch.set_num_threads(machine.threads)
    special = SentencePieceTokenizer(packed / TOKENIZER_FILE).special
    return try_steps(config, packed, special, find_device(machine.device))


def _corpus_event(told: TuneCheck) -> CorpusRead:
    report = told.report
    return CorpusRead(
        0,
        report.checked.examples,
        report.training,
        report.held_back,
        told.steps,
        {finding.kind: finding.count for finding in report.findings},
        told.parameters,
        told.minutes,
        told.peak_bytes,
    )
