"""The tiny model and its parts, for the tests of this floor."""

from __future__ import annotations

import pytest

from bertsum_app.inference.ctranslate2_model import ModelSource, converted_model
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime, Placement
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.checkpoint import load_model
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights, read_weights
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.fixtures import tiny_model, tiny_model_int8

__all__ = ["tiny_model", "tiny_model_int8"]  # fixtures, to be found here


@pytest.fixture(scope="session")
def tokenizer(tiny_model: InstalledModel) -> SentencePieceTokenizer:
    return SentencePieceTokenizer(tiny_model.folder / "tokenizer.model")


@pytest.fixture(scope="session")
def config(tiny_model: InstalledModel) -> BertSumConfig:
    path = tiny_model.folder / "config.json"
    return BertSumConfig.from_json(path.read_text(encoding="utf-8"), path)


@pytest.fixture(scope="session")
def weights(tiny_model: InstalledModel) -> Weights:
    return read_weights(tiny_model.folder / "model.safetensors")


@pytest.fixture(scope="session")
def source(
    tiny_model: InstalledModel,
    config: BertSumConfig,
    tokenizer: SentencePieceTokenizer,
    weights: Weights,
) -> ModelSource:
    fingerprint = tiny_model.manifest.fingerprint
    return ModelSource(fingerprint, config, tokenizer, lambda: weights)


@pytest.fixture(scope="session")
def torch_runtime(tiny_model: InstalledModel, tokenizer: SentencePieceTokenizer) -> TorchRuntime:
    return TorchRuntime(load_model(tiny_model.folder), tokenizer)


@pytest.fixture(scope="session")
def float_runtime(
    source: ModelSource, tmp_path_factory: pytest.TempPathFactory
) -> CTranslate2Runtime:
    """CTranslate2 in float32, two workers."""
    model = converted_model(source, tmp_path_factory.mktemp("float32"), "float32")
    placement = Placement("cpu", "float32", threads=2)
    return CTranslate2Runtime(model, source.config, placement)


@pytest.fixture(scope="session")
def int8_runtime(
    source: ModelSource, tmp_path_factory: pytest.TempPathFactory
) -> CTranslate2Runtime:
    model = converted_model(source, tmp_path_factory.mktemp("int8"), "int8")
    return CTranslate2Runtime(model, source.config, Placement("cpu", "int8", threads=1))
