"""The manual page `bertsum.1`, from the command line's own help."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterator

import product

from bertsum_app.cli.main import build_parser

_EXIT_CODES = (
    ("0", "Done; also when the reader of the output has gone."),
    ("2", "Wrong usage."),
    ("3", "Bad input."),
    ("4", "A model is missing or damaged."),
    ("5", "Device, memory, disk or rights."),
    ("6", "Corpus or training."),
    ("70", "A fault of the program."),
    ("130", "Interrupted."),
)
_ENVIRONMENT = (
    ("BERTSUM_HOME", "Keep all files of the program beneath this folder."),
    ("BERTSUM_THEME", "The window's appearance for this run: system, light or dark."),
    ("BERTSUM_INTERFACE_LANGUAGE", "The window's language for this run: system, en or zh."),
)
_EXAMPLES = (
    "echo 'The weather is nice today.' | bertsum translate --to zh",
    "bertsum translate --to zh --output translated --recursive docs/",
    "bertsum summarize --sentences 3 article.txt",
    "bertsum train --task translate --data memory.tmx --name our-words",
)


def manual(day: datetime.date) -> str:
    """The page in the man macros; `day` stands in its foot."""
    parser = build_parser()
    lines = [
        f'.TH {product.COMMAND.upper()} 1 {day.isoformat()} "{product.NAME} {product.VERSION}" '
        f'"User Commands"',
        ".SH NAME",
        f"{product.COMMAND} \\- {_escaped(product.SUMMARY.en[0].lower() + product.SUMMARY.en[1:])}",
        ".SH SYNOPSIS",
        f".B {product.COMMAND}",
        ".br",
        f".B {product.COMMAND}",
        ".I COMMAND",
        '.RI [ OPTION " ...] [" FILE " ...]"',
        ".br",
        f".B {_escaped(product.WINDOW_PROGRAM)}",
        ".RB [ \\-\\-mode",
        f'.RI " " {"|".join(action.id for action in product.ACTIONS)} ]',
        ".RI [ FILE ]",
        ".SH DESCRIPTION",
        _escaped(" ".join((parser.description or "").split())),
        ".PP",
        *_paragraphs(),
        *_options(parser),
        ".SH COMMANDS",
        *_commands(parser, ""),
        ".SH EXIT STATUS",
        *_tagged(_EXIT_CODES),
        ".SH ENVIRONMENT",
        *_tagged(_ENVIRONMENT),
        ".SH FILES",
        "The folders of settings, data, cache and log are named by",
        f'.BR "{product.COMMAND} doctor" .',
        "Where a file",
        ".I bertsum\\-portable",
        "lies beside the program, all of them are in a folder",
        ".I bertsum\\-files",
        "beside it.",
        ".SH EXAMPLES",
        *(line for example in _EXAMPLES for line in (".PP", ".EX", _escaped(example), ".EE")),
    ]
    return "\n".join(lines) + "\n"


def _paragraphs() -> Iterator[str]:
    for number, paragraph in enumerate(product.PARAGRAPHS):
        if number:
            yield ".PP"
        yield _escaped(paragraph.en)


def _commands(parser: argparse.ArgumentParser, prefix: str) -> Iterator[str]:
    briefs = _briefs(parser)
    for name, command in subcommands(parser).items():
        full = f"{prefix}{name}"
        yield f".SS {product.COMMAND} {full}"
        brief = briefs.get(name, "")
        told = command.description or f"{brief[:1].upper()}{brief[1:]}."
        yield _escaped(" ".join(told.split()))
        yield from _options(command)
        yield from _commands(command, f"{full} ")


def _briefs(parser: argparse.ArgumentParser) -> dict[str, str]:
    """What the help of a parser says of each of its commands."""
    found = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    listed = found[0]._choices_actions if found else []
    return {each.dest: each.help or "" for each in listed}


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a parser by name."""
    found = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    formatter = argparse.HelpFormatter(parser.prog)
    for action in parser._actions:
        shown = action.help != argparse.SUPPRESS and "--help" not in action.option_strings
        if not shown or isinstance(action, argparse._SubParsersAction):
            continue
        yield ".TP"
        yield f"\\fB{_escaped(_invocation(action, formatter))}\\fR"
        text = formatter._expand_help(action) if action.help else ""
        yield _escaped(" ".join(text.split())) or "\\&"


def _invocation(action: argparse.Action, formatter: argparse.HelpFormatter) -> str:
    if not action.option_strings:
        return formatter._format_args(action, formatter._get_default_metavar_for_positional(action))
    return formatter._format_action_invocation(action)


def _tagged(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for tag, text in rows:
        yield from (".TP", f".B {tag}", _escaped(text))


def _escaped(text: str) -> str:
    """Plain text as roff takes it: a hyphen that can be copied, no line that looks like a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text)
