"""What can go wrong for the user, as one small tree of errors with codes.

Every floor raises these; only the command line and the window turn a code and its parameters into
words (what happened, why, what to do). Anything that is not an `AppError` and not `Cancelled` is
our bug.

Families carry the process exit code of the command line. `str(error)` is for logs only: it holds
codes, paths and numbers, never the user's text.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, TypeAlias

Parameter: TypeAlias = str | int | float | Path

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class AppError(Exception):
    """Known trouble, told apart by `code` and described by `params`."""

    code: ClassVar[str] = "app-error"
    exit_code: ClassVar[int] = 70

    def __init__(self, **params: Parameter) -> None:
        super().__init__()
        self.params: Mapping[str, Parameter] = dict(params)

    def __str__(self) -> str:
        if not self.params:
            return self.code
        return f"{self.code}: " + " ".join(f"{key}={value}" for key, value in self.params.items())


# --- what the user gave us ------------------------------------------------------------------------


class InputError(AppError):
    """The text or file given cannot be worked on."""

    code = "input"
    exit_code = 3


class EmptyText(InputError):
    """Nothing but white space (or characters that normalisation removes)."""

    code = "empty-text"

    def __init__(self) -> None:
        super().__init__()


class TextTooLong(InputError):
    """More characters than the job accepts; both numbers count Unicode code points."""

    code = "text-too-long"

    def __init__(self, limit: int, length: int) -> None:
        super().__init__(limit=limit, length=length)


class UnsupportedLanguage(InputError):
    """A language code nobody knows, or one the model has not learned."""

    code = "unsupported-language"

    def __init__(self, language: str) -> None:
        super().__init__(language=language)


class UnreadableFile(InputError):
    """A file is missing, a folder, or refused by the system."""

    code = "unreadable-file"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class UnknownEncoding(InputError):
    """The bytes of a text file are text in none of the encodings we know."""

    code = "unknown-encoding"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class WrongEncoding(UnknownEncoding):
    """The bytes of a text file are no text in `encoding`, which the user named."""

    code = "wrong-encoding"

    def __init__(self, path: Path, encoding: str) -> None:
        InputError.__init__(self, path=path, encoding=encoding)


class GlossaryUnreadable(InputError):
    """A glossary file breaks its format at `line` (from 1; 0 when no line can be named)."""

    code = "glossary-unreadable"

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path=path, line=line, reason=reason)


class GlossaryEmpty(InputError):
    """A glossary file has no entry for the two languages."""

    code = "glossary-empty"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class GlossariesDamaged(InputError):
    """The program's own file of glossaries could not be used: it is kept at `kept`."""

    code = "glossaries-damaged"

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(path=path, kept=kept)


# --- models ---------------------------------------------------------------------------------------


class ModelError(AppError):
    """A model is missing, damaged, or not made for what was asked."""

    code = "model"
    exit_code = 4


class ModelNotFound(ModelError):
    """No model with this id; `searched` names the folders looked into."""

    code = "model-not-found"

    def __init__(self, model_id: str, searched: str | Path) -> None:
        super().__init__(model_id=model_id, searched=searched)


class ModelDamaged(ModelError):
    """A file of a model is missing, altered, or not what its manifest says."""

    code = "model-damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class ModelIncompatible(ModelError):
    """The model folder has a format version this program does not read."""

    code = "model-incompatible"

    def __init__(self, path: Path, format_version: int) -> None:
        super().__init__(path=path, format_version=format_version)


class JobNotSupported(ModelError):
    """The model has no head for this job."""

    code = "job-not-supported"

    def __init__(self, job: str, model_id: str) -> None:
        super().__init__(job=job, model_id=model_id)


class ModelIdTaken(ModelError):
    """A model with this id is installed already."""

    code = "model-id-taken"

    def __init__(self, model_id: str) -> None:
        super().__init__(model_id=model_id)


class ModelEmbedded(ModelError):
    """The model is part of the program and cannot be removed or replaced."""

    code = "model-embedded"

    def __init__(self, model_id: str) -> None:
        super().__init__(model_id=model_id)


class ModelIdInvalid(ModelError):
    """Not a model id: lower-case letters, digits, dot, dash and underscore, at most 64 of them."""

    code = "model-id-invalid"

    def __init__(self, model_id: str) -> None:
        super().__init__(model_id=model_id)


# --- the machine ----------------------------------------------------------------------------------


class ResourceError(AppError):
    """The machine lacks something: space, permission, memory, a device."""

    code = "device"
    exit_code = 5


class DiskFull(ResourceError):
    """No space left where `path` was being written."""

    code = "disk-full"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class FolderNotWritable(ResourceError):
    """The system refused to write at `path`."""

    code = "folder-not-writable"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NothingKept(ResourceError):
    """The folder at `path` takes no files, so that settings and history end with the window."""

    code = "nothing-kept"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NoRoomToKeep(ResourceError):
    """The disk of `path` is full: work goes on, but what is new may end with the window."""

    code = "no-room-to-keep"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class DeviceUnavailable(ResourceError):
    """The device asked for (`cuda`, `mps`) cannot be used."""

    code = "device-unavailable"

    def __init__(self, device: str, reason: str) -> None:
        super().__init__(device=device, reason=reason)


