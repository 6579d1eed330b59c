"""A training run that is written down, from its packed examples to the installed model.

Each part is skipped where its result is in the folder already, so a run that was killed goes on where it
was. Imports torch.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import (
    AppError,
    JobNotSupported,
    RunIncompatible,
    RunNotFound,
)
from bertsum_app.corpus.user_corpus import CorpusTask, Example
from bertsum_app.evaluation.compare import Comparison, compare_reports
from bertsum_app.evaluation.report import Report, SavedReport
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.library.manifest import ModelManifest, read_manifest
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import WEIGHTS_FILE, load_model
from bertsum_app.model.decoding import read_decoding_defaults
from bertsum_app.model.weights import Weights, read_weights
from bertsum_app.service.app import BertSumService
from bertsum_app.service.engines import LoadedModel, open_engine
from bertsum_app.service.lessons import ORIGIN, note_learned
from bertsum_app.service.tune_card import TuneFacts, tune_card
from bertsum_app.service.tune_data import (
    GENERAL_FILE,
    SAMPLES_FILE,
    TAUGHT_FILE,
    general_test,
    read_held_back,
    read_report,
)
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.service.tune_measure import measure, summary_methods
from bertsum_app.service.tune_samples import Sampler
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.training.adapters import with_adapters
from bertsum_app.training.blend import BlendPoint, DevelopmentLoss, blended, choose_blend
from bertsum_app.training.config import made_of
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import (
    Compared,
    EventLog,
    EventSink,
    ModelReady,
    PhaseStarted,
    RunStopped,
)
from bertsum_app.training.export import ModelDescription, export_weights, read_network
from bertsum_app.training.launch import Machine, launch, start_from_model
from bertsum_app.training.state import Progress, read_progress

_log = logging.getLogger(__name__)

TUNE_VERSION = 1
#: What corpus readers, input layout and jobs know.
LANGUAGES = ("en", "zh")
_OWN_LICENCE = "as that of the texts it learned from"
_JOBS: Mapping[CorpusTask, tuple[str, ...]] = {
    "translate": ("translate",),
    "summarize": ("summarize-extractive", "summarize-abstractive"),
    "sentiment": ("sentiment",),
}


@dataclass(frozen=True)
class TuneOutcome:
    """How a run ended; without a comparison it was called off before the end."""

    stopped: RunStopped
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    model: Path | None = None


@dataclass(frozen=True)
class Asked:
    """``tune.json``: what a resumed run must know.

    A `fresh` run began with nothing; its base is only what it is compared with.
    """

    version: int
    task: CorpusTask
    name: str
    base_id: str
    base_fingerprint: str
    install: bool
    general_loss: float
    fresh: bool = False
    few: bool = False  # corrections alone, see `CorpusRequest.few`

    @classmethod
    def read(cls, folder: Path) -> Asked:
        """What is written in the run's folder.

        Raises:
            RunNotFound, RunIncompatible: nothing, or nothing that this program can go on with.
        """
        path = TuneFolder(folder).tune_file
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values["version"] != TUNE_VERSION:
                raise RunIncompatible(path=path, reason=f"version {values['version']}")
            return made_of(cls, values)
        except FileNotFoundError as error:
            raise RunNotFound(path=folder) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunIncompatible(path=path, reason=str(error)) from error


def base_model(service: BertSumService, task: CorpusTask, base_id: str | None) -> InstalledModel:
    """The installed model to begin from.

    Raises:
        ModelNotFound: there is none of this id.
        JobNotSupported: it does not do what the task is about.
    """
    base = service.model(base_id)
    if not set(_JOBS[task]) & set(base.manifest.jobs):
        raise JobNotSupported(_JOBS[task][0], base.manifest.id)
    return base


class TuneRun:
    """The parts of a run, one after the other."""

    def __init__(
        self,
        service: BertSumService,
        folder: Path,
        asked: Asked,
        machine: Machine,
        emit: EventSink,
        cancel: CancelToken,
        control: RunControl,
    ) -> None:
        self._service = service
        self._asked = asked
        self._machine = machine
        self._emit = emit
        self._cancel = cancel
        self._control = control
        self._run = TuneFolder(folder)
        self._log = EventLog(self._run.events_file, emit)
        self._base = base_model(service, asked.task, asked.base_id)
        if not asked.fresh and self._base.manifest.fingerprint != asked.base_fingerprint:
            reason = f"the model {asked.base_id} is another one than at the start"
            raise RunIncompatible(path=folder, reason=reason)

    def go(self) -> TuneOutcome:
        """Do what is not done yet. Raises as `service.tune.tune`."""
        before = self._measure_base()
        self._log(PhaseStarted(self._run.last_step, "training"))
        fresh = self._asked.fresh
        stopped = launch(
            self._run,
            None,
            self._run.data,
            self._machine,
            self._emit,
            self._cancel,
            None if fresh else start_from_model(self._base.folder),
            self._control,
            self._teacher(),
            self._sampler(),
        )
        if stopped.reason == "signal":
            return TuneOutcome(stopped)
        facts = self._export()
        comparisons = self._compare(before)
        model = self._finish(replace(facts, test_sizes=_sizes(before)), comparisons)
        return TuneOutcome(stopped, comparisons, model)

    @property
    def _origin(self) -> str:
        if self._asked.few:
            return ORIGIN
        return f"{'trained from nothing' if self._asked.fresh else 'fine-tuned'} on this machine"

    def _progress(self) -> Progress | None:
        checkpoints = self._run.checkpoints()
        return read_progress(checkpoints[-1]) if checkpoints else None

    def _tests(self) -> dict[str, tuple[Example, ...]]:
        tests = {"user": read_held_back(self._run.data, self._asked.task)}
        if self._asked.few:
            tests["taught"] = read_held_back(self._run.data, self._asked.task, TAUGHT_FILE)
        if self._translates_still:
            tests["general"] = general_test()
        return tests

    def _measure_base(self) -> dict[str, Report]:
        """The base model's reports; measured once, and read back where the run goes on."""
        found: dict[str, Report] = {}
        for where, examples in self._tests().items():
            path = self._run.report_file("before", where)
            if path.exists():
                text = path.read_text(encoding="utf-8")
                found[where] = SavedReport.from_json(text, path).report
                continue
            self._log(PhaseStarted(0, "measuring"))
            engine = self._service.engine(self._asked.base_id).engine
            found[where] = self._measure(engine, examples)
            self._save(path, self._base.manifest, where, found[where])
        return found

    def _measure(self, engine: LoadedModel, examples: Sequence[Example]) -> Report:
        return measure(
            engine,
            self._asked.task,
            examples,
            self._targets(),
            TranslateOptions(beam_size=self._service.settings.beam_size),
            self._cancel,
            summary_methods(self._base.manifest),
        )

    def _teacher(self) -> BertSum | None:
        """What the network is held to on general text; no memory is spent where there is none."""
        return load_model(self._base.folder) if self._translates_still else None

    def _sampler(self) -> Sampler | None:
        """None for a run of an earlier version, which chose no samples."""
        try:
            found = read_held_back(self._run.data, self._asked.task, SAMPLES_FILE)
        except FileNotFoundError:
            return None
        if not found:
            return None
        return Sampler(self._base, self._run.folder, self._asked.task, found, self._targets())

    def _targets(self) -> tuple[str, ...]:
        return self._run.read_config().tasks[0].targets

    @property
    def _translates_still(self) -> bool:
        """Whether a translator learns more: then it is held to what it knew, and measured on that."""
        return self._asked.task == "translate" and not self._asked.fresh

    def _jobs(self) -> tuple[str, ...]:
        """What the new model is for.

        A translator is held to what it said of general text, and measured to do the other jobs as before
        (README); nothing holds a model that learns from summaries or verdicts to its translations.
        """
        known = _JOBS[self._asked.task] if self._asked.fresh else self._base.manifest.jobs
        if self._translates_still:
            return known
        return tuple(job for job in _JOBS[self._asked.task] if job in known)

    def _save(self, path: Path, manifest: ModelManifest, where: str, report: Report) -> None:
        saved = SavedReport(manifest.id, manifest.fingerprint, where, report)
        write_text_atomic(path, saved.to_json())

    def _export(self) -> TuneFacts:
        """Write ``model/`` with the best weights, blended with the base's where that keeps more."""
        self._log(PhaseStarted(self._run.last_step, "choosing"))
        progress = self._progress()
        if progress is None:
            raise RunNotFound(path=self._run.folder)
        best = self._run.best_checkpoint(progress.best_step)
        learnt = read_network(best if best.is_dir() else self._run.checkpoints()[-1])
        base = {} if self._asked.fresh else read_weights(self._base.folder / WEIGHTS_FILE)
        tuned = with_adapters(base, learnt)
        config = self._run.read_config()
        point = BlendPoint(1.0, 0.0, 0.0)
        if self._translates_still:
            task = config.tasks[0]
            general = replace(task, packed_file=GENERAL_FILE)
            tokenizer = SentencePieceTokenizer(self._run.tokenizer_file)
            loss = DevelopmentLoss(config.model, self._run.data, tokenizer.special, (task, general))

            def losses(weights: Weights) -> tuple[float, float]:
                self._cancel.raise_if_cancelled()
                return loss.pair(weights)

            point, points = choose_blend(base, tuned, losses, self._asked.general_loss)
            text = json.dumps([asdict(each) for each in points], indent=2)
            write_text_atomic(self._run.blend_file, text + "\n")
            tuned = blended(base, tuned, point.share)
        fresh = self._asked.fresh
        self._description = ModelDescription(
            id=self._asked.name,
            name=self._asked.name,
            languages=LANGUAGES if fresh else self._base.manifest.languages,
            licence=_OWN_LICENCE if fresh else self._base.manifest.licence,
            origin=self._origin,
            version="1",
            parent=None if fresh else self._base.manifest.id,
            jobs=self._jobs(),
        )
        self._weights = tuned
        self._write_model("# " + self._asked.name + "\n")
        report = read_report(self._run.data)
        return TuneFacts(
            self._asked.name,
            self._base.manifest,
            report,
            config,
            progress.step,
            progress.active_s,
            point.share,
            {},
            fresh=self._asked.fresh,
        )

    def _write_model(self, card: str) -> ModelManifest:
        return export_weights(
            self._weights,
            self._run.read_config().model,
            self._run.tokenizer_file,
            self._run.model,
            self._description,
            card,
            decoding=read_decoding_defaults(self._base.folder),
        )

    def _compare(self, before: Mapping[str, Report]) -> dict[str, Comparison]:
        self._log(PhaseStarted(self._run.last_step, "comparing"))
        manifest = read_manifest(self._run.model)
        installed = InstalledModel(manifest, self._run.model, embedded=False)
        settings = self._service.settings
        engine = open_engine(installed, self._service.paths, settings.device, settings.threads)
        comparisons: dict[str, Comparison] = {}
        try:
            for where, examples in self._tests().items():
                report = self._measure(engine, examples)
                self._save(self._run.report_file("after", where), manifest, where, report)
                comparisons[where] = compare_reports(before[where], report)
        finally:
            engine.close()
        for where, comparison in comparisons.items():
            for row in comparison.rows:
                self._log(
                    Compared(
                        self._run.last_step,
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
        write_text_atomic(self._run.comparison_file, text)
        return comparisons

    def _finish(self, facts: TuneFacts, comparisons: Mapping[str, Comparison]) -> Path:
        self._log(PhaseStarted(self._run.last_step, "installing"))
        self._write_model(tune_card(facts, comparisons))
        path = self._run.model
        if self._asked.install:
            installed = self._service.models.install(path)
            self._note_learned(installed.manifest)
            path = installed.folder
        self._log(ModelReady(self._run.last_step, self._asked.name, str(path), self._asked.install))
        # Six tenths of a gigabyte that nobody goes on from; the best network stays.
        if (progress := self._progress()) is not None:
            self._run.prune_best(progress.best_step)
        self._run.prune_all()
        return path

    def _note_learned(self, manifest: ModelManifest) -> None:
        try:
            note_learned(self._service.paths, self._run.folder, manifest)
        except AppError as error:
            # The model is there all the same; its corrections count as new, and can be taught again.
            _log.warning("not noted which corrections were learned: %s", error)


def _sizes(reports: Mapping[str, Report]) -> dict[str, int]:
    return {where: report.examples for where, report in reports.items()}
