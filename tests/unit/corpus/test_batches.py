"""Batches of the trainer: everything once, within the budget, exactly repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import CorpusEmpty
from bertsum_app.corpus.batches import (
    NO_TARGET,
    Batch,
    BatchStream,
    ClassificationBatch,
    DocumentStream,
    ExtractiveBatch,
    MaskedBatch,
    SentenceBatch,
    Seq2SeqBatch,
    Source,
    StreamSettings,
    StreamState,
    TextStream,
    TranslationStream,
)
from bertsum_app.corpus.encode import lay_out_document
from bertsum_app.corpus.masking import MaskedPairStream, MaskedTextStream
from bertsum_app.corpus.packed import PackedDocuments, PackedPairs, PackedTexts
from bertsum_app.corpus.ragged import Ragged
from bertsum_app.text.tokenizer import SpecialTokens

PAD, UNK, BOS, EOS, CLS, SEP, MASK, TO_EN, TO_ZH, SUM = range(10)
SPECIAL = SpecialTokens(
    PAD, UNK, BOS, EOS, CLS, SEP, MASK, {"<2en>": TO_EN, "<2zh>": TO_ZH, "<sum>": SUM}
)
FIRST_PIECE, VOCABULARY = 10, 5000
SIZES = {"news": 60, "talks": 25, "ui": 5}


def domain_column() -> tuple[np.ndarray[tuple[int], np.dtype[np.int32]], tuple[str, ...]]:
    rows = [index for index, count in enumerate(SIZES.values()) for _ in range(count)]
    return np.array(rows, dtype=np.int32), tuple(SIZES)


def random_rows(seed: int, longest: int, base: int) -> list[list[int]]:
    """A row for each example; its first piece, `base` + its number, tells which one it is."""
    rng = np.random.default_rng(seed)
    return [
        [base + number, *rng.integers(FIRST_PIECE, 100, rng.integers(0, longest)).tolist()]
        for number in range(sum(SIZES.values()))
    ]


ENGLISH, CHINESE = 1000, 2000


@pytest.fixture(scope="module")
def pairs() -> PackedPairs:
    english, chinese = random_rows(1, 20, ENGLISH), random_rows(2, 12, CHINESE)
    return PackedPairs(
        Ragged.from_sequences(english), Ragged.from_sequences(chinese), *domain_column()
    )


@pytest.fixture(scope="module")
def documents() -> PackedDocuments:
    rng = np.random.default_rng(3)
    laid_out, labels = [], []
    for row in random_rows(4, 30, ENGLISH):
        sentences = [row, *([[50] * int(rng.integers(1, 9))] * int(rng.integers(1, 5)))]
        laid_out.append(lay_out_document(SPECIAL, sentences, 511).ids)
        labels.append([1, *[0] * (len(sentences) - 1)])
    return PackedDocuments(
        Ragged.from_sequences(laid_out),
        Ragged.from_sequences(labels),
        Ragged.from_sequences(random_rows(5, 9, CHINESE)),
        *domain_column(),
        np.concatenate([[len(each), *range(1, len(each))] for each in labels]).astype(np.float16),
    )


@pytest.fixture(scope="module")
def texts() -> PackedTexts:
    domain, domains = domain_column()
    return PackedTexts(
        Ragged.from_sequences(random_rows(6, 40, ENGLISH)), domain % 2, domain, domains
    )


def one_pool(stream: BatchStream) -> list[Batch]:
    """All batches of the pool the stream stands at the beginning of."""
    pool = stream.state.pool
    batches = []
    while stream.state.pool == pool:
        batches.append(stream.next_batch())
    return batches


def same(first: Batch, second: Batch) -> bool:
    """Whether two batches hold the same arrays."""
    if type(first) is not type(second):
        return False
    ours, theirs = _arrays(first), _arrays(second)
    return ours.keys() == theirs.keys() and all(
        np.array_equal(ours[name], theirs[name]) for name in ours
    )


def _arrays(batch: Batch) -> dict[str, Any]:
    values = dict(vars(batch))
    source = values.pop("source")
    return values | {f"source.{name}": value for name, value in vars(source).items()}


def examples_of(batch: Seq2SeqBatch) -> list[int]:
    """Numbers of the pairs in a translation batch, by the piece that marks each."""
    return [int(row[1]) % 1000 for row in batch.source.ids]


def seq2seq(batches: Sequence[Batch]) -> list[Seq2SeqBatch]:
    assert all(isinstance(batch, Seq2SeqBatch) for batch in batches)
    return [batch for batch in batches if isinstance(batch, Seq2SeqBatch)]


def test_every_pair_is_in_a_pool_exactly_once(pairs: PackedPairs) -> None:
    stream = TranslationStream(pairs, SPECIAL, StreamSettings(tokens=64, pool_examples=10_000))
    for _ in range(3):
        numbers = [n for batch in seq2seq(one_pool(stream)) for n in examples_of(batch)]
        assert sorted(numbers) == list(range(len(pairs)))


def test_a_small_pool_takes_its_share_of_each_domain_and_repeats_nothing_before_a_lap(
    pairs: PackedPairs,
) -> None:
    stream = TranslationStream(pairs, SPECIAL, StreamSettings(tokens=64, pool_examples=18))
    news = SIZES["news"]
    seen: Counter[int] = Counter()
    for _ in range(5):  # 5 pools of 12 are one lap of the news
        numbers = [n for batch in seq2seq(one_pool(stream)) for n in examples_of(batch)]
        assert [sum(n < news for n in numbers), len(numbers)] == [12, 18]
        seen.update(n for n in numbers if n < news)
    assert set(seen.values()) == {1}
    assert len(seen) == news


def test_domain_weights_are_honoured(pairs: PackedPairs) -> None:
    weights = {"news": 1.0, "ui": 3.0, "unknown": 9.0}
    settings = StreamSettings(tokens=64, pool_examples=40, domain_weights=weights)
    stream = TranslationStream(pairs, SPECIAL, settings)
    for _ in range(2):
        numbers = [n for batch in seq2seq(one_pool(stream)) for n in examples_of(batch)]
        news = sum(n < 60 for n in numbers)
        ui = sum(n >= 85 for n in numbers)
        assert (news, ui, len(numbers)) == (10, 30, 40)
        # Five examples drawn 30 times: each as often as the others.
        assert set(Counter(n for n in numbers if n >= 85).values()) == {6}


@given(st.integers(24, 300), st.integers(1, 100), st.integers(0, 5))
def test_no_translation_batch_is_over_its_budget(tokens: int, pool: int, seed: int) -> None:
    english, chinese = random_rows(seed, 20, ENGLISH), random_rows(seed + 9, 12, CHINESE)
    pairs = PackedPairs(
        Ragged.from_sequences(english), Ragged.from_sequences(chinese), *domain_column()
    )
    settings = StreamSettings(tokens=tokens, pool_examples=pool, seed=seed)
    for batch in seq2seq(one_pool(TranslationStream(pairs, SPECIAL, settings))):
        assert batch.source.ids.size <= tokens
        assert batch.target_inputs.size <= tokens


def test_sources_of_a_translation_batch_have_one_length(pairs: PackedPairs) -> None:
    stream = TranslationStream(pairs, SPECIAL, StreamSettings(tokens=256))
    for batch in seq2seq(one_pool(stream)):
        assert batch.source.lengths is None
        assert (batch.source.ids != PAD).all()
        assert (batch.source.ids[:, -1] == SEP).all()


def test_beyond_exact_lengths_sources_of_about_one_length_share_a_batch(
    pairs: PackedPairs,
) -> None:
    settings = StreamSettings(tokens=4096, exact_lengths_to=8)
    batches = seq2seq(one_pool(TranslationStream(pairs, SPECIAL, settings)))
    spreads = set()
    for batch in batches:
        lengths = (batch.source.ids != PAD).sum(axis=1)
        if lengths.min() <= 8:
            assert lengths.min() == lengths.max()
            assert batch.source.lengths is None
        elif batch.source.lengths is not None:
            assert batch.source.lengths.tolist() == lengths.tolist()
        spreads.add(int(lengths.max() - lengths.min()))
        assert lengths.max() <= 1.125 * lengths.min() + 1
    assert max(spreads) > 0
    assert sum(len(batch.source.ids) for batch in batches) == len(pairs)


def test_targets_of_like_length_go_together() -> None:
    rng = np.random.default_rng(1)
    english = Ragged.from_sequences([[11] * 20] * 300)
    chinese = Ragged.from_sequences([[12] * int(n) for n in rng.integers(1, 20, 300)])
    packed = PackedPairs(english, chinese, np.zeros(300, np.int32), ("news",))
    settings = StreamSettings(tokens=22 * 30)
    for batch in seq2seq(one_pool(TranslationStream(packed, SPECIAL, settings, ("zh",)))):
        lengths = (batch.target_outputs != NO_TARGET).sum(axis=1)
        # 300 targets of 19 lengths in batches of 30: a batch holds some two neighbouring lengths.
        assert lengths.max() - lengths.min() <= 3


def test_a_translation_batch_is_one_direction_with_its_own_targets(pairs: PackedPairs) -> None:
    stream = TranslationStream(pairs, SPECIAL, StreamSettings(tokens=64))
    directions = set()
    for batch in seq2seq(one_pool(stream)):
        jobs = set(batch.source.ids[:, 0].tolist())
        assert len(jobs) == 1
        directions |= jobs
        into_chinese = jobs == {TO_ZH}
        sources, targets = (
            (pairs.english, pairs.chinese) if into_chinese else (pairs.chinese, pairs.english)
        )
        for row, number in enumerate(examples_of(batch)):
            target = targets[number].tolist()
            width = batch.target_inputs.shape[1]
            rest = width - len(target) - 1
            assert batch.source.ids[row, 1:-1].tolist() == sources[number].tolist()
            assert batch.target_inputs[row].tolist() == [BOS, *target] + [PAD] * rest
            assert batch.target_outputs[row].tolist() == [*target, EOS] + [NO_TARGET] * rest
    assert directions == {TO_ZH, TO_EN}


@pytest.mark.parametrize(("language", "job"), [("zh", TO_ZH), ("en", TO_EN)])
def test_one_direction_alone_can_be_trained(pairs: PackedPairs, language: str, job: int) -> None:
    stream = TranslationStream(pairs, SPECIAL, StreamSettings(), languages=(language,))
    for batch in seq2seq(one_pool(stream)):
        assert set(batch.source.ids[:, 0].tolist()) == {job}


def test_synthetic_pairs_serve_their_one_direction_beside_real_ones() -> None:
    rows = [[ENGLISH + number, 11] for number in range(40)]
    domain = np.array([0] * 20 + [1] * 20, dtype=np.int32)
    packed = PackedPairs(
        Ragged.from_sequences(rows), Ragged.from_sequences(rows), domain, ("news", "back-zh")
    )
    jobs: dict[bool, set[int]] = {False: set(), True: set()}
    for batch in seq2seq(one_pool(TranslationStream(packed, SPECIAL, StreamSettings()))):
        for number in examples_of(batch):
            jobs[number >= 20].add(int(batch.source.ids[0, 0]))
    assert jobs == {False: {TO_ZH, TO_EN}, True: {TO_ZH}}
    english = one_pool(TranslationStream(packed, SPECIAL, StreamSettings(), ("en",)))
    assert sorted(n for batch in seq2seq(english) for n in examples_of(batch)) == list(range(20))


def test_pairs_that_are_too_long_or_empty_are_left_out() -> None:
    english = Ragged.from_sequences([[11] * 9, [12] * 3, [], [13] * 3])
    chinese = Ragged.from_sequences([[21], [22], [23], [24] * 9])
    packed = PackedPairs(english, chinese, np.zeros(4, np.int32), ("news",))
    stream = TranslationStream(packed, SPECIAL, StreamSettings(max_length=10))
    (batch,) = seq2seq(one_pool(stream))
    assert {12, 22} & set(batch.source.ids.ravel().tolist())
    assert len(batch.source.ids) == 1
    with pytest.raises(CorpusEmpty):
        TranslationStream(packed, SPECIAL, StreamSettings(max_length=4))


def test_weights_that_name_no_domain_leave_nothing(pairs: PackedPairs) -> None:
    with pytest.raises(CorpusEmpty):
        TranslationStream(pairs, SPECIAL, StreamSettings(domain_weights={"absent": 1.0}))


def test_extractive_batches_point_at_each_cls(documents: PackedDocuments) -> None:
    stream = DocumentStream(documents, SPECIAL, StreamSettings(tokens=300), abstract=False)
    count = 0
    for batch in one_pool(stream):
        assert isinstance(batch, ExtractiveBatch)
        assert batch.source.ids.size <= 300
        for row, sentences in enumerate(batch.sentences.tolist()):
            positions = batch.cls_positions[row, :sentences]
            ids = batch.source.ids[row]
            np.testing.assert_array_equal(np.flatnonzero(ids == CLS), positions)
            length = ids.size if batch.source.lengths is None else batch.source.lengths[row]
            ends = batch.ends[row]
            assert ends[:sentences].tolist() == [*positions[1:].tolist(), length]
            assert not ends[sentences:].any()
            assert batch.labels[row].tolist() == [1] + [0] * (len(batch.labels[row]) - 1)
            told = batch.central[row]
            assert told[:sentences].tolist() == [sentences, *range(1, sentences)]
            assert not told[sentences:].any()
            segments = batch.source.segments[row]
            assert segments[positions].tolist() == [index % 2 for index in range(sentences)]
        count += len(batch.sentences)
    assert count == len(documents)


def test_abstractive_batches_ask_for_the_summary(documents: PackedDocuments) -> None:
    stream = DocumentStream(documents, SPECIAL, StreamSettings(tokens=300), abstract=True)
    numbers = []
    for batch in seq2seq(one_pool(stream)):
        assert (batch.source.ids[:, 0] == SUM).all()
        assert batch.source.ids.size <= 300
        for row in range(len(batch.source.ids)):
            number = int(batch.source.ids[row, 2]) - ENGLISH
            target = batch.target_outputs[row]
            expected = [*documents.summaries[number].tolist(), EOS]
            assert target[target != NO_TARGET].tolist() == expected
            numbers.append(number)
    assert sorted(numbers) == list(range(len(documents)))


def test_documents_that_teach_nothing_are_left_out() -> None:
    frame = [CLS, 50, SEP]
    documents = PackedDocuments(
        Ragged.from_sequences([frame * 2, frame * 2, frame, frame * 3]),
        Ragged.from_sequences([[0, 0], [0, 1], [1], [0, 0, 1]]),
        Ragged.from_sequences([[60], [], [61], [62]]),
        np.zeros(4, np.int32),
        ("news",),
    )
    extractive = DocumentStream(documents, SPECIAL, StreamSettings(), abstract=False)
    (batch,) = one_pool(extractive)
    assert isinstance(batch, ExtractiveBatch)
    assert sorted(batch.sentences.tolist()) == [2, 3]
    abstractive = DocumentStream(documents, SPECIAL, StreamSettings(), abstract=True)
    targets = {int(row[0]) for b in seq2seq(one_pool(abstractive)) for row in b.target_outputs}
    assert targets == {60, 61, 62}


def test_classification_batches_have_one_length_and_cut_long_texts(texts: PackedTexts) -> None:
    stream = TextStream(texts, SPECIAL, StreamSettings(tokens=200, max_length=16))
    numbers = []
    for batch in one_pool(stream):
        assert isinstance(batch, ClassificationBatch)
        assert batch.source.lengths is None
        assert batch.source.ids.shape[1] <= 16
        assert batch.source.ids.size <= 200
        assert (batch.source.ids[:, 0] == CLS).all()
        assert (batch.source.ids[:, -1] == SEP).all()
        rows = [int(row[1]) - ENGLISH for row in batch.source.ids]
        assert batch.labels.tolist() == texts.labels[rows].tolist()
        numbers += rows
    assert sorted(numbers) == list(range(len(texts)))


StreamMaker = Callable[[StreamSettings], BatchStream]


@pytest.fixture(params=["translate", "extract", "abstract", "classify", "mlm", "tlm"])
def make_stream(
    request: pytest.FixtureRequest,
    pairs: PackedPairs,
    documents: PackedDocuments,
    texts: PackedTexts,
) -> StreamMaker:
    makers: dict[str, StreamMaker] = {
        "translate": lambda settings: TranslationStream(pairs, SPECIAL, settings),
        "extract": lambda settings: DocumentStream(documents, SPECIAL, settings, abstract=False),
        "abstract": lambda settings: DocumentStream(documents, SPECIAL, settings, abstract=True),
        "classify": lambda settings: TextStream(texts, SPECIAL, settings),
        "mlm": lambda settings: MaskedTextStream(texts, SPECIAL, settings, vocab_size=VOCABULARY),
        "tlm": lambda settings: MaskedPairStream(pairs, SPECIAL, settings, vocab_size=VOCABULARY),
    }
    return makers[request.param]


SMALL = StreamSettings(tokens=120, pool_examples=20, max_length=32, seed=7)


def test_a_stream_resumed_from_its_state_gives_the_same_batches(make_stream: StreamMaker) -> None:
    stream = make_stream(SMALL)
    for _ in range(9):
        stream.next_batch()
    state = StreamState(stream.state.pool, stream.state.batch)
    expected = [stream.next_batch() for _ in range(12)]
    resumed = make_stream(SMALL)
    resumed.state = state
    assert all(same(batch, resumed.next_batch()) for batch in expected)
    # Back in the same stream, too: the pool in memory must not be taken for the one asked for.
    stream.state = state
    assert all(same(batch, stream.next_batch()) for batch in expected)


def test_two_seeds_give_different_batches(make_stream: StreamMaker) -> None:
    other = StreamSettings(tokens=120, pool_examples=20, max_length=32, seed=8)
    first = list(islice(make_stream(SMALL), 8))
    second = list(islice(make_stream(other), 8))
    assert not all(same(*both) for both in zip(first, second, strict=True))


def source_of(batch: Batch) -> Source:
    assert not isinstance(batch, SentenceBatch)
    return batch.source


def test_batches_do_not_come_sorted_by_length(make_stream: StreamMaker) -> None:
    settings = StreamSettings(tokens=64, max_length=32)
    widths = [source_of(batch).ids.shape[1] for batch in one_pool(make_stream(settings))]
    if len(set(widths)) > 1:
        assert widths != sorted(widths)


def test_no_source_is_longer_than_allowed(make_stream: StreamMaker) -> None:
    for batch in one_pool(make_stream(SMALL)):
        assert source_of(batch).ids.shape[1] <= SMALL.max_length
        if not isinstance(batch, MaskedBatch):
            assert source_of(batch).tokens == source_of(batch).ids.size
