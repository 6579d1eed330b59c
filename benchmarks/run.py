"""Measure speed and memory of the program: prints a table, writes JSON.

    python benchmarks/run.py [NAME]... [--output FILE] [--model FOLDER]

Works on the program as installed or checked out, with its embedded model, in a home folder of its
own. Run it on an idle machine: figures of a busy one mean nothing. Exit codes: 0, also where a limit
is missed (the table says so); 1 with `--strict` then; 4 without a usable model.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from machine import ROOT, describe, headline
from measurement import Measurement, table, to_json

# In this order: figures of the whole program first, while nothing of it is loaded here.
BENCHMARKS = (
    "start",
    "memory",
    "gui_stall",
    "slider",
    "live",
    "paste",
    "long_result",
    "latency",
    "throughput",
    "corpus",
    "training",
    "documents",
)
_DEFAULT_OUTPUT = ROOT / "build" / "benchmarks.json"
_LIMIT_MISSED, _NO_MODEL = 1, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmarks named on the command line, or all."""
    arguments = _parser().parse_args(argv)
    names = arguments.names or BENCHMARKS
    # Only now: --help must not need an installed program.
    from subject import subject

    from bertsum_app.core.errors import ModelError

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        with subject(arguments.model) as measured:
            manifest = measured.model.manifest
            print(
                f"{headline()}\nmodel {manifest.id} {manifest.version}, {manifest.fingerprint[:12]}"
            )
            found: list[Measurement] = []
            for name in names:
                print(f"measuring {name} ...", file=sys.stderr, flush=True)
                measure: Callable[..., list[Measurement]] = import_module(name).measure
                found += measure(measured)
            about = {
                "machine": describe(),
                "model": {
                    "id": manifest.id,
                    "version": manifest.version,
                    "fingerprint": manifest.fingerprint,
                    "embedded": measured.model.embedded,
                },
            }
    except ModelError as error:
        print(
            "benchmarks: there is no usable default model to measure.\n"
            f"{error}\n"
            "A model belongs in resources/models/bertsum-en-zh; another copy of it can be named "
            "with --model FOLDER.",
            file=sys.stderr,
        )
        return _NO_MODEL
    print(table(found))
    output: Path = arguments.output
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(to_json(found, about), encoding="utf-8")
    print(f"written to {output}")
    missed = not all(each.within_limit for each in found)
    return _LIMIT_MISSED if missed and arguments.strict else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure speed and memory of the program.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME")
    parser.add_argument("--output", type=Path, default=_DEFAULT_OUTPUT, metavar="FILE")
    parser.add_argument(
        "--model", type=Path, metavar="FOLDER", help="measure this copy of the default model"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 where a figure misses its limit"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
