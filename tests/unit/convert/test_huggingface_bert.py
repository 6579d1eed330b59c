"""Reading a Hugging Face BERT folder, and refusing what is none.

Numbers are compared with transformers in tests/unit/model/test_bert_parity.py; here files are
written by hand, since what matters is what is wrong with them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import safetensors.numpy
import torch

from bertsum_app.convert.errors import ArchitectureNotSupported
from bertsum_app.convert.huggingface_bert import read_bert_encoder
from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.encoder import BertEncoder

Tensors = dict[str, npt.NDArray[np.generic]]

ROWS, HIDDEN, INNER, LAYERS = 12, 8, 16, 2
CONFIG: dict[str, object] = {
    "architectures": ["BertForMaskedLM"],
    "model_type": "bert",
    "vocab_size": ROWS,
    "hidden_size": HIDDEN,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": 2,
    "intermediate_size": INNER,
    "max_position_embeddings": 10,
    "type_vocab_size": 2,
    "pooler_type": "first_token_transform",
}


def bert_tensors() -> Tensors:
    """Every tensor a BertModel of `CONFIG` saves."""
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (ROWS, HIDDEN),
        "embeddings.position_embeddings.weight": (10, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
        "pooler.dense.weight": (HIDDEN, HIDDEN),
        "pooler.dense.bias": (HIDDEN,),
    }
    for layer in range(LAYERS):
        start = f"encoder.layer.{layer}"
        for part, rows, columns in (
            ("attention.self.query", HIDDEN, HIDDEN),
            ("attention.self.key", HIDDEN, HIDDEN),
            ("attention.self.value", HIDDEN, HIDDEN),
            ("attention.output.dense", HIDDEN, HIDDEN),
            ("intermediate.dense", INNER, HIDDEN),
            ("output.dense", HIDDEN, INNER),
        ):
            shapes[f"{start}.{part}.weight"] = (rows, columns)
            shapes[f"{start}.{part}.bias"] = (rows,)
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"{start}.{part}.weight"] = shapes[f"{start}.{part}.bias"] = (HIDDEN,)
    rng = np.random.default_rng(4)
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def write_folder(
    folder: Path,
    tensors: Tensors | None = None,
    config: dict[str, object] | None = None,
    entries: int = ROWS,
) -> Path:
    (folder / "config.json").write_text(json.dumps(CONFIG if config is None else config))
    stored = bert_tensors() if tensors is None else tensors
    (folder / "model.safetensors").write_bytes(safetensors.numpy.save(stored))
    (folder / "vocab.txt").write_text("".join(f"piece{n}\n" for n in range(entries)))
    return folder


def test_weights_and_config_make_an_encoder(tmp_path: Path) -> None:
    read = read_bert_encoder(write_folder(tmp_path))
    state = {name.removeprefix("encoder."): torch.from_numpy(v) for name, v in read.weights.items()}
    BertEncoder(read.config).load_state_dict(state)
    assert not read.config.has_decoder
    assert read.vocab_file == tmp_path / "vocab.txt"
    layer_1 = bert_tensors()["encoder.layer.1.intermediate.dense.weight"]
    np.testing.assert_array_equal(
        read.weights["encoder.layers.1.feed_forward.inner.weight"], layer_1
    )


def test_absent_config_keys_have_the_defaults_of_bert(tmp_path: Path) -> None:
    config = read_bert_encoder(write_folder(tmp_path)).config
    assert config.encoder_norm_eps == 1e-12
    assert config.encoder_activation == "gelu"
    assert config.pad_id == 0
    assert config.dropout == 0.1


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("gelu", "gelu"),
        ("gelu_new", "gelu_tanh"),
        ("gelu_pytorch_tanh", "gelu_tanh"),
        ("relu",) * 2,
    ],
)
def test_activations_keep_their_meaning(tmp_path: Path, theirs: str, ours: str) -> None:
    folder = write_folder(tmp_path, config=CONFIG | {"hidden_act": theirs})
    assert read_bert_encoder(folder).config.encoder_activation == ours


def test_a_checkpoint_without_pooler_is_read(tmp_path: Path) -> None:
    tensors = {name: t for name, t in bert_tensors().items() if not name.startswith("pooler")}
    read = read_bert_encoder(write_folder(tmp_path, tensors))
    assert read.pooler == {}
    assert all(name.startswith("encoder.") for name in read.weights)


def test_heads_of_a_task_checkpoint_are_left_behind(tmp_path: Path) -> None:
    tensors: Tensors = {f"bert.{name}": tensor for name, tensor in bert_tensors().items()}
    expected = read_bert_encoder(write_folder(tmp_path)).weights.keys()
    tensors |= {
        "cls.predictions.decoder.weight": np.zeros((ROWS, HIDDEN), np.float32),
        "classifier.weight": np.zeros((2, HIDDEN), np.float32),
        "bert.embeddings.position_ids": np.arange(10)[None],
    }
    assert read_bert_encoder(write_folder(tmp_path, tensors)).weights.keys() == expected


def test_half_precision_weights_become_float32(tmp_path: Path) -> None:
    halves: Tensors = {name: t.astype(np.float16) for name, t in bert_tensors().items()}
    weights = read_bert_encoder(write_folder(tmp_path, halves)).weights
    assert {tensor.dtype for tensor in weights.values()} == {np.dtype(np.float32)}


def test_a_vocabulary_shorter_than_the_padded_table_is_fine(tmp_path: Path) -> None:
    assert read_bert_encoder(write_folder(tmp_path, entries=ROWS - 3)).config.vocab_size == ROWS


@pytest.mark.parametrize(
    "changes",
    [
        {"model_type": "roberta"},
        {"model_type": "distilbert"},
        {"architectures": ["RobertaModel"]},
        {"architectures": "ElectraModel"},
        {"position_embedding_type": "relative_key"},
        {"hidden_act": "silu"},
        {"hidden_act": ["gelu"]},
        {"is_decoder": True},
        {"add_cross_attention": True},
    ],
    ids=str,
)
def test_other_networks_are_refused_by_the_key_that_tells(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    folder = write_folder(tmp_path, config=CONFIG | changes)
    with pytest.raises(ArchitectureNotSupported) as caught:
        read_bert_encoder(folder)
    assert str(caught.value.params["reason"]).startswith(next(iter(changes)))


def _drop(name: str) -> Callable[[Tensors], None]:
    def change(tensors: Tensors) -> None:
        del tensors[name]

    return change


def _set(name: str, value: npt.NDArray[np.generic]) -> Callable[[Tensors], None]:
    return lambda tensors: tensors.update({name: value})


QUERY = "encoder.layer.1.attention.self.query.weight"
NORM = "embeddings.LayerNorm.weight"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_drop(QUERY), QUERY),
        (_drop("embeddings.word_embeddings.weight"), "embeddings.word_embeddings.weight"),
        (_drop("pooler.dense.bias"), "pooler.dense.bias"),
        (_set(QUERY, np.zeros((HIDDEN, HIDDEN + 1), np.float32)), "[8, 9]"),
        (_set(NORM, np.full(HIDDEN, np.nan, np.float32)), NORM),
        (_set("encoder.layer.2.output.dense.bias", np.zeros(8, np.float32)), "encoder.layer.2"),
        (_set("embeddings.LayerNorm.gamma", np.ones(HIDDEN, np.float32)), "twice"),
    ],
    ids=["missing", "no table", "half a pooler", "shape", "nan", "a layer too many", "two names"],
)
def test_weights_that_disagree_with_the_config_are_damage(
    tmp_path: Path, change: Callable[[Tensors], None], named: str
) -> None:
    tensors = bert_tensors()
    change(tensors)
    with pytest.raises(ModelDamaged) as caught:
        read_bert_encoder(write_folder(tmp_path, tensors))
    assert named in str(caught.value.params["reason"])
    assert caught.value.params["path"] == tmp_path / "model.safetensors"


@pytest.mark.parametrize(
    "config",
    [
        CONFIG | {"hidden_size": 9},
        CONFIG | {"num_attention_heads": 3},
        CONFIG | {"vocab_size": None},
        CONFIG | {"num_hidden_layers": 0},
    ],
    ids=["odd", "heads", "null", "no layers"],
)
def test_a_config_that_cannot_be_is_damage(tmp_path: Path, config: dict[str, object]) -> None:
    folder = write_folder(tmp_path, config=config)
    with pytest.raises(ModelDamaged) as caught:
        read_bert_encoder(folder)
    assert caught.value.params["path"] == tmp_path / "config.json"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "vocab.txt"])
def test_a_missing_file_is_damage_and_named(tmp_path: Path, name: str) -> None:
    (write_folder(tmp_path) / name).unlink()
    with pytest.raises(ModelDamaged) as caught:
        read_bert_encoder(tmp_path)
    assert caught.value.params["path"] == tmp_path / name


@pytest.mark.parametrize("text", [b"[1]", b"{", b"\xff"], ids=["list", "cut", "not UTF-8"])
def test_a_config_file_that_is_no_json_object_is_damage(tmp_path: Path, text: bytes) -> None:
    (write_folder(tmp_path) / "config.json").write_bytes(text)
    with pytest.raises(ModelDamaged):
        read_bert_encoder(tmp_path)


@pytest.mark.parametrize("entries", [0, ROWS + 1])
def test_a_vocabulary_that_does_not_fit_the_table_is_damage(tmp_path: Path, entries: int) -> None:
    with pytest.raises(ModelDamaged) as caught:
        read_bert_encoder(write_folder(tmp_path, entries=entries))
    assert caught.value.params["path"] == tmp_path / "vocab.txt"


def test_a_pickle_is_named_and_not_loaded(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelDamaged) as caught:
        read_bert_encoder(tmp_path)
    assert "pytorch_model.bin" in str(caught.value.params["reason"])


def test_bfloat16_weights_are_read(tmp_path: Path) -> None:
    import safetensors.torch

    folder = write_folder(tmp_path)
    tensors = {
        name: torch.from_numpy(tensor.astype(np.float32)).to(torch.bfloat16)
        for name, tensor in bert_tensors().items()
    }
    safetensors.torch.save_file(tensors, folder / "model.safetensors")
    found = read_bert_encoder(folder).weights["encoder.embeddings.norm.weight"]
    np.testing.assert_allclose(found, bert_tensors()[NORM].astype(np.float64), rtol=2**-8)
