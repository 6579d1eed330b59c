"""Which files were opened last, newest first, from one start to the next.

State, not settings: losing it costs nothing, and a damaged file is as good as none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError

_log = logging.getLogger(__name__)

MOST_RECENT = 15
_VERSION = 1


def load_recent_files(path: Path) -> tuple[Path, ...]:
    """The files named at `path`; whether they are still there is not looked at."""
    try:
        document = json.loads(path.read_bytes())
        if document["version"] != _VERSION:
            return ()
        files = tuple(Path(str(name)) for name in document["files"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.info("recent files not used: %r", error)
        return ()
    return files[:MOST_RECENT]


def save_recent_files(path: Path, files: Sequence[Path]) -> None:
    """Keep these; none at all leaves no file. A failure is logged only, for nobody misses it much."""
    try:
        if files:
            document = {"version": _VERSION, "files": [str(file) for file in files]}
            write_text_atomic(path, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        else:
            path.unlink(missing_ok=True)
    except (AppError, OSError) as error:
        _log.warning("recent files not stored: %s", error)
