"""Where a bundle's programs begin: `bertsum-app` opens the window, `bertsum` takes commands.

Both have the same code; the name by which it was called says which one it is.
"""

import sys
from pathlib import Path

WINDOW_PROGRAM = "bertsum-app"


def start() -> int:
    """Run what the program's name stands for; returns the exit code."""
    from bertsum_app.__main__ import main, open_window

    return open_window() if Path(sys.argv[0]).stem == WINDOW_PROGRAM else main()


if __name__ == "__main__":
    sys.exit(start())
