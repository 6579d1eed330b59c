"""`bertsum doctor`: what was found on this machine, and what is wrong with it.

The exit code is 0 when all is well, else the one of the first problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bertsum_app.cli.console import ProgressLine, write
from bertsum_app.cli.messages import message
from bertsum_app.cli.options import Subparsers
from bertsum_app.core.errors import AppError
from bertsum_app.service.app import BertSumService

if TYPE_CHECKING:
    from bertsum_app.service.devices import DeviceReason, DeviceStatus
    from bertsum_app.service.doctor import DoctorReport, FolderStatus

_GIGABYTE = 1_000_000_000

_REASONS: Mapping[DeviceReason, str] = MappingProxyType(
    {
        "other-system": "not on this system",
        "no-driver": "not used: no NVIDIA driver was found",
        "no-device": "not used: the NVIDIA driver shows no GPU",
        "torch-only": "used when named with --device; CTranslate2 does not see it",
        "torch-missing": "not used: CTranslate2 does not see it and torch is not installed",
        "torch-cpu-build": "not used: CTranslate2 does not see it and the installed torch is built "
        "for the CPU only",
    }
)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    return subparsers.add_parser(
        "doctor",
        help="show what was found on this machine and test the program",
        description="Show versions, devices, folders and models, and translate one sentence.",
    )


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Examine and print."""
    from bertsum_app.service.doctor import examine

    with ProgressLine() as line:
        line.show("examining", at_once=True)
        report = examine(service)
    write("\n".join(_sections(report)))
    return report.problems[0].exit_code if report.problems else 0


def _sections(report: DoctorReport) -> Iterable[str]:
    yield from _table("Versions", ((n, v or "not installed") for n, v in report.versions))
    yield from _table("Devices", ((device.device, _device(device)) for device in report.devices))
    settings = [("file", _state(problem)) for problem in report.start_problems]
    yield from _table("Settings", settings or [("file", "whole")])
    yield from _table("Folders", ((folder.purpose, _folder(folder)) for folder in report.folders))
    crash = "none known" if report.crash_report is None else _dated(report.crash_report)
    yield from _table("Log", [("file", str(report.log)), ("last crash", crash)])
    models = [(model.model_id, _state(model.problem)) for model in report.models]
    models += [("?", _state(problem)) for problem in report.model_problems]
    yield from _table("Models", models)
    yield from _table("Self-test", _self_test(report))


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Iterable[str]:
    found = list(rows)
    width = max((len(name) for name, _ in found), default=0) + 2
    yield title
    yield from (f"  {name:<{width}}{value}" for name, value in found or [("none", "")])


def _device(status: DeviceStatus) -> str:
    parts = (status.detail, "usable" if status.reason is None else _REASONS[status.reason])
    return "; ".join(part for part in parts if part)


def _folder(status: FolderStatus) -> str:
    if status.problem is not None:
        return f"{status.path}: {message(status.problem)}"
    free = 0 if status.free_bytes is None else status.free_bytes
    return f"{status.path} (writable, {free / _GIGABYTE:.1f} GB free)"


def _dated(path: Path) -> str:
    return f"{path} ({datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M})"


def _state(problem: AppError | None) -> str:
    return "whole" if problem is None else message(problem)


def _self_test(report: DoctorReport) -> Iterable[tuple[str, str]]:
    test = report.self_test
    if isinstance(test, AppError):
        yield "failed", message(test)
        return
    yield "model", f"{test.model_id} on {test.device_label}"
    yield "loading", f"{test.load_milliseconds} ms"
    yield "translation", f"{test.translate_milliseconds} ms"
    yield test.source, test.output
