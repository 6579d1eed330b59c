"""The heads compute what BertSumExt and BertSumAbs compute.

Each network is held against a second, plain implementation in float64 NumPy, written from the
formulas of Liu & Lapata 2019 and the layer order of their code, with loops where loops are clearer.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
import torch

from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.model.config import preset
from bertsum_app.model.positions import sinusoidal_positions

Array = npt.NDArray[np.float64]
BLOCKED = -1e18


def random_network(*, tied: bool = True) -> tuple[BertSum, dict[str, Array]]:
    """A tiny network with weights far from their start, and the same weights as float64."""
    torch.manual_seed(11)
    config = replace(preset("tiny", 40), tie_embeddings=tied)
    model = BertSum(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return model, {name: value.astype(np.float64) for name, value in to_weights(model).items()}


# --- the reference ----------------------------------------------------------------------------


def layer_norm(x: Array, weights: dict[str, Array], name: str) -> Array:
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    normed: Array = (x - mean) / np.sqrt(variance + 1e-6)
    return normed * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def linear(x: Array, weights: dict[str, Array], name: str) -> Array:
    found: Array = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return found


def gelu_tanh(x: Array) -> Array:
    share: Array = 1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
    return 0.5 * x * share


def feed_forward(x: Array, weights: dict[str, Array], layer: str) -> Array:
    """W2 gelu(W1 LN(x)): the norm is part of it."""
    normed = layer_norm(x, weights, f"{layer}.feed_forward_norm")
    inner = gelu_tanh(linear(normed, weights, f"{layer}.feed_forward.inner"))
    return linear(inner, weights, f"{layer}.feed_forward.outer")


def attention(
    queries: Array,
    memory: Array,
    weights: dict[str, Array],
    name: str,
    allowed: npt.NDArray[np.bool_],
) -> Array:
    """One example: queries [n, d], memory [m, d], allowed [n, m]."""
    heads, size = 4, queries.shape[1] // 4
    query = linear(queries, weights, f"{name}.query")
    key = linear(memory, weights, f"{name}.key")
    value = linear(memory, weights, f"{name}.value")
    mixed = np.zeros_like(query)
    for head in range(heads):
        part = slice(head * size, (head + 1) * size)
        scores = query[:, part] @ key[:, part].T / math.sqrt(size)
        scores = np.where(allowed, scores, BLOCKED)
        exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
        mixed[:, part] = exponents / exponents.sum(axis=1, keepdims=True) @ value[:, part]
    return linear(mixed, weights, f"{name}.output")


def position_table(rows: int, hidden: int) -> Array:
    table = np.zeros((rows, hidden))
    for position in range(rows):
        for pair in range(0, hidden, 2):
            angle = position / 10_000 ** (pair / hidden)
            table[position, pair] = math.sin(angle)
            table[position, pair + 1] = math.cos(angle)
    return table


def reference_scores(sentence_states: Array, weights: dict[str, Array]) -> Array:
    """BertSumExt over one document [sentences, d]; two layers, the first without its norm."""
    sentences, hidden = sentence_states.shape
    x = sentence_states + position_table(sentences, hidden)
    allowed = np.ones((sentences, sentences), dtype=bool)
    for layer in ("scorer.layers.0", "scorer.layers.1"):
        normed = x if layer.endswith("0") else layer_norm(x, weights, f"{layer}.attention_norm")
        x = x + attention(normed, normed, weights, f"{layer}.attention", allowed)
        x = x + feed_forward(x, weights, layer)
    return linear(layer_norm(x, weights, "scorer.norm"), weights, "scorer.output")[:, 0]


def reference_logits(
    target: list[int], memory: Array, weights: dict[str, Array], table: Array
) -> Array:
    """BertSumAbs over one target; `memory` [m, d] holds real positions only."""
    length, hidden = len(target), memory.shape[1]
    x = table[target] * math.sqrt(hidden) + position_table(length, hidden)
    causal = np.tril(np.ones((length, length), dtype=bool))
    everything = np.ones((length, len(memory)), dtype=bool)
    for layer in ("decoder.layers.0", "decoder.layers.1"):
        normed = layer_norm(x, weights, f"{layer}.self_norm")
        x = x + attention(normed, normed, weights, f"{layer}.self_attention", causal)
        normed = layer_norm(x, weights, f"{layer}.cross_norm")
        x = x + attention(normed, memory, weights, f"{layer}.cross_attention", everything)
        x = x + feed_forward(x, weights, layer)
    scores: Array = layer_norm(x, weights, "decoder.norm") @ table.T
    return scores + weights["decoder.output_bias"]


# --- the comparisons --------------------------------------------------------------------------


def test_sentence_scores_agree_in_a_batch_of_documents_of_different_lengths() -> None:
    model, weights = random_network()
    assert model.scorer is not None
    counts = [5, 1, 3]
    states = torch.randn(3, 5, 32)
    with torch.no_grad():
        scores = model.scorer(states, torch.tensor(counts)).numpy()
    for row, count in enumerate(counts):
        expected = reference_scores(states[row, :count].numpy().astype(np.float64), weights)
        np.testing.assert_allclose(scores[row, :count], expected, atol=2e-5)


def test_layer_0_of_the_scorer_has_no_attention_norm() -> None:
    _, weights = random_network()
    assert "scorer.layers.0.attention_norm.weight" not in weights
    assert "scorer.layers.1.attention_norm.weight" in weights


def test_what_stands_behind_the_last_sentence_changes_no_score() -> None:
    model, _ = random_network()
    assert model.scorer is not None
    states = torch.randn(1, 6, 32)
    other = states.clone()
    other[:, 4:] = 1e3
    with torch.no_grad():
        scores = [model.scorer(each, torch.tensor([4]))[:, :4] for each in (states, other)]
    torch.testing.assert_close(scores[0], scores[1])


@pytest.mark.parametrize("tied", [True, False])
def test_decoder_logits_agree_on_padded_sources_and_targets(tied: bool) -> None:
    model, weights = random_network(tied=tied)
    assert model.decoder is not None
    table = weights["encoder.embeddings.word.weight" if tied else "decoder.embeddings.weight"]
    memory = torch.randn(2, 7, 32)
    memory_lengths = [7, 4]
    targets = [[2, 17, 9, 31, 8], [2, 5, 39]]
    padded = torch.zeros(2, 5, dtype=torch.int64)
    for row, target in enumerate(targets):
        padded[row, : len(target)] = torch.tensor(target)
    with torch.no_grad():
        states = model.decoder(padded, memory, torch.tensor(memory_lengths))
        logits = model.decoder.logits(states).numpy()
    for row, target in enumerate(targets):
        real = memory[row, : memory_lengths[row]].numpy().astype(np.float64)
        expected = reference_logits(target, real, weights, table)
        np.testing.assert_allclose(logits[row, : len(target)], expected, rtol=1e-5, atol=1e-4)


def test_the_position_table_is_interleaved_and_counts_from_zero() -> None:
    np.testing.assert_allclose(sinusoidal_positions(50, 32), position_table(50, 32), atol=1e-6)


def test_a_tied_table_is_stored_once() -> None:
    _, tied = random_network(tied=True)
    _, free = random_network(tied=False)
    assert free.keys() - tied.keys() == {"decoder.embeddings.weight"}
