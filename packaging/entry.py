"""Where a bundle's programs begin: `bertsum-app` opens the window, `bertsum` takes commands.

Both have the same code; the name by which it was called says which one it is.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

WINDOW_PROGRAM = "bertsum-app"

#: Where Qt's parts lie; PySide6 knows that by itself, and other programs have their own.
_OF_QT = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
#: Where PyInstaller tells the loader to look for libraries; the loader has read it by now.
_OF_LOADER = "LD_LIBRARY_PATH"
_FRESH = "PYINSTALLER_RESET_ENVIRONMENT"


def give_back(environ: MutableMapping[str, str]) -> None:
    """Take out of the environment what PyInstaller has put there for this process alone.

    Whatever the person opens from here (a document in its own program, a folder) would otherwise load
    our libraries and Qt's plugins instead of its own, and fail. Processes of ours set it up anew.
    """
    for name in (*_OF_QT, _OF_LOADER):
        environ.pop(name, None)
    before = environ.pop(f"{_OF_LOADER}_ORIG", None)
    if before is not None:
        environ[_OF_LOADER] = before
    environ[_FRESH] = "1"


def start() -> int:
    """Run what the program's name stands for; returns the exit code."""
    if sys.platform.startswith("linux"):
        give_back(os.environ)
    from bertsum_app.__main__ import main, open_window

    return open_window() if Path(sys.argv[0]).stem == WINDOW_PROGRAM else main()


if __name__ == "__main__":
    sys.exit(start())
