"""`bertsum train`: teach an installed model, or a new one, with one's own files.

Standard output gets one JSON object a line (training/events.py), or with ``--check`` the report on the
corpus. With ``--control`` commands are read from standard input, one a line: pause, resume, save,
finish, stop, detach; its end means stop. That is how the window runs it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.console import OutputClosed, note, write
from bertsum_app.cli.interrupts import stop_signals
from bertsum_app.cli.messages import message
from bertsum_app.cli.options import Subparsers, whole_number
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import AppError, CorpusUnreadable
from bertsum_app.core.process import keep_caches_of_torch, lower_priority, spare_threads
from bertsum_app.model.config import NEW_MODELS

if TYPE_CHECKING:
    from bertsum_app.corpus.check import FindingKind, Fix
    from bertsum_app.model.config import BertSumConfig
    from bertsum_app.service.app import BertSumService
    from bertsum_app.service.tune import TuneRequest
    from bertsum_app.service.tune_run import TuneOutcome
    from bertsum_app.training.events import TrainingEvent
    from bertsum_app.training.presets import TunePreset

_INTERRUPTED = 130
_MOST_RANK = 256


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command."""
    parser = subparsers.add_parser(
        "train",
        help="teach a model with your own texts",
        description="Fine-tune an installed model on your own files, compare it with what it was, and "
        "install it under a new name; or train a new one that begins with nothing. Read are TSV, CSV, "
        "JSON lines, TMX, XLIFF, Moses pairs, and folders of texts and summaries, in English and "
        "Chinese.",
    )
    parser.add_argument("--task", choices=("translate", "summarize", "sentiment"))
    parser.add_argument("--data", type=Path, nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument(
        "--corrections",
        action="store_true",
        help="learn what was corrected by hand in the window, beside --data or alone",
    )
    parser.add_argument("--dev", type=Path, metavar="PATH", help="to measure on; default: a tenth")
    parser.add_argument("--base", metavar="ID", help="model to start from (default: the embedded)")
    parser.add_argument("--name", help="id of the new model")
    parser.add_argument("--resume", metavar="RUN", help="go on with the run of this name or folder")
    parser.add_argument(
        "--preset",
        choices=("quick", "thorough", "few", *NEW_MODELS),
        help="how much to teach the base (default: quick; with --corrections alone few, which is for "
        "some tens of pairs), or which new network to begin with (article, small, base)",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="JSON with settings of a preset"
    )
    parser.add_argument(
        "--lora",
        type=whole_number(1, _MOST_RANK),
        metavar="RANK",
        help="train low-rank adapters alone, as in 16: less memory and disk (default: all weights)",
    )
    parser.add_argument(
        "--stages",
        type=int,
        choices=(1, 2),
        help="summaries: 2 teaches to choose sentences first and to write abstracts then, as "
        "BertSumExtAbs (default: 1, both together)",
    )
    parser.add_argument("--direction", choices=("both", "en-zh", "zh-en"), default="both")
    parser.add_argument(
        "--columns", default="", metavar="ROLE=COLUMN,...", help="as in en=2,zh=3 or text=body"
    )
    parser.add_argument("--encoding", help="of all files; default: told from each file")
    parser.add_argument(
        "--fix", action="append", default=[], metavar="KIND=drop|swap|keep", help="see --check"
    )
    parser.add_argument("--check", action="store_true", help="only say what the corpus is like")
    parser.add_argument("--json", action="store_true", help="with --check: one JSON object")
    parser.add_argument("--no-install", action="store_true", help="leave the model in the run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"))
    parser.add_argument("--threads", type=int, default=0, help="0: all cores but one")
    parser.add_argument("--control", action="store_true", help="take commands on standard input")
    parser.set_defaults(parser=parser)
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Check, begin or resume; a first Ctrl+C saves and stops."""
    from bertsum_app.service.training import need_training

    usage = arguments.parser.error
    if not arguments.resume and not (arguments.task and (arguments.data or arguments.corrections)):
        usage("--task and --data or --corrections are needed, or --resume")
    if arguments.task != "translate" and (arguments.corrections or arguments.preset == "few"):
        usage("--corrections and --preset few are for --task translate")
    if not arguments.resume and not arguments.check and not arguments.name:
        usage("--name is needed: the id of the new model")
    if arguments.preset in NEW_MODELS and (arguments.base or arguments.direction != "both"):
        usage(
            f"--preset {arguments.preset} begins with nothing and learns both directions: "
            "no --base, no --direction"
        )
    need_training()
    keep_caches_of_torch(service.paths.torch_caches)
    lower_priority()
    # torch and OpenMP look at this when they are loaded.
    threads = arguments.threads or spare_threads()
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    cancel = CancelToken()
    with stop_signals(cancel):
        if arguments.check:
            return _check(arguments, service, threads, cancel)
        return _train(arguments, service, threads, cancel)


def _check(
    arguments: argparse.Namespace, service: BertSumService, threads: int, cancel: CancelToken
) -> int:
    from bertsum_app.cli.train_output import check_lines, check_to_json
    from bertsum_app.service.tune import check
    from bertsum_app.training.events import RunFailed, event_line

    try:
        with tempfile.TemporaryDirectory(prefix="bertsum-check-") as scratch:
            found = check(
                service, _request(arguments, service, threads), Path(scratch) / "data", cancel
            )
    except AppError as error:
        if arguments.json:
            write(event_line(RunFailed.of(error, 0, message(error))))
        raise
    if arguments.json:
        write(check_to_json(found))
    else:
        for line in check_lines(found):
            write(line)
    return 0


def _train(
    arguments: argparse.Namespace, service: BertSumService, threads: int, cancel: CancelToken
) -> int:
    from bertsum_app.service.tune import resume, tune
    from bertsum_app.training.control import RunControl
    from bertsum_app.training.events import RunFailed
    from bertsum_app.training.launch import Machine

    control = RunControl(cancel)
    if arguments.control:
        threading.Thread(target=control.follow, args=(sys.stdin,), daemon=True).start()
    emit = _Emitter()
    try:
        outcome: TuneOutcome
        if arguments.resume:
            machine = Machine(arguments.device, threads)
            folder = _run_folder(arguments.resume, service)
            outcome = resume(service, folder, machine, emit, cancel, control)
        else:
            outcome = tune(service, _request(arguments, service, threads), emit, cancel, control)
    except AppError as error:
        emit(RunFailed.of(error, emit.step, message(error)))
        raise
    if outcome.model is None:
        note(f"stopped and saved at step {outcome.stopped.step:,}; go on with --resume")
        return _INTERRUPTED
    return 0


class _Emitter:
    """Writes events; when nobody reads them any more, the run goes on without."""

    def __init__(self) -> None:
        self.step = 0
        self._open = True

    def __call__(self, event: TrainingEvent) -> None:
        from bertsum_app.training.events import event_line

        self.step = max(self.step, event.step)
        if self._open:
            try:
                write(event_line(event))
            except OutputClosed:
                self._open = False


def _run_folder(name: str, service: BertSumService) -> Path:
    path = Path(name)
    return path if path.is_dir() else service.paths.runs / name


def _request(arguments: argparse.Namespace, service: BertSumService, threads: int) -> TuneRequest:
    from bertsum_app.corpus.formats.columns import parse_columns
    from bertsum_app.corpus.user_corpus import ReadOptions
    from bertsum_app.service.lessons import read_lessons
    from bertsum_app.service.tune import TuneRequest
    from bertsum_app.service.tune_data import CorpusRequest
    from bertsum_app.training.launch import Machine

    usage = arguments.parser.error
    try:
        "".encode(arguments.encoding or "utf-8")
        columns = parse_columns(arguments.columns)
        fixes = _fixes(arguments.fix)
    except (ValueError, LookupError) as error:
        usage(str(error))
    preset, network = _preset(arguments)
    lessons = read_lessons(service.paths) if arguments.corrections else None
    if arguments.lora is not None:
        if network is not None:
            usage("--lora needs a model to begin with")
        preset = replace(preset, lora_rank=arguments.lora)
    if arguments.stages is not None:
        if arguments.task != "summarize":
            usage("--stages is about summaries")
        preset = replace(preset, stages=arguments.stages)
    targets = {"both": ("zh", "en"), "en-zh": ("zh",), "zh-en": ("en",)}[arguments.direction]
    if lessons is not None and not arguments.data and network is None:
        # No direction suffers from what was corrected in the other one.
        targets = tuple(each for each in targets if each in lessons.targets) or targets
    return TuneRequest(
        arguments.name or "check",
        CorpusRequest(
            arguments.task,
            tuple(arguments.data or ()),
            arguments.dev,
            ReadOptions(columns, arguments.encoding),
            fixes,
            arguments.seed,
            None if lessons is None else lessons.corpus,
        ),
        preset,
        arguments.base,
        targets,
        Machine(arguments.device, threads),
        not arguments.no_install,
        network,
        () if lessons is None else lessons.ids,
    )


def _preset(arguments: argparse.Namespace) -> tuple[TunePreset, BertSumConfig | None]:
    """How to learn, and the network of a new model."""
    from bertsum_app.training.fresh import new_model
    from bertsum_app.training.presets import PRESETS, PresetName, TunePreset

    text, path = "{}", arguments.config
    if path is not None:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusUnreadable(path, 0, str(error)) from error
    # Where there is no file nothing is changed, and so no error can name one.
    path = path or Path()
    if arguments.preset in NEW_MODELS:
        begun = new_model(arguments.preset, arguments.task).changed(text, path)
        return begun.learning, begun.network
    usual: PresetName = "few" if arguments.corrections and not arguments.data else "quick"
    preset = PRESETS[arguments.task][arguments.preset or usual]
    return TunePreset.from_json(text, path, preset), None


def _fixes(given: list[str]) -> dict[FindingKind, Fix]:
    from bertsum_app.corpus.check import FIXES

    fixes: dict[FindingKind, Fix] = {}
    for text in given:
        wanted_kind, _, wanted_fix = text.partition("=")
        for kind, choices in FIXES.items():
            for fix in choices:
                if (kind, fix) == (wanted_kind, wanted_fix):
                    fixes[kind] = fix
        if wanted_kind not in fixes:
            known = ", ".join(f"{kind}={'|'.join(choices)}" for kind, choices in FIXES.items())
            raise ValueError(f"--fix {text!r} is none of {known}")
    return fixes
