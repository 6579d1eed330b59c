"""Pairs of which a model wrote one side, in files that say how they came about.

The name of a file is ``KIND-INTO.NUMBER.tsv``; KIND-INTO is also the domain of its pairs in a packed
corpus. They are for translating into INTO and never the other way: of back-translated pairs the network
would learn to write what a model wrote, of taught ones it would read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.readers import read_pairs

SynthesisKind = Literal["back", "taught"]
Into = Literal["zh", "en"]
#: back: real text of INTO, its source written by a model. taught: a real source, and what a model says.
KINDS: tuple[SynthesisKind, ...] = ("back", "taught")
LANGUAGES: tuple[Into, ...] = ("zh", "en")
_DOMAINS = {f"{kind}-{into}": into for kind in KINDS for into in LANGUAGES}


def synthetic_domain(kind: SynthesisKind, into: Into) -> str:
    """The domain of such pairs."""
    return f"{kind}-{into}"


def only_direction(domain: str) -> str | None:
    """The one language that pairs of `domain` may be translated into; None: both may."""
    return _DOMAINS.get(domain)


def chunk_file(folder: Path, domain: str, number: int) -> Path:
    """Where the chunk `number` (from 0) of `domain` is kept."""
    return folder / f"{domain}.{number:05d}.tsv"


def synthetic_pairs(folder: Path) -> Iterator[tuple[str, TranslationExample]]:
    """(domain, pair) of all files in `folder`, in the order of their names.

    Raises:
        CorpusUnreadable: a line has not three columns.
    """
    for path in sorted(folder.glob("*.tsv")):
        domain = path.name.partition(".")[0]
        if domain in _DOMAINS:
            for pair in read_pairs(path):
                yield domain, pair
