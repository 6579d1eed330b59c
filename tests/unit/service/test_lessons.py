"""service/lessons.py: from the store of corrections to a run, and back once its model is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import CorpusTooSmall, RunIncompatible
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.manifest import MANIFEST_FILE
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore
from bertsum_app.service import sqlite_store
from bertsum_app.service.app import BertSumService
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import LEAST_CORRECTIONS, Correction
from bertsum_app.service.lessons import (
    ORIGIN,
    note_learned,
    read_lessons,
    run_lessons,
    teaching_base,
    write_run_lessons,
)
from bertsum_app.service.training_files import read_before_after
from bertsum_app.service.tune import TuneRequest, tune
from bertsum_app.service.tune_data import CorpusRequest
from bertsum_app.service.tune_folder import TuneFolder
from bertsum_app.training.control import RunControl
from bertsum_app.training.launch import Machine
from bertsum_app.training.presets import TunePreset
from helpers.tiny_model import build_tiny_model
from helpers.tiny_training import PAIRS, use_few_general_pairs

PRESET = TunePreset(1.0, 4, 1e-3, 3e-3, tokens=512, validations=2, bf16=False, general_loss=1e9)


@pytest.fixture
def service(tmp_path: Path, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch) -> BertSumService:
    use_few_general_pairs(tmp_path, monkeypatch)
    build_tiny_model(tmp_path / "embedded")
    store = ModelStore(tmp_path / "embedded", app_paths.models)
    return BertSumService(app_paths, store, Settings(device="cpu", threads=1))


def corrections(count: int, into: str = "zh") -> list[Correction]:
    return [
        Correction(pair.english, "机器的。", pair.chinese, "en", "zh", chosen=False)
        if into == "zh"
        else Correction(pair.chinese, "machine", pair.english, "zh", "en", chosen=True)
        for pair in PAIRS[:count]
    ]


def keep(paths: AppPaths, *made: Correction) -> None:
    store = CorrectionStore(paths.corrections_file)
    store.save(made, 1)
    store.close()


def learned(paths: AppPaths, models: ModelStore) -> list[bool]:
    store = CorrectionStore(paths.corrections_file)
    found, _ = models.list()
    rows = store.kept({model.manifest.fingerprint for model in found})
    store.close()
    return [row.learned for row in rows]


def teach(service: BertSumService, *, install: bool = True, base_id: str | None = None) -> Path:
    lessons = read_lessons(service.paths)
    request = TuneRequest(
        "words",
        CorpusRequest("translate", (), corrections=lessons.corpus),
        PRESET,
        base_id,
        lessons.targets,
        machine=Machine("cpu", 1),
        install=install,
        lessons=lessons.ids,
    )
    cancel = CancelToken()
    tune(service, request, lambda event: None, cancel, RunControl(cancel))
    return service.paths.runs / "words"


# --- from the store -------------------------------------------------------------------------------


def test_a_training_leaves_a_deletion_in_the_window_to_be_undone(app_paths: AppPaths) -> None:
    keep(app_paths, *corrections(2))
    window = CorrectionStore(app_paths.corrections_file)
    window.delete([window.kept()[0].id])
    assert len(read_lessons(app_paths).ids) == 1
    assert window.undo_delete() == 1
    window.close()


def test_without_corrections_there_are_no_lessons(app_paths: AppPaths) -> None:
    lessons = read_lessons(app_paths)
    assert (lessons.ids, lessons.targets, list(lessons.corpus.read())) == ((), (), [])
    assert not app_paths.corrections_file.exists()


def test_both_directions_become_pairs_and_other_languages_wait(app_paths: AppPaths) -> None:
    other = Correction("Hallo", "a", "b", "de", "en", chosen=False)
    keep(app_paths, corrections(1)[0], other, corrections(2, into="en")[1])
    lessons = read_lessons(app_paths)
    pairs = [example for _, example in lessons.corpus.read()]
    assert pairs == [replace(pair, source="corrections") for pair in PAIRS[:2]]
    assert lessons.targets == ("zh", "en")
    assert len(lessons.ids) == 2


def test_only_directions_that_were_corrected_are_taught(app_paths: AppPaths) -> None:
    keep(app_paths, *corrections(3, into="en"))
    assert read_lessons(app_paths).targets == ("en",)


# --- a run ----------------------------------------------------------------------------------------


def test_too_few_corrections_are_refused_with_the_number_that_is_enough(
    service: BertSumService,
) -> None:
    keep(service.paths, *corrections(LEAST_CORRECTIONS - 1))
    with pytest.raises(CorpusTooSmall) as caught:
        teach(service)
    assert caught.value.params == {"examples": LEAST_CORRECTIONS - 1, "least": LEAST_CORRECTIONS}


def test_a_model_is_taught_and_its_corrections_are_learned_until_it_is_removed(
    service: BertSumService,
) -> None:
    # What somebody wrote by hand is not left out for being unusual, nor parted at odd line ends.
    odd = replace(corrections(1)[0], source="Keep\u2028 this", text="Keep\u2028 this")
    keep(service.paths, odd, *corrections(LEAST_CORRECTIONS)[1:])
    folder = teach(service)
    manifest = service.models.get("words").manifest
    assert (manifest.parent, manifest.origin) == (DEFAULT_MODEL_ID, ORIGIN)
    assert learned(service.paths, service.models) == [True] * LEAST_CORRECTIONS
    found = read_before_after(folder)
    assert found is not None
    assert list(found.comparisons) == ["user", "taught", "general"]
    assert found.sizes["taught"] == LEAST_CORRECTIONS - 6
    assert "which it has seen" in (folder / "model" / "words" / "CARD.md").read_text("utf-8")
    service.models.remove("words")
    assert learned(service.paths, service.models) == [False] * LEAST_CORRECTIONS


def test_what_is_taught_but_not_installed_stays_new(service: BertSumService) -> None:
    keep(service.paths, *corrections(LEAST_CORRECTIONS))
    folder = teach(service, install=False)
    assert not any(learned(service.paths, service.models))
    # Put in by hand later on, as the window does.
    installed = service.models.install(TuneFolder(folder).model)
    keep(service.paths, replace(corrections(1)[0], text="又改了。"))
    note_learned(service.paths, folder, installed.manifest)
    # The newest comes first, and came too late.
    assert learned(service.paths, service.models) == [False] + [True] * (LEAST_CORRECTIONS - 1)


def test_a_store_that_is_held_does_not_cost_the_model(
    service: BertSumService, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(service.paths, *corrections(LEAST_CORRECTIONS))
    monkeypatch.setattr(sqlite_store, "LOCK_TIMEOUT_S", 0.0)
    install = service.models.install

    def hold(folder: Path) -> object:
        other = sqlite3.connect(service.paths.corrections_file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        held.append(other)
        return install(folder)

    held: list[sqlite3.Connection] = []
    monkeypatch.setattr(service.models, "install", hold)
    teach(service)
    held[0].close()
    assert service.models.get("words").manifest.id == "words"
    assert not any(learned(service.paths, service.models))


def test_other_runs_have_no_lessons(app_paths: AppPaths, tmp_path: Path) -> None:
    assert run_lessons(tmp_path) == ()
    note_learned(app_paths, tmp_path, build_tiny_model(tmp_path / "models").manifest)
    assert not app_paths.corrections_file.exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 9, "ids": []}', '{"version": 1}'])
def test_damaged_lessons_of_a_run_are_known(tmp_path: Path, text: str) -> None:
    write_run_lessons(tmp_path, (3, 4))
    assert run_lessons(tmp_path) == (3, 4)
    TuneFolder(tmp_path).lessons_file.write_text(text, encoding="utf-8")
    with pytest.raises(RunIncompatible):
        run_lessons(tmp_path)


# --- what to begin with ---------------------------------------------------------------------------


@pytest.fixture
def models(tmp_path: Path) -> ModelStore:
    build_tiny_model(tmp_path / "embedded")
    return ModelStore(tmp_path / "embedded", tmp_path / "models")


def install(models: ModelStore, model_id: str, parent: str | None, origin: str = ORIGIN) -> None:
    made = build_tiny_model(models.user_folder, model_id=model_id)
    manifest = replace(made.manifest, parent=parent, origin=origin)
    (made.folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")


@pytest.mark.parametrize(
    ("installed", "used", "base"),
    [
        ((), "", ""),
        ((), DEFAULT_MODEL_ID, DEFAULT_MODEL_ID),
        ((("words", DEFAULT_MODEL_ID),), "words", ""),
        ((("words", DEFAULT_MODEL_ID), ("words-2", "words")), "words-2", ""),
        ((("words", "gone"),), "words", "words"),
        ((("words", None),), "words", "words"),
        ((("a", "b"), ("b", "a")), "a", "a"),
        ((), "gone", "gone"),
    ],
)
def test_a_model_that_was_taught_by_corrections_gives_way_to_what_it_came_from(
    models: ModelStore, installed: Sequence[tuple[str, str | None]], used: str, base: str
) -> None:
    for model_id, parent in installed:
        install(models, model_id, parent)
    assert teaching_base(models, used) == base


def test_a_model_that_was_taught_with_files_is_begun_with_itself(models: ModelStore) -> None:
    install(models, "memory", DEFAULT_MODEL_ID, origin="fine-tuned on this machine")
    install(models, "words", "memory")
    assert teaching_base(models, "words") == "memory"
