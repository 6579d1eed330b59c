"""How `bertsum train --check` shows a corpus: lines to read, or JSON (see output.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.output import to_line
from bertsum_app.corpus.check import Finding, FindingKind

if TYPE_CHECKING:
    from bertsum_app.service.tune import TuneCheck
    from bertsum_app.training.fresh import Doubt

_WORDS: Mapping[FindingKind, str] = {
    "empty": "one side is empty",
    "swapped": "the sides are swapped",
    "language": "a side is in another language",
    "copy": "not translated: both sides are the same",
    "length": "the lengths fit no translation or summary, or are too long for one",
    "duplicate": "said before",
    "leak": "also in the development set",
}
_DOUBTS: Mapping[Doubt, str] = {
    "large": "warning: that is a large network for so little text: it will know the text by heart "
    "rather than learn the language; a smaller preset or more text would serve better",
    "slow": "warning: that is more than a day of work; a smaller preset, less text or a GPU would "
    "be faster",
}
_DONE: Mapping[str, str] = {"drop": "left out", "swap": "swapped back", "keep": "kept"}


def check_to_json(check: TuneCheck) -> str:
    """One line of JSON."""
    return to_line(
        "corpus-report",
        {
            "report": asdict(check.report),
            "steps": check.steps,
            "minutes": check.minutes,
            "peak_bytes": check.peak_bytes,
            "parameters": check.parameters,
            "doubts": check.doubts,
        },
    )


def check_lines(check: TuneCheck) -> Iterable[str]:
    """The lines to print."""
    report = check.report
    for file in report.files:
        unsure = "" if file.sure else " (a guess: correct it with --columns)"
        facts = ", ".join(fact for fact in (file.format, file.encoding, file.columns) if fact)
        yield f"{file.path}: {facts}{unsure}"
    checked = report.checked
    yield f"{checked.examples:,} examples, {checked.kept:,} usable"
    yield f"{report.training:,} to train on, {report.held_back:,} to measure with"
    for label, counts in (("languages", checked.by_language), ("labels", checked.by_label)):
        if counts:
            yield f"{label}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items())
    for finding in report.findings:
        yield from _finding(finding, [file.path for file in report.files])
    coverage = report.coverage
    missing = coverage.unknown + coverage.bytes
    if missing:
        shown = " ".join(coverage.characters)
        yield f"{missing:.2%} of the pieces are characters the model has no piece for: {shown}"
    else:
        yield "every character is in the model's vocabulary"
    yield f"{check.parameters:,} weights learn"
    if check.minutes is not None:
        yield f"up to {check.steps:,} steps, about {_time(check.minutes)} of training here"
    if check.peak_bytes is not None:
        yield f"about {check.peak_bytes / 1e9:.1f} GB of memory"
    yield from (_DOUBTS[doubt] for doubt in check.doubts)


def _finding(finding: Finding, files: list[str]) -> Iterable[str]:
    yield ""
    others = "|".join(choice for choice in finding.choices if choice != finding.fix)
    change = f" (change: --fix {finding.kind}={others})" if others else ""
    yield f"{finding.count:,} x {_WORDS[finding.kind]}: {_DONE[finding.fix]}{change}"
    for example in finding.examples:
        place = f"{Path(files[example.file]).name}:{example.line}"
        yield f"  {place}  {_short(example.first)}  |  {_short(example.second)}"


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _time(minutes: float) -> str:
    if minutes < 1.5:
        return "a minute"
    if minutes < 120:
        return f"{round(minutes)} minutes"
    hours = minutes / 60
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
