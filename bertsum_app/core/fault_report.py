"""What may be told of an exception that nobody expected: of which kind it is and where it arose.

Logs and reports hold no text of the user's and no name of theirs. So the words of an exception are left
out, unless Python makes them of code alone, and of the path of a file only what is ours stays.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from bertsum_app import __version__
from bertsum_app.core.errors import AppError

#: Kinds whose words name attributes, types and positions. Those of others (`KeyError`, `ValueError`,
#: `UnicodeError`, ...) may have the very text in them that could not be dealt with.
_SPOKEN = (AttributeError, IndexError, NameError, TypeError, ZeroDivisionError)
_LIBRARIES = frozenset({"site-packages", "dist-packages", "lib-dynload"})


def trace_of(error: BaseException) -> str:
    """The way to an exception, with those behind it first, as lines without any text of the user's."""
    parts = []
    for link, one in _chain(error):
        frames = [each for each in traceback.extract_tb(one.__traceback__) if _tells(each.filename)]
        lines = [f"  {_place(each.filename)}:{each.lineno} {each.name}" for each in frames]
        parts.append("\n".join((*lines, _named(one), *((link,) if link else ()))))
    return "\n".join(parts) + "\n"


def fault_report(trace: str, *more: str) -> str:
    """What a person passes on: versions, then the trace. `more` are lines of other libraries."""
    kind = "packed program" if getattr(sys, "frozen", False) else "from source"
    head = (
        f"BertSum {__version__} ({kind})",
        f"Python {platform.python_version()}, {platform.platform()}",
        *more,
    )
    return "\n".join(head) + "\n\n" + trace


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """From the first exception to `error`, each with how the next one came of it."""
    links = [("", error)]
    seen = {id(error)}
    while True:
        last = links[-1][1]
        if last.__cause__ is not None:
            link, before = "which led to:", last.__cause__
        elif last.__context__ is not None and not last.__suppress_context__:
            link, before = "and while that was handled:", last.__context__
        else:
            break
        if id(before) in seen:
            break
        seen.add(id(before))
        links.append((link, before))
    return reversed(links)


def _named(error: BaseException) -> str:
    kind = type(error).__qualname__
    if isinstance(error, AppError):
        return f"{kind}: {error.code}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{kind}: {errno.errorcode.get(error.errno, error.errno)} {os.strerror(error.errno)}"
    if isinstance(error, ImportError):
        # Its words have the place of the file, and that the name of a person.
        return f"{kind}: {error.name or 'a library of the system'}"
    if isinstance(error, _SPOKEN):
        return f"{kind}: {error}"
    return kind


def _place(file: str) -> str:
    """The end of a path that tells the module, without the folders of this machine."""
    parts = PurePath(file).parts
    if "bertsum_app" in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("bertsum_app") :])
    for position, part in enumerate(parts):
        if part in _LIBRARIES:
            return "/".join(parts[position + 1 :])
    # In a bundle all code has such names: already without a folder of a machine.
    if not (PurePosixPath(file).is_absolute() or PureWindowsPath(file).is_absolute()):
        return file.replace("\\", "/")
    return parts[-1] if parts else file


def _tells(file: str) -> bool:
    """Whether a place says anything: the steps of an import do not."""
    return not file.startswith(("<frozen importlib", "pyimod", "PyInstaller"))
