"""The installed models: those embedded in the program and those in the user's folder.

Listing reads manifests only; `verify` reads everything. A broken folder never hides the others: it
is reported beside them.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.atomic import staged_folder
from bertsum_app.core.errors import (
    AppError,
    ModelDamaged,
    ModelEmbedded,
    ModelIdTaken,
    ModelNotFound,
    from_os_error,
)
from bertsum_app.library.manifest import (
    MANIFEST_FILE,
    ModelManifest,
    check_model_id,
    read_manifest,
    verify_files,
)

DEFAULT_MODEL_ID = "bertsum-en-zh"


@dataclass(frozen=True)
class InstalledModel:
    """A model that is there; `embedded` ones ship with the program and cannot be removed."""

    manifest: ModelManifest
    folder: Path
    embedded: bool


class ModelStore:
    """Finds models by id. Holds no state but the two folders, so it is never out of date."""

    def __init__(self, embedded: Path, user: Path) -> None:
        """Folders that hold one folder per model id; either may be missing."""
        self._embedded = embedded
        self._user = user

    @property
    def user_folder(self) -> Path:
        """Where the user's models are, one folder each; it need not exist yet."""
        return self._user

    def list(self) -> tuple[tuple[InstalledModel, ...], tuple[AppError, ...]]:
        """All usable models, the default first, and what is wrong with the others."""
        models: dict[str, InstalledModel] = {}
        problems: list[AppError] = []
        for root, embedded in ((self._embedded, True), (self._user, False)):
            for folder in _model_folders(root):
                try:
                    model = _open(folder, embedded)
                    if model.manifest.id in models:
                        raise ModelDamaged(folder, "an embedded model has the same id")
                except AppError as problem:
                    problems.append(problem)
                else:
                    models[model.manifest.id] = model
        ordered = sorted(
            models.values(), key=lambda m: (m.manifest.id != DEFAULT_MODEL_ID, m.manifest.id)
        )
        return tuple(ordered), tuple(problems)

    def get(self, model_id: str) -> InstalledModel:
        """The model of this id; an embedded one comes before one of the user's.

        Raises:
            ModelIdInvalid: this is no model id at all.
            ModelNotFound: neither folder has it.
            ModelDamaged, ModelIncompatible: it is there but its manifest cannot be used.
        """
        check_model_id(model_id)
        for root, embedded in ((self._embedded, True), (self._user, False)):
            folder = root / model_id
            if folder.is_dir():
                return _open(folder, embedded)
        raise ModelNotFound(model_id, f"{self._embedded}, {self._user}")

    def default(self) -> InstalledModel:
        """The embedded default model.

        Raises:
            ModelError: as `get`; the installation is then incomplete.
        """
        return self.get(DEFAULT_MODEL_ID)

    def verify(self, model_id: str) -> None:
        """Check every file of a model against its manifest.

        Raises:
            ModelDamaged: a file is missing or altered; and what `get` raises.
        """
        model = self.get(model_id)
        verify_files(model.folder, model.manifest)

    def install(self, folder: Path) -> InstalledModel:
        """Copy the model in `folder` into the user's models, whole or not at all.

        Raises:
            ModelIdTaken, ModelEmbedded: there is one of this id.
            ModelDamaged: a file is missing or altered.
            ResourceError: the disk is full or the folder cannot be written.
        """
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        self.check_free(manifest.id)
        target = self._user / manifest.id
        with staged_folder(target) as staged:
            for name in (*(entry.name for entry in manifest.files), MANIFEST_FILE):
                shutil.copyfile(folder / name, staged / name)
        return _open(target, embedded=False)

    def check_free(self, model_id: str) -> None:
        """Raise unless a model of this id may be installed.

        Raises:
            ModelIdInvalid: this is no model id at all.
            ModelEmbedded: the program itself has one.
            ModelIdTaken: the user has one, or a broken folder of that name.
        """
        check_model_id(model_id)
        if (self._embedded / model_id).exists():
            raise ModelEmbedded(model_id)
        if (self._user / model_id).exists():
            raise ModelIdTaken(model_id)

    def remove(self, model_id: str) -> None:
        """Remove one of the user's models, a broken one too.

        Raises:
            ModelEmbedded: it is part of the program.
            ModelNotFound: there is none of this id.
            ResourceError: the system refuses it.
        """
        check_model_id(model_id)
        folder = self._user / model_id
        if not folder.is_dir():
            if (self._embedded / model_id).is_dir():
                raise ModelEmbedded(model_id)
            raise ModelNotFound(model_id, self._user)
        # Out of the list at once, whatever happens to the files.
        doomed = folder.with_name(f".{model_id}.{secrets.token_hex(4)}.removed")
        try:
            folder.rename(doomed)
        except OSError as error:
            raise from_os_error(error, folder) from error
        shutil.rmtree(doomed, ignore_errors=True)


def _model_folders(root: Path) -> tuple[Path, ...]:
    """Sub folders of `root` in name order; those that start with a dot are still being built."""
    try:
        entries = sorted(root.iterdir())
    except OSError:
        # No folder yet is the usual first start; one that cannot be read has no models for us
        # either.
        return ()
    return tuple(e for e in entries if e.is_dir() and not e.name.startswith("."))


def _open(folder: Path, embedded: bool) -> InstalledModel:
    manifest = read_manifest(folder)
    if manifest.id != folder.name:
        raise ModelDamaged(folder / MANIFEST_FILE, f"the folder is not named {manifest.id}")
    return InstalledModel(manifest, folder, embedded)
