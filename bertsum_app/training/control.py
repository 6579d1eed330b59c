"""What whoever watches a run may ask of it: from any thread, obeyed between two steps."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Literal, get_args

from bertsum_app.core.cancel import CancelToken

Command = Literal["pause", "resume", "save", "finish", "stop", "detach"]
_COMMANDS: dict[str, Command] = {command: command for command in get_args(Command)}
#: How often a paused run looks whether it was called off.
_LOOK_S = 0.2


class RunControl:
    """Commands of a run.

    `pause` and `resume`; `save` writes a checkpoint now; `finish` ends the training and goes on with the
    best network; `stop` saves and ends everything; `detach` lets the run outlive who started it.
    """

    def __init__(self, cancel: CancelToken) -> None:
        """`cancel` is set by `stop`, and ends a pause."""
        self._cancel = cancel
        self._running = threading.Event()
        self._running.set()
        self._save = threading.Event()
        self._finish = threading.Event()
        self._detached = threading.Event()

    def obey(self, command: Command) -> None:
        """Take a command."""
        match command:
            case "pause":
                self._running.clear()
            case "resume":
                self._running.set()
            case "save":
                self._save.set()
            case "finish":
                self._finish.set()
                self._running.set()
            case "stop":
                self._cancel.cancel()
                self._running.set()
            case "detach":
                self._detached.set()

    def obey_line(self, line: str) -> None:
        """Take a line that somebody sent.

        One that is no command is passed over: a newer program may know more of them.
        """
        command = _COMMANDS.get(line.strip().lower())
        if command is not None:
            self.obey(command)

    @property
    def paused(self) -> bool:
        """Whether the run is to wait."""
        return not self._running.is_set()

    @property
    def finishing(self) -> bool:
        """Whether the training is to end with what it has."""
        return self._finish.is_set()

    def take_save(self) -> bool:
        """Whether a checkpoint was asked for since the last call."""
        if not self._save.is_set():
            return False
        # Only after a yes: what is asked for between a no and this would be forgotten.
        self._save.clear()
        return True

    def wait_while_paused(self) -> None:
        """Return when the run is resumed, or called off."""
        while not self._running.wait(_LOOK_S) and not self._cancel.cancelled:
            pass

    def follow(self, lines: Iterable[str]) -> None:
        """Obey one command a line until the lines end; then stop, unless the run was detached."""
        for line in lines:
            self.obey_line(line)
        if not self._detached.is_set():
            self.obey("stop")
