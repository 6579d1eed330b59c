"""A bundle in the place where it is used: which programs it has, and which edition it is."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import product
from smoke_user import Ended, Failed, User


@dataclass(frozen=True)
class Place:
    """A bundle's folder, or an AppDir, and who uses it."""

    folder: Path
    user: User

    @property
    def is_appdir(self) -> bool:
        """Whether one start script stands for all programs."""
        return (self.folder / "AppRun").exists()

    @property
    def can_train(self) -> bool:
        """Whether this is the full edition."""
        inside = ("_internal", ".", f"usr/lib/{product.COMMAND}/_internal")
        return any((self.folder / each / "torch").is_dir() for each in inside)

    def command(self, name: str, *arguments: str) -> list[str]:
        """How one of the programs is called."""
        if self.is_appdir:
            return [str(self.folder / "AppRun"), *arguments]
        ending = ".exe" if sys.platform == "win32" else ""
        return [str(self.folder / f"{name}{ending}"), *arguments]

    def run(self, *arguments: str, text: str = "") -> Ended:
        """Run a command of the console twin, whatever comes of it."""
        return self.user.run(self.command(product.COMMAND, *arguments), text)

    def say(self, *arguments: str, text: str = "") -> str:
        """What a command of the console twin says on standard output.

        Raises:
            Failed: it does not end well.
        """
        done = self.run(*arguments, text=text)
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace")
            raise Failed(f"bertsum {' '.join(arguments)}: exit code {done.returncode}: {said}")
        return done.stdout.decode()

    def at_work(self) -> list[str]:
        """Processes of programs from this folder (Linux only)."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                program = Path(os.readlink(process / "exe"))
            except OSError:  # it has ended, or is the system's
                continue
            if program.is_relative_to(self.folder):
                found.append(f"{process.name} {program.name}")
        return found


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)
