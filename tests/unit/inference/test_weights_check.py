from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.inference.weights_check import check_weights, expected_shapes
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.model.config import BertSumConfig, preset
from bertsum_app.model.weights import Weights

TINY = preset("tiny")


@pytest.mark.parametrize(
    "config",
    [
        TINY,
        replace(TINY, tie_embeddings=False),
        replace(TINY, decoder_layers=0),
        replace(TINY, scorer_layers=0, classes=0),
        replace(TINY, encoder_layers=1, decoder_layers=0, scorer_layers=0, classes=3),
    ],
    ids=["all", "untied", "no decoder", "no heads", "classifier"],
)
def test_expected_tensors_are_those_of_the_network(config: BertSumConfig) -> None:
    weights = to_weights(BertSum(config))
    assert expected_shapes(config) == {name: value.shape for name, value in weights.items()}


def test_good_weights_pass(config: BertSumConfig, weights: Weights) -> None:
    assert check_weights(config, weights, Path("w")) is weights


@pytest.mark.parametrize("damage", ["missing", "shape"])
def test_wrong_weights_are_named(config: BertSumConfig, weights: Weights, damage: str) -> None:
    wrong = dict(weights)
    if damage == "missing":
        del wrong["scorer.norm.bias"]
    else:
        wrong["scorer.norm.bias"] = np.zeros(3, dtype=np.float32)
    with pytest.raises(ModelDamaged) as caught:
        check_weights(config, wrong, Path("w"))
    assert caught.value.params["path"] == Path("w")
    assert "scorer.norm.bias" in str(caught.value.params["reason"])
