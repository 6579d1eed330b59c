"""`bertsum` and `python -m bertsum_app`: the window without a command or with `gui`, else a command.

Only what was asked for is imported: commands never load Qt, and the window does not load the
commands. It stands above both, because the window and the commands do not know each other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130
_NO_WINDOW = 1
_CANNOT_LOAD = (
    "The window cannot open, because something it needs is missing or too old on this system:\n"
    "    {reason}\n"
    "The command line does the same work, for example: bertsum translate --to zh FILE"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; `argv` None takes the arguments of the process."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if not arguments or arguments[0] == "gui":
            return open_window(arguments[1:])
        if arguments[0] == "--document-worker":  # started by documents/isolation.py
            from bertsum_app.documents.worker import main as work_on_document

            return work_on_document()
        from bertsum_app.cli.main import main as run_command

        return run_command(arguments)
    except KeyboardInterrupt:
        # Ctrl+C while the program was still being imported; commands see to their own.
        return _INTERRUPTED


def open_window(argv: Sequence[str] | None = None) -> int:
    """Open the window; where Qt cannot be loaded, say so in words a person can see."""
    try:
        from bertsum_app.gui.app import main as run_window
    except ImportError as error:
        from bertsum_app.core.last_words import say_without_window

        say_without_window(_CANNOT_LOAD.format(reason=error))
        return _NO_WINDOW
    return run_window(argv)


if __name__ == "__main__":
    sys.exit(main())
