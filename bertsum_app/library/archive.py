"""A model in one file: a ZIP with the files of its folder, each under ``<model id>/``.

Files may come from anywhere, so nothing is unpacked that the manifest does not name, under no other name
and never more bytes than it says.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bertsum_app.core.atomic import write_chunks_atomic
from bertsum_app.core.errors import DiskFull, ModelDamaged, from_os_error, from_read_error
from bertsum_app.core.zip_errors import UNREADABLE_ZIP
from bertsum_app.library.manifest import (
    MANIFEST_FILE,
    ModelManifest,
    read_manifest,
    verify_files,
)

MODEL_SUFFIX = ".bertsum"
"""What names of such files end with; any other name is read as well."""

_LARGEST_MANIFEST = 1_000_000
#: Weights hardly get smaller in a ZIP. What grows more than this is made to fill the disk.
_LARGEST_GROWTH = 50
_CHUNK = 1 << 20


def pack_model(folder: Path, target: Path) -> None:
    """Write the model in `folder` to the file `target`, whole or not at all.

    Raises:
        ModelDamaged: a file is missing or altered: a broken model is not passed on.
        ResourceError: `target` cannot be written.
    """
    manifest = read_manifest(folder)
    verify_files(folder, manifest)
    names = [MANIFEST_FILE, *(entry.name for entry in manifest.files)]
    try:
        with tempfile.TemporaryFile(dir=target.absolute().parent) as packed:
            # Weights hardly get smaller; storing them keeps this fast.
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
                for name in names:
                    archive.write(folder / name, f"{manifest.id}/{name}")
            packed.seek(0)
            write_chunks_atomic(target, iter(lambda: packed.read(_CHUNK), b""))
    except OSError as error:
        raise from_os_error(error, target) from error


@contextmanager
def unpacked_model(path: Path, near: Path) -> Iterator[Path]:
    """A model folder to install from: `path` itself, or a ZIP unpacked beside `near` for the while.

    Raises:
        UnreadableFile: there is no such file, or the system refuses to read it.
        ModelDamaged: it is no model, or holds other files than its manifest says.
        ResourceError: `near` does not take what is in it.
    """
    if path.is_dir():
        yield path
        return
    with ExitStack() as stack:
        try:
            near.mkdir(parents=True, exist_ok=True)
            scratch = tempfile.TemporaryDirectory(
                dir=near, prefix=".import-", ignore_cleanup_errors=True
            )
            folder = _unpacked(path, Path(stack.enter_context(scratch)))
        except OSError as error:
            raise from_os_error(error, near) from error
        yield folder


def _unpacked(path: Path, scratch: Path) -> Path:
    try:
        file = path.open("rb")
    except OSError as error:
        raise from_read_error(error, path) from error
    with file:
        try:
            with zipfile.ZipFile(file) as archive:
                return _unpack(path, archive, scratch)
        except UNREADABLE_ZIP as error:
            raise ModelDamaged(path, f"no model file: {error}") from error


def _unpack(path: Path, archive: zipfile.ZipFile, scratch: Path) -> Path:
    manifests = [
        name
        for name in archive.namelist()
        if name.count("/") == 1 and name.endswith("/" + MANIFEST_FILE)
    ]
    if len(manifests) != 1:
        raise ModelDamaged(path, "no manifest of one model in it")
    top = manifests[0].removesuffix(MANIFEST_FILE)
    info = archive.getinfo(manifests[0])
    if info.file_size > _LARGEST_MANIFEST:
        raise ModelDamaged(path, "the manifest is too large")
    try:
        text = archive.read(info).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ModelDamaged(path, "the manifest is no text") from error
    # The manifest checks its own file names: none has a separator in it.
    manifest = ModelManifest.from_json(text, path)
    _check_room(path, sum(entry.bytes for entry in manifest.files), scratch)
    folder = scratch / manifest.id
    folder.mkdir()
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")
    for entry in manifest.files:
        member = archive.getinfo(top + entry.name)
        if member.file_size != entry.bytes:
            raise ModelDamaged(path, f"{entry.name} has another size than the manifest says")
        with archive.open(member) as source, (folder / entry.name).open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    return folder


def _check_room(path: Path, unpacked: int, scratch: Path) -> None:
    """Look before the first byte is written whether so many can be.

    Raises:
        ModelDamaged: no honest archive of the size of `path` holds so many.
        DiskFull: there is no room for them.
    """
    if unpacked > _LARGEST_GROWTH * path.stat().st_size:
        raise ModelDamaged(path, "it claims to hold more than it can")
    if unpacked > shutil.disk_usage(scratch).free:
        raise DiskFull(scratch.parent)
