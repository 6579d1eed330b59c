"""Our encoder computes what Hugging Face's BERT computes.

The only module that imports transformers: it takes seconds. A random network stands for all trained
ones; its values are made larger than BERT's own start (0.02), so that a missing term shows.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from bertsum_app.convert.huggingface_bert import BertEncoderWeights, read_bert_encoder
from bertsum_app.model.classifier import Classifier
from bertsum_app.model.encoder import BertEncoder

VOCABULARY = 97
LENGTHS = (19, 7, 12, 1)


@pytest.fixture(scope="module")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT saved by transformers itself, with the reference outputs of every layer."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(20)
    shape: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": 24,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "intermediate_size": 40,
        "max_position_embeddings": 32,
        "initializer_range": 0.2,
        "attn_implementation": "eager",
    }
    model = BertModel(BertConfig(**shape)).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "LayerNorm" in name or name.endswith("bias"):
                parameter.add_(torch.randn_like(parameter) * 0.3)
    folder = tmp_path_factory.mktemp("bert")
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("".join(f"word{n}\n" for n in range(VOCABULARY)))
    inputs = _inputs()
    mask = (torch.arange(max(LENGTHS))[None] < torch.tensor(LENGTHS)[:, None]).long()
    with torch.no_grad():
        for name, attention_mask in (("even", torch.ones_like(mask)), ("padded", mask)):
            output = model(
                input_ids=inputs["ids"],
                token_type_ids=inputs["segments"],
                attention_mask=attention_mask,
                output_hidden_states=True,
            )
            states = dict(enumerate(output.hidden_states))
            save_file(
                {f"layer{layer}": value.contiguous() for layer, value in states.items()}
                | {"pooled": output.pooler_output.contiguous()},
                folder / f"{name}.states",
            )
    return folder


def _inputs() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    shape = (len(LENGTHS), max(LENGTHS))
    return {
        "ids": torch.randint(1, VOCABULARY, shape, generator=generator),
        "segments": torch.randint(0, 2, shape, generator=generator),
    }


def _encoder(read: BertEncoderWeights) -> BertEncoder:
    encoder = BertEncoder(read.config).eval()
    encoder.load_state_dict(
        {name.removeprefix("encoder."): torch.from_numpy(v) for name, v in read.weights.items()}
    )
    return encoder


def _layer_outputs(
    encoder: BertEncoder, inputs: dict[str, torch.Tensor], lengths: torch.Tensor | None
) -> list[torch.Tensor]:
    """Output of the embeddings and of each layer, caught on the way."""
    caught: list[torch.Tensor] = []
    hooks = [
        part.register_forward_hook(lambda _module, _inputs, output: caught.append(output))
        for part in (encoder.embeddings, *encoder.layers)
    ]
    with torch.no_grad():
        encoder(inputs["ids"], inputs["segments"], lengths)
    for hook in hooks:
        hook.remove()
    return caught


def test_every_layer_agrees_on_a_batch_without_padding(bert_folder: Path) -> None:
    expected = load_file(bert_folder / "even.states")
    found = _layer_outputs(_encoder(read_bert_encoder(bert_folder)), _inputs(), None)
    assert len(found) == 4
    for layer, states in enumerate(found):
        assert (states - expected[f"layer{layer}"]).abs().max() < 1e-5


def test_every_layer_agrees_on_the_real_positions_of_a_padded_batch(bert_folder: Path) -> None:
    expected = load_file(bert_folder / "padded.states")
    lengths = torch.tensor(LENGTHS)
    found = _layer_outputs(_encoder(read_bert_encoder(bert_folder)), _inputs(), lengths)
    for layer, states in enumerate(found):
        for row, length in enumerate(LENGTHS):
            difference = states[row, :length] - expected[f"layer{layer}"][row, :length]
            assert difference.abs().max() < 1e-5


def test_padding_does_not_change_a_sequence(bert_folder: Path) -> None:
    encoder = _encoder(read_bert_encoder(bert_folder))
    inputs = _inputs()
    with torch.no_grad():
        padded = encoder(inputs["ids"], inputs["segments"], torch.tensor(LENGTHS))
        for row, length in enumerate(LENGTHS):
            alone = encoder(
                inputs["ids"][row : row + 1, :length], inputs["segments"][row : row + 1, :length]
            )
            assert (padded[row, :length] - alone[0]).abs().max() < 1e-5


def test_the_pooler_comes_along_for_the_classifier(bert_folder: Path) -> None:
    read = read_bert_encoder(bert_folder)
    hidden = read.config.hidden_size
    classifier = Classifier(replace(read.config, classes=hidden)).eval()
    state = {
        name.removeprefix("classifier."): torch.from_numpy(value)
        for name, value in read.pooler.items()
    }
    # An identity for the last layer lets the pooled state through.
    state |= {"output.weight": torch.eye(hidden), "output.bias": torch.zeros(hidden)}
    classifier.load_state_dict(state)
    expected = load_file(bert_folder / "even.states")
    with torch.no_grad():
        pooled = classifier(expected["layer3"][:, 0])
    assert (pooled - expected["pooled"]).abs().max() < 1e-5


@pytest.mark.parametrize("prefix", ["", "bert."])
def test_old_norm_names_and_both_prefixes_give_the_same_weights(
    bert_folder: Path, tmp_path: Path, prefix: str
) -> None:
    tensors: dict[str, Any] = {}
    for name, tensor in load_file(bert_folder / "model.safetensors").items():
        old = name.replace("LayerNorm.weight", "LayerNorm.gamma")
        tensors[prefix + old.replace("LayerNorm.bias", "LayerNorm.beta")] = tensor
    tensors[f"{prefix}embeddings.position_ids"] = torch.arange(32)[None]
    tensors["cls.predictions.bias"] = torch.zeros(VOCABULARY)
    save_file(tensors, tmp_path / "model.safetensors")
    for name in ("config.json", "vocab.txt"):
        (tmp_path / name).write_bytes((bert_folder / name).read_bytes())
    expected = read_bert_encoder(bert_folder)
    found = read_bert_encoder(tmp_path)
    assert found.config == expected.config
    assert found.weights.keys() == expected.weights.keys()
    assert all((found.weights[name] == expected.weights[name]).all() for name in found.weights)
    assert found.pooler.keys() == expected.pooler.keys()
