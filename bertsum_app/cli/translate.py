"""`bertsum translate`: N lines in, N lines out; empty lines stay empty.

With `--output DIR` files are documents, translated into new files (see `translate_documents`).

An input of white space only gives its empty lines back, so that line counts stay aligned, says so on
standard error and ends with exit code 3, as an input of no bytes at all does.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli import output, translate_documents
from bertsum_app.cli.console import ProgressLine, note, write
from bertsum_app.cli.inputs import Input, add_files, for_each_input
from bertsum_app.cli.options import (
    Subparsers,
    add_beam,
    add_json,
    add_model,
    language_code,
    use_device,
)
from bertsum_app.cli.progress import job_progress
from bertsum_app.core.errors import EmptyText
from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import TranslateRequest
from bertsum_app.text.glossary import Glossary

if TYPE_CHECKING:
    from bertsum_app.inference.translator import TranslationResult

# Lines end where the shell says: a lone carriage return (progress bars in logs have them) is inside
# of one. Replaced one for one, so that offsets stay.
_INNER_RETURN = re.compile(r"\r(?!\n)")


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    parser = subparsers.add_parser(
        "translate",
        help="translate text",
        description="Translate text line by line: as many lines come out as went in. With --output, "
        "translate documents into new files, with their layout.",
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="L",
        help="language of the text, such as en or zh; detected if left out",
    )
    parser.add_argument(
        "--to",
        dest="target",
        metavar="L",
        help="language to translate into; if left out, the one of the settings, "
        "or English for a text that is in that language",
    )
    add_model(parser)
    add_beam(parser)
    add_json(parser)
    parser.add_argument(
        "--glossary",
        action="append",
        default=[],
        metavar="FILE",
        help="terms to use (CSV, TSV or TBX: term, and how to say it; nothing: as it stands); "
        "may be given several times, of two entries for a term the later one counts",
    )
    translate_documents.add_options(parser)
    add_files(parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Translate all inputs."""
    use_device(arguments, service)
    source = language_code(arguments.source)
    target = language_code(arguments.target)
    glossaries = _Glossaries([Path(name) for name in arguments.glossary])
    if arguments.output is not None:
        into = target or service.settings.target_language
        # A glossary for other languages than the document's changes nothing.
        terms = glossaries.of(source or ("en" if into == "zh" else "zh"), into)
        return translate_documents.run(arguments, service, source, into, terms)

    def translate(given: Input) -> None:
        text = _INNER_RETURN.sub(" ", given.text)
        try:
            if not text.strip():
                raise EmptyText
            wanted = target or service.usual_target(text, source)
            request = TranslateRequest(
                text=text,
                source=source,
                target=wanted,
                model_id=arguments.model,
                beam_size=arguments.beam,
                glossary=glossaries.of(source or service.language_of(text), wanted),
            )
            with ProgressLine() as line:
                outcome = service.translate(request, callbacks=job_progress(line))
        except EmptyText:
            if not arguments.json:
                write("\n" * _line_count(text))
            raise
        write(output.translation(given.name, outcome) if arguments.json else outcome.result.text)
        _tell_missing(outcome.result)

    return for_each_input(arguments.files, translate, arguments.encoding)


class _Glossaries:
    """The files of `--glossary`, read once for each direction."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._read: dict[tuple[str, str], Glossary] = {}

    def of(self, source: str | None, target: str) -> Glossary | None:
        """All terms from `source` into `target`; None where no file was given.

        Raises:
            InputError: a file cannot be used.
        """
        if not self._files or source is None or source == target:
            return None
        if (source, target) not in self._read:
            from bertsum_app.documents.glossary_file import read_glossary

            terms = [
                term for path in self._files for term in read_glossary(path, source, target).terms
            ]
            self._read[source, target] = Glossary(source, target, tuple(terms))
        return self._read[source, target]


def _tell_missing(result: TranslationResult) -> None:
    """Say on standard error which terms of the glossary the translation lacks."""
    uses = [use for segment in result.segments for use in segment.terms]
    missing = [use for use in uses if not use.applied]
    if missing:
        names = ", ".join(dict.fromkeys(use.wanted for use in missing))
        note(f"{len(missing)} of {len(uses)} glossary terms could not be applied: {names}")


def _line_count(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n"))
