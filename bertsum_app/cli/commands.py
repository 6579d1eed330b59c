"""The commands, in the order that `bertsum --help` lists them.

Each is a module with the two functions of `Command`. The parsers of all are made at each start, so
these modules import nothing heavy at their top; what only the running command needs, `run` imports.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Protocol

from bertsum_app.cli import (
    build_model,
    doctor,
    evaluate,
    models,
    sentiment,
    summarize,
    train,
    translate,
)
from bertsum_app.cli.options import Subparsers

if TYPE_CHECKING:
    from bertsum_app.service.app import BertSumService


class Command(Protocol):
    """A command module."""

    def add_parser(self, subparsers: Subparsers) -> argparse.ArgumentParser:
        """Declare name, help and arguments, and return the parser."""
        ...

    def run(self, arguments: argparse.Namespace, service: BertSumService) -> int:
        """Do it and return the exit code; raises `AppError`."""
        ...


COMMANDS: tuple[Command, ...] = (
    translate,
    summarize,
    sentiment,
    train,
    evaluate,
    models,
    doctor,
    build_model,
)
