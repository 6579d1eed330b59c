"""`bertsum`: arguments in, exit code out. Everything a command can end with is settled here.

Exit codes: 0 done (also when the reader of the output has gone), 2 wrong usage, 3 bad input, 4 model
missing or damaged, 5 device, memory, disk or rights, 6 corpus or training, 70 a bug of ours, 130
interrupted. Known trouble is one line on standard error; the traceback of a bug goes to the log.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Sequence

from bertsum_app import __version__
from bertsum_app.cli.commands import COMMANDS, Command
from bertsum_app.cli.console import OutputClosed, note, report, use_utf8
from bertsum_app.cli.messages import message
from bertsum_app.core.cancel import Cancelled
from bertsum_app.core.errors import AppError, OutOfMemory
from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.core.paths import AppPaths
from bertsum_app.service.app import BertSumService

_log = logging.getLogger(__name__)

OK = 0
BUG = 70
INTERRUPTED = 130

_DESCRIPTION = (
    "Translate, summarize and read sentiment on this machine. Without a command, or with 'gui', "
    "the window opens."
)


def main(
    argv: Sequence[str] | None = None,
    make_service: Callable[[], BertSumService] = BertSumService.default,
) -> int:
    """Run one command; `argv` None takes the arguments of the process.

    Raises:
        SystemExit: with 2 for wrong usage, with 0 after `--help` and `--version`.
    """
    use_utf8()
    arguments = build_parser().parse_args(argv)
    command: Command = arguments.command
    # First of all: without it, warnings of the start would go to standard error as they are.
    log_file = configure_logging(AppPaths.default().log)
    try:
        service = make_service()
        for problem in service.problems:
            note(f"warning: {message(problem)}")
        try:
            return command.run(arguments, service)
        finally:
            service.close()
    except OutputClosed:
        return OK
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except AppError as error:
        if _was_interrupted(error):
            return INTERRUPTED
        _log.warning("%s", error)
        report(error)
        return error.exit_code
    except MemoryError:
        report(OutOfMemory("working on the command"))
        return OutOfMemory.exit_code
    except Exception as error:
        if _was_interrupted(error):
            return INTERRUPTED
        _log.exception("a bug of ours")
        where = "no log could be written" if log_file is None else f"details are in {log_file}"
        note(f"error: BertSum has a bug here ({type(error).__name__}); please report it; {where}")
        return BUG
    finally:
        close_logging()


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl+C is behind `error`: C extensions turn one during their import into their own."""
    while error is not None and not isinstance(error, (KeyboardInterrupt, Cancelled)):
        error = error.__cause__ or error.__context__
    return error is not None


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; a parsed namespace has the module as `command`."""
    parser = argparse.ArgumentParser(prog="bertsum", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"bertsum {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers).set_defaults(command=command)
    # For --help only: `bertsum_app.__main__` opens the window without asking this parser.
    subparsers.add_parser("gui", help="open the window")
    return parser
