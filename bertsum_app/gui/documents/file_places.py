"""Opening a file in its own program, and showing where it lies, as each system does that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """Open a file in the program that the system has for it; False: there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path, platform: str = sys.platform) -> bool:
    """Show a file in its folder, chosen where the system's file manager can do that.

    False: the system has no file manager that could be asked.
    """
    command = chooser_command(path, platform)
    if command is not None:
        try:
            subprocess.Popen(command)
        except OSError:
            pass  # then at least its folder
        else:
            return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def chooser_command(path: Path, platform: str) -> str | list[str] | None:
    """What asks the file manager for this very file; None where there is no common way."""
    if platform == "win32":
        # One string: the program wants its quotes there and nowhere else. Names cannot hold any.
        return f'explorer /select,"{path}"'
    if platform == "darwin":
        return ["open", "-R", str(path)]
    return None
