"""The small heads over encoder states, in NumPy: sentence scores and classes.

CTranslate2 cannot express them (the scorer's first layer attends to un-normalised states), and they
are too small to load torch for. Parity with `model.scorer` and `model.classifier` is tested.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bertsum_app.inference.runtime import States
from bertsum_app.model.centrality_mark import centrality_mark
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.positions import sinusoidal_positions
from bertsum_app.model.weights import Weights, fingerprint

Floats = npt.NDArray[np.float32]

_NORM_EPS = 1e-6


def head_weights(weights: Weights) -> Weights:
    """The tensors of both heads, copied so that the rest can be freed."""
    return {
        name: tensor.copy()
        for name, tensor in weights.items()
        if name.startswith(("scorer.", "classifier."))
    }


def reader_name(config: BertSumConfig, weights: Weights) -> str:
    """Names what `SentenceScorer.read` gives over a model's encoder; where that differs, so does it."""
    return f"{config.scorer_reads} {fingerprint(weights, 'encoder.')}"


class SentenceScorer:
    """BertSumExt's inter-sentence layers (Liu & Lapata 2019, section 3.2; see model/scorer.py)."""

    def __init__(self, config: BertSumConfig, weights: Weights) -> None:
        """Take the ``scorer.*`` tensors out of `weights`."""
        self._reads_cls = config.scorer_reads == "cls"
        self._mark = centrality_mark(config.hidden_size) if config.reads_centrality else None
        self._layers = config.scorer_layers
        self._heads = config.scorer_heads
        self._weights = weights
        self._positions = sinusoidal_positions(config.max_positions, config.hidden_size)

    @property
    def reads_centrality(self) -> bool:
        """Whether `read` needs to be told how central each sentence is."""
        return self._mark is not None

    def read(self, states: States, starts: Sequence[int], central: Floats) -> Floats:
        """What stands for each sentence, [sentences, hidden].

        Args:
            states: [length, hidden], encoder output of one window.
            starts: where the `[CLS]` of each sentence stands.
            central: [sentences], how central each is to the document (`standing`).
        """
        if self._reads_cls:
            return states[list(starts)]
        sizes = np.diff([*starts, len(states)]).astype(np.float32)
        sums: Floats = np.add.reduceat(states, starts, axis=0)
        sums /= sizes[:, None]
        if self._mark is not None:
            sums += central[:, None] * self._mark
        return sums

    def scores(self, sentence_states: States) -> Floats:
        """Probability of each sentence to belong to the summary.

        Args:
            sentence_states: [sentences, hidden], of `read`.

        Returns:
            [sentences], in 0..1.
        """
        states = sentence_states + self._positions[: len(sentence_states)]
        for layer in range(self._layers):
            name = f"scorer.layers.{layer}"
            # PreSumm's quirk: no norm before the attention of layer 0.
            normed = self._norm(f"{name}.attention_norm", states) if layer else states
            states = states + self._attention(f"{name}.attention", normed)
            inner = self._linear(
                f"{name}.feed_forward.inner", self._norm(f"{name}.feed_forward_norm", states)
            )
            states = states + self._linear(f"{name}.feed_forward.outer", _gelu_tanh(inner))
        logits = self._linear("scorer.output", self._norm("scorer.norm", states))[:, 0]
        return _sigmoid(logits)

    def _attention(self, name: str, states: Floats) -> Floats:
        query, key, value = (
            self._split(self._linear(f"{name}.{part}", states))
            for part in ("query", "key", "value")
        )
        weights = _softmax(query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1])))
        merged = (weights @ value).transpose(1, 0, 2).reshape(states.shape)
        return self._linear(f"{name}.output", merged)

    def _split(self, states: Floats) -> Floats:
        """[length, hidden] to [heads, length, d_k]."""
        by_head: Floats = states.reshape(len(states), self._heads, -1).transpose(1, 0, 2)
        return by_head

    def _linear(self, name: str, states: Floats) -> Floats:
        return _linear(self._weights, name, states)

    def _norm(self, name: str, states: Floats) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        normed: Floats = centred / np.sqrt(variance + np.float32(_NORM_EPS))
        scaled: Floats = normed * self._weights[f"{name}.weight"]
        scaled += self._weights[f"{name}.bias"]
        return scaled


class TextClassifier:
    """The pooled first `[CLS]` state to class probabilities (see model/classifier.py)."""

    def __init__(self, weights: Weights) -> None:
        """Take the ``classifier.*`` tensors out of `weights`."""
        self._weights = weights

    def probabilities(self, first_states: States) -> Floats:
        """`first_states` [texts, hidden], encoder output at position 0, to [texts, classes]."""
        pooled = np.tanh(_linear(self._weights, "classifier.pooler", first_states))
        return _softmax(_linear(self._weights, "classifier.output", pooled))


def _linear(weights: Weights, name: str, states: Floats) -> Floats:
    product: Floats = states @ weights[f"{name}.weight"].T
    return product + weights[f"{name}.bias"]


def _gelu_tanh(x: Floats) -> Floats:
    inner = np.float32(np.sqrt(2.0 / np.pi)) * (x + np.float32(0.044715) * x**3)
    activated: Floats = np.float32(0.5) * x * (np.float32(1.0) + np.tanh(inner))
    return activated


def _softmax(x: Floats) -> Floats:
    raised: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    total: Floats = raised.sum(axis=-1, keepdims=True)
    return raised / total


def _sigmoid(x: Floats) -> Floats:
    # tanh does not overflow, exp does.
    probability: Floats = np.float32(0.5) * (np.float32(1.0) + np.tanh(np.float32(0.5) * x))
    return probability
