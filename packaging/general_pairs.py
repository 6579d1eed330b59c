"""Choose the general sentence pairs that ship with the program, from the data collection.

    python packaging/general_pairs.py DATA resources/general

Fine-tuning mixes them in, so that a model does not forget what it knew, and measures on those held apart
how much it forgot. Only sources whose licence allows redistribution; the README beside them names them.
"""

from __future__ import annotations

import lzma
import random
import sys
from pathlib import Path

from bertsum_app.corpus.filters import fault
from bertsum_app.corpus.readers import read_pairs

#: (file of the collection, sources wanted in it, pairs to train on); one in ten as many to measure on.
PARTS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("general", ("tatoeba",), 1000),
    ("captions", ("3am",), 350),
    ("docs", ("k8s", "tensorflow"), 500),
    ("msdocs_human", ("ms-ht:",), 750),
    ("business", ("ms-ht:",), 300),
    ("health", ("tico-19",), 400),
    ("wiki", ("xquad", "mlqe-pe"), 500),
    ("public", ("innersource", "bitcoin-org"), 200),
)
_WORDS = range(3, 36)


def main(data: Path, target: Path) -> None:
    """Write ``pairs.tsv.xz`` and ``dev.tsv.xz``."""
    rng = random.Random(1)
    development = list(read_pairs(data / "parallel" / "dev.tsv"))
    taken = {side for pair in development for side in (pair.english, pair.chinese)}
    train: list[str] = []
    dev: list[str] = []
    for name, sources, count in PARTS:
        found = []
        for pair in read_pairs(data / "parallel" / f"{name}.tsv.xz"):
            new = pair.english not in taken and pair.chinese not in taken
            if (
                new
                and pair.source.startswith(sources)
                and len(pair.english.split()) in _WORDS
                and not fault(pair)
            ):
                taken |= {pair.english, pair.chinese}
                found.append(f"{pair.source}\t{pair.english}\t{pair.chinese}\n")
        rng.shuffle(found)
        train += found[:count]
        dev += found[count : count + count // 10]
    rng.shuffle(train)
    target.mkdir(parents=True, exist_ok=True)
    for file, lines in (("pairs", train), ("dev", dev)):
        packed = lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
        (target / f"{file}.tsv.xz").write_bytes(packed)
        print(f"{file}: {len(lines):,} pairs, {len(packed):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
