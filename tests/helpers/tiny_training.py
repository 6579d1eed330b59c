"""A packed corpus and a run in miniature, for tests of the trainer."""

from __future__ import annotations

import lzma
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.pack import (
    DEV_PREFIX,
    DOCUMENTS_FILE,
    PAIRS_FILE,
    PASSAGES_FILE,
    SENTIMENT_FILE,
    pack_documents,
    pack_pairs,
    pack_passages,
    pack_sentiments,
)
from bertsum_app.corpus.packed import write_packed
from bertsum_app.model.config import BertSumConfig, preset
from bertsum_app.model.weights import Weights
from bertsum_app.service import tune_data
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer, train_sentencepiece
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TrainConfig
from helpers.tiny_model import VOCAB_SIZE, sample_lines

_LINES = tuple(sample_lines())
PAIRS = [
    TranslationExample(english, chinese, "made")
    for english, chinese in zip(_LINES[::2], _LINES[1::2], strict=True)
]
_REVIEWS = [
    SentimentExample("en", f"{subject} likes the weather today.", True)
    for subject in ("The cat", "My sister", "Our friend")
] + [
    SentimentExample("zh", f"{subject}不喜欢旧电脑。", False)
    for subject in ("猫", "我的姐姐", "我们的朋友")
]


@dataclass(frozen=True)
class PackedFolder:
    """A packed corpus and its vocabulary."""

    folder: Path
    tokenizer: SentencePieceTokenizer

    @property
    def vocab_size(self) -> int:
        return len(self.tokenizer.vocabulary)


def use_few_general_pairs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the shipped ones, whose translation would take most of a test's time."""
    for name, chosen in (("pairs.tsv.xz", PAIRS[100:140]), ("dev.tsv.xz", PAIRS[140:152])):
        text = "".join(f"made\t{pair.english}\t{pair.chinese}\n" for pair in chosen)
        (folder / name).write_bytes(lzma.compress(text.encode()))
    monkeypatch.setattr(tune_data, "resource_path", lambda *parts: folder / parts[-1])


def tiny_shape(vocab_size: int) -> BertSumConfig:
    """The `tiny` preset without dropout, so that few steps teach much."""
    return replace(preset("tiny"), vocab_size=vocab_size, max_positions=128, dropout=0.0)


def pack_tiny_corpus(folder: Path) -> SentencePieceTokenizer:
    """Write the vocabulary and all packed files, with dev parts, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    train_sentencepiece(_LINES, folder / TOKENIZER_FILE, vocab_size=VOCAB_SIZE)
    tokenizer = SentencePieceTokenizer(folder / TOKENIZER_FILE)
    rng = random.Random(1)
    documents = []
    for _ in range(12):
        sentences = rng.sample(_LINES[::2], 4)
        documents.append(SummaryExample("en", " ".join(sentences), sentences[1], "made"))
    tagged = [("made", pair) for pair in PAIRS]
    rng.shuffle(tagged)
    write_packed(folder / PAIRS_FILE, pack_pairs(tokenizer, tagged[12:]))
    write_packed(folder / (DEV_PREFIX + PAIRS_FILE), pack_pairs(tokenizer, tagged[:12]))
    for prefix in ("", DEV_PREFIX):
        write_packed(folder / (prefix + DOCUMENTS_FILE), pack_documents(tokenizer, documents))
        write_packed(folder / (prefix + SENTIMENT_FILE), pack_sentiments(tokenizer, _REVIEWS))
    passages = [("made", " ".join(rng.sample(_LINES, 12))) for _ in range(20)]
    write_packed(folder / PASSAGES_FILE, pack_passages(tokenizer, passages))
    return tokenizer


def tiny_config(vocab_size: int, **changes: Any) -> TrainConfig:
    """Every task in the mix; a step takes some milliseconds."""
    config = TrainConfig(
        model=tiny_shape(vocab_size),
        tasks=(
            TaskConfig("translate", 0.4, tokens=256, max_length=48, pool_examples=100),
            TaskConfig("sentiment", 0.15, tokens=128, max_length=32, pool_examples=6),
            TaskConfig("summarize-extractive", 0.15, tokens=512, max_length=128, pool_examples=12),
            TaskConfig("summarize-abstractive", 0.1, tokens=512, max_length=128, pool_examples=12),
            TaskConfig("mlm", 0.1, tokens=128, max_length=24, pool_examples=20),
            TaskConfig("tlm", 0.1, tokens=256, max_length=64, pool_examples=50),
        ),
        encoder_schedule=ScheduleConfig("noam", 5e-3, 10),
        heads_schedule=ScheduleConfig("noam", 5e-3, 10),
        max_minutes=10.0,
        validation_batches=2,
        log_every_steps=5,
        bf16=False,
    )
    return replace(config, **changes)


def weights_equal(one: Weights, other: Weights) -> bool:
    """Whether two networks are the same bit for bit."""
    return one.keys() == other.keys() and all(
        np.array_equal(one[name], other[name]) for name in one
    )
