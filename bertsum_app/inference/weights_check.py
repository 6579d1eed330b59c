"""Whether weights are those of a config, before anything is computed from them. Free of torch."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights

Shape = tuple[int, ...]


def check_weights(config: BertSumConfig, weights: Weights, path: Path) -> Weights:
    """`weights` themselves, if they hold every tensor of `config` in its shape.

    Raises:
        ModelDamaged: one is missing or has another shape; `path` names the file.
    """
    for name, shape in expected_shapes(config).items():
        tensor = weights.get(name)
        if tensor is None:
            raise ModelDamaged(path=path, reason=f"the tensor {name} is missing")
        if tensor.shape != shape:
            reason = f"the tensor {name} has the shape {tensor.shape} instead of {shape}"
            raise ModelDamaged(path=path, reason=reason)
    return weights


def expected_shapes(config: BertSumConfig) -> dict[str, Shape]:
    """Every tensor of a model folder with such a config, by name."""
    hidden = config.hidden_size
    shapes: dict[str, Shape] = {
        "encoder.embeddings.word.weight": (config.vocab_size, hidden),
        "encoder.embeddings.position.weight": (config.max_positions, hidden),
        "encoder.embeddings.segment.weight": (config.segments, hidden),
        **_norm("encoder.embeddings.norm", hidden),
    }
    for index in range(config.encoder_layers):
        name = f"encoder.layers.{index}"
        shapes |= _attention(f"{name}.attention", hidden)
        shapes |= _norm(f"{name}.attention_norm", hidden)
        shapes |= _feed_forward(name, hidden, config.encoder_ff_size)
    for index in range(config.decoder_layers):
        name = f"decoder.layers.{index}"
        for part in ("self", "cross"):
            shapes |= _attention(f"{name}.{part}_attention", hidden)
            shapes |= _norm(f"{name}.{part}_norm", hidden)
        shapes |= _feed_forward(name, hidden, config.decoder_ff_size)
    for index in range(config.scorer_layers):
        name = f"scorer.layers.{index}"
        shapes |= _attention(f"{name}.attention", hidden)
        # The first layer has no norm before its attention (see model/scorer.py).
        shapes |= _norm(f"{name}.attention_norm", hidden) if index else {}
        shapes |= _feed_forward(name, hidden, config.scorer_ff_size)
    if config.has_decoder:
        shapes |= _norm("decoder.norm", hidden)
        shapes["decoder.output_bias"] = (config.vocab_size,)
        if not config.tie_embeddings:
            shapes["decoder.embeddings.weight"] = (config.vocab_size, hidden)
    if config.has_scorer:
        shapes |= _norm("scorer.norm", hidden) | _linear("scorer.output", 1, hidden)
    if config.has_classifier:
        shapes |= _linear("classifier.pooler", hidden, hidden)
        shapes |= _linear("classifier.output", config.classes, hidden)
    return shapes


def _linear(name: str, rows: int, columns: int) -> dict[str, Shape]:
    return {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}


def _norm(name: str, hidden: int) -> dict[str, Shape]:
    return {f"{name}.weight": (hidden,), f"{name}.bias": (hidden,)}


def _attention(name: str, hidden: int) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for part in ("query", "key", "value", "output"):
        shapes |= _linear(f"{name}.{part}", hidden, hidden)
    return shapes


def _feed_forward(name: str, hidden: int, size: int) -> dict[str, Shape]:
    return {
        **_linear(f"{name}.feed_forward.inner", size, hidden),
        **_linear(f"{name}.feed_forward.outer", hidden, size),
        **_norm(f"{name}.feed_forward_norm", hidden),
    }
