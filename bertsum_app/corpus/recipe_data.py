"""Which parts of the collected data may go into weights that are shipped.

The collection's own notes give the licence of each part, which is followed here. Kept out: `everyday`
(origin unsettled), `dict` (CEDICT of 1997), game texts under the GPL, DialogSum (non-commercial).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.readers import read_pairs, read_passages, read_sentiments, read_summaries

#: Parallel files of the collection that may be trained on, one domain each.
PARALLEL_DOMAINS = (
    "articles",
    "business",
    "captions",
    "dialogue",
    "docs",
    "general",
    "health",
    "lexicon",
    "msdocs_human",
    "news",
    "public",
    "talks",
    "ui",
    "wiki",
)
_EXCLUDED_PAIR_SOURCES = frozenset({"pixel-dungeon"})
_EXCLUDED_SUMMARY_SOURCES = frozenset({"dialogsum"})
#: Monolingual files of the collection that may be trained on, by language.
_PASSAGES = {"en": ("en_wiki",), "zh": ("zh_wiki",)}


def training_pairs(data: Path, domain: str) -> Iterator[TranslationExample]:
    """The pairs of one domain that may go into shipped weights."""
    for pair in read_pairs(data / "parallel" / f"{domain}.tsv.xz"):
        if pair.source not in _EXCLUDED_PAIR_SOURCES:
            yield pair


def dev_pairs(data: Path) -> Iterator[TranslationExample]:
    """The mixed development pairs."""
    return read_pairs(data / "parallel" / "dev.tsv")


def training_summaries(data: Path) -> Iterator[SummaryExample]:
    """Summaries in both languages that may go into shipped weights.

    A text of the development set is left out, also where its summary here is another one.
    """
    measured = {example.text for example in dev_summaries(data)}
    for name in ("train.en", "train.zh", "extra.zh"):
        for example in read_summaries(data / "summarization" / f"{name}.jsonl.xz"):
            if example.source not in _EXCLUDED_SUMMARY_SOURCES and example.text not in measured:
                yield example


def dev_summaries(data: Path) -> Iterator[SummaryExample]:
    """The development summaries in both languages."""
    for language in ("en", "zh"):
        yield from read_summaries(data / "summarization" / f"dev.{language}.jsonl.xz")


def sentiments(data: Path, part: str) -> Iterator[SentimentExample]:
    """Labelled texts of both languages; `part` is "train" or "dev"."""
    for language in ("en", "zh"):
        yield from read_sentiments(data / "sentiment" / f"{part}.{language}.tsv.xz")


def passages(data: Path, *languages: str) -> Iterator[tuple[str, str]]:
    """(file name, passage) of the monolingual texts that may go into shipped weights.

    In `languages`; without any, in all.
    """
    for language in languages or _PASSAGES:
        for name in _PASSAGES[language]:
            for passage in read_passages(data / "monolingual" / f"{name}.txt.xz"):
                yield name, passage
