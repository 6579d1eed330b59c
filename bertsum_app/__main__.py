"""`bertsum` and `python -m bertsum_app`: the window without a command or with `gui`, else a command.

Only what was asked for is imported: commands never load Qt, and the window does not load the
commands. It stands above both, because the window and the commands do not know each other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; `argv` None takes the arguments of the process."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if not arguments or arguments[0] == "gui":
            from bertsum_app.gui.app import main as open_window

            return open_window(arguments[1:])
        if arguments[0] == "--document-worker":  # started by documents/isolation.py
            from bertsum_app.documents.worker import main as work_on_document

            return work_on_document()
        from bertsum_app.cli.main import main as run_command

        return run_command(arguments)
    except KeyboardInterrupt:
        # Ctrl+C while the program was still being imported; commands see to their own.
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
