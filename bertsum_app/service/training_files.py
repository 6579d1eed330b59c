"""What training leaves on disk, read back for the window: runs, reports, comparisons.

Reading a run needs nothing of the process that works on it, so it makes no difference who started it.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from bertsum_app.core.errors import AppError, RunIncompatible
from bertsum_app.evaluation.compare import Comparison
from bertsum_app.evaluation.report import Report, SavedReport, SummaryReport, TranslationReport
from bertsum_app.evaluation.values import decode
from bertsum_app.library.manifest import ModelManifest, read_manifest
from bertsum_app.library.store import ModelStore
from bertsum_app.service.training import (
    BeforeAfter,
    CheckedCorpus,
    RunFailure,
    RunRow,
    RunState,
    Sample,
    TrainingRequest,
)
from bertsum_app.service.tune_data import CorpusReport
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.training.events import (
    CorpusRead,
    ModelReady,
    PhaseStarted,
    RunFailed,
    RunPaused,
    RunResumed,
    RunStopped,
    TrainingEvent,
    parse_event,
)
from bertsum_app.training.fresh import DOUBTS
from bertsum_app.training.run_folder import RunFolder

ASKED_FILE = "asked.json"
LOG_FILE = "train.log"
_TAIL_BYTES = 2_000
_MOST_SAMPLES = 200


@dataclass
class _Told:
    """What the events of a run have told so far."""

    step: int = 0
    steps: int = 0
    phase: str = ""
    paused: bool = False
    ended: RunState | None = None
    stopped: bool = False
    failure: RunFailure | None = None
    changed_ms: int = 0

    def take(self, event: TrainingEvent) -> None:
        self.step = max(self.step, event.step)
        match event:
            case CorpusRead():
                self.steps = event.steps
            case PhaseStarted():
                self.phase, self.paused, self.stopped = event.phase, False, False
                self.ended = self.failure = None
            case RunPaused() | RunResumed():
                self.paused = isinstance(event, RunPaused)
            case RunStopped():
                self.stopped = event.reason == "signal"
            case RunFailed():
                self.ended = "failed"
                self.failure = RunFailure(event.code, event.params)
            case ModelReady():
                self.ended = "finished"


class RunReader:
    """Follows one run: what it said since the last look, and how it stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._offset = 0
        self._told = _Told()

    def read(self) -> tuple[TrainingEvent, ...]:
        """The events since the last call. A line that is still being written waits for its end."""
        path = RunFolder(self.folder).events_file
        try:
            with path.open("rb") as file:
                file.seek(self._offset)
                data = file.read()
            self._told.changed_ms = round(path.stat().st_mtime * 1000)
        except OSError:
            return ()
        data = data[: data.rfind(b"\n") + 1]
        self._offset += len(data)
        # Not splitlines: a text in an event may hold other line ends, which are none here.
        lines = data.decode("utf-8", "replace").split("\n")
        events = tuple(event for event in map(parse_event, lines) if event is not None)
        for event in events:
            self._told.take(event)
        return events

    def row(self, models: ModelStore, *, at_work: bool) -> RunRow:
        """How the run stands, as of the last `read`; `at_work`: whether some process works on it."""
        told = self._told
        state: RunState = told.ended or "interrupted"
        failure = told.failure
        if at_work:
            state = "paused" if told.paused else "running"
        elif state == "interrupted" and not told.stopped:
            failure = RunFailure("", log_tail=log_tail(self.folder))
        asked, tune = read_request(self.folder), _object(TuneFolder(self.folder).tune_file)
        manifest = _model_of(self.folder)
        return RunRow(
            name=self.folder.name,
            folder=self.folder,
            state=state,
            task=asked.task if asked else str(tune.get("task", "")),
            base_id=str(tune.get("base_id") or (asked.base_id if asked else "")),
            step=told.step,
            steps=told.steps,
            phase=told.phase,
            changed_ms=told.changed_ms,
            model=manifest is not None,
            installed=manifest is not None and _is_installed(models, manifest),
            resumable=bool(tune),
            failure=failure,
            request=asked,
        )


