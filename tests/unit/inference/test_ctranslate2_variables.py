from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from ctranslate2.specs import common_spec, transformer_spec

from bertsum_app.inference.ctranslate2_variables import (
    Storage,
    Variables,
    convert_variables,
    model_file,
)
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.positions import sinusoidal_positions
from bertsum_app.model.weights import Weights
from helpers.tiny_network import NetworkBuilder


def official_spec(config: BertSumConfig, weights: Weights) -> transformer_spec.TransformerSpec:
    """The same network through CTranslate2's own specification classes."""
    encoder = transformer_spec.TransformerEncoderSpec(
        config.encoder_layers,
        config.encoder_heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
        layernorm_embedding=True,
    )
    decoder = transformer_spec.TransformerDecoderSpec(
        config.decoder_layers,
        config.decoder_heads,
        pre_norm=True,
        activation=common_spec.Activation.GELUTanh,
        alignment_heads=config.decoder_heads,
    )

    # Copies everywhere: `optimize` scales what it is given in place.
    def get(name: str) -> np.ndarray:
        return np.array(weights[name])

    def norm(spec: common_spec.LayerNormSpec, name: str) -> None:
        spec.gamma, spec.beta = get(f"{name}.weight"), get(f"{name}.bias")

    def linear(spec: common_spec.LinearSpec, *names: str) -> None:
        spec.weight = np.concatenate([get(f"{name}.weight") for name in names])
        spec.bias = np.concatenate([get(f"{name}.bias") for name in names])

    def feed_forward(spec: transformer_spec.FeedForwardSpec, name: str) -> None:
        linear(spec.linear_0, f"{name}.feed_forward.inner")
        linear(spec.linear_1, f"{name}.feed_forward.outer")
        norm(spec.layer_norm, f"{name}.feed_forward_norm")

    encoder.embeddings[0].weight = get("encoder.embeddings.word.weight")
    encoder.embeddings[1].weight = get("encoder.embeddings.segment.weight")
    encoder.scale_embeddings = False
    encoder.position_encodings.encodings = get("encoder.embeddings.position.weight")
    norm(encoder.layernorm_embedding, "encoder.embeddings.norm")
    for index, layer in enumerate(encoder.layer):
        name = f"encoder.layers.{index}"
        parts = [f"{name}.attention.{part}" for part in ("query", "key", "value")]
        linear(layer.self_attention.linear[0], *parts)
        linear(layer.self_attention.linear[1], f"{name}.attention.output")
        norm(layer.self_attention.layer_norm, f"{name}.attention_norm")
        feed_forward(layer.ffn, name)
    table = "encoder.embeddings.word" if config.tie_embeddings else "decoder.embeddings"
    decoder.embeddings.weight = get(f"{table}.weight")
    decoder.projection.weight = get(f"{table}.weight")
    decoder.projection.bias = get("decoder.output_bias")
    decoder.position_encodings.encodings = sinusoidal_positions(
        config.decoder_max_positions, config.hidden_size
    )
    norm(decoder.layer_norm, "decoder.norm")
    for index, layer in enumerate(decoder.layer):
        name = f"decoder.layers.{index}"
        parts = [f"{name}.self_attention.{part}" for part in ("query", "key", "value")]
        linear(layer.self_attention.linear[0], *parts)
        linear(layer.self_attention.linear[1], f"{name}.self_attention.output")
        norm(layer.self_attention.layer_norm, f"{name}.self_norm")
        cross = f"{name}.cross_attention"
        linear(layer.attention.linear[0], f"{cross}.query")
        linear(layer.attention.linear[1], f"{cross}.key", f"{cross}.value")
        linear(layer.attention.linear[2], f"{cross}.output")
        norm(layer.attention.layer_norm, f"{name}.cross_norm")
        feed_forward(layer.ffn, name)
    spec = transformer_spec.TransformerSpec(encoder, decoder)
    pieces = [str(index) for index in range(config.vocab_size)]
    spec.register_source_vocabulary(pieces)
    spec.register_source_vocabulary(["0", "1"])
    spec.register_target_vocabulary(pieces)
    spec.validate()
    return spec


def official_variables(spec: transformer_spec.TransformerSpec) -> Variables:
    variables = dict(spec.variables(ordered=True))
    # An alias is stored as the name of the variable that it stands for.
    aliases = {name: value for name, value in variables.items() if isinstance(value, str)}
    arrays = {name: value.numpy() for name, value in variables.items() if name not in aliases}
    return Variables(arrays, aliases)


@pytest.mark.parametrize("tied", [True, False], ids=["tied", "untied"])
@pytest.mark.parametrize("storage", ["float32", "int8", "float16"])
def test_variables_are_those_of_the_official_writer(
    config: BertSumConfig, storage: Storage, tied: bool
) -> None:
    shape = replace(config, tie_embeddings=tied)
    weights = NetworkBuilder(shape, seed=3).build({20: 21, 21: 20}, [5], 3)
    spec = official_spec(shape, weights)
    spec.optimize(None if storage == "float32" else storage)
    expected = official_variables(spec).resolved()
    found = convert_variables(shape, weights, storage).resolved()
    assert sorted(found) == sorted(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype, name
        assert found[name].shape == array.shape, name
        np.testing.assert_array_equal(found[name], array, err_msg=name)


def test_model_file_is_byte_for_byte_that_of_the_official_writer(
    config: BertSumConfig, weights: Weights, tmp_path: Path
) -> None:
    spec = official_spec(config, weights)
    spec.optimize("int8")
    spec.save(str(tmp_path))
    ours = model_file("TransformerSpec", 7, convert_variables(config, weights, "int8"))
    assert ours == (tmp_path / "model.bin").read_bytes()


def test_conversion_leaves_the_weights_alone(config: BertSumConfig, weights: Weights) -> None:
    before = {name: tensor.copy() for name, tensor in weights.items()}
    convert_variables(config, weights, "int8")
    assert sorted(weights) == sorted(before)
    for name, tensor in before.items():
        np.testing.assert_array_equal(weights[name], tensor)


def test_matrices_that_were_int8_keep_their_steps(config: BertSumConfig, weights: Weights) -> None:
    from bertsum_app.model.weights import quantize_rows

    name = "encoder.layers.0.feed_forward.inner.weight"
    steps, scales = quantize_rows(weights[name])
    stored = dict(weights)
    stored[name] = steps.astype(np.float32) * scales.astype(np.float32)[:, None]
    arrays = convert_variables(config, stored, "int8").arrays
    np.testing.assert_array_equal(arrays["encoder/layer_0/ffn/linear_0/weight"], steps)