class TrainingNotIncluded(ResourceError):
    """PyTorch is not there: the lite edition cannot train."""

    code = "training-not-included"


class OutOfMemory(ResourceError):
    """Memory ran out during `what` (a step of ours, such as `loading the model`)."""

    code = "out-of-memory"

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


# --- corpora and training -------------------------------------------------------------------------


class CorpusError(AppError):
    """Training or test data cannot be used."""

    code = "corpus"
    exit_code = 6


class CorpusUnreadable(CorpusError):
    """A corpus file breaks its format at `line` (counted from 1; 0 when no line can be named)."""

    code = "corpus-unreadable"

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path=path, line=line, reason=reason)


class CorpusEmpty(CorpusError):
    """No usable example is in the corpus."""

    code = "corpus-empty"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class CorpusTooSmall(CorpusError):
    """Fewer usable examples than a model can learn anything from."""

    code = "corpus-too-small"

    def __init__(self, examples: int, least: int) -> None:
        super().__init__(examples=examples, least=least)


class PackedCorpusDamaged(CorpusError):
    """A packed corpus is incomplete or does not belong to the tokenizer in use."""

    code = "packed-corpus-damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class TrainingError(AppError):
    """A training run cannot start, go on, or end well."""

    code = "training"
    exit_code = 6


class RunNotFound(TrainingError):
    """No run folder at this path."""

    code = "run-not-found"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class RunIncompatible(TrainingError):
    """The run folder was made with other settings or another version than asked to resume with."""

    code = "run-incompatible"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class RunBusy(TrainingError):
    """Another process works on this run already."""

    code = "run-busy"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class LossDiverged(TrainingError):
    """The loss became infinite or not a number at this optimizer step."""

    code = "loss-diverged"

    def __init__(self, step: int) -> None:
        super().__init__(step=step)


# --- settings -------------------------------------------------------------------------------------


class SettingsError(AppError):
    """The settings file cannot be used."""

    code = "settings"
    exit_code = 3


class SettingsUnreadable(SettingsError):
    """The settings file is there, but the system does not let us read it."""

    code = "settings-unreadable"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class SettingsDamaged(SettingsError):
    """The settings file was damaged: its contents lie at `kept`, and the defaults are used."""

    code = "settings-damaged"

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(path=path, kept=kept)


class SettingsTooNew(SettingsError):
    """A newer program wrote the settings: read as far as they are known, and copied to `kept`."""

    code = "settings-too-new"

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(path=path, kept=kept)


# --- the history ----------------------------------------------------------------------------------


class DatabaseError(AppError):
    """What the program keeps in a database cannot be read or kept; the work at hand is not touched.

    `holds` is what is kept there: "history" or "corrections".
    """

    code = "database"
    exit_code = 5


class DatabaseUnreadable(DatabaseError):
    """The file is there but cannot be opened or read, for the system's own `reason`."""

    code = "database-unreadable"

    def __init__(self, path: Path, holds: str, reason: str) -> None:
        super().__init__(path=path, holds=holds, reason=reason)


class DatabaseLocked(DatabaseError):
    """Another program holds the file and did not let go of it in time."""

    code = "database-locked"

    def __init__(self, path: Path, holds: str) -> None:
        super().__init__(path=path, holds=holds)


class DatabaseDamaged(DatabaseError):
    """The file was damaged: it lies at `kept` now, and a new one was begun at `path`."""

    code = "database-damaged"

    def __init__(self, path: Path, holds: str, kept: Path) -> None:
        super().__init__(path=path, holds=holds, kept=kept)


class DatabaseTooNew(DatabaseError):
    """A newer program made the file; it is left as it is and nothing is kept."""

    code = "database-too-new"

    def __init__(self, path: Path, holds: str, version: int) -> None:
        super().__init__(path=path, holds=holds, version=version)


class DatabaseNotWritable(DatabaseError):
    """The system refused to write the file."""

    code = "database-not-writable"

    def __init__(self, path: Path, holds: str) -> None:
        super().__init__(path=path, holds=holds)


class DatabaseDiskFull(DatabaseError):
    """No space was left for the file."""

    code = "database-disk-full"

    def __init__(self, path: Path, holds: str) -> None:
        super().__init__(path=path, holds=holds)


def from_read_error(error: OSError, path: Path) -> UnreadableFile:
    """The error to raise in place of an `OSError` that came up while `path` was only read."""
    return UnreadableFile(path, error.strerror or type(error).__name__)


def from_os_error(error: OSError, path: Path) -> AppError:
    """The error to raise in place of an `OSError` that came up while writing at `path`.

    A full disk or quota becomes `DiskFull`, a refused write `FolderNotWritable`, anything else
    `UnreadableFile` with the system's own reason. Use as `raise from_os_error(e, path) from e`.
    """
    if error.errno in _DISK_FULL:
        return DiskFull(path)
    if error.errno in _NOT_WRITABLE:
        return FolderNotWritable(path)
    return from_read_error(error, path)
