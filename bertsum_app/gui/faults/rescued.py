"""The texts of the panes on the disk, between a fault and the next good end of the program."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError
from bertsum_app.gui.workspace.modes import Mode, as_mode

_log = logging.getLogger(__name__)
_VERSION = 1


@dataclass(frozen=True)
class RescuedTexts:
    """What stood in the panes. The languages and the model are known of a translation only."""

    mode: Mode
    source: str
    result: str = ""
    source_language: str = ""
    target_language: str = ""
    model_id: str = ""


def save_texts(path: Path, texts: RescuedTexts) -> bool:
    """Whether the texts are on the disk now. Empty panes need no file."""
    if not (texts.source or texts.result):
        return False
    try:
        document = {"version": _VERSION, **asdict(texts)}
        write_text_atomic(path, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    except (AppError, ValueError) as error:
        # A lone surrogate, which no file can hold, is a ValueError.
        _log.warning("the texts could not be saved: %s", type(error).__name__)
        return False
    return True


def read_texts(path: Path) -> RescuedTexts | None:
    """What an earlier run saved; None: nothing, or nothing that can be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.pop("version") != _VERSION:
            return None
        if not all(isinstance(value, str) for value in document.values()):
            return None
        return RescuedTexts(**{**document, "mode": as_mode(document["mode"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("saved texts not used: %s", type(error).__name__)
        return None


def drop_texts(path: Path) -> None:
    """Forget them."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("saved texts could not be removed: %s", error.strerror)
