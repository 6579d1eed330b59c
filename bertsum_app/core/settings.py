"""The user's settings: one frozen value, stored as JSON.

A file from a newer program, with keys this one does not know, is read as far as it goes. A damaged
file is kept beside it as `settings.json.bak` and the defaults are used: bad settings never keep the
program from starting.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from bertsum_app.core.atomic import write_bytes_atomic, write_text_atomic
from bertsum_app.core.errors import (
    AppError,
    SettingsDamaged,
    SettingsError,
    SettingsTooNew,
    SettingsUnreadable,
)
from bertsum_app.core.languages import LANGUAGES

_log = logging.getLogger(__name__)

SCHEMA_VERSION = 1
DEVICES = ("auto", "cpu", "cuda", "mps")
THEMES = ("system", "light", "dark")
INTERFACE_LANGUAGES = ("system", "en", "zh")
LAST_USED = "last"
"""In place of a language to start with: the one that was chosen last."""
CLIPBOARD_RESULTS = ("window", "notification")
MAX_THREADS = 256
MAX_BEAM_SIZE = 16
MIN_PANE_ZOOM = 50
MAX_PANE_ZOOM = 300
MIN_HISTORY = 10
MAX_HISTORY = 100_000

JsonObject: TypeAlias = dict[str, object]
Migration: TypeAlias = Callable[[JsonObject], JsonObject]

MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})
"""Schema version to the pure function that turns a document of that version into the next one's."""


@dataclass(frozen=True)
class Settings:
    """Defaults are those of a first start. `ValueError` names a field out of range."""

    schema_version: int = SCHEMA_VERSION
    device: str = "auto"
    threads: int = 0
    """Threads of the CPU runtime; 0 leaves the choice to it."""
    beam_size: int = 4
    theme: str = "system"
    interface_language: str = "system"
    source_language: str = ""
    """Language that texts are in, as chosen last; empty: it is detected."""
    target_language: str = "zh"
    """Language to translate into, as chosen last."""
    start_source: str = LAST_USED
    """Language that texts are in when the program starts; empty: it is detected."""
    start_target: str = LAST_USED
    """Language to translate into when the program starts."""
    live: bool = True
    """Work while the person types."""
    scroll_together: bool = True
    """Whether a text and its translation are scrolled together."""
    light_words: bool = False
    """Whether words that belong together are lit without holding a key."""
    history: bool = True
    """Whether finished work is kept in the history."""
    history_limit: int = 1_000
    """Entries kept at most; pinned ones are not counted."""
    models: Mapping[str, str] = field(default_factory=dict)
    """Kind of work to the id of the model chosen for it; others are done by the usual one."""
    pane_font: str = ""
    """Family of the text in the panes; empty: that of the interface."""
    pane_zoom: int = 100
    """Size of the text in the panes, in percent of its usual one."""
    tray: bool = False
    """Whether there is an icon in the tray of the desktop."""
    stay_in_tray: bool = True
    """Whether closing the window leaves the program in the tray, while it is there."""
    clipboard_result: str = "window"
    """Where the translation of the clipboard is shown: one of `CLIPBOARD_RESULTS`."""
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    """Action to the keys the person chose for it; of the others the usual keys hold."""

    def __post_init__(self) -> None:
        for name, accepts in _RULES.items():
            if not accepts(getattr(self, name)):
                raise ValueError(f"setting out of range: {name}")


def _one_of(allowed: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _whole_number(low: int, high: int) -> Callable[[object], bool]:
    # bool is an int to Python, not to a reader of the file.
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    )


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _texts_by_name(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(text, str) for item in value.items() for text in item
    )


