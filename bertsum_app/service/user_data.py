"""Everything the program wrote for this user: what there is of it, and removing it.

Only what the program itself writes is looked for, by name. The folders may hold other things (a
`BERTSUM_HOME` that points to a home folder, say), which are never touched; a folder goes when
nothing is left in it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bertsum_app.core.logs import LOG_FILE
from bertsum_app.core.paths import AppPaths

_log = logging.getLogger(__name__)

DataKind: TypeAlias = Literal[
    "settings",
    "history",
    "corrections",
    "glossaries",
    "recent",
    "window",
    "drafts",
    "log",
    "converted",
    "models",
    "runs",
]

ADDED_BY_USER: frozenset[DataKind] = frozenset({"models", "runs"})
"""What the person installed or trained; it may be work of days."""


@dataclass(frozen=True)
class DataPart:
    """One kind of data, as far as there is any. `place` is its file or folder."""

    kind: DataKind
    place: Path
    files: int
    bytes: int


@dataclass(frozen=True)
class DeletedData:
    """What `delete_data` did. `bytes` are those of the removed files; `failures` are still there."""

    files: int
    bytes: int
    failures: tuple[Path, ...] = ()


def find_data(paths: AppPaths) -> tuple[DataPart, ...]:
    """What there is, one part for each kind; kinds of which there is nothing are left out."""
    places: dict[DataKind, Path] = {
        "history": paths.history_file,
        "corrections": paths.corrections_file,
        "glossaries": paths.glossary_file,
        "recent": paths.recent_file,
        "window": paths.window_file,
        "drafts": paths.drafts,
        "settings": paths.settings_file,
        "log": paths.log / LOG_FILE,
        "converted": paths.converted,
        "models": paths.models,
        "runs": paths.runs,
    }
    parts = []
    for kind, place in places.items():
        found = _written(paths, kind)
        measured = [_measure(path) for path in found]
        if found:
            files, size = (sum(numbers) for numbers in zip(*measured, strict=True))
            parts.append(DataPart(kind, place, files, size))
    return tuple(parts)


def delete_data(paths: AppPaths, kinds: Collection[DataKind]) -> DeletedData:
    """Remove all of these kinds, and the folders that are empty then; never raises `OSError`.

    The databases must be closed before, and so must the log on systems that keep open files from
    being removed; otherwise they are among the failures. Settings that are stored again later, when
    somebody changes one, make a new file.
    """
    files = size = 0
    failures: list[Path] = []
    for path in [path for kind in kinds for path in _written(paths, kind)]:
        if path == paths.runs and _is_training(path):
            failures.append(path)
            continue
        count, length = _measure(path)
        try:
            _remove(path)
        except OSError as error:
            _log.warning("cannot be removed: %s (%s)", path, error.strerror)
            failures.append(path)
            left_count, left_length = _measure(path)
            count, length = count - left_count, length - left_length
        files += count
        size += length
    for folder in (paths.data, paths.cache, paths.config, paths.state, paths.log):
        # Refused for one that holds something else, as it should be.
        with contextlib.suppress(OSError):
            folder.rmdir()
    return DeletedData(files, size, tuple(failures))


def _written(paths: AppPaths, kind: DataKind) -> tuple[Path, ...]:
    """The files and folders of one kind."""
    if kind == "settings":
        return tuple(_with_companions(paths.settings_file, ".bak"))
    if kind in ("history", "corrections"):
        database = paths.history_file if kind == "history" else paths.corrections_file
        return tuple(_with_companions(database, "-journal", "-wal", "-shm", ".bak-*"))
    if kind == "glossaries":
        return tuple(_with_companions(paths.glossary_file, ".bak"))
    if kind == "recent":
        return tuple(_with_companions(paths.recent_file))
    if kind == "window":
        return tuple(_with_companions(paths.window_file))
    if kind == "log":
        crashes = sorted(paths.log.glob(paths.crash_log_of("*").name))
        return (
            *_with_companions(paths.log / LOG_FILE, ".*"),
            *_there(paths.crash_report),
            *crashes,
        )
    if kind == "converted":
        return (*_there(paths.converted), *_there(paths.torch_caches))
    folders = {
        "drafts": paths.drafts,
        "models": paths.models,
        "runs": paths.runs,
    }
    return tuple(_there(folders[kind]))


def _is_training(runs: Path) -> bool:
    """Whether something works on one of the runs: its files are not taken from under it."""
    from bertsum_app.training.run_presence import any_at_work

    return any_at_work(runs)


def _there(path: Path) -> Iterator[Path]:
    # A dangling link is there, too.
    if os.path.lexists(path):
        yield path


def _with_companions(path: Path, *suffixes: str) -> Iterator[Path]:
    """The file, what lies beside it under these suffixes, and what broken writes left of it."""
    yield from _there(path)
    for suffix in suffixes:
        yield from sorted(path.parent.glob(path.name + suffix))
    yield from sorted(path.parent.glob(f".{path.name}.*.partial"))


def _measure(path: Path) -> tuple[int, int]:
    """Number of files at or beneath `path`, and their bytes. Links are counted, not followed."""
    if path.is_dir() and not path.is_symlink():
        inside = [Path(root) / name for root, _, names in os.walk(path) for name in names]
    else:
        inside = [path] if os.path.lexists(path) else []
    size = 0
    for file in inside:
        with contextlib.suppress(OSError):
            size += file.lstat().st_size
    return len(inside), size


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
