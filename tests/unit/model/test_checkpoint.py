"""A model folder to a torch network and back."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    from_weights,
    load_model,
    to_weights,
)
from bertsum_app.model.config import BertSumConfig, preset
from bertsum_app.model.weights import Weights, write_weights

PATH = Path("model.safetensors")


@pytest.fixture(scope="module")
def tiny() -> BertSum:
    torch.manual_seed(3)
    return BertSum(preset("tiny", 50)).eval()


def write_folder(folder: Path, config: BertSumConfig, weights: Weights) -> Path:
    (folder / CONFIG_FILE).write_text(config.to_json(), encoding="utf-8")
    write_weights(folder / WEIGHTS_FILE, weights, "float32")
    return folder


@pytest.mark.parametrize(
    "absent",
    [
        {},
        {"decoder_layers": 0},
        {"scorer_layers": 0},
        {"classes": 0},
        {"decoder_layers": 0, "scorer_layers": 0, "classes": 0},
        {"tie_embeddings": False},
    ],
    ids=str,
)
def test_a_folder_gives_the_network_that_was_written(
    tmp_path: Path, absent: dict[str, Any]
) -> None:
    config = replace(preset("tiny", 50), **absent)
    model = BertSum(config)
    loaded = load_model(write_folder(tmp_path, config, to_weights(model)))
    assert loaded.config == config
    assert not loaded.training
    expected, found = to_weights(model), to_weights(loaded)
    assert found.keys() == expected.keys()
    assert all((found[name] == expected[name]).all() for name in expected)
    for head in ("decoder", "scorer", "classifier"):
        assert (getattr(loaded, head) is None) == (getattr(model, head) is None)


def test_a_tied_decoder_reads_the_table_that_was_loaded(tiny: BertSum) -> None:
    loaded = from_weights(tiny.config, to_weights(tiny), PATH)
    assert loaded.decoder is not None
    assert loaded.decoder.table.weight is loaded.encoder.embeddings.word.weight


def test_a_copy_of_a_tied_network_is_tied_to_itself(tiny: BertSum) -> None:
    copied = copy.deepcopy(tiny)
    assert copied.decoder is not None
    assert copied.decoder.table.weight is copied.encoder.embeddings.word.weight
    assert copied.decoder.table.weight is not tiny.encoder.embeddings.word.weight


def test_weights_taken_out_do_not_change_with_the_network() -> None:
    model = BertSum(preset("tiny", 50))
    weights = to_weights(model)
    before = {name: value.copy() for name, value in weights.items()}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1.0)
    assert all((weights[name] == value).all() for name, value in before.items())


def test_a_missing_tensor_is_damage_and_named(tiny: BertSum) -> None:
    weights = to_weights(tiny)
    del weights["decoder.norm.bias"]
    with pytest.raises(ModelDamaged) as caught:
        from_weights(tiny.config, weights, PATH)
    assert "decoder.norm.bias" in str(caught.value.params["reason"])
    assert caught.value.params["path"] == PATH


def test_a_tensor_too_many_is_damage_and_named(tiny: BertSum) -> None:
    weights = to_weights(tiny) | {"mlm.bias": np.zeros(3, dtype=np.float32)}
    with pytest.raises(ModelDamaged) as caught:
        from_weights(tiny.config, weights, PATH)
    assert "mlm.bias" in str(caught.value.params["reason"])


def test_a_tensor_of_another_shape_is_damage_and_named(tiny: BertSum) -> None:
    weights = to_weights(tiny)
    weights["scorer.output.weight"] = np.zeros((2, 32), dtype=np.float32)
    with pytest.raises(ModelDamaged) as caught:
        from_weights(tiny.config, weights, PATH)
    assert "scorer.output.weight" in str(caught.value.params["reason"])


@pytest.mark.parametrize("missing", [CONFIG_FILE, WEIGHTS_FILE])
def test_a_folder_without_one_of_its_files_is_damage(
    tiny: BertSum, tmp_path: Path, missing: str
) -> None:
    write_folder(tmp_path, tiny.config, to_weights(tiny))
    (tmp_path / missing).unlink()
    with pytest.raises(ModelDamaged) as caught:
        load_model(tmp_path)
    assert caught.value.params["path"] == tmp_path / missing


def test_a_config_that_is_not_utf8_is_damage(tiny: BertSum, tmp_path: Path) -> None:
    write_folder(tmp_path, tiny.config, to_weights(tiny))
    (tmp_path / CONFIG_FILE).write_bytes(b"\xff\xfe{")
    with pytest.raises(ModelDamaged):
        load_model(tmp_path)


def test_the_padding_row_of_a_new_network_is_zero() -> None:
    model = BertSum(preset("tiny", 50))
    assert not model.encoder.embeddings.word.weight[model.config.pad_id].any()


def test_dropout_is_off_in_a_loaded_network(tiny: BertSum) -> None:
    ids = torch.randint(1, 50, (2, 9))
    loaded = from_weights(tiny.config, to_weights(tiny), PATH)
    with torch.no_grad():
        states = [loaded.encoder(ids, torch.zeros_like(ids)) for _ in range(2)]
    assert (states[0] == states[1]).all()
