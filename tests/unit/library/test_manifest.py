"""library/manifest.py: round trip, refusal of what is not a manifest, files that were altered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import (
    ModelDamaged,
    ModelIdInvalid,
    ModelIncompatible,
    ModelNotFound,
    UnreadableFile,
)
from bertsum_app.library.manifest import (
    FORMAT_VERSION,
    JOBS,
    MANIFEST_FILE,
    FileEntry,
    ModelManifest,
    check_model_id,
    describe_files,
    read_manifest,
    verify_files,
    write_manifest,
)

_PATH = Path("manifest.json")


def _manifest(files: tuple[FileEntry, ...] = (FileEntry("a.txt", 1, "0" * 64),)) -> ModelManifest:
    return ModelManifest(
        format_version=FORMAT_VERSION,
        id="tiny-en-zh",
        name="Tiny",
        languages=("en", "zh"),
        jobs=("translate",),
        licence="Apache-2.0",
        origin="made in a test",
        parent=None,
        version="1",
        files=files,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole model folder of two files."""
    folder = tmp_path / "tiny-en-zh"
    folder.mkdir()
    (folder / "config.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(bytes(range(256)))
    names = ("model.safetensors", "config.json")
    write_manifest(folder, _manifest(describe_files(folder, names)))
    return folder


# --- reading and writing --------------------------------------------------------------------------


_entries = st.lists(
    st.builds(
        FileEntry,
        name=st.from_regex(r"[a-z]{4,8}\.[a-z]{1,4}", fullmatch=True),
        bytes=st.integers(0, 2**40),
        sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    ),
    min_size=1,
    unique_by=lambda entry: entry.name,
)


@given(
    files=_entries,
    text=st.text(),
    parent=st.none() | st.text(),
    jobs=st.lists(st.sampled_from(JOBS), min_size=1),
)
def test_a_manifest_comes_back_from_its_json(
    files: list[FileEntry], text: str, parent: str | None, jobs: list[str]
) -> None:
    manifest = replace(
        _manifest(tuple(files)), name=text, origin=text, parent=parent, jobs=tuple(jobs)
    )
    assert ModelManifest.from_json(manifest.to_json(), _PATH) == manifest


def test_the_written_manifest_is_the_one_read(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert [entry.name for entry in manifest.files] == ["config.json", "model.safetensors"]
    assert [entry.bytes for entry in manifest.files] == [2, 256]
    verify_files(folder, manifest)


def test_keys_of_later_programs_are_ignored() -> None:
    document = {**json.loads(_manifest().to_json()), "added": "later"}
    assert ModelManifest.from_json(json.dumps(document), _PATH) == _manifest()


@pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1])
def test_another_format_version_is_incompatible_whatever_else_it_says(version: int) -> None:
    with pytest.raises(ModelIncompatible) as caught:
        ModelManifest.from_json(json.dumps({"format_version": version}), _PATH)
    assert caught.value.params == {"path": _PATH, "format_version": version}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", "[" * 100_000, "NaN"])
def test_text_that_is_no_manifest_is_damage(text: str) -> None:
    with pytest.raises(ModelDamaged):
        ModelManifest.from_json(text, _PATH)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format_version", "1"),
        ("format_version", True),
        ("id", "../elsewhere"),
        ("id", "Capital"),
        ("id", "aux"),
        ("id", "a."),
        ("id", ""),
        ("name", 7),
        ("languages", "en"),
        ("languages", []),
        ("languages", ["en", 2]),
        ("jobs", None),
        ("licence", None),
        ("parent", 3),
        ("files", []),
        ("files", ["a.txt"]),
        ("files", {}),
    ],
)
def test_a_wrong_value_is_damage_and_is_named(key: str, value: object) -> None:
    document = {**json.loads(_manifest().to_json()), key: value}
    with pytest.raises(ModelDamaged) as caught:
        ModelManifest.from_json(json.dumps(document), _PATH)
    assert str(caught.value.params["reason"]).endswith(key)
    del document[key]
    if key != "parent":
        with pytest.raises(ModelDamaged):
            ModelManifest.from_json(json.dumps(document), _PATH)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../a.txt"},
        {"name": "/etc/passwd"},
        {"name": "a/b"},
        {"name": "a\\b"},
        {"name": ".."},
        {"name": ".hidden"},
        {"name": "C:a"},
        {"name": "a\n"},
        {"name": MANIFEST_FILE},
        # The same file, for systems that do not tell case apart.
        {"name": MANIFEST_FILE.upper()},
        # Names that Windows gives to devices, and takes a last dot from.
        {"name": "CON"},
        {"name": "nul.txt"},
        {"name": "com1.tar.gz"},
        {"name": "a.txt."},
        {"bytes": -1},
        {"bytes": 1.5},
        {"sha256": "0" * 63},
        {"sha256": "G" * 64},
    ],
)
def test_a_file_entry_that_could_reach_outside_or_cannot_be_true_is_damage(
    change: dict[str, Any],
) -> None:
    document = json.loads(_manifest().to_json())
    document["files"][0].update(change)
    with pytest.raises(ModelDamaged):
        ModelManifest.from_json(json.dumps(document), _PATH)


