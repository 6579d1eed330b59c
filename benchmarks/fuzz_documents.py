"""Damaged files by the thousand through the readers and writers of documents.

    python benchmarks/fuzz_documents.py [--files 2000] [--seed 1] [--format markdown]

Each file must be read (and, if it can be, rewritten) or refused with an error that has a name, in
good time. Anything else ends the run with the seed that shows it again. Run by hand: it takes minutes.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bertsum_app.core.errors import AppError
from bertsum_app.documents import pdf_pages
from bertsum_app.documents.format import Source, WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.page_fonts import PageFont
from bertsum_app.documents.worker import read_document
from helpers.document_samples import SAMPLES
from helpers.documents import unchanged
from helpers.fonts import font
from helpers.mutations import damaged, damaged_package

_SLOW_S = 10.0
_WAYS = (
    WriteOptions("zh"),
    WriteOptions("zh", bilingual=True),
    WriteOptions("zh", on_pages=True),
    WriteOptions("zh", on_pages=True, bilingual=True),
    WriteOptions("zh", flows_as="html"),
    WriteOptions("zh", flows_as="markdown"),
)
_LETTERS = "".join(map(chr, range(32, 127)))


def main() -> int:
    """Run and print what became of the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="damaged files of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=sorted(SAMPLES))
    arguments = parser.parse_args()
    # Fonts of the system are not what is damaged here, and cutting one down takes a second.
    squares = font(_LETTERS)
    small = PageFont(squares, dict.fromkeys(_LETTERS, 0.5))
    with mock.patch.object(pdf_pages, "font_for", return_value=small):
        for name, sample in SAMPLES.items():
            if arguments.format in (None, name):
                counts, slowest = _fuzz(name, sample, arguments.files, arguments.seed)
                listed = ", ".join(f"{what} {count}" for what, count in counts.most_common())
                print(f"{name}: {listed}; slowest {slowest:.2f} s", flush=True)
    return 0


def _fuzz(name: str, sample: bytes, files: int, first_seed: int) -> tuple[Counter[str], float]:
    counts: Counter[str] = Counter()
    slowest = 0.0
    others = tuple(SAMPLES.values())
    for seed in range(first_seed, first_seed + files):
        dice = random.Random(f"{name} {seed}")
        packed = sample.startswith(b"PK")
        data = damaged_package(sample, dice) if packed else damaged(sample, dice, others)
        started = time.monotonic()
        try:
            counts[_work(Source(Path(f"x.{name}"), data))] += 1
        except Exception:
            print(f"{name}, seed {seed}", file=sys.stderr)
            raise
        taken = time.monotonic() - started
        slowest = max(slowest, taken)
        if taken > _SLOW_S:
            raise TimeoutError(f"{name}, seed {seed}: {taken:.1f} s")
    return counts, slowest


def _work(source: Source) -> str:
    """Read the file and write it again in all ways there are, its words unchanged."""
    try:
        _, document = read_document(source)
        chosen = format_of(source)
        for options in _WAYS:
            chosen.write(source, unchanged(document), options)
        if document.columns:
            told = replace(source, columns=tuple(column.name for column in document.columns))
            chosen.write(told, unchanged(chosen.read(told)), WriteOptions("zh"))
    except AppError as error:
        return error.code
    return "read and written"


if __name__ == "__main__":
    sys.exit(main())
