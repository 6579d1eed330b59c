"""The manifest of a model folder: what the model is and can do, and its files with their hashes.

`manifest.json` is the only file of the folder that is not listed in itself. It is read when models
are listed, and its hashes are checked before weights are used.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import (
    ModelDamaged,
    ModelIdInvalid,
    ModelIncompatible,
    ModelNotFound,
    UnreadableFile,
    from_read_error,
)
from bertsum_app.core.hashing import sha256_file

FORMAT_VERSION = 1
MANIFEST_FILE = "manifest.json"
JOBS = ("translate", "summarize-extractive", "summarize-abstractive", "sentiment")

_MODEL_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
#: What is no file's name on Windows: a device's, whatever stands behind its first dot, or a last dot.
_NOT_ON_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*\.", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class FileEntry:
    """One file of a model: plain name, size in bytes, SHA-256 in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ModelManifest:
    """What `manifest.json` says.

    `jobs` are codes out of `JOBS`; `parent` is the id of the model this one was trained from;
    `version` is the model's own, free text.
    """

    format_version: int
    id: str
    name: str
    languages: tuple[str, ...]
    jobs: tuple[str, ...]
    licence: str
    origin: str
    parent: str | None
    version: str
    files: tuple[FileEntry, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the names and hashes of the files, equal for equal files."""
        digest = hashlib.sha256()
        for entry in sorted(self.files, key=lambda entry: entry.name):
            digest.update(f"{entry.name}\0{entry.sha256}\n".encode())
        return digest.hexdigest()

    def to_json(self) -> str:
        """The text of `manifest.json`."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, path: Path) -> ModelManifest:
        """Read the text of a manifest; `path` names its file in errors. Unknown keys are ignored.

        Raises:
            ModelIncompatible: the format version is not the one this program reads.
            ModelDamaged: not a manifest, or one with missing or impossible values.
        """
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ModelDamaged(path, "the manifest is not JSON") from error
        return _ManifestReader(path).manifest(document)


def check_model_id(model_id: str) -> str:
    """Return `model_id` if it is one.

    Raises:
        ModelIdInvalid: it has other than lower-case letters, digits, `.`, `_`, `-`, or too many of
        them, or is no name of a folder on Windows.
    """
    if not _is_model_id(model_id):
        raise ModelIdInvalid(model_id)
    return model_id


def read_manifest(folder: Path) -> ModelManifest:
    """The manifest of the model in `folder`.

    Raises:
        ModelNotFound: there is no such folder.
        ModelDamaged: the manifest is missing, unreadable or wrong.
        ModelIncompatible: see `ModelManifest.from_json`.
    """
    path = folder / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not folder.is_dir():
            raise ModelNotFound(folder.name, folder.parent) from None
        raise ModelDamaged(path, "the manifest is missing") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ModelDamaged(path, "the manifest cannot be read") from error
    return ModelManifest.from_json(text, path)


def write_manifest(folder: Path, manifest: ModelManifest) -> None:
    """Write `manifest.json` into `folder`, atomically; last, as its hashes cover the other files.

    Raises:
        AppError: as `write_text_atomic`.
    """
    write_text_atomic(folder / MANIFEST_FILE, manifest.to_json())


def describe_files(folder: Path, names: Iterable[str]) -> tuple[FileEntry, ...]:
    """Entries for the files of these names in `folder`, in name order, hashed as they are now.

    Raises:
        AppError: a file is missing or cannot be read.
        ValueError: a name is not one that a manifest may hold.
    """
    entries = []
    for name in sorted(set(names)):
        if not _is_file_name(name):
            raise ValueError(f"not a file name for a manifest: {name}")
        path = folder / name
        try:
            size = path.stat().st_size
        except OSError as error:
            raise from_read_error(error, path) from error
        entries.append(FileEntry(name, size, sha256_file(path)))
    return tuple(entries)


def verify_files(folder: Path, manifest: ModelManifest) -> None:
    """Check every file of the manifest against the folder: there, right size, right hash.

    Sizes come first for all files, so that a cut-off download is found without reading the rest.

    Raises:
        ModelDamaged: for the first file that is missing, cannot be read, or differs.
    """
    for entry in manifest.files:
        path = folder / entry.name
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise ModelDamaged(path, "the file is missing") from None
        except OSError as error:
            raise ModelDamaged(path, "the file cannot be read") from error
        if size != entry.bytes:
            raise ModelDamaged(path, f"{size} bytes instead of {entry.bytes}")
    for entry in manifest.files:
        path = folder / entry.name
        try:
            digest = sha256_file(path)
        except UnreadableFile as error:
            raise ModelDamaged(path, "the file cannot be read") from error
        if digest != entry.sha256:
            raise ModelDamaged(path, "the content is not the one the model was published with")


def _is_model_id(text: str) -> bool:
    return _MODEL_ID.fullmatch(text) is not None and not _NOT_ON_WINDOWS.fullmatch(text)


def _is_file_name(name: str) -> bool:
    # Plain names only: a manifest from elsewhere must not reach outside of its folder, nor a file of
    # it stand for the manifest where case makes no difference.
    plain = _FILE_NAME.fullmatch(name) is not None and not _NOT_ON_WINDOWS.fullmatch(name)
    return plain and name.lower() != MANIFEST_FILE


class _ManifestReader:
    """Turns parsed JSON into a manifest, value by value, naming the first one that is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def manifest(self, document: object) -> ModelManifest:
        if not isinstance(document, dict):
            raise self._wrong("the manifest")
        # Before anything else: a newer format may have changed everything but this key.
        version = self._value(document, "format_version", int)
        if version != FORMAT_VERSION:
            raise ModelIncompatible(self._path, version)
        model_id = self._value(document, "id", str)
        if not _is_model_id(model_id):
            raise self._wrong("id")
        parent = document.get("parent")
        if parent is not None and not isinstance(parent, str):
            raise self._wrong("parent")
        return ModelManifest(
            format_version=version,
            id=model_id,
            name=self._value(document, "name", str),
            languages=self._strings(document, "languages"),
            jobs=self._strings(document, "jobs"),
            licence=self._value(document, "licence", str),
            origin=self._value(document, "origin", str),
            parent=parent,
            version=self._value(document, "version", str),
            files=self._files(document),
        )

    def _files(self, document: dict[str, object]) -> tuple[FileEntry, ...]:
        entries = []
        for item in self._value(document, "files", list):
            if not isinstance(item, dict):
                raise self._wrong("files")
            entry = FileEntry(
                name=self._value(item, "name", str),
                bytes=self._value(item, "bytes", int),
                sha256=self._value(item, "sha256", str),
            )
            well_formed = _SHA256.fullmatch(entry.sha256) is not None and entry.bytes >= 0
            if not (_is_file_name(entry.name) and well_formed):
                raise self._wrong("files")
            entries.append(entry)
        names = {entry.name.lower() for entry in entries}
        if not names or len(names) != len(entries):
            raise self._wrong("files")
        return tuple(entries)

    def _strings(self, document: dict[str, object], key: str) -> tuple[str, ...]:
        values = self._value(document, key, list)
        if not values or not all(isinstance(value, str) for value in values):
            raise self._wrong(key)
        return tuple(values)

    def _value(self, document: dict[str, object], key: str, kind: type[_Value]) -> _Value:
        value = document.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._wrong(key)
        return value

    def _wrong(self, key: str) -> ModelDamaged:
        return ModelDamaged(self._path, f"missing or wrong value: {key}")
