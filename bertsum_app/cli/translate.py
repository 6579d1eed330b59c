"""`bertsum translate`: N lines in, N lines out; empty lines stay empty.

With `--output DIR` files are documents, translated into new files (see `translate_documents`).

An input of white space only gives its empty lines back, so that line counts stay aligned, says so on
standard error and ends with exit code 3, as an input of no bytes at all does.
"""

from __future__ import annotations

import argparse
import re

from bertsum_app.cli import output, translate_documents
from bertsum_app.cli.console import ProgressLine, note, write
from bertsum_app.cli.glossary_option import Glossaries, add_glossary, tell_missing
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

# Lines end where the shell says: a lone carriage return (progress bars in logs have them) is inside
# of one. Replaced one for one, so that offsets stay.
_INNER_RETURN = re.compile(r"\r(?!\n)")

_FOR_DOCUMENTS = ("recursive", "bilingual", "written_as", "overwrite", "columns")


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
    add_glossary(parser)
    translate_documents.add_options(parser)
    add_files(parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Translate all inputs."""
    use_device(arguments, service)
    source = language_code(arguments.source)
    target = language_code(arguments.target)
    glossaries = Glossaries(arguments.glossary)
    if arguments.output is not None:
        into = target or service.settings.target_language
        # A glossary for other languages than the document's changes nothing.
        terms = glossaries.of(source or ("en" if into == "zh" else "zh"), into)
        return translate_documents.run(arguments, service, source, into, terms)
    if any(getattr(arguments, name) for name in _FOR_DOCUMENTS):
        note(
            "error: --recursive, --bilingual, --side-by-side, --as, --keep-pages, --overwrite and "
            "--columns are for documents, which need --output DIR"
        )
        return 2

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
        tell_missing(outcome.result)

    return for_each_input(arguments.files, translate, arguments.encoding)


def _line_count(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n"))
