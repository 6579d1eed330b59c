"""`bertsum summarize`: chosen sentences in their order, one a line, or an abstract."""

from __future__ import annotations

import argparse

from bertsum_app.cli import output
from bertsum_app.cli.console import ProgressLine, write
from bertsum_app.cli.inputs import Input, add_files, for_each_input
from bertsum_app.cli.options import (
    Subparsers,
    add_json,
    add_model,
    language_code,
    use_device,
    whole_number,
)
from bertsum_app.cli.progress import job_progress
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import SummarizeRequest

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
    add_model(parser)
    add_json(parser)
    add_files(parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Summarize all inputs."""
    use_device(arguments, service)
    target = language_code(arguments.target)
    if arguments.sentences is not None:
        length = SummaryLength(sentences=arguments.sentences)
    elif arguments.ratio is not None:
        length = SummaryLength(ratio=arguments.ratio)
    else:
        length = SummaryLength(level=arguments.length or "medium")

    def summarize(given: Input) -> None:
        request = SummarizeRequest(
            text=given.text,
            method=arguments.method,
            length=length,
            target_language=target,
            model_id=arguments.model,
        )
        with ProgressLine() as line:
            outcome = service.summarize(request, callbacks=job_progress(line))
        if arguments.json:
            write(output.summary(given.name, arguments.method, outcome))
        else:
            write(outcome.result.text)

    return for_each_input(arguments.files, summarize)


def _ratio(value: str) -> float:
    try:
        ratio = float(value)
    except ValueError:
        ratio = 0.0
    if not 0 < ratio <= 1:  # NaN is refused, too
        raise argparse.ArgumentTypeError(f"{value!r} is not a number above 0 and up to 1")
    return ratio
