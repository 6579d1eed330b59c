"""`bertsum build-model STEP`: how the embedded model, and the table of names, are made.

For maintainers. The recipe and what came of it stand in the model's own CARD.md. Training events go to
standard output, one JSON object a line (training/events.py).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.console import note
from bertsum_app.cli.interrupts import stop_signals
from bertsum_app.cli.options import Subparsers, add_beam, whole_number
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.process import keep_caches_of_torch
from bertsum_app.model.config import READINGS

if TYPE_CHECKING:
    from bertsum_app.service.app import BertSumService


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command with its steps."""
    parser = subparsers.add_parser(
        "build-model",
        help="build an embedded model from a data collection (for maintainers)",
        description="Build an embedded model: make, prepare and read the data, train, export, check.",
    )
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True, dest="step")
    _add_synthesize(steps)
    _add_prepare(steps)
    _add_read(steps)
    _add_train(steps)
    _add_export(steps)
    _add_check(steps)
    _add_names(steps)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Do one step; a first Ctrl+C or SIGTERM during training saves and stops."""
    from bertsum_app.service.training import need_training

    with_model = {"check": _check, "read": _read, "synthesize": _synthesize}.get(arguments.step)
    if with_model is not None:
        with_model(arguments, service)
        return 0
    if arguments.step == "names":
        _names(arguments)
        return 0
    need_training()
    keep_caches_of_torch(service.paths.torch_caches)
    step = {"prepare": _prepare, "train": _train, "export": _export}[arguments.step]
    step(arguments)
    return 0


def _add_synthesize(steps: Subparsers) -> None:
    synthesize = steps.add_parser(
        "synthesize",
        help="let a model write one side of training pairs",
        description="Let a model write one side of training pairs. Called again, it goes on.",
    )
    synthesize.add_argument("--data", type=Path, required=True, help="folder of the collection")
    synthesize.add_argument("--output", type=Path, required=True, help="folder to write")
    synthesize.add_argument(
        "--kind",
        required=True,
        choices=("back", "taught"),
        help="back: translations of passages as their sources; taught: translations of pairs' sources",
    )
    synthesize.add_argument(
        "--into",
        required=True,
        choices=("zh", "en"),
        help="the direction that is to learn from them",
    )
    synthesize.add_argument(
        "--count", type=whole_number(1, 10**9), default=100_000, metavar="N", help="sentences"
    )
    synthesize.add_argument("--model", metavar="ID", help="an installed model, not the default")
    add_beam(synthesize)
    synthesize.add_argument("--seed", type=int, default=1)


def _add_prepare(steps: Subparsers) -> None:
    prepare = steps.add_parser("prepare", help="learn the vocabulary and pack the corpora")
    prepare.add_argument("--data", type=Path, required=True, help="folder of the collection")
    prepare.add_argument("--packed", type=Path, required=True, help="folder to write")
    prepare.add_argument("--synthetic", type=Path, help="folder that synthesize wrote")
    prepare.add_argument("--vocab-size", type=int, default=16_000)
    prepare.add_argument("--threads", type=int, default=2)
    prepare.add_argument(
        "--filter",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="leave out pairs that are no translations; filter-report.json says which (default: yes)",
    )


def _add_read(steps: Subparsers) -> None:
    read = steps.add_parser(
        "read", help="let a model read the documents, to teach its scorer alone"
    )
    read.add_argument("--data", type=Path, required=True, help="folder of the collection")
    read.add_argument(
        "--packed", type=Path, required=True, help="folder to write, or to go on with"
    )
    read.add_argument("--model", metavar="ID", help="an installed model instead of the default")
    read.add_argument(
        "--reads",
        choices=READINGS,
        default="mean+centrality",
        help="what the scorer to be taught is given of a sentence",
    )
    read.add_argument("--max-minutes", type=float, help="read no longer, and leave the rest out")


def _add_train(steps: Subparsers) -> None:
    train = steps.add_parser("train", help="train by a recipe, or go on with a run")
    train.add_argument("--packed", type=Path, required=True, help="folder that prepare wrote")
    train.add_argument("--run", type=Path, required=True, help="folder of the run")
    what = train.add_mutually_exclusive_group(required=True)
    what.add_argument("--recipe", type=Path, help="JSON file: network, tasks, schedules")
    what.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    start = train.add_mutually_exclusive_group()
    start.add_argument("--from-model", type=Path, help="model folder to take the weights of")
    start.add_argument("--from-bert", type=Path, help="Hugging Face BERT folder to start from")
    train.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"))
    train.add_argument("--threads", type=int, default=0, help="0: as many as torch likes")
    train.add_argument("--max-minutes", type=float, help="time budget, instead of the recipe's")


def _add_export(steps: Subparsers) -> None:
    export = steps.add_parser("export", help="write a model folder from a run")
    export.add_argument("--run", type=Path, required=True)
    export.add_argument(
        "--output", type=Path, required=True, help="model folder; its name is the id"
    )
    export.add_argument("--name", required=True, help="name shown to users")
    export.add_argument("--model-version", required=True)
    export.add_argument("--card", type=Path, required=True, help="Markdown text of CARD.md")
    export.add_argument("--average", type=int, default=1, help="checkpoints to average")
    export.add_argument("--length-penalty", type=float, default=1.0)
    export.add_argument("--no-repeat-ngram", type=int, default=0)
    export.add_argument("--repetition-penalty", type=float, default=1.0)
    export.add_argument("--precision", default="int8", choices=("int8", "float16", "float32"))


def _add_check(steps: Subparsers) -> None:
    check = steps.add_parser("check", help="count loops, lost numbers and the like in translations")
    check.add_argument("--data", type=Path, required=True, help="folder of the collection")
    check.add_argument("--model", metavar="ID", help="an installed model instead of the default")
    check.add_argument(
        "--sentences", type=int, default=10_000, help="random ones in each direction"
    )
    check.add_argument("--seed", type=int, default=1)
    check.add_argument("--save", type=Path, help="JSON file for the rates with examples")


def _add_names(steps: Subparsers) -> None:
    names = steps.add_parser("names", help="make the table of names that goes with the program")
    names.add_argument("--data", type=Path, required=True, help="folder of the collection")
    names.add_argument(
        "--output", type=Path, required=True, help="folder with by-hand.tsv, for en-zh.tsv"
    )


def _synthesize(arguments: argparse.Namespace, service: BertSumService) -> None:
    from bertsum_app.service.synthesis import Synthesis, synthesize

    plan = Synthesis(
        arguments.kind, arguments.into, arguments.count, arguments.beam or 1, arguments.seed
    )
    translator = service.engine(arguments.model).engine.translator
    cancel = CancelToken()
    with stop_signals(cancel):
        synthesize(translator, arguments.data, arguments.output, plan, note, cancel)


def _prepare(arguments: argparse.Namespace) -> None:
    from bertsum_app.service import model_builder

    model_builder.prepare(
        arguments.data,
        arguments.packed,
        vocab_size=arguments.vocab_size,
        threads=arguments.threads,
        filtered=arguments.filter,
        synthetic=arguments.synthetic,
        report=note,
    )


def _read(arguments: argparse.Namespace, service: BertSumService) -> None:
    from bertsum_app.service.sentence_reading import read_collection

    cancel = CancelToken()
    with stop_signals(cancel):
        read_collection(
            service.engine(arguments.model),
            arguments.data,
            arguments.packed,
            arguments.reads,
            cancel,
            note,
            arguments.max_minutes,
        )


def _train(arguments: argparse.Namespace) -> None:
    from bertsum_app.service import model_builder
    from bertsum_app.training.events import TrainingEvent, event_line
    from bertsum_app.training.launch import Machine

    def emit(event: TrainingEvent) -> None:
        sys.stdout.write(event_line(event))
        sys.stdout.flush()

    cancel = CancelToken()
    with stop_signals(cancel):
        model_builder.train(
            arguments.run,
            arguments.recipe,
            arguments.packed,
            model_builder.Start(model=arguments.from_model, bert=arguments.from_bert),
            Machine(arguments.device, arguments.threads),
            emit,
            cancel,
            max_minutes=arguments.max_minutes,
        )


def _export(arguments: argparse.Namespace) -> None:
    from bertsum_app.model.decoding import DecodingDefaults
    from bertsum_app.service import model_builder

    manifest = model_builder.export(
        arguments.run,
        arguments.output,
        name=arguments.name,
        version=arguments.model_version,
        card=arguments.card,
        average=arguments.average,
        precision=arguments.precision,
        decoding=DecodingDefaults(
            arguments.length_penalty, arguments.no_repeat_ngram, arguments.repetition_penalty
        ),
    )
    note(f"{arguments.output}: {sum(entry.bytes for entry in manifest.files):,} bytes")


def _check(arguments: argparse.Namespace, service: BertSumService) -> None:
    from bertsum_app.core.atomic import write_text_atomic
    from bertsum_app.evaluation.promises import PROMISES, reports_json
    from bertsum_app.service.promise_check import check_translator

    opened = service.engine(arguments.model)
    reports = check_translator(
        opened.engine.translator,
        arguments.data,
        sentences=arguments.sentences,
        seed=arguments.seed,
        report=note,
    )
    for report in reports:
        print(f"into {report.target}, {report.sentences:,} sentences ({report.texts})")
        for name, rate in report.rates.items():
            if rate.of:
                share = f"{rate.broken:6,} of {rate.of:6,}  {100 * rate.rate:6.2f} %"
                print(f"  {name:10}  {share}  {PROMISES[name]}")
    if arguments.save is not None:
        manifest = opened.installed.manifest
        text = reports_json(reports, manifest.id, manifest.fingerprint, arguments.seed)
        write_text_atomic(arguments.save, text)


def _names(arguments: argparse.Namespace) -> None:
    from bertsum_app.corpus.names.table import write_table

    write_table(arguments.data, arguments.output, note)
