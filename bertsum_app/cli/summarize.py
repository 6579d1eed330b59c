"""`bertsum summarize`: chosen sentences in their order, one a line, or an abstract.

A sentence of a document (anything but plain text) is followed by the page and the heading that it is
found under, in brackets; with `--together`, one summary of all FILEs, by the name of its file, too.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bertsum_app.cli import output
from bertsum_app.cli.console import ProgressLine, write
from bertsum_app.cli.document_inputs import for_each_document
from bertsum_app.cli.glossary_option import Glossaries, add_glossary, tell_missing
from bertsum_app.cli.inputs import Input
from bertsum_app.cli.options import (
    Subparsers,
    add_encoding,
    add_json,
    add_model,
    language_code,
    use_device,
    whole_number,
)
from bertsum_app.cli.progress import job_progress
from bertsum_app.documents.collection import Collection, collected
from bertsum_app.documents.model import Block, Document
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import SummarizeRequest

if TYPE_CHECKING:
    from bertsum_app.service.results import SummaryOutcome

_MAX_SENTENCES = 10_000
_LEVELS = ("short", "medium", "long")


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    parser = subparsers.add_parser(
        "summarize",
        help="summarize text",
        description="Pick the sentences that say most, one a line, or write an abstract.",
    )
    parser.add_argument(
        "--method",
        choices=("extractive", "abstractive"),
        default="extractive",
        help="pick sentences out (the default), or write an abstract",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--sentences",
        type=whole_number(1, _MAX_SENTENCES),
        metavar="N",
        help="how many sentences to pick",
    )
    length.add_argument(
        "--ratio", type=_ratio, metavar="R", help="which share of the sentences, above 0, up to 1"
    )
    length.add_argument("--length", choices=_LEVELS, help="how long (the default is medium)")
    parser.add_argument(
        "--to", dest="target", metavar="L", help="translate the summary into this language"
    )
    add_glossary(parser)
    add_model(parser)
    add_json(parser)
    add_encoding(parser)
    parser.add_argument(
        "--together", action="store_true", help="one summary of all FILEs instead of one of each"
    )
    parser.add_argument(
        "--recursive", action="store_true", help="look for documents in folders within folders, too"
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="documents, folders of them, or text files; '-' or none: text from standard input",
    )
    parser.set_defaults(parser=parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Summarize all inputs."""
    use_device(arguments, service)
    target = language_code(arguments.target)
    if arguments.glossary and target is None:
        arguments.parser.error(
            "--glossary is for a summary that is translated: --to is needed, too"
        )
    glossaries = Glossaries(arguments.glossary)
    length = _length(arguments)

    def summarize(of: Input | Collection) -> None:
        text = of.document.text if isinstance(of, Collection) else of.text
        request = SummarizeRequest(
            text=text,
            method=arguments.method,
            length=length,
            target_language=target,
            model_id=arguments.model,
            document=of.document,
            glossary=None if target is None else glossaries.of(service.language_of(text), target),
        )
        with ProgressLine() as line:
            outcome = service.summarize(request, callbacks=job_progress(line))
        if arguments.json:
            write(output.summary(of, arguments.method, outcome))
        elif target is not None or of.document is None:
            write(outcome.result.text)
        else:
            write(_with_places(outcome.result, of))
        if outcome.result.translation is not None:
            tell_missing(outcome.result.translation)

    if not arguments.together:
        return for_each_document(
            arguments.files, summarize, arguments.encoding, recursive=arguments.recursive
        )
    found: list[tuple[str, Document]] = []
    exit_code = for_each_document(
        arguments.files,
        lambda given: found.append((given.name, _as_document(given))),
        arguments.encoding,
        recursive=arguments.recursive,
    )
    if found:
        summarize(collected(found))
    return exit_code


def _length(arguments: argparse.Namespace) -> SummaryLength:
    if arguments.sentences is not None:
        return SummaryLength(sentences=arguments.sentences)
    if arguments.ratio is not None:
        return SummaryLength(ratio=arguments.ratio)
    return SummaryLength(level=arguments.length or "medium")


def _as_document(given: Input) -> Document:
    return given.document or Document("text", (Block("paragraph", given.text),))


def _with_places(result: SummaryOutcome, of: Input | Collection) -> str:
    """A sentence a line, each with where it is found."""
    lines = []
    for sentence in result.summary.sentences:
        found = _place(of, sentence.span.start)
        # Only what a sentence in plain text has as line breaks may still be in it.
        words = " ".join(sentence.text.split())
        lines.append(f"{words}  [{', '.join(found)}]" if found else words)
    return "\n".join(lines) or result.text


def _place(of: Input | Collection, offset: int) -> list[str]:
    if of.document is None:
        return []
    place = of.document.place_at(offset)
    found = [place.file] if place.file else []
    found += [f"page {place.page}"] if place.page is not None else []
    return [*found, *place.section[-1:]]


def _ratio(value: str) -> float:
    try:
        ratio = float(value)
    except ValueError:
        ratio = 0.0
    if not 0 < ratio <= 1:  # NaN is refused, too
        raise argparse.ArgumentTypeError(f"{value!r} is not a number above 0 and up to 1")
    return ratio
