"""`bertsum evaluate`: a model put to a test set, and two such runs compared.

Figures go to standard output with what is needed to repeat them. `--save` keeps them with every
output; `--compare` sets an earlier saved run beside this one.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.console import ProgressLine, write
from bertsum_app.cli.options import (
    Subparsers,
    add_beam,
    add_model,
    language_code,
    use_device,
    whole_number,
)
from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.progress import Progress
from bertsum_app.service.app import BertSumService

if TYPE_CHECKING:
    from bertsum_app.service.evaluate import EvaluateRequest, EvaluationSet

_MOST_EXAMPLES = 10_000_000
_MOST_SENTENCES = 1_000
_FORMATS = """\
files (UTF-8, plain or .xz):
  translate   lines of: corpus TAB English TAB Chinese (both directions are run,
              or the one of --from/--to), or with --from/--to: text TAB reference
  sentiment   lines of: language TAB 0|1 TAB text
  summarize   JSON lines with "lang", "text", "summary", "source"
"""


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    parser = subparsers.add_parser(
        "evaluate",
        help="score a model on a test set",
        description="Score a model: BLEU and chrF with sacreBLEU signatures, accuracy, or ROUGE "
        "against the first sentences of each text.",
        epilog=_FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--task", choices=("translate", "sentiment", "summarize"), required=True)
    parser.add_argument(
        "--data",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="test sets without a row of names: origin, English, Chinese (TSV); language, 0 or 1, "
        "text (TSV, sentiment); objects with lang, text, summary, source (JSON lines, summarize)",
    )
    parser.add_argument("--src", type=Path, metavar="FILE", help="texts, one a line, ...")
    parser.add_argument("--ref", type=Path, metavar="FILE", help="... and their translations")
    parser.add_argument("--from", dest="source", metavar="L", help="language of the texts")
    parser.add_argument("--to", dest="target", metavar="L", help="language of the translations")
    parser.add_argument(
        "--limit",
        type=whole_number(1, _MOST_EXAMPLES),
        metavar="N",
        help="only the first N examples of each file",
    )
    parser.add_argument(
        "--method",
        choices=("extractive", "abstractive"),
        default="extractive",
        help="how to summarize (the default is extractive)",
    )
    parser.add_argument(
        "--sentences",
        type=whole_number(1, _MOST_SENTENCES),
        default=3,
        metavar="N",
        help="how many sentences a summary has (the default is 3)",
    )
    add_model(parser)
    add_beam(parser)
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the figures and outputs")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="a run that --save kept")
    parser.add_argument("--json", action="store_true", help="one JSON object, not text")
    parser.set_defaults(parser=parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Evaluate, save, compare and print."""
    request = _request(arguments)
    use_device(arguments, service)

    from bertsum_app.cli import evaluation_output
    from bertsum_app.evaluation.compare import compare_reports
    from bertsum_app.service.evaluate import load_report, run_evaluation

    # Read first: an hour of work should not end at a report that is none.
    before = None if arguments.compare is None else load_report(arguments.compare)
    with ProgressLine() as line:
        line.show("loading the model", at_once=True)

        def on_progress(progress: Progress) -> None:
            line.show(f"{progress.done}/{progress.total} {progress.unit}")

        evaluation = run_evaluation(service, request, on_progress)
    if arguments.save is not None:
        write_text_atomic(arguments.save, evaluation.saved.to_json())
    comparison = None if before is None else compare_reports(before.report, evaluation.saved.report)
    if arguments.json:
        write(evaluation_output.to_json(evaluation, comparison))
    else:
        write("\n".join(evaluation_output.to_lines(evaluation, comparison)))
    return 0


def _request(arguments: argparse.Namespace) -> EvaluateRequest:
    """The request of the arguments; wrong combinations end the program as wrong usage."""
    from bertsum_app.service.evaluate import EvaluateRequest

    return EvaluateRequest(
        task=arguments.task,
        test_set=_test_set(arguments),
        model_id=arguments.model,
        beam_size=arguments.beam,
        method=arguments.method,
        sentences=arguments.sentences,
    )


def _test_set(arguments: argparse.Namespace) -> EvaluationSet:
    from bertsum_app.service.evaluate import Direction, EvaluationSet

    fail = arguments.parser.error
    pair = (arguments.src, arguments.ref)
    if (arguments.data is None) == (pair == (None, None)):
        fail("give either --data, or --src and --ref")
    named = arguments.source is not None or arguments.target is not None
    if arguments.task != "translate" and (arguments.data is None or named):
        fail(f"--task {arguments.task} takes --data, and neither --from nor --to")
    if arguments.data is None and None in (*pair, arguments.source, arguments.target):
        fail("--src, --ref, --from and --to go together")
    source, target = language_code(arguments.source), language_code(arguments.target)
    return EvaluationSet(
        data=tuple(arguments.data or ()),
        texts=arguments.src,
        references=arguments.ref,
        direction=Direction.of(source, target),
        limit=arguments.limit,
    )