def run_folders(runs: Path) -> tuple[Path, ...]:
    """The folders of training runs beneath `runs`, those of `bertsum build-model` left out."""
    try:
        folders = sorted(folder for folder in runs.iterdir() if not folder.name.startswith("."))
    except OSError:
        return ()
    return tuple(
        folder
        for folder in folders
        if TuneFolder(folder).tune_file.is_file() or (folder / ASKED_FILE).is_file()
    )


def read_request(folder: Path) -> TrainingRequest | None:
    """What was asked for in the window; None for a run that was started elsewhere."""
    try:
        return TrainingRequest.from_json((folder / ASKED_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def log_tail(folder: Path) -> str:
    """The end of what the run's process wrote to standard error."""
    try:
        data = (folder / LOG_FILE).read_bytes()[-_TAIL_BYTES:]
    except OSError:
        return ""
    return data.decode("utf-8", "replace").strip()


def parse_check(text: str) -> CheckedCorpus | RunFailure:
    """What `bertsum train --check --json` printed.

    Raises:
        ValueError: it is none of that.
    """
    values = json.loads(text)
    try:
        if values.get("kind") == RunFailed.kind:
            return RunFailure(str(values["code"]), values.get("params", {}))
        return CheckedCorpus(
            report=decode(CorpusReport, values["report"]),
            steps=int(values["steps"]),
            minutes=values["minutes"],
            peak_bytes=values["peak_bytes"],
            parameters=int(values["parameters"]),
            doubts=tuple(doubt for doubt in DOUBTS if doubt in values["doubts"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no corpus report: {error}") from error


def read_before_after(folder: Path) -> BeforeAfter | None:
    """What the run in `folder` measured at its end; None while it has not.

    Raises:
        RunIncompatible: it is damaged.
    """
    path = TuneFolder(folder).comparison_file
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        comparisons = {str(where): decode(Comparison, found) for where, found in values.items()}
        before = {where: _report(folder, "before", where) for where in comparisons}
        samples = _samples(before["user"], _report(folder, "after", "user"))
        if "taught" in before:
            taught = _samples(before["taught"], _report(folder, "after", "taught"))
            samples += tuple(replace(sample, taught=True) for sample in taught)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AppError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error
    sizes = {where: report.examples for where, report in before.items()}
    tune = _object(TuneFolder(folder).tune_file)
    other = str(tune.get("base_id", "")) if tune.get("fresh") else ""
    return BeforeAfter(comparisons, sizes, samples, other)


def _report(folder: Path, when: Literal["before", "after"], where: str) -> Report:
    path = TuneFolder(folder).report_file(when, where)
    return SavedReport.from_json(path.read_text(encoding="utf-8"), path).report


def _samples(before: Report, after: Report) -> tuple[Sample, ...]:
    """Examples that came out differently, in an order that has nothing to do with how well."""
    if isinstance(before, TranslationReport) and isinstance(after, TranslationReport):
        found = [
            Sample(old.text, old.reference, old.hypothesis, new.hypothesis)
            for old, new in zip(before.outputs, after.outputs, strict=True)
        ]
    elif isinstance(before, SummaryReport) and isinstance(after, SummaryReport):
        found = [
            Sample("", old.reference, old.hypothesis, new.hypothesis)
            for old, new in zip(before.outputs, after.outputs, strict=True)
        ]
    else:
        return ()  # verdicts are no texts to read side by side; the figures have them
    changed = [sample for sample in found if sample.before != sample.after]
    random.Random(1).shuffle(changed)
    return tuple(changed[:_MOST_SAMPLES])


def _object(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _model_of(run: Path) -> ModelManifest | None:
    # Written last: before, a model in the making is there.
    if not TuneFolder(run).comparison_file.is_file():
        return None
    try:
        return read_manifest(TuneFolder(run).model)
    except AppError:
        return None


def _is_installed(models: ModelStore, manifest: ModelManifest) -> bool:
    try:
        return models.get(manifest.id).manifest.fingerprint == manifest.fingerprint
    except AppError:
        return False
