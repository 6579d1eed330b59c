"""From the data collection to packed token files, with the vocabulary they are written in.

prepare_tokenizer(data, folder)  ->  folder/tokenizer.model
pack_corpus(data, folder)        ->  folder/{pairs,documents,sentiment,passages}.safetensors
                                     and the same with ``dev-`` in front where there is a dev set,
                                     folder/filter-report.json where pairs are filtered
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.alignment import aligned_rows
from bertsum_app.corpus.encode import lay_out_document
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.filters import ALIGNMENT, FilterReport, filter_pairs
from bertsum_app.corpus.oracle import greedy_oracle
from bertsum_app.corpus.packed import (
    PackedDocuments,
    PackedPairs,
    PackedTexts,
    write_packed,
)
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.corpus.synthetic import synthetic_pairs
from bertsum_app.text.centrality import standing
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer, train_sentencepiece
from bertsum_app.text.sentences import sentence_spans
from bertsum_app.text.tokenizer import TOKENIZER_FILE, Tokenizer

PAIRS_FILE = "pairs.safetensors"
DOCUMENTS_FILE = "documents.safetensors"
SENTIMENT_FILE = "sentiment.safetensors"
PASSAGES_FILE = "passages.safetensors"
SENTENCES_FILE = "sentences.safetensors"
DEV_PREFIX = "dev-"
FILTER_REPORT_FILE = "filter-report.json"

_TOKENIZER_LINES_PER_DOMAIN = 100_000
_TOKENIZER_REVIEWS, _TOKENIZER_PASSAGES = 80_000, 40_000
_TOKENIZER_CHARACTERS = 400  # of a review or passage; SentencePiece learns little from the rest
_LONGEST_REVIEW_PIECES = 254
_LONGEST_PASSAGE_PIECES = 510
_DOCUMENT_POSITIONS = 511  # one is kept for the <sum> job of the abstractive layout
_SUMMARY_PIECES = 120
_SENTENCE_PIECES = 200  # longer ones are cut, as in PreSumm

Report = Callable[[str], None]


def prepare_tokenizer(
    data: Path, folder: Path, *, vocab_size: int, threads: int, seed: int = 1
) -> None:
    """Train the shared vocabulary on a mix of all domains and write it into `folder`."""
    rng = random.Random(seed)
    lines: list[str] = []
    for domain in recipe_data.PARALLEL_DOMAINS:
        pairs = list(recipe_data.training_pairs(data, domain))
        rng.shuffle(pairs)
        for pair in pairs[:_TOKENIZER_LINES_PER_DOMAIN]:
            lines += [pair.english, pair.chinese]
    reviews = [review.text for review in recipe_data.sentiments(data, "train")]
    rng.shuffle(reviews)
    passages = [passage for _, passage in recipe_data.passages(data)]
    rng.shuffle(passages)
    for text in reviews[:_TOKENIZER_REVIEWS] + passages[:_TOKENIZER_PASSAGES]:
        lines.append(text[:_TOKENIZER_CHARACTERS])
    rng.shuffle(lines)
    model_file = folder / TOKENIZER_FILE
    train_sentencepiece(lines, model_file, vocab_size=vocab_size, threads=threads)


def pack_corpus(
    data: Path,
    folder: Path,
    report: Report,
    *,
    filtered: bool = False,
    synthetic: Path | None = None,
) -> None:
    """Write all packed files into `folder`, which holds the tokenizer already.

    With `synthetic`, the pairs of that folder (corpus/synthetic.py) are packed beside the collection's,
    each kind a domain. With `filtered`, training pairs go through corpus/filters.py; development pairs
    stay as they are, so that figures on them compare.

    Raises:
        CorpusUnreadable: a part of `data` cannot be read.
        ResourceError: `folder` cannot be written or its disk is full.
    """
    tokenizer = SentencePieceTokenizer(folder / TOKENIZER_FILE)
    summary = []

    def done(name: str, count: int) -> None:
        summary.append(f"{name}\t{count}\n")
        report(f"{name}: {count:,} examples")

    tagged, dropped = _tagged_pairs(data, synthetic), FilterReport()
    pairs = pack_pairs(tokenizer, filter_pairs(tagged, dropped) if filtered else tagged)
    if filtered:
        pairs = _drop_unaligned(tokenizer, pairs, dropped)
    write_packed(folder / PAIRS_FILE, pairs)
    # A report of an earlier packing must not stand beside pairs that it does not describe.
    (folder / FILTER_REPORT_FILE).unlink(missing_ok=True)
    if filtered:
        write_text_atomic(folder / FILTER_REPORT_FILE, dropped.to_json())
        for line in dropped.lines():
            report(line)
    done(PAIRS_FILE, len(pairs))
    dev = pack_pairs(tokenizer, ((pair.source, pair) for pair in recipe_data.dev_pairs(data)))
    write_packed(folder / (DEV_PREFIX + PAIRS_FILE), dev)
    done(DEV_PREFIX + PAIRS_FILE, len(dev))
    for prefix, part in (("", "train"), (DEV_PREFIX, "dev")):
        texts = pack_sentiments(tokenizer, recipe_data.sentiments(data, part))
        write_packed(folder / (prefix + SENTIMENT_FILE), texts)
        done(prefix + SENTIMENT_FILE, len(texts))
    for prefix, examples in (
        (DEV_PREFIX, recipe_data.dev_summaries(data)),
        ("", recipe_data.training_summaries(data)),
    ):
        documents = pack_documents(tokenizer, examples)
        write_packed(folder / (prefix + DOCUMENTS_FILE), documents)
        done(prefix + DOCUMENTS_FILE, len(documents))
    passages = pack_passages(tokenizer, recipe_data.passages(data))
    write_packed(folder / PASSAGES_FILE, passages)
    done(PASSAGES_FILE, len(passages))
    write_text_atomic(folder / "packed.tsv", "".join(summary))


def _drop_unaligned(tokenizer: Tokenizer, pairs: PackedPairs, report: FilterReport) -> PackedPairs:
    keep = aligned_rows(pairs, vocab_size=len(tokenizer.vocabulary))
    for row in np.flatnonzero(~keep).tolist():
        domain = pairs.domains[int(pairs.domain[row])]
        sides = (tokenizer.decode(side[row].tolist()) for side in (pairs.english, pairs.chinese))
        report.withdraw(ALIGNMENT, domain, *sides)
    rows = np.flatnonzero(keep)
    return PackedPairs(
        pairs.english.take(rows), pairs.chinese.take(rows), pairs.domain[rows], pairs.domains
    )


def _tagged_pairs(data: Path, synthetic: Path | None) -> Iterator[tuple[str, TranslationExample]]:
    for domain in recipe_data.PARALLEL_DOMAINS:
        for pair in recipe_data.training_pairs(data, domain):
            yield domain, pair
    if synthetic is not None:
        yield from synthetic_pairs(synthetic)


def pack_pairs(
    tokenizer: Tokenizer, tagged: Iterable[tuple[str, TranslationExample]]
) -> PackedPairs:
    """Pack (domain, pair) entries."""
    domains = _Domains()
    english, chinese = [], []
    for domain, pair in tagged:
        domains.add(domain)
        english.append(_encode(tokenizer, pair.english))
        chinese.append(_encode(tokenizer, pair.chinese))
    return PackedPairs(
        Ragged.from_sequences(english), Ragged.from_sequences(chinese), *domains.columns()
    )


def pack_sentiments(tokenizer: Tokenizer, examples: Iterable[SentimentExample]) -> PackedTexts:
    """Pack labelled texts; the domain is the language."""
    domains = _Domains()
    texts, labels = [], []
    for example in examples:
        domains.add(example.language)
        texts.append(_encode(tokenizer, example.text)[:_LONGEST_REVIEW_PIECES])
        labels.append(int(example.positive))
    return PackedTexts(
        Ragged.from_sequences(texts), np.array(labels, dtype=np.int32), *domains.columns()
    )


def pack_documents(
    tokenizer: Tokenizer, examples: Iterable[SummaryExample], positions: int = _DOCUMENT_POSITIONS
) -> PackedDocuments:
    """Pack documents with oracle labels; the domain is ``source.language``.

    Labels are found on the sentences that fit `positions`, so that an example never asks for
    one it lacks.
    """
    domains = _Domains()
    documents, labels, summaries = [], [], []
    central = [np.zeros(0, dtype=np.float16)]
    for example in examples:
        text = normalize(example.text).text
        sentences = [text[span.start : span.end] for span in sentence_spans(text, example.language)]
        if not sentences:
            continue
        pieces = (tokenizer.encode(sentence)[:_SENTENCE_PIECES] for sentence in sentences)
        # Few sentences fit: encoding the rest of a long article would be for nothing.
        fitting = list(islice(pieces, positions // 3))
        laid_out = lay_out_document(tokenizer.special, fitting, positions)
        count = len(laid_out.cls_positions)
        oracle = greedy_oracle(sentences[:count], example.summary)
        domains.add(f"{example.source}.{example.language}")
        documents.append(laid_out.ids)
        labels.append([int(index in oracle) for index in range(count)])
        central.append(standing(sentences, example.language)[:count].astype(np.float16))
        summaries.append(_encode(tokenizer, example.summary)[:_SUMMARY_PIECES])
    return PackedDocuments(
        Ragged.from_sequences(documents),
        Ragged.from_sequences(labels),
        Ragged.from_sequences(summaries),
        *domains.columns(),
        np.concatenate(central),
    )


def pack_passages(tokenizer: Tokenizer, passages: Iterable[tuple[str, str]]) -> PackedTexts:
    """Pack (name, passage) entries for masked-language-model training; labels are all 0."""
    domains = _Domains()
    texts = []
    for name, passage in passages:
        domains.add(name)
        texts.append(_encode(tokenizer, passage)[:_LONGEST_PASSAGE_PIECES])
    return PackedTexts(
        Ragged.from_sequences(texts), np.zeros(len(texts), dtype=np.int32), *domains.columns()
    )


def _encode(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(normalize(text).text.strip())


class _Domains:
    """Numbers domain names in the order of their first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: list[int] = []

    def add(self, name: str) -> None:
        self._rows.append(self._numbers.setdefault(name, len(self._numbers)))

    def columns(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int32]], tuple[str, ...]]:
        return np.array(self._rows, dtype=np.int32), tuple(self._numbers)
