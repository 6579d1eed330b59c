"""Batches for the trainer: padded id arrays, cut from a packed corpus by length. Free of torch.

A stream is a pure function of (corpus, settings, seed): pool k holds a fixed number of examples of
each domain, drawn from per-domain shuffles without replacement, grouped by length, cut into batches
by a token budget and shuffled. Its whole state is (pool, batch), so that resuming is exact.

Source sequences of one translation or sentiment batch have exactly one length. No row then needs
padding on the encoder's side, attention needs no mask, and the faster kernels run. Where batches are
large (a GPU) the rare long lengths would not fill theirs: beyond `exact_lengths_to` they share one.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bertsum_app.core.errors import CorpusEmpty
from bertsum_app.corpus.encode import job_id
from bertsum_app.corpus.packed import PackedDocuments, PackedPairs, PackedSentences, PackedTexts
from bertsum_app.corpus.padding import gather
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.corpus.synthetic import only_direction
from bertsum_app.text.tokenizer import SUMMARIZE, SpecialTokens

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

#: Target position without a token: left out of the loss.
NO_TARGET = -100
#: Ratio of the longest to the shortest source in a batch beyond `StreamSettings.exact_lengths_to`.
_LENGTH_STEP = 1.125
#: Target languages of translation, by the number of the direction.
_TARGETS = ("zh", "en")


@dataclass(frozen=True)
class Source:
    """Encoder input of a batch: ids and segments [batch, length]; lengths [batch], None = no padding."""

    ids: Ids
    segments: Ids
    lengths: Ids | None

    @property
    def tokens(self) -> int:
        """Positions computed, padding included."""
        return int(self.ids.size)


@dataclass(frozen=True)
class Seq2SeqBatch:
    """Teacher forcing: decoder input [batch, length] and what it is to predict (NO_TARGET = pad)."""

    source: Source
    target_inputs: Ids
    target_outputs: Ids
    familiar: bool = False  # of `StreamSettings.familiar_domain`


@dataclass(frozen=True)
class ExtractiveBatch:
    """Documents with what is known of each sentence, and its label, [batch, sentences]."""

    source: Source
    cls_positions: Ids
    ends: Ids  # behind each [SEP]
    central: Floats  # `standing`
    sentences: Ids  # [batch] how many are real
    labels: Floats


@dataclass(frozen=True)
class SentenceBatch:
    """Documents that were read beforehand, states [batch, sentences, hidden], labels likewise."""

    states: Floats
    sentences: Ids  # [batch] how many are real
    labels: Floats


@dataclass(frozen=True)
class ClassificationBatch:
    """Texts with a class each, labels [batch]."""

    source: Source
    labels: Ids


@dataclass(frozen=True)
class MaskedBatch:
    """Masked-language-model input; `targets` [batch, length] are NO_TARGET where nothing is hidden."""

    source: Source
    targets: Ids


Batch = Seq2SeqBatch | ExtractiveBatch | SentenceBatch | ClassificationBatch | MaskedBatch


@dataclass(frozen=True)
class StreamSettings:
    """How a stream draws: `tokens` bounds a batch's longer side, padding included."""

    tokens: int = 4096
    pool_examples: int = 40_000
    max_length: int = 512
    domain_weights: Mapping[str, float] | None = None  # None: by size
    familiar_domain: str = ""  # pairs that the network knows already: in batches of their own
    exact_lengths_to: int | None = None  # longer sources share a batch with padding; None: none do
    seed: int = 1


@dataclass(frozen=True)
class StreamState:
    """Where a stream stands: the next batch is number `batch` of pool `pool`."""

    pool: int = 0
    batch: int = 0


