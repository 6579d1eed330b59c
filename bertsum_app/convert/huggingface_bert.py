"""Reading a Hugging Face BERT folder: its encoder under our names, for import and for warm starts.

    config.json          sizes; absent keys have the defaults of the original BERT
    model.safetensors    weights; ``bert.`` in front in task checkpoints, nothing in plain encoders
    vocab.txt            WordPiece vocabulary, id = line number from 0

Only safetensors is read: a ``pytorch_model.bin`` is a pickle, and loading one runs what it says.
Task heads (``cls.*``, ``classifier.*`` and so on) and integer buffers (``position_ids``) are left
behind. Source of names and defaults:
`modeling_bert.py` and `configuration_bert.py` of transformers. Free of torch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bertsum_app.convert.errors import ArchitectureNotSupported
from bertsum_app.convert.tensors import read_tensors
from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.config import Activation, BertSumConfig
from bertsum_app.model.weights import Weights

CONFIG_FILE = "config.json"
WEIGHTS_FILE = "model.safetensors"
VOCABULARY_FILE = "vocab.txt"

#: Hugging Face's "gelu" is the exact erf form; the others are spellings of the tanh form.
_ACTIVATIONS: Mapping[str, Activation] = {
    "gelu": "gelu",
    "gelu_new": "gelu_tanh",
    "gelu_fast": "gelu_tanh",
    "gelu_pytorch_tanh": "gelu_tanh",
    "relu": "relu",
}
_ENCODER_PARTS = ("embeddings.", "encoder.", "pooler.")
_PREFIX = "bert."
#: TensorFlow's names for a layer norm's weight and bias, kept in old files.
_OLD_NORM_NAMES = (("LayerNorm.gamma", "LayerNorm.weight"), ("LayerNorm.beta", "LayerNorm.bias"))

Shape = tuple[int, ...]


@dataclass(frozen=True)
class BertEncoderWeights:
    """A BERT encoder in our terms.

    Attributes:
        config: encoder sizes; no heads.
        weights: float32, every ``encoder.*`` tensor that `config` asks for and nothing else.
        vocab_file: the folder's WordPiece vocabulary.
        pooler: ``classifier.pooler.{weight,bias}``, or empty where the checkpoint has no pooler.
    """

    config: BertSumConfig
    weights: Weights
    vocab_file: Path
    pooler: Weights = field(default_factory=dict)


def read_bert_encoder(folder: Path) -> BertEncoderWeights:
    """Read the encoder of the Hugging Face BERT in `folder`.

    Raises:
        ArchitectureNotSupported: another kind of network, or a BERT with parts ours lacks.
        ModelDamaged: a file is missing or unreadable, or config, weights and vocabulary disagree.
    """
    config = _read_config(folder / CONFIG_FILE)
    path = folder / WEIGHTS_FILE
    if not path.is_file():
        others = sorted(entry.name for entry in folder.glob("*.bin"))
        found = f"; {', '.join(others)} is a pickle, which is never loaded" if others else ""
        raise ModelDamaged(path=path, reason=f"no such file{found}")
    stored = _encoder_tensors(read_tensors(path), path)
    weights = {
        ours: _take(stored, theirs, shape, path) for theirs, ours, shape in _encoder_names(config)
    }
    pooler = {}
    if "pooler.dense.weight" in stored:
        square = (config.hidden_size, config.hidden_size)
        pooler = {
            f"classifier.pooler.{kind}": _take(stored, f"pooler.dense.{kind}", shape, path)
            for kind, shape in (("weight", square), ("bias", square[:1]))
        }
    if stored:
        reason = f"the config has no place for {min(stored)} and {len(stored) - 1} more tensors"
        raise ModelDamaged(path=path, reason=reason)
    vocab_file = folder / VOCABULARY_FILE
    _check_vocabulary(vocab_file, config.vocab_size)
    return BertEncoderWeights(config, weights, vocab_file, pooler)


def _read_config(path: Path) -> BertSumConfig:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    if not isinstance(values, dict):
        raise ModelDamaged(path=path, reason="not a JSON object")
    _refuse_other_networks(values, path)
    try:
        return BertSumConfig(
            vocab_size=int(values.get("vocab_size", 30_522)),
            hidden_size=int(values.get("hidden_size", 768)),
            encoder_layers=int(values.get("num_hidden_layers", 12)),
            encoder_heads=int(values.get("num_attention_heads", 12)),
            encoder_ff_size=int(values.get("intermediate_size", 3072)),
            max_positions=int(values.get("max_position_embeddings", 512)),
            segments=int(values.get("type_vocab_size", 2)),
            encoder_activation=_ACTIVATIONS[values.get("hidden_act", "gelu")],
            encoder_norm_eps=float(values.get("layer_norm_eps", 1e-12)),
            pad_id=int(values.get("pad_token_id") or 0),
            dropout=float(values.get("hidden_dropout_prob", 0.1)),
        )
    except (TypeError, ValueError) as error:
        raise ModelDamaged(path=path, reason=str(error)) from error


def _refuse_other_networks(values: Mapping[str, object], path: Path) -> None:
    """Compare what the config says of its kind; what it does not say is taken to be BERT's."""
    architectures = values.get("architectures") or []
    names = architectures if isinstance(architectures, list) else [architectures]
    refusals = {
        "model_type": values.get("model_type", "bert") == "bert",
        "architectures": all(str(name).startswith("Bert") for name in names),
        "position_embedding_type": values.get("position_embedding_type", "absolute") == "absolute",
        "hidden_act": str(values.get("hidden_act", "gelu")) in _ACTIVATIONS,
        "is_decoder": not values.get("is_decoder", False),
        "add_cross_attention": not values.get("add_cross_attention", False),
    }
    for key, fits in refusals.items():
        if not fits:
            raise ArchitectureNotSupported(path=path, reason=f"{key}: {values[key]}")


