"""What the doctor finds, and what it calls a problem."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from bertsum_app.core.errors import (
    FolderNotWritable,
    ModelDamaged,
    ModelNotFound,
    UnsupportedLanguage,
)
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.devices import DeviceReason, find_devices, torch_reason
from bertsum_app.service.doctor import SELF_TEST_TEXT, SelfTest, examine
from helpers.fake_engine import FakeOpener


def test_a_sound_installation_has_no_problems(service: BertSumService) -> None:
    report = examine(service)

    assert report.problems == ()
    assert dict(report.versions)["Python"] == platform.python_version()
    assert report.models[0].model_id == DEFAULT_MODEL_ID
    assert isinstance(report.self_test, SelfTest)
    assert report.self_test.output == SELF_TEST_TEXT.upper()


def test_folders_that_do_not_exist_yet_are_tried_where_they_would_be_made(
    service: BertSumService, app_paths: AppPaths
) -> None:
    report = examine(service)

    assert all(folder.free_bytes for folder in report.folders)
    assert not app_paths.cache.exists()


def test_the_last_crash_is_named_and_no_problem_of_now(
    service: BertSumService, app_paths: AppPaths
) -> None:
    assert examine(service).crash_report is None
    app_paths.crash_report.parent.mkdir(parents=True)
    app_paths.crash_report.write_text("Fatal Python error", encoding="utf-8")
    report = examine(service)
    assert report.crash_report == app_paths.crash_report
    assert report.problems == ()


def test_a_folder_that_cannot_be_made_is_a_problem(
    service: BertSumService, app_paths: AppPaths
) -> None:
    app_paths.data.parent.mkdir(parents=True)
    app_paths.cache.write_text("a file in the way", encoding="utf-8")

    (problem,) = examine(service).problems

    assert isinstance(problem, FolderNotWritable)
    assert problem.params["path"] == app_paths.cache


def test_altered_and_broken_models_are_named(service: BertSumService, tmp_path: Path) -> None:
    weights = tmp_path / "embedded" / "second" / "model.safetensors"
    weights.write_text(weights.read_text(encoding="utf-8").upper(), encoding="utf-8")
    (tmp_path / "embedded" / "third" / "manifest.json").unlink()

    report = examine(service)

    damaged = {model.model_id for model in report.models if model.problem is not None}
    assert damaged == {"second"}
    assert [type(problem) for problem in report.problems] == [ModelDamaged, ModelDamaged]


def test_a_missing_default_model_fails_the_self_test(app_paths: AppPaths, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "nothing", app_paths.models)
    service = BertSumService(app_paths, store, Settings(), opener=FakeOpener())

    report = examine(service)

    assert isinstance(report.self_test, ModelNotFound)
    assert report.problems == (report.self_test,)


def test_a_self_test_that_fails_is_reported(service: BertSumService, opener: FakeOpener) -> None:
    opener.failures[SELF_TEST_TEXT] = UnsupportedLanguage("en")

    assert isinstance(examine(service).self_test, UnsupportedLanguage)


def test_the_cpu_comes_first_and_can_always_be_used() -> None:
    devices = find_devices()

    assert [status.device for status in devices] == ["cpu", "cuda", "mps"]
    assert devices[0].reason is None


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (None, "torch-missing"),
        ("2.9.0+cpu", "torch-cpu-build"),
        ("2.9.0+cu128", "torch-only"),
        ("2.9.0", "torch-only"),
    ],
)
def test_the_build_of_torch_says_what_it_can_do(version: str | None, reason: DeviceReason) -> None:
    assert torch_reason(version) == reason
