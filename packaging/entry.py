"""Where a bundle's programs begin: `bertsum-app` opens the window, `bertsum` takes commands.

Both have the same code; the name by which it was called says which one it is.
"""

import sys
from pathlib import Path

WINDOW_PROGRAM = "bertsum-app"


def start() -> int:
    """Run what the program's name stands for; returns the exit code."""
    if Path(sys.argv[0]).stem == WINDOW_PROGRAM:
        from bertsum_app.gui.app import main as open_window

        return open_window()
    from bertsum_app.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
