"""The model that ships inside the program: both runtimes must say the same with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.resources import embedded_models
from bertsum_app.corpus.encode import EncodedInput, encode_translation, lay_out_document
from bertsum_app.inference.ctranslate2_model import ModelSource, converted_model
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime, Placement
from bertsum_app.inference.engine import WEIGHTS_FILE, load_tokenizer
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.library.store import DEFAULT_MODEL_ID
from bertsum_app.model.checkpoint import load_model
from bertsum_app.model.weights import read_weights

FOLDER = embedded_models() / DEFAULT_MODEL_ID

SENTENCES = (
    ("The weather is nice today.", "zh"),
    ("I would like a cup of tea, please.", "zh"),
    ("Run the command again and restart the server on port 8080.", "zh"),
    ("今天天气很好。", "en"),
    ("请打开这个文件，然后保存您的更改。", "en"),
)


@pytest.fixture(scope="module")
def reference() -> TorchRuntime:
    return TorchRuntime(load_model(FOLDER), load_tokenizer(FOLDER))


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CTranslate2Runtime]:
    """CTranslate2 in float32: with int8 rounding, near ties may fall to either side."""
    config = load_model(FOLDER).config
    source = ModelSource(
        "embedded",
        config,
        load_tokenizer(FOLDER),
        lambda: read_weights(FOLDER / WEIGHTS_FILE),
    )
    model = converted_model(source, Path(tmp_path_factory.mktemp("embedded")), "float32")
    opened = CTranslate2Runtime(model, config, Placement("cpu", "float32", threads=1))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def inputs() -> list[EncodedInput]:
    tokenizer = load_tokenizer(FOLDER)
    return [encode_translation(tokenizer, text, target, 512) for text, target in SENTENCES]


@pytest.mark.parametrize("beam_size", [1, 3])
def test_both_runtimes_write_the_same(
    runtime: CTranslate2Runtime,
    reference: TorchRuntime,
    inputs: list[EncodedInput],
    beam_size: int,
) -> None:
    options = SearchOptions(beam_size, max_length=40)
    found, expected = runtime.generate(inputs, options), reference.generate(inputs, options)
    assert [each[0].ids for each in found] == [each[0].ids for each in expected]
    np.testing.assert_allclose(
        [each[0].score for each in found], [each[0].score for each in expected], atol=1e-4
    )


def test_both_runtimes_go_on_from_a_prefix(
    runtime: CTranslate2Runtime, reference: TorchRuntime, inputs: list[EncodedInput]
) -> None:
    prefix = tuple(load_tokenizer(FOLDER).encode("今天我"))
    options = SearchOptions(4, hypotheses=4, max_length=40, prefix=prefix)
    found, expected = runtime.generate(inputs[:3], options), reference.generate(inputs[:3], options)
    assert [[h.ids for h in each] for each in found] == [[h.ids for h in each] for each in expected]
    assert all(h.ids[: len(prefix)] == prefix for each in found for h in each)
    np.testing.assert_allclose(
        [h.score for each in found for h in each],
        [h.score for each in expected for h in each],
        atol=1e-4,
    )


def test_encoder_states_agree(runtime: CTranslate2Runtime, reference: TorchRuntime) -> None:
    tokenizer = load_tokenizer(FOLDER)
    pieces = [tokenizer.encode(text) for text, _ in SENTENCES]
    document = lay_out_document(tokenizer.special, pieces, 512)
    [found], [expected] = runtime.encode([document]), reference.encode([document])
    np.testing.assert_allclose(found, expected, atol=2e-4)


def test_cross_attention_agrees(
    runtime: CTranslate2Runtime, reference: TorchRuntime, inputs: list[EncodedInput]
) -> None:
    output = load_tokenizer(FOLDER).encode("今天天气很好。")
    found, expected = runtime.attend(inputs[0], output), reference.attend(inputs[0], output)
    np.testing.assert_allclose(found, expected, atol=2e-4)