class BatchStream(ABC):
    """Endless batches of one task."""

    def __init__(
        self,
        domain: npt.NDArray[np.int32],
        domains: Sequence[str],
        usable: npt.NDArray[np.bool_],
        settings: StreamSettings,
    ) -> None:
        """Draw from the rows where `usable`; `domain` [rows] indexes `domains`.

        Raises:
            CorpusEmpty: no usable row in any domain with a weight.
        """
        self.settings = settings
        self.state = StreamState()
        self._members = self._domain_members(domain, domains, usable)
        self._pool: list[npt.NDArray[np.int64]] = []
        self._loaded_pool = -1

    def _domain_members(
        self,
        domain: npt.NDArray[np.int32],
        domains: Sequence[str],
        usable: npt.NDArray[np.bool_],
    ) -> list[tuple[str, npt.NDArray[np.int64], int]]:
        """(name, rows, rows to a pool) for each domain that takes part."""
        rows = {
            name: np.flatnonzero(usable & (domain == index)) for index, name in enumerate(domains)
        }
        weights = self.settings.domain_weights
        shares = {
            name: (len(members) if weights is None else weights.get(name, 0.0))
            for name, members in rows.items()
            if len(members)
        }
        total = sum(shares.values())
        if not total:
            raise CorpusEmpty(path=Path(", ".join(domains)))
        pool = min(self.settings.pool_examples, sum(map(len, rows.values())))
        return [
            (name, rows[name], max(1, round(pool * share / total)))
            for name, share in shares.items()
            if share > 0
        ]

    def __iter__(self) -> Iterator[Batch]:
        """Batches without end."""
        while True:
            yield self.next_batch()

    def next_batch(self) -> Batch:
        """The next batch; moves `state` on."""
        if self._loaded_pool != self.state.pool:
            self._pool = self._make_pool(self.state.pool)
            self._loaded_pool = self.state.pool
        rows = self._pool[self.state.batch]
        rng = np.random.default_rng((self.settings.seed, self.state.pool, self.state.batch))
        batch = self._collate(rows, rng)
        following = self.state.batch + 1
        last = following == len(self._pool)
        self.state = (
            StreamState(self.state.pool + 1, 0) if last else StreamState(self.state.pool, following)
        )
        return batch

    def _make_pool(self, pool: int) -> list[npt.NDArray[np.int64]]:
        drawn = np.concatenate(
            [self._draw(name, rows, count, pool) for name, rows, count in self._members]
        )
        rng = np.random.default_rng((self.settings.seed, pool))
        rng.shuffle(drawn)
        batches = self._cut(drawn, rng)
        order = rng.permutation(len(batches))
        return [batches[index] for index in order]

    def _draw(
        self, name: str, rows: npt.NDArray[np.int64], count: int, pool: int
    ) -> npt.NDArray[np.int64]:
        """Entries [pool * count, (pool + 1) * count) of the domain's endless shuffle."""
        start, taken = pool * count, []
        while count:
            lap, offset = divmod(start, len(rows))
            key = (self.settings.seed, zlib.crc32(name.encode()), lap)
            part = np.random.default_rng(key).permutation(rows)[offset : offset + count]
            taken.append(part)
            start, count = start + len(part), count - len(part)
        return np.concatenate(taken)

    @abstractmethod
    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        """Group shuffled `rows` into batches that fit the token budget."""

    @abstractmethod
    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Batch:
        """Make the arrays of one batch."""

    def _cut_sorted(
        self,
        rows: npt.NDArray[np.int64],
        group: npt.NDArray[np.int64],
        length: npt.NDArray[np.int64],
    ) -> list[npt.NDArray[np.int64]]:
        """Cut `rows`, sorted by (`group`, `length`), so that no batch spans two groups.

        `length` is what a row costs; a batch costs its row count times its longest row.
        """
        order = np.lexsort((length, group))
        rows, group, length = rows[order], group[order], length[order]
        borders = np.flatnonzero(np.diff(group)) + 1
        batches = []
        for first, end in zip([0, *borders], [*borders, len(rows)], strict=True):
            start = first
            while start < end:
                # No more rows than this can fit; among them lengths rise, so cost does.
                reach = min(end, start + 1 + self.settings.tokens // int(length[start]))
                cost = length[start:reach] * np.arange(1, reach - start + 1)
                cut = start + max(1, int(np.searchsorted(cost, self.settings.tokens, "right")))
                batches.append(rows[start:cut])
                start = cut
        return batches

    def _length_class(self, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Equal numbers for sources that may share a batch."""
        exact = self.settings.exact_lengths_to
        if exact is None:
            return lengths
        # Steps of an eighth: 41 to 46, to 51, to 57 ...: at most that much of a row is padding.
        steps = np.ceil(np.log(np.maximum(lengths, exact) / exact) / np.log(_LENGTH_STEP))
        classes: npt.NDArray[np.int64] = np.where(
            lengths <= exact, lengths, exact + steps.astype(np.int64)
        )
        return classes


class TranslationStream(BatchStream):
    """Pairs, in both directions or one. A row is 2 * pair + direction; direction 0 is into Chinese."""

    def __init__(
        self,
        pairs: PackedPairs,
        special: SpecialTokens,
        settings: StreamSettings,
        languages: Sequence[str] = ("zh", "en"),
    ) -> None:
        """Draw from `pairs`; `languages` are the target languages to train.

        Synthetic pairs serve their one direction alone (corpus/synthetic.py).

        Raises:
            CorpusEmpty: no pair fits `settings.max_length`.
        """
        self._pairs = pairs
        self._special = special
        self._directions = np.array([_TARGETS.index(language) for language in languages])
        only = [only_direction(name) for name in pairs.domains]
        self._only = np.array([-1 if each is None else _TARGETS.index(each) for each in only])
        familiar = [name == settings.familiar_domain for name in pairs.domains]
        self._familiar = np.array(familiar, dtype=np.int64)[pairs.domain]
        self._jobs = (job_id(special, "zh"), job_id(special, "en"))
        # 2: job and [SEP] in the encoder; in the decoder <s> or </s> makes it 1.
        longest = np.maximum(pairs.english.lengths, pairs.chinese.lengths) + 2
        shortest = np.minimum(pairs.english.lengths, pairs.chinese.lengths)
        trained = np.array([each is None or each in languages for each in only], dtype=np.bool_)
        usable = (longest <= settings.max_length) & (shortest > 0) & trained[pairs.domain]
        super().__init__(pairs.domain, pairs.domains, usable, settings)

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        direction = rng.choice(self._directions, len(rows))
        only = self._only[self._pairs.domain[rows]]
        direction = np.where(only < 0, direction, only)
        english, chinese = self._pairs.english.lengths[rows], self._pairs.chinese.lengths[rows]
        source = np.where(direction == 0, english, chinese) + 2
        target = np.where(direction == 0, chinese, english) + 1
        group = (self._length_class(source) * 2 + direction) * 2 + self._familiar[rows]
        # Where the source is the longer side the cost is the same for all: targets alike go together,
        # or a fifth of the decoder's positions is padding.
        order = np.argsort(target, kind="stable")
        return self._cut_sorted(
            (rows * 2 + direction)[order], group[order], np.maximum(source, target)[order]
        )

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Seq2SeqBatch:
        del rng
        direction = int(rows[0] % 2)
        sides = (self._pairs.english, self._pairs.chinese)
        sources, targets = sides[direction], sides[1 - direction]
        pairs, special = rows // 2, self._special
        frame = [self._jobs[direction]], [special.sep]
        source = to_source(
            *gather(sources, pairs, special.pad, before=frame[0], after=frame[1]), special
        )
        return Seq2SeqBatch(
            source, *teacher_forced(targets, pairs, special), bool(self._familiar[pairs[0]])
        )


class DocumentStream(BatchStream):
    """Documents by length; extractive or, with `abstract`, abstractive batches."""

    def __init__(
        self,
        documents: PackedDocuments,
        special: SpecialTokens,
        settings: StreamSettings,
        *,
        abstract: bool,
    ) -> None:
        """Draw from `documents`.

        Raises:
            CorpusEmpty: no document has what the task needs.
        """
        self._documents = documents
        self._special = special
        self._abstract = abstract
        lengths = documents.documents.lengths + int(abstract)
        usable = documents.summaries.lengths > 0 if abstract else _tell_apart(documents.labels)
        super().__init__(
            documents.domain, documents.domains, usable & (lengths <= settings.max_length), settings
        )

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        del rng
        lengths = self._documents.documents.lengths[rows] + 1
        return self._cut_sorted(rows, np.zeros_like(rows), lengths)

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Batch:
        del rng
        special = self._special
        job = [special.jobs[SUMMARIZE]] if self._abstract else []
        ids, lengths = gather(self._documents.documents, rows, special.pad, before=job)
        source = to_source(ids, lengths, special)
        if self._abstract:
            return Seq2SeqBatch(source, *teacher_forced(self._documents.summaries, rows, special))
        labels = [self._documents.labels[int(row)] for row in rows]
        sentences = np.array([len(row) for row in labels], dtype=np.int64)
        positions = np.zeros((len(rows), int(sentences.max())), dtype=np.int64)
        ends = np.zeros_like(positions)
        wanted, central = np.zeros((2, *positions.shape), dtype=np.float32)
        offsets = self._documents.labels.offsets[rows]
        for index, (document, row) in enumerate(zip(source.ids, labels, strict=True)):
            found = np.flatnonzero(document == special.cls)
            positions[index, : len(found)] = found
            ends[index, : len(found)] = np.append(found[1:], lengths[index])
            wanted[index, : len(row)] = row
            if self._documents.central is not None:
                first = int(offsets[index])
                central[index, : len(row)] = self._documents.central[first : first + len(row)]
        return ExtractiveBatch(source, positions, ends, central, sentences, wanted)


class SentenceStream(BatchStream):
    """Documents that were read beforehand; `tokens` and `max_length` count sentences."""

    def __init__(self, sentences: PackedSentences, settings: StreamSettings) -> None:
        """Draw from `sentences`.

        Raises:
            CorpusEmpty: no document has what it takes.
        """
        self._packed = sentences
        self.reader = sentences.reader
        lengths = sentences.labels.lengths
        usable = _tell_apart(sentences.labels) & (lengths <= settings.max_length)
        super().__init__(sentences.domain, sentences.domains, usable, settings)

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        del rng
        return self._cut_sorted(rows, np.zeros_like(rows), self._packed.labels.lengths[rows])

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> SentenceBatch:
        del rng
        packed = self._packed
        sentences = packed.labels.lengths[rows]
        shape = (len(rows), int(sentences.max()))
        states = np.zeros((*shape, packed.states.shape[1]), dtype=np.float32)
        labels = np.zeros(shape, dtype=np.float32)
        for index, row in enumerate(rows.tolist()):
            states[index, : sentences[index]] = packed.states_of(row)
            labels[index, : sentences[index]] = packed.labels[row]
        return SentenceBatch(states, sentences, labels)


def _tell_apart(labels: Ragged) -> npt.NDArray[np.bool_]:
    """Which documents teach more than "never": those with several sentences, one of them positive."""
    values = np.append(labels.values, 0).astype(np.int64)
    totals = np.add.reduceat(values, labels.offsets[:-1])
    return np.asarray((totals > 0) & (labels.lengths > 1))


class TextStream(BatchStream):
    """Labelled texts for the classifier; longer ones are cut to `settings.max_length`."""

    def __init__(
        self, texts: PackedTexts, special: SpecialTokens, settings: StreamSettings
    ) -> None:
        """Draw from `texts`.

        Raises:
            CorpusEmpty: there is none.
        """
        self._texts = texts
        self._special = special
        super().__init__(texts.domain, texts.domains, texts.texts.lengths > 0, settings)

    def _cut(
        self, rows: npt.NDArray[np.int64], rng: np.random.Generator
    ) -> list[npt.NDArray[np.int64]]:
        del rng
        lengths = np.minimum(self._texts.texts.lengths[rows] + 2, self.settings.max_length)
        return self._cut_sorted(rows, self._length_class(lengths), lengths)

    def _collate(self, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> Batch:
        del rng
        special, room = self._special, self.settings.max_length - 2
        framed = gather(
            self._texts.texts,
            rows,
            special.pad,
            before=[special.cls],
            after=[special.sep],
            limit=room,
        )
        labels = self._texts.labels[rows].astype(np.int64)
        return ClassificationBatch(to_source(*framed, special), labels)


def to_source(ids: Ids, lengths: Ids, special: SpecialTokens) -> Source:
    """Encoder input of padded `ids`; segments alternate from one [CLS] to the next."""
    # The count of [CLS] so far is 1 in the first sentence: segment 0. Before any, it is 0 too.
    sentence = np.maximum(np.cumsum(ids == special.cls, axis=1) - 1, 0)
    segments = np.where(ids == special.pad, 0, sentence % 2)
    even = bool((lengths == lengths[0]).all())
    return Source(ids, segments, None if even else lengths)


def teacher_forced(ragged: Ragged, rows: Ids, special: SpecialTokens) -> tuple[Ids, Ids]:
    """Decoder inputs (``<s> y``) and outputs (``y </s>``) of the sequences `rows`."""
    inputs, _ = gather(ragged, rows, special.pad, before=[special.bos])
    outputs, _ = gather(ragged, rows, NO_TARGET, after=[special.eos])
    return inputs, outputs
