"""What the window is asked to do as it opens: `[--mode MODE] [FILE]...`.

Nothing here ends the program: a desktop that passes something else still gets its window.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.gui.workspace.modes import MODES, Mode, as_mode

MODE_OPTION = "--mode"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StartArguments:
    """`mode` None: as the window was left."""

    mode: Mode | None = None
    files: tuple[Path, ...] = ()


def parse_start(arguments: Sequence[str]) -> StartArguments:
    """Take the arguments after the program's name apart; what is not known is left aside."""
    mode: Mode | None = None
    files = []
    rest = iter(arguments)
    for argument in rest:
        name, _, value = argument.partition("=")
        if name == MODE_OPTION:
            mode = mode_named(value or next(rest, ""))
        elif argument.startswith("-"):
            _log.warning("an unknown option was left aside")
        else:
            files.append(Path(argument))
    return StartArguments(mode, tuple(files))


def mode_named(name: str) -> Mode | None:
    """The mode of this name; None where there is none."""
    return as_mode(name) if name in MODES else None