_RULES: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "schema_version": _whole_number(SCHEMA_VERSION, SCHEMA_VERSION),
        "device": _one_of(DEVICES),
        "threads": _whole_number(0, MAX_THREADS),
        "beam_size": _whole_number(1, MAX_BEAM_SIZE),
        "theme": _one_of(THEMES),
        "interface_language": _one_of(INTERFACE_LANGUAGES),
        "source_language": _one_of(("", *LANGUAGES)),
        "target_language": _one_of(tuple(LANGUAGES)),
        "start_source": _one_of((LAST_USED, "", *LANGUAGES)),
        "start_target": _one_of((LAST_USED, *LANGUAGES)),
        "live": _switch,
        "scroll_together": _switch,
        "light_words": _switch,
        "history": _switch,
        "history_limit": _whole_number(MIN_HISTORY, MAX_HISTORY),
        "models": _texts_by_name,
        "pane_font": lambda value: isinstance(value, str),
        "pane_zoom": _whole_number(MIN_PANE_ZOOM, MAX_PANE_ZOOM),
        "tray": _switch,
        "stay_in_tray": _switch,
        "clipboard_result": _one_of(CLIPBOARD_RESULTS),
        "shortcuts": _texts_by_name,
    }
)


@dataclass(frozen=True)
class LoadedSettings:
    """What a settings file came to, and what was wrong with it (None: nothing)."""

    settings: Settings
    problem: SettingsError | None = None


def read_settings(path: Path) -> LoadedSettings:
    """The settings stored at `path`; the defaults when there are none or they cannot be used.

    Single values that are out of range fall back to their default, unknown keys are ignored; both
    are logged by name. A damaged or newer file is copied to `<name>.bak` before anything can
    overwrite it, and that is told as the problem.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except OSError as error:
        _log.warning("settings cannot be read: %s", error.strerror)
        return LoadedSettings(Settings(), SettingsUnreadable(path))
    document = _parse(data)
    if document is None:
        _log.warning("settings file is damaged, kept as .bak: %s", path)
        return LoadedSettings(Settings(), SettingsDamaged(path, _keep_copy(path, data)))
    version = document["schema_version"]
    problem: SettingsError | None = None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        _log.warning("settings file is from a newer program (schema %d), kept as .bak", version)
        problem = SettingsTooNew(path, _keep_copy(path, data))
    return LoadedSettings(_from_document(migrate(document, MIGRATIONS)), problem)


def drop_damaged(problem: SettingsDamaged) -> None:
    """Take a damaged file away once it was told of: what was in it is kept, and it is told once.

    What cannot be removed, or was written anew since, stays.
    """
    path, kept = Path(str(problem.params["path"])), Path(str(problem.params["kept"]))
    try:
        if path != kept and path.read_bytes() == kept.read_bytes():
            path.unlink()
    except OSError as error:
        _log.warning("damaged settings could not be removed: %s", error.strerror)


def save_settings(path: Path, settings: Settings) -> None:
    """Store the settings, atomically.

    Raises:
        AppError: as `write_text_atomic`.
    """
    write_text_atomic(path, json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n")


def migrate(document: JsonObject, migrations: Mapping[int, Migration]) -> JsonObject:
    """Bring a document up to the newest version; the input is not changed."""
    current = dict(document)
    while isinstance(version := current.get("schema_version"), int) and version in migrations:
        current = {**migrations[version](dict(current)), "schema_version": version + 1}
    return current


def _parse(data: bytes) -> JsonObject | None:
    """The JSON object with an integer schema version, or None when the bytes are anything else."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        return None
    if not isinstance(document, dict) or type(document.get("schema_version")) is not int:
        return None
    return document


def _from_document(document: JsonObject) -> Settings:
    known = {field.name for field in fields(Settings)} - {"schema_version"}
    accepted: dict[str, Any] = {}  # _RULES checks the type of each
    for name, value in document.items():
        if name not in known:
            if name != "schema_version":
                _log.info("unknown setting ignored: %s", name)
        elif _RULES[name](value):
            accepted[name] = value
        else:
            _log.warning("setting out of range, default used: %s", name)
    return Settings(**accepted)


def _keep_copy(path: Path, data: bytes) -> Path:
    """Copy the file beside itself; returns where the contents are safe, as far as they are."""
    kept = path.with_name(path.name + ".bak")
    try:
        write_bytes_atomic(kept, data)
    except AppError as error:
        # A folder we cannot write to will not lose the damaged file either.
        _log.warning("damaged settings could not be kept: %s", error)
        return path
    return kept