def test_a_file_listed_twice_is_damage() -> None:
    document = json.loads(_manifest().to_json())
    document["files"] *= 2
    document["files"][0] = {**document["files"][0], "name": document["files"][0]["name"].upper()}
    with pytest.raises(ModelDamaged):
        ModelManifest.from_json(json.dumps(document), _PATH)


def test_a_missing_folder_and_a_missing_manifest_are_told_apart(
    tmp_path: Path, folder: Path
) -> None:
    with pytest.raises(ModelNotFound):
        read_manifest(tmp_path / "nothing")
    (folder / MANIFEST_FILE).unlink()
    with pytest.raises(ModelDamaged, match="missing"):
        read_manifest(folder)


def test_a_manifest_that_is_not_text_is_damage(folder: Path) -> None:
    (folder / MANIFEST_FILE).write_bytes(b"\xff\xff")
    with pytest.raises(ModelDamaged, match="cannot be read"):
        read_manifest(folder)


# --- ids and fingerprints -------------------------------------------------------------------------


@pytest.mark.parametrize("model_id", ["a", "bertsum-en-zh", "0.1_x-y", "a" * 64])
def test_slugs_are_model_ids(model_id: str) -> None:
    assert check_model_id(model_id) == model_id


@pytest.mark.parametrize(
    "model_id", ["", "A", "-a", ".a", "a b", "a/b", "..", "模型", "a\n", "a" * 65]
)
def test_anything_else_is_not(model_id: str) -> None:
    with pytest.raises(ModelIdInvalid):
        check_model_id(model_id)


def test_the_fingerprint_follows_the_files_and_nothing_else() -> None:
    a, b = FileEntry("a", 1, "0" * 64), FileEntry("b", 1, "1" * 64)
    fingerprint = _manifest((a, b)).fingerprint
    assert len(fingerprint) == 64
    assert replace(_manifest((b, a)), name="Other").fingerprint == fingerprint
    assert _manifest((a, replace(b, sha256="2" * 64))).fingerprint != fingerprint
    assert _manifest((a, replace(b, name="c"))).fingerprint != fingerprint
    assert _manifest((a,)).fingerprint != fingerprint


# --- files ----------------------------------------------------------------------------------------


def test_only_existing_plain_files_can_be_described(folder: Path) -> None:
    with pytest.raises(UnreadableFile):
        describe_files(folder, ["missing.json"])
    for name in ("../tiny-en-zh/config.json", MANIFEST_FILE):
        with pytest.raises(ValueError, match="file name"):
            describe_files(folder, [name])


def test_one_changed_byte_is_found(folder: Path) -> None:
    manifest = read_manifest(folder)
    path = folder / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelDamaged) as caught:
        verify_files(folder, manifest)
    assert caught.value.params["path"] == path


def test_a_cut_off_file_is_found_by_its_size(folder: Path) -> None:
    manifest = read_manifest(folder)
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelDamaged, match="255 bytes instead of 256"):
        verify_files(folder, manifest)


def test_a_missing_file_is_found(folder: Path) -> None:
    manifest = read_manifest(folder)
    (folder / "config.json").unlink()
    with pytest.raises(ModelDamaged, match="missing") as caught:
        verify_files(folder, manifest)
    assert caught.value.params["path"] == folder / "config.json"


def test_a_folder_in_place_of_a_file_is_damage(folder: Path) -> None:
    manifest = read_manifest(folder)
    (folder / "config.json").unlink()
    (folder / "config.json").mkdir()
    with pytest.raises(ModelDamaged):
        verify_files(folder, manifest)
