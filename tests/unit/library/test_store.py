"""library/store.py: which models are there, which are broken, and that none hides another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import ModelDamaged, ModelIdInvalid, ModelIncompatible, ModelNotFound
from bertsum_app.library.manifest import (
    FORMAT_VERSION,
    MANIFEST_FILE,
    ModelManifest,
    describe_files,
    write_manifest,
)
from bertsum_app.library.store import DEFAULT_MODEL_ID, ModelStore


@pytest.fixture
def embedded(tmp_path: Path) -> Path:
    return tmp_path / "embedded"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def store(embedded: Path, user: Path) -> ModelStore:
    return ModelStore(embedded, user)


def _install(root: Path, model_id: str, folder_name: str | None = None) -> Path:
    folder = root / (folder_name or model_id)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    manifest = ModelManifest(
        format_version=FORMAT_VERSION,
        id=model_id,
        name=model_id.title(),
        languages=("en", "zh"),
        jobs=("translate",),
        licence="Apache-2.0",
        origin="made in a test",
        parent=None,
        version="1",
        files=describe_files(folder, ["config.json"]),
    )
    write_manifest(folder, manifest)
    return folder


def test_without_folders_there_are_no_models_and_no_problems(store: ModelStore) -> None:
    assert store.list() == ((), ())
    with pytest.raises(ModelNotFound):
        store.default()


def test_the_default_comes_first_and_the_others_by_id(
    store: ModelStore, embedded: Path, user: Path
) -> None:
    _install(user, "zebra")
    _install(user, "aardvark")
    _install(embedded, DEFAULT_MODEL_ID)
    models, problems = store.list()
    assert [model.manifest.id for model in models] == [DEFAULT_MODEL_ID, "aardvark", "zebra"]
    assert [model.embedded for model in models] == [True, False, False]
    assert problems == ()
    assert store.default() == models[0]


def test_a_model_is_found_in_either_folder(store: ModelStore, embedded: Path, user: Path) -> None:
    folder = _install(user, "mine")
    _install(embedded, DEFAULT_MODEL_ID)
    assert store.get("mine").folder == folder
    assert store.get(DEFAULT_MODEL_ID).embedded


def test_a_model_that_is_installed_later_is_seen(store: ModelStore, user: Path) -> None:
    assert store.list() == ((), ())
    _install(user, "mine")
    assert [model.manifest.id for model in store.list()[0]] == ["mine"]


def test_an_unknown_model_is_not_found_and_the_folders_are_named(
    store: ModelStore, embedded: Path, user: Path
) -> None:
    with pytest.raises(ModelNotFound) as caught:
        store.get("unknown")
    searched = str(caught.value.params["searched"])
    assert str(embedded) in searched
    assert str(user) in searched


@pytest.mark.parametrize("model_id", ["..", "../user/mine", "/", "", "Mine"])
def test_an_id_can_never_be_a_path(store: ModelStore, user: Path, model_id: str) -> None:
    _install(user, "mine")
    with pytest.raises(ModelIdInvalid):
        store.get(model_id)


def test_a_broken_model_is_reported_beside_the_good_ones(store: ModelStore, user: Path) -> None:
    _install(user, "good")
    (_install(user, "bad") / MANIFEST_FILE).write_text("{", encoding="utf-8")
    (_install(user, "empty") / MANIFEST_FILE).unlink()
    newer = _install(user, "newer") / MANIFEST_FILE
    newer.write_text('{"format_version": 99}', encoding="utf-8")
    models, problems = store.list()
    assert [model.manifest.id for model in models] == ["good"]
    assert [type(problem) for problem in problems] == [
        ModelDamaged,
        ModelDamaged,
        ModelIncompatible,
    ]
    with pytest.raises(ModelDamaged):
        store.get("bad")


def test_a_folder_with_another_models_manifest_is_damaged(store: ModelStore, user: Path) -> None:
    _install(user, "one", folder_name="two")
    models, problems = store.list()
    assert models == ()
    assert isinstance(problems[0], ModelDamaged)
    with pytest.raises(ModelDamaged):
        store.get("two")


def test_folders_still_being_built_and_loose_files_are_no_models(
    store: ModelStore, user: Path
) -> None:
    _install(user, "mine", folder_name=".mine.0badcafe.partial")
    (user / "notes.txt").touch()
    assert store.list() == ((), ())


def test_an_embedded_model_comes_before_a_users_of_the_same_id(
    store: ModelStore, embedded: Path, user: Path
) -> None:
    folder = _install(embedded, DEFAULT_MODEL_ID)
    _install(user, DEFAULT_MODEL_ID)
    models, problems = store.list()
    assert [model.folder for model in models] == [folder]
    assert len(problems) == 1
    assert store.get(DEFAULT_MODEL_ID).folder == folder


def test_verify_passes_a_whole_model_and_finds_an_altered_one(
    store: ModelStore, user: Path
) -> None:
    folder = _install(user, "mine")
    store.verify("mine")
    (folder / "config.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelDamaged) as caught:
        store.verify("mine")
    assert caught.value.params["path"] == folder / "config.json"
    # Listing does not read the files: it stays quick, and the model can still be shown and removed.
    assert len(store.list()[0]) == 1
