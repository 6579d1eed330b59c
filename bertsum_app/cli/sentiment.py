"""`bertsum sentiment`: a line for each input, `positive` or `negative` TAB its probability.

With several inputs each line starts with the name of its input and a TAB.
"""

from __future__ import annotations

import argparse

from bertsum_app.cli import output
from bertsum_app.cli.console import ProgressLine, write
from bertsum_app.cli.inputs import Input, add_files, for_each_input
from bertsum_app.cli.options import Subparsers, add_json, add_model, use_device
from bertsum_app.cli.progress import job_progress
from bertsum_app.service.app import BertSumService
from bertsum_app.service.requests import SentimentRequest


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    parser = subparsers.add_parser(
        "sentiment",
        help="tell whether a text speaks well or badly of its subject",
        description="Print, for each input, 'positive' or 'negative', a tab and the probability.",
    )
    add_model(parser)
    add_json(parser)
    add_files(parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Read the sentiment of all inputs."""
    use_device(arguments, service)
    several = len(arguments.files) > 1

    def read(given: Input) -> None:
        request = SentimentRequest(text=given.text, model_id=arguments.model)
        with ProgressLine() as line:
            outcome = service.sentiment(request, callbacks=job_progress(line))
        if arguments.json:
            write(output.sentiment(given.name, outcome))
            return
        result = outcome.result
        verdict = f"{result.label}\t{result.probability:.4f}"
        write(f"{given.name}\t{verdict}" if several else verdict)

    return for_each_input(arguments.files, read, arguments.encoding)
