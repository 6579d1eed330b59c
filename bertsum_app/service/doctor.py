"""What was found on this machine: versions, devices, folders, models, and one sentence translated.

For `bertsum doctor` and for reports of trouble. Nothing is repaired and nothing is left behind; the
self-test may convert the model into the cache folder, as any first use does.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bertsum_app import __version__
from bertsum_app.core.errors import AppError, FolderNotWritable, from_os_error
from bertsum_app.core.logs import LOG_FILE
from bertsum_app.core.paths import AppPaths
from bertsum_app.library.store import ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.devices import DeviceStatus, find_devices, installed_version
from bertsum_app.service.requests import TranslateRequest

SELF_TEST_TEXT = "The weather is nice today."
_PACKAGES = ("ctranslate2", "torch", "sentencepiece", "numpy", "PySide6-Essentials")


@dataclass(frozen=True)
class FolderStatus:
    """One of the program's folders; it need not exist yet. `free_bytes` None: cannot be told."""

    purpose: str
    path: Path
    free_bytes: int | None
    problem: AppError | None


@dataclass(frozen=True)
class ModelStatus:
    """An installed model with what is wrong with it; all its files were read."""

    model_id: str
    folder: Path
    problem: AppError | None


@dataclass(frozen=True)
class SelfTest:
    """A sentence sent through the default model."""

    model_id: str
    source: str
    output: str
    device_label: str
    load_milliseconds: int
    translate_milliseconds: int


@dataclass(frozen=True)
class DoctorReport:
    """All findings; `self_test` is the error when it did not work.

    `versions` are (name, version) pairs, None for what is not installed. `model_problems` are
    folders among the models that hold no usable one.
    """

    versions: tuple[tuple[str, str | None], ...]
    devices: tuple[DeviceStatus, ...]
    folders: tuple[FolderStatus, ...]
    models: tuple[ModelStatus, ...]
    model_problems: tuple[AppError, ...]
    self_test: SelfTest | AppError
    log: Path
    crash_report: Path | None
    """What native code was at when it ended the program last; None: it did not, as far as is known."""
    start_problems: tuple[AppError, ...] = ()
    """Troubles the program started with, such as damaged settings."""

    @property
    def problems(self) -> tuple[AppError, ...]:
        """What is wrong, in the order of the report."""
        found = [
            *self.start_problems,
            *(folder.problem for folder in self.folders),
            *(model.problem for model in self.models),
            *self.model_problems,
            self.self_test if isinstance(self.self_test, AppError) else None,
        ]
        return tuple(problem for problem in found if problem is not None)


def examine(service: BertSumService) -> DoctorReport:
    """Look at everything; takes as long as reading all models and loading one."""
    models, model_problems = _models(service.models)
    return DoctorReport(
        versions=(
            ("BertSum", __version__),
            ("Python", platform.python_version()),
            ("system", platform.platform()),
            *((package, installed_version(package)) for package in _PACKAGES),
        ),
        devices=find_devices(),
        folders=_folders(service.paths),
        models=models,
        model_problems=model_problems,
        self_test=_self_test(service),
        log=service.paths.log / LOG_FILE,
        crash_report=service.paths.crash_report if service.paths.crash_report.is_file() else None,
        start_problems=service.problems,
    )


def _folders(paths: AppPaths) -> tuple[FolderStatus, ...]:
    purposes = {
        "models": paths.models,
        "training runs": paths.runs,
        "cache": paths.cache,
        "settings": paths.config,
        "state": paths.state,
        "log": paths.log,
    }
    return tuple(_folder(purpose, path) for purpose, path in purposes.items())


def _folder(purpose: str, path: Path) -> FolderStatus:
    there = next((folder for folder in (path, *path.parents) if folder.exists()), path)
    problem: AppError | None = None
    free_bytes: int | None = None
    try:
        # Rights alone do not tell (read-only file systems, access lists): so try it.
        with tempfile.TemporaryFile(dir=there):
            free_bytes = shutil.disk_usage(there).free
    except NotADirectoryError:
        problem = FolderNotWritable(there)
    except OSError as error:
        problem = from_os_error(error, there)
    return FolderStatus(purpose, path, free_bytes, problem)


def _models(store: ModelStore) -> tuple[tuple[ModelStatus, ...], tuple[AppError, ...]]:
    installed, problems = store.list()
    found = []
    for model in installed:
        problem: AppError | None = None
        try:
            store.verify(model.manifest.id)
        except AppError as error:
            problem = error
        found.append(ModelStatus(model.manifest.id, model.folder, problem))
    return tuple(found), problems


def _self_test(service: BertSumService) -> SelfTest | AppError:
    try:
        opened = service.engine(None)
        outcome = service.translate(TranslateRequest(SELF_TEST_TEXT, source="en", target="zh"))
    except AppError as error:
        return error
    return SelfTest(
        model_id=outcome.model_id,
        source=SELF_TEST_TEXT,
        output=outcome.result.text,
        device_label=outcome.device_label,
        load_milliseconds=opened.milliseconds,
        translate_milliseconds=outcome.milliseconds,
    )
