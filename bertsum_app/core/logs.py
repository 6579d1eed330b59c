"""The log file: rotating, small, and free of the user's text.

Modules log with `logging.getLogger(__name__)` and write ids, counts, lengths and durations, never a
sentence somebody translated.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from bertsum_app.core.fault_report import trace_of

_ExceptionInfo: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)

LOG_FILE = "bertsum.log"
_ROOT = "bertsum_app"
_MAX_BYTES = 1_000_000
_BACKUPS = 3


class _LogFileHandler(RotatingFileHandler):
    """Drops what cannot be written: a full disk must not disturb the work it reports on."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


class _TextlessFormatter(logging.Formatter):
    """Of exceptions it writes kind and place: their words may quote the text that was worked on."""

    def formatException(self, ei: _ExceptionInfo) -> str:
        return "" if ei[1] is None else trace_of(ei[1]).rstrip("\n")


def configure_logging(folder: Path, level: int = logging.INFO) -> Path | None:
    """Send the program's log records to `folder/bertsum.log`, and nowhere else.

    Calling it again moves the log. Returns the file's path, or None when the folder cannot be
    written: the program then works on without a log.
    """
    logger = logging.getLogger(_ROOT)
    close_logging()
    logger.propagate = False
    logger.setLevel(level)
    path = folder / LOG_FILE
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFileHandler(
            path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8", errors="replace"
        )
    except OSError:
        logger.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(
        _TextlessFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    )
    logger.addHandler(handler)
    return path


def stop_logging() -> None:
    """Write nothing, nowhere, until the log is configured again."""
    close_logging()
    logger = logging.getLogger(_ROOT)
    logger.propagate = False
    logger.addHandler(logging.NullHandler())


def close_logging() -> None:
    """Close what `configure_logging` opened and give records back to Python's default handling."""
    logger = logging.getLogger(_ROOT)
    for handler in list(logger.handlers):
        if isinstance(handler, (_LogFileHandler, logging.NullHandler)):
            logger.removeHandler(handler)
            handler.close()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)