def _encoder_tensors(stored: Weights, path: Path) -> Weights:
    """Tensors of the encoder and pooler, prefix and old norm names gone."""
    has_prefix = any(name.startswith(_PREFIX + "embeddings.") for name in stored)
    found: Weights = {}
    for name, tensor in stored.items():
        if has_prefix and not name.startswith(_PREFIX):
            continue
        bare = name.removeprefix(_PREFIX) if has_prefix else name
        for old, new in _OLD_NORM_NAMES:
            if bare.endswith(old):
                bare = bare.removesuffix(old) + new
        if not bare.startswith(_ENCODER_PARTS):
            continue
        if bare in found:
            raise ModelDamaged(path=path, reason=f"{bare} is there twice, under two names")
        found[bare] = tensor
    return found


def _encoder_names(config: BertSumConfig) -> Iterator[tuple[str, str, Shape]]:
    """(their name, our name, shape) of every tensor of an encoder of `config`."""
    hidden, inner = config.hidden_size, config.encoder_ff_size
    for theirs, ours, rows in (
        ("word_embeddings", "word", config.vocab_size),
        ("position_embeddings", "position", config.max_positions),
        ("token_type_embeddings", "segment", config.segments),
    ):
        yield f"embeddings.{theirs}.weight", f"encoder.embeddings.{ours}.weight", (rows, hidden)
    for kind in ("weight", "bias"):
        yield f"embeddings.LayerNorm.{kind}", f"encoder.embeddings.norm.{kind}", (hidden,)
    parts = (
        ("attention.self.query", "attention.query", (hidden, hidden)),
        ("attention.self.key", "attention.key", (hidden, hidden)),
        ("attention.self.value", "attention.value", (hidden, hidden)),
        ("attention.output.dense", "attention.output", (hidden, hidden)),
        ("attention.output.LayerNorm", "attention_norm", (hidden,)),
        ("intermediate.dense", "feed_forward.inner", (inner, hidden)),
        ("output.dense", "feed_forward.outer", (hidden, inner)),
        ("output.LayerNorm", "feed_forward_norm", (hidden,)),
    )
    for layer in range(config.encoder_layers):
        for theirs, ours, shape in parts:
            for kind, kind_shape in (("weight", shape), ("bias", shape[:1])):
                yield (
                    f"encoder.layer.{layer}.{theirs}.{kind}",
                    f"encoder.layers.{layer}.{ours}.{kind}",
                    kind_shape,
                )


def _take(
    stored: Weights, name: str, shape: Shape, path: Path
) -> np.ndarray[Shape, np.dtype[np.float32]]:
    """Remove tensor `name` from `stored`, checked."""
    tensor = stored.pop(name, None)
    if tensor is None:
        raise ModelDamaged(path=path, reason=f"{name} is missing")
    if tensor.shape != shape:
        reason = f"{name} has shape {list(tensor.shape)}, the config asks for {list(shape)}"
        raise ModelDamaged(path=path, reason=reason)
    if not np.isfinite(tensor).all():
        raise ModelDamaged(path=path, reason=f"{name} holds infinities or not-a-numbers")
    return tensor


def _check_vocabulary(path: Path, vocab_size: int) -> None:
    """A vocabulary may be shorter than the table (rows padded for speed), never longer."""
    try:
        lines = path.read_bytes()
    except OSError as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    entries = lines.count(b"\n") + (not lines.endswith(b"\n") and bool(lines))
    if not 0 < entries <= vocab_size:
        reason = f"{entries} entries for a table of {vocab_size} rows"
        raise ModelDamaged(path=path, reason=reason)
