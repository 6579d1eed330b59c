"""A training host without processes: notes what it is asked, and tells what the test says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bertsum_app.corpus.check import Checked, Finding, FindingExample, Fix
from bertsum_app.evaluation.compare import Comparison, ComparisonRow, Verdict
from bertsum_app.service.training import (
    BeforeAfter,
    CheckedCorpus,
    RunRow,
    RunState,
    Sample,
    TrainingNews,
    TrainingRequest,
)
from bertsum_app.service.tune_data import CorpusReport, Coverage, FileReport
from bertsum_app.training.control import Command
from bertsum_app.training.events import (
    CorpusRead,
    PhaseStarted,
    RunStarted,
    Sampled,
    SampleText,
    TrainingEvent,
    TrainProgress,
    Validated,
)

Call = tuple[object, ...]


class FakeTraining:
    """Fits `TrainingPort`."""

    def __init__(self, publish: Callable[[TrainingNews], None]) -> None:
        self.tell = publish
        self.calls: list[Call] = []

    def said(self, what: str) -> list[Call]:
        """The calls of one kind, without its name."""
        return [call[1:] for call in self.calls if call[0] == what]

    def list_runs(self) -> None:
        self.calls.append(("list",))

    def watch(self, name: str) -> None:
        self.calls.append(("watch", name))

    def check(self, request: TrainingRequest) -> None:
        self.calls.append(("check", request))

    def cancel_check(self) -> None:
        self.calls.append(("cancel-check",))

    def start(self, request: TrainingRequest) -> None:
        self.calls.append(("start", request))

    def resume(self, name: str) -> None:
        self.calls.append(("resume", name))

    def order(self, name: str, command: Command) -> None:
        self.calls.append(("order", name, command))

    def remove(self, name: str) -> None:
        self.calls.append(("remove", name))

    def compare(self, name: str) -> None:
        self.calls.append(("compare", name))

    def install(self, name: str) -> None:
        self.calls.append(("install", name))

    def uninstall(self, name: str) -> None:
        self.calls.append(("uninstall", name))


def checked(path: str, *, sure: bool = True, fix: Fix = "swap") -> CheckedCorpus:
    """What was found in a file with one kind of trouble."""
    example = FindingExample(0, 8, "你好", "hello there")
    finding = Finding("swapped", 6, fix, ("swap", "drop", "keep"), (example,))
    report = CorpusReport(
        task="translate",
        files=(FileReport(path, "TSV", "utf-8", "en=1 zh=2", sure),),
        checked=Checked(623, 600, (finding,), {}, {}),
        training=540,
        held_back=60,
        coverage=Coverage(1000, 0.0, 0.01, ("犄", "角")),
        mean_positions=20.0,
        fingerprint="0" * 64,
    )
    return CheckedCorpus(report, 218, 2.0, 1_000_000_000)


def row(name: str, state: RunState = "running", **values: Any) -> RunRow:
    """A run."""
    known: dict[str, Any] = {"task": "translate", "phase": "training", "steps": 100}
    return RunRow(name, Path("runs") / name, state, **(known | values))


def progress(step: int, seconds: float, loss: float = 3.0) -> TrainProgress:
    """A report; half a second a step makes ten tokens a second."""
    return TrainProgress(step, seconds, {"translate": loss, "familiar": 9.0}, {}, {}, 0, 5.0, 10.0)


def beginning() -> tuple[TrainingEvent, ...]:
    """The events up to the first steps."""
    return (
        PhaseStarted(0, "reading"),
        CorpusRead(0, 623, 540, 60, 100, {"swapped": 6}),
        PhaseStarted(0, "training"),
        RunStarted(0, 25_000_000, "cpu", 1, 720.0),
        Validated(0, 0.0, {"translate": 4.5}, {"translate": 0.3}),
        progress(10, 5.0, 5.0),
        progress(20, 10.0, 4.0),
        Validated(20, 10.0, {"translate": 4.25}, {"translate": 0.4}),
    )


def sampled(step: int, bleu: float, output: str) -> Sampled:
    """What a validation made of two samples, one of them shown."""
    text = SampleText("A bat & a rat", "蝙蝠和老鼠", output, "zh")
    return Sampled(step, 2, 1.5, {"zh BLEU": bleu, "en BLEU": bleu + 2}, (text,))


def before_after(verdict: Verdict = "improved", general: Verdict = "unchanged") -> BeforeAfter:
    """Figures and two samples."""

    def comparison(found: Verdict) -> Comparison:
        figures = ComparisonRow("zh BLEU", 8.2, 11.3, 1.9, 4.6, 0.0, found)
        return Comparison((figures,), (), ())

    samples = tuple(
        Sample(f"A bat {number} & a rat", "蝙蝠和老鼠", "一只蝙蝠", "一只 <蝙蝠> 和老鼠")
        for number in range(7)
    )
    return BeforeAfter(
        {"user": comparison(verdict), "general": comparison(general)},
        {"user": 60, "general": 266},
        samples,
    )
