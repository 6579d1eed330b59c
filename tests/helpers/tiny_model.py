"""A whole model folder in miniature: real files, real tokenizer, all jobs.

Built in well under a second and without torch. Its translations mean nothing but behave: a sentence
of n pieces gives n pieces of the other language, digits stay, end marks are swapped for the other
language's, and the same input always gives the same output (see `tiny_network`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from bertsum_app.library.manifest import (
    FORMAT_VERSION,
    JOBS,
    ModelManifest,
    describe_files,
    write_manifest,
)
from bertsum_app.library.store import DEFAULT_MODEL_ID, InstalledModel
from bertsum_app.model.config import BertSumConfig, preset
from bertsum_app.model.weights import Precision, write_weights
from bertsum_app.text.chinese import has_cjk
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer, train_sentencepiece
from bertsum_app.text.tokenizer import Tokenizer
from helpers.tiny_network import NetworkBuilder

VOCAB_SIZE = 400
SHAPE = replace(preset("tiny"), hidden_size=64)

_ENGLISH = (
    ("The cat", "My sister", "A young teacher", "The old computer", "Our friend", "This server"),
    ("likes", "does not like", "opens", "looked at", "will buy", "remembers"),
    ("the red book.", "a cup of tea!", "3 new files?", "the weather today.", "SQL and Python."),
)
_CHINESE = (
    ("猫", "我的姐姐", "年轻的老师", "旧电脑", "我们的朋友", "这台服务器"),
    ("喜欢", "不喜欢", "打开", "看了", "要买", "记得"),
    ("红色的书。", "一杯茶！", "3 个新文件？", "今天的天气。", "SQL和Python。"),
)
_END_MARKS = {".": "。", "!": "！", "?": "？"}


def sample_lines() -> Iterator[str]:
    """The made-up corpus: 180 English sentences and their 180 Chinese ones, by turns."""
    for english, chinese in zip(product(*_ENGLISH), product(*_CHINESE), strict=True):
        yield " ".join(english)
        yield "".join(chinese)


def piece_partners(tokenizer: Tokenizer) -> dict[int, int]:
    """Which piece each text piece is "translated" into; its own inverse."""
    vocabulary, special = tokenizer.vocabulary, tokenizer.special
    ids = {piece: piece_id for piece_id, piece in enumerate(vocabulary)}
    text = [
        piece
        for piece_id, piece in enumerate(vocabulary)
        if piece_id not in special.all_ids and piece_id != special.unk and piece[0] != "<"
    ]
    chinese = [piece for piece in text if has_cjk(piece)]
    latin = [piece for piece in text if piece.strip("▁").isalpha() and not has_cjk(piece)]
    pairs = [*_END_MARKS.items(), *zip(latin, chinese, strict=False)]
    partners = {ids[piece]: ids[piece] for piece in text}
    for one, other in pairs:
        partners[ids[one]], partners[ids[other]] = ids[other], ids[one]
    return partners


def build_tiny_model(
    root: Path,
    *,
    model_id: str = DEFAULT_MODEL_ID,
    precision: Precision = "float32",
    shape: BertSumConfig = SHAPE,
    jobs: tuple[str, ...] = JOBS,
    seed: int = 1,
) -> InstalledModel:
    """Make the model folder ``root/model_id``; `root` then serves as a folder of `ModelStore`.

    `shape.vocab_size` is replaced by the real one; heads that `shape` leaves out are left out.
    """
    folder = root / model_id
    folder.mkdir(parents=True)
    tokenizer_file = folder / "tokenizer.model"
    train_sentencepiece(sample_lines(), tokenizer_file, vocab_size=VOCAB_SIZE)
    tokenizer = SentencePieceTokenizer(tokenizer_file)
    config = replace(shape, vocab_size=len(tokenizer.vocabulary))
    weights = NetworkBuilder(config, seed).build(
        piece_partners(tokenizer), end_ids=[tokenizer.special.sep], eos=tokenizer.special.eos
    )
    (folder / "config.json").write_text(config.to_json(), encoding="utf-8")
    write_weights(folder / "model.safetensors", weights, precision)
    manifest = ModelManifest(
        format_version=FORMAT_VERSION,
        id=model_id,
        name="Tiny test model",
        languages=("en", "zh"),
        jobs=jobs,
        licence="Apache-2.0",
        origin="built by the tests",
        parent=None,
        version="1",
        files=describe_files(folder, ("config.json", "model.safetensors", "tokenizer.model")),
    )
    write_manifest(folder, manifest)
    return InstalledModel(manifest, folder, embedded=True)
