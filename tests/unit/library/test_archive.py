"""A model in one file, whole, damaged and hostile."""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from bertsum_app.core.errors import (
    AppError,
    DiskFull,
    ModelDamaged,
    ModelEmbedded,
    ModelIdInvalid,
    ModelIdTaken,
    ModelNotFound,
    UnreadableFile,
)
from bertsum_app.library.archive import pack_model, unpacked_model
from bertsum_app.library.store import InstalledModel, ModelStore
from helpers.tiny_model import build_tiny_model


@pytest.fixture
def model(tmp_path: Path) -> InstalledModel:
    return build_tiny_model(tmp_path / "elsewhere", model_id="tiny")


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    build_tiny_model(tmp_path / "embedded")
    return ModelStore(tmp_path / "embedded", tmp_path / "user")


def test_a_packed_model_is_installed_as_it_was(
    tmp_path: Path, model: InstalledModel, store: ModelStore
) -> None:
    pack_model(model.folder, tmp_path / "tiny.zip")
    with unpacked_model(tmp_path / "tiny.zip", store.user_folder) as folder:
        installed = store.install(folder)
    assert installed.manifest == model.manifest
    store.verify("tiny")
    assert [path.name for path in store.user_folder.iterdir()] == ["tiny"]


def test_a_file_with_a_password_or_torn_data_is_damaged(
    tmp_path: Path, model: InstalledModel, store: ModelStore
) -> None:
    path = tmp_path / "tiny.bertsum"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in model.folder.iterdir():
            archive.write(file, f"tiny/{file.name}")
    whole = path.read_bytes()
    locked = bytearray(whole)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + flags] |= 1  # "encrypted"
            at = locked.find(mark, at + 4)
    name = whole.index(b"tiny/manifest.json") + len("tiny/manifest.json")
    torn = whole[:name] + b"\xff" * 40 + whole[name + 40 :]
    for data in (bytes(locked), torn):
        path.write_bytes(data)
        with pytest.raises(ModelDamaged), unpacked_model(path, store.user_folder):
            pass


def test_installing_twice_is_refused(model: InstalledModel, store: ModelStore) -> None:
    store.install(model.folder)
    with pytest.raises(ModelIdTaken):
        store.install(model.folder)
    with pytest.raises(ModelEmbedded):
        store.check_free("bertsum-en-zh")


def test_a_removed_model_is_gone_and_can_come_again(
    model: InstalledModel, store: ModelStore
) -> None:
    store.install(model.folder)
    store.remove("tiny")
    with pytest.raises(ModelNotFound):
        store.get("tiny")
    with pytest.raises(ModelNotFound):
        store.remove("tiny")
    store.install(model.folder)


@pytest.mark.parametrize(
    ("model_id", "error"), [("bertsum-en-zh", ModelEmbedded), ("../user", ModelIdInvalid)]
)
def test_what_is_not_the_users_is_not_removed(
    store: ModelStore, model_id: str, error: type[AppError]
) -> None:
    with pytest.raises(error):
        store.remove(model_id)
    store.default()


def test_a_broken_model_of_the_user_can_be_removed(
    model: InstalledModel, store: ModelStore
) -> None:
    store.install(model.folder)
    (store.user_folder / "tiny" / "manifest.json").write_text("{", encoding="utf-8")
    store.remove("tiny")
    assert store.list()[1] == ()


def test_a_damaged_model_is_neither_packed_nor_installed(
    tmp_path: Path, model: InstalledModel, store: ModelStore
) -> None:
    (model.folder / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelDamaged):
        pack_model(model.folder, tmp_path / "tiny.zip")
    with pytest.raises(ModelDamaged):
        store.install(model.folder)
    assert not (tmp_path / "tiny.zip").exists()
    assert not (store.user_folder / "tiny").exists()


def repacked(tmp_path: Path, model: InstalledModel, **changes: object) -> Path:
    """The model as a ZIP whose manifest has other values; `extra` is one more member."""
    extra = str(changes.pop("extra", ""))
    manifest = model.folder / "manifest.json"
    values = json.loads(manifest.read_text(encoding="utf-8"))
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny/manifest.json", json.dumps({**values, **changes}))
        for entry in model.manifest.files:
            archive.write(model.folder / entry.name, f"tiny/{entry.name}")
        if extra:
            archive.writestr(extra, "outside")
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../../evil"},
        {"files": [{"name": "../evil", "bytes": 1, "sha256": "0" * 64}]},
        {"files": [{"name": "missing", "bytes": 1, "sha256": "0" * 64}]},
        {"files": [{"name": "config.json", "bytes": 1, "sha256": "0" * 64}]},
        {"files": [{"name": "config.json", "bytes": 10**15, "sha256": "0" * 64}]},
    ],
)
def test_manifests_that_lie_are_refused(
    tmp_path: Path, model: InstalledModel, store: ModelStore, changes: dict[str, object]
) -> None:
    path = repacked(tmp_path, model, **changes)
    with pytest.raises(ModelDamaged), unpacked_model(path, store.user_folder) as folder:
        store.install(folder)
    assert list(store.user_folder.iterdir()) == []


def test_members_that_no_manifest_names_are_left_packed(
    tmp_path: Path, model: InstalledModel, store: ModelStore
) -> None:
    path = repacked(tmp_path, model, extra="../outside.txt")
    with unpacked_model(path, store.user_folder) as folder:
        store.install(folder)
    assert not (tmp_path / "outside.txt").exists()
    assert not (store.user_folder / "outside.txt").exists()


def test_a_file_that_may_not_be_read_is_no_folder_that_refuses(
    tmp_path: Path, model: InstalledModel, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tiny.bertsum"
    pack_model(model.folder, path)

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(UnreadableFile) as caught, unpacked_model(path, store.user_folder):
        pass

    assert caught.value.params["path"] == path


def test_room_is_looked_for_before_anything_is_unpacked(
    tmp_path: Path, model: InstalledModel, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tiny.bertsum"
    pack_model(model.folder, path)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))

    with pytest.raises(DiskFull), unpacked_model(path, store.user_folder):
        pass

    assert list(store.user_folder.iterdir()) == []


def test_a_disk_that_is_full_is_that_of_the_models(
    tmp_path: Path, model: InstalledModel, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stick" / "tiny.bertsum"
    path.parent.mkdir()
    pack_model(model.folder, path)

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", fail)

    with pytest.raises(DiskFull) as caught, unpacked_model(path, store.user_folder):
        pass

    assert caught.value.params["path"] == store.user_folder
    assert list(store.user_folder.iterdir()) == []


def test_what_goes_wrong_with_an_unpacked_model_stays_what_it_is(
    tmp_path: Path, model: InstalledModel, store: ModelStore
) -> None:
    path = tmp_path / "tiny.bertsum"
    pack_model(model.folder, path)

    with pytest.raises(ConnectionError), unpacked_model(path, store.user_folder):
        raise ConnectionError


def test_other_files_are_no_models(tmp_path: Path, store: ModelStore) -> None:
    text = tmp_path / "text.zip"
    text.write_text("no zip", encoding="utf-8")
    empty = tmp_path / "empty.zip"
    shutil.make_archive(str(tmp_path / "empty"), "zip", tmp_path / "embedded")
    zipfile.ZipFile(empty, "w").close()
    for path in (text, empty):
        with pytest.raises(ModelDamaged), unpacked_model(path, store.user_folder):
            pass
