"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from bertsum_app.core.languages import language
from bertsum_app.core.settings import DEVICES, MAX_BEAM_SIZE

if TYPE_CHECKING:
    from bertsum_app.service.app import BertSumService

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_model(parser: argparse.ArgumentParser) -> None:
    """`--model` and `--device`."""
    parser.add_argument("--model", metavar="ID", help="the model to use (see 'models list')")
    parser.add_argument("--device", choices=DEVICES, help="what to compute on")


def use_device(arguments: argparse.Namespace, service: BertSumService) -> None:
    """Let `--device`, where given, stand before the settings for this command."""
    if arguments.device is not None:
        service.settings = replace(service.settings, device=arguments.device)


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line for each input, not text"
    )


def add_beam(parser: argparse.ArgumentParser) -> None:
    """`--beam`."""
    parser.add_argument(
        "--beam",
        type=whole_number(1, MAX_BEAM_SIZE),
        metavar="N",
        help=f"width of the beam search, 1 (fastest) to {MAX_BEAM_SIZE}",
    )


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """`--encoding`."""
    parser.add_argument(
        "--encoding", type=_encoding, metavar="NAME", help="encoding of text; found out if left out"
    )


def language_code(value: str | None) -> str | None:
    """The code of a language option; `ZH` is taken as `zh`, None stays None.

    Raises:
        UnsupportedLanguage: nobody knows the code.
    """
    return None if value is None else language(value.strip().lower()).code


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """An argparse type; a number out of range is a usage error."""

    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise argparse.ArgumentTypeError(f"{value!r} is not a whole number {low} to {high}")
        return int(value)

    return parse


def _encoding(value: str) -> str:
    try:
        "".encode(value)
    except LookupError:
        raise argparse.ArgumentTypeError(f"nobody knows an encoding {value!r}") from None
    return value
