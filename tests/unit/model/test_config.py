"""`BertSumConfig`: what fits together, and config.json there and back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import NEW_MODELS, READINGS, BertSumConfig, preset

PATH = Path("config.json")


@st.composite
def configs(draw: st.DrawFn) -> BertSumConfig:
    heads = draw(st.integers(1, 8))
    return BertSumConfig(
        vocab_size=draw(st.integers(1, 70_000)),
        hidden_size=2 * heads * draw(st.integers(1, 64)),
        encoder_layers=draw(st.integers(1, 24)),
        encoder_heads=heads,
        encoder_ff_size=draw(st.integers(1, 4096)),
        encoder_activation=draw(st.sampled_from(("gelu", "gelu_tanh", "relu"))),
        encoder_norm_eps=draw(st.floats(1e-14, 1e-3)),
        decoder_layers=draw(st.integers(0, 6)),
        decoder_heads=heads,
        tie_embeddings=draw(st.booleans()),
        scorer_layers=draw(st.integers(0, 3)),
        scorer_heads=heads,
        scorer_reads=draw(st.sampled_from(READINGS)),
        classes=draw(st.integers(0, 5)),
        dropout=draw(st.floats(0, 0.9)),
    )


@given(configs())
def test_json_there_and_back_gives_the_same_config(config: BertSumConfig) -> None:
    assert BertSumConfig.from_json(config.to_json(), PATH) == config


def test_heads_are_there_as_layers_and_classes_say() -> None:
    bare = BertSumConfig(100, 32, 1, 4, 64)
    assert (bare.has_decoder, bare.has_scorer, bare.has_classifier) == (False, False, False)
    full = preset("tiny")
    assert (full.has_decoder, full.has_scorer, full.has_classifier) == (True, True, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"vocab_size": 0},
        {"hidden_size": 0},
        {"encoder_layers": 0},
        {"max_positions": 0},
        {"decoder_layers": -1},
        {"encoder_heads": 5},
        {"decoder_heads": 5},
        {"scorer_heads": 5},
        {"encoder_heads": 0},
        {"hidden_size": 33, "encoder_heads": 1, "decoder_heads": 1, "scorer_heads": 1},
        {"encoder_activation": "swish"},
        {"dropout": 1.0},
        {"dropout": -0.1},
    ],
    ids=str,
)
def test_sizes_that_do_not_fit_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(preset("tiny"), **changes)
    text = json.dumps(asdict(preset("tiny")) | changes)
    with pytest.raises(ModelDamaged) as caught:
        BertSumConfig.from_json(text, PATH)
    assert caught.value.params["path"] == PATH


def test_heads_of_a_part_that_is_absent_do_not_matter() -> None:
    config = replace(preset("tiny"), decoder_layers=0, decoder_heads=5)
    assert not config.has_decoder


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "null", '"bert"', "{}", '{"vocab_size": 10}', "\ud800"],
    ids=["empty", "cut", "list", "null", "text", "no keys", "keys missing", "surrogate"],
)
def test_a_file_that_is_no_config_is_damaged(text: str) -> None:
    with pytest.raises(ModelDamaged):
        BertSumConfig.from_json(text, PATH)


def test_an_unknown_key_is_named() -> None:
    text = json.dumps(asdict(preset("tiny")) | {"rotary": True})
    with pytest.raises(ModelDamaged) as caught:
        BertSumConfig.from_json(text, PATH)
    assert "rotary" in str(caught.value.params["reason"])


@pytest.mark.parametrize(
    "changes",
    [
        {"hidden_size": "32"},
        {"hidden_size": 32.0},
        {"encoder_layers": True},
        {"tie_embeddings": "yes"},
        {"dropout": None},
        {"encoder_ff_size": 0},
        {"decoder_ff_size": -1},
        {"scorer_ff_size": 0},
        {"scorer_reads": "last"},
        {"segments": 0},
        {"decoder_max_positions": 0},
        {"pad_id": 512},
        {"pad_id": -1},
    ],
    ids=str,
)
def test_values_the_network_could_not_be_built_from_are_damage(changes: dict[str, object]) -> None:
    text = json.dumps(asdict(preset("tiny")) | changes)
    with pytest.raises(ModelDamaged):
        BertSumConfig.from_json(text, PATH)


def test_an_unknown_preset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="tiny"):
        preset("huge")


@pytest.mark.parametrize("name", ["tiny", *NEW_MODELS])
def test_every_preset_takes_another_vocabulary_size(name: str) -> None:
    assert preset(name, 1234).vocab_size == 1234


@pytest.mark.parametrize("name", ["tiny", "article", "small", "base"])
def test_presets_build_networks_with_all_four_jobs(name: str) -> None:
    import torch

    with torch.device("meta"):
        model = BertSum(preset(name, 500))
    assert model.decoder is not None
    assert model.scorer is not None
    assert model.classifier is not None
    assert len(model.encoder.layers) == preset(name).encoder_layers


@pytest.mark.parametrize("name", NEW_MODELS)
def test_the_scorers_of_new_models_read_all_of_a_sentence(name: str) -> None:
    assert preset(name).scorer_reads == "mean+centrality"


def test_a_config_that_does_not_say_what_its_scorer_reads_is_as_old_as_cls() -> None:
    values = asdict(preset("tiny"))
    del values["scorer_reads"]
    assert BertSumConfig.from_json(json.dumps(values), PATH).scorer_reads == "cls"


def test_bert_base_has_the_published_number_of_parameters() -> None:
    """109.48 M encoder (less its pooler, 0.59 M), 47.27 M decoder, 23.47 M own table and bias."""
    import torch

    with torch.device("meta"):
        model = BertSum(replace(preset("base"), scorer_layers=0, classes=0))
    assert model.parameter_count == pytest.approx((109.48 - 0.59 + 47.27 + 23.47) * 1e6, rel=1e-4)
