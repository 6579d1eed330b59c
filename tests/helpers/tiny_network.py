"""Weights of the tiny model: made by hand to swap pieces, one for one, from language to language.

The network is a full BERTSUM and every part of it is at work. Small random weights stand everywhere,
so that outputs depend on all of them; on top of those a few matrices are set so that decoding is
predictable: at step t the last decoder layer looks at source position t + 1 and writes the partner of
the piece it finds there, and `</s>` where it finds `[SEP]`. The best piece is best by far, so that
int8 and float runtimes write the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.positions import sinusoidal_positions
from bertsum_app.model.weights import Weights

Matrix = npt.NDArray[np.float32]

_NOISE = 0.15  # of the random matrices, beside identity-like parts of size 1
_POSITION_SCALE = 0.5
_ATTENTION_GAIN = 16.0
_COPY_GAIN = 6.0
_LOGIT_SCALE = 2.0
_NEVER = -100.0


class NetworkBuilder:
    """Collects tensors by their names in `model.safetensors`."""

    def __init__(self, config: BertSumConfig, seed: int) -> None:
        self.config = config
        self.weights: Weights = {}
        self._rng = np.random.default_rng(seed)
        #: Dimensions [0, split) tell positions, the others tell pieces.
        self.split = config.hidden_size // config.decoder_heads

    def build(self, partners: Mapping[int, int], end_ids: Sequence[int], eos: int) -> Weights:
        """All tensors; piece `a` becomes `partners[a]`, any of `end_ids` becomes `eos`."""
        config, hidden = self.config, self.config.hidden_size
        table = self._word_table(partners, end_ids, eos)
        self.weights["encoder.embeddings.word.weight"] = table
        positions = sinusoidal_positions(config.max_positions, hidden) * _POSITION_SCALE
        positions[:, self.split :] = 0
        self.weights["encoder.embeddings.position.weight"] = positions
        self._matrix("encoder.embeddings.segment", config.segments, hidden)
        self._norm("encoder.embeddings.norm")
        for layer in range(config.encoder_layers):
            self._layer(f"encoder.layers.{layer}", config.encoder_ff_size, ("attention",))
        if config.has_decoder:
            self._decoder(partners, table, eos)
        for layer in range(config.scorer_layers):
            name = f"scorer.layers.{layer}"
            self._layer(name, config.scorer_ff_size, ("attention",))
            if layer == 0:
                del self.weights[f"{name}.attention_norm.weight"]
                del self.weights[f"{name}.attention_norm.bias"]
        if config.has_scorer:
            self._norm("scorer.norm")
            self._linear("scorer.output", 1, hidden, scale=1.0)
        if config.has_classifier:
            self._linear("classifier.pooler", hidden, hidden, scale=1.0)
            self._linear("classifier.output", config.classes, hidden, scale=1.0)
        return self.weights

    def _word_table(self, partners: Mapping[int, int], end_ids: Sequence[int], eos: int) -> Matrix:
        """Rows that are all but orthogonal, where swapping the halves of a row gives its partner's."""
        half = (self.config.hidden_size - self.split) // 2
        table = np.zeros((self.config.vocab_size, self.config.hidden_size), dtype=np.float32)
        first = slice(self.split, self.split + half)
        second = slice(self.split + half, self.split + 2 * half)
        for piece_id in range(self.config.vocab_size):
            partner = partners.get(piece_id, piece_id)
            if piece_id == self.config.pad_id or partner < piece_id:
                continue
            row = self._rng.normal(size=2 * half)
            # Sines of the slow frequencies stand in the even dimensions and are all but zero; with
            # no mean of the piece's own, those dimensions tell what layer norms have subtracted.
            row[0:half:2] -= row[0:half:2].mean()
            row[half::2] -= row[half::2].mean()
            if partner == piece_id:
                row[half:] = row[:half]
            row /= np.linalg.norm(row)
            table[piece_id, first], table[piece_id, second] = row[:half], row[half:]
            table[partner, first], table[partner, second] = row[half:], row[:half]
        table[list(end_ids)] = table[eos]
        return table

    def _decoder(self, partners: Mapping[int, int], table: Matrix, eos: int) -> None:
        config = self.config
        if not config.tie_embeddings:
            self.weights["decoder.embeddings.weight"] = table.copy()
        for layer in range(config.decoder_layers):
            name = f"decoder.layers.{layer}"
            self._layer(name, config.decoder_ff_size, ("self_attention", "cross_attention"))
        self._look_one_ahead(f"decoder.layers.{config.decoder_layers - 1}.cross_attention")
        self._norm("decoder.norm", _LOGIT_SCALE)
        bias = np.full(config.vocab_size, _NEVER, dtype=np.float32)
        bias[list(partners)] = 0.0
        bias[eos] = 0.0
        self.weights["decoder.output_bias"] = bias

    def _look_one_ahead(self, name: str) -> None:
        """Query of position t = key of position t + 1, in every head; the value is the partner."""
        hidden, split = self.config.hidden_size, self.split
        half = (hidden - split) // 2
        sines = sinusoidal_positions(2, hidden)[1]  # sin and cos of one step, by frequency
        turn = np.zeros((split, split))
        for even in range(0, split, 2):
            sine, cosine = sines[even], sines[even + 1]
            turn[even : even + 2, even : even + 2] = [[cosine, sine], [-sine, cosine]]
        centred = np.zeros((split, hidden))
        centred[:, :split] = np.eye(split)
        centred[:, split::2] = -1 / len(range(split, hidden, 2))
        query, key = (np.zeros((hidden, hidden), dtype=np.float32) for _ in range(2))
        for head in range(self.config.decoder_heads):
            rows = slice(head * split, (head + 1) * split)
            query[rows] = _ATTENTION_GAIN * turn @ centred
            key[rows] = centred
        output = np.zeros((hidden, hidden), dtype=np.float32)
        for row in range(split, split + 2 * half):
            other = row + half if row < split + half else row - half
            output[row, other] = _COPY_GAIN
        self.weights[f"{name}.query.weight"] = query
        self.weights[f"{name}.key.weight"] = key
        self.weights[f"{name}.value.weight"] = np.eye(hidden, dtype=np.float32)
        self.weights[f"{name}.output.weight"] = output

    def _layer(self, name: str, ff_size: int, attentions: Sequence[str]) -> None:
        hidden = self.config.hidden_size
        for attention in attentions:
            self._norm(f"{name}.{attention.removesuffix('_attention')}_norm")
            for part in ("query", "key", "value", "output"):
                self._linear(f"{name}.{attention}.{part}", hidden, hidden)
        self._norm(f"{name}.feed_forward_norm")
        self._linear(f"{name}.feed_forward.inner", ff_size, hidden, scale=1.0)
        self._linear(f"{name}.feed_forward.outer", hidden, ff_size)

    def _matrix(self, name: str, rows: int, columns: int, scale: float = _NOISE) -> None:
        values = self._rng.normal(0.0, scale / np.sqrt(columns), (rows, columns))
        self.weights[f"{name}.weight"] = values.astype(np.float32)

    def _linear(self, name: str, rows: int, columns: int, scale: float = _NOISE) -> None:
        self._matrix(name, rows, columns, scale)
        self.weights[f"{name}.bias"] = self._rng.normal(0.0, 0.05, rows).astype(np.float32)

    def _norm(self, name: str, scale: float = 1.0) -> None:
        size = self.config.hidden_size
        gamma = scale * self._rng.uniform(0.95, 1.05, size)
        self.weights[f"{name}.weight"] = gamma.astype(np.float32)
        self.weights[f"{name}.bias"] = self._rng.normal(0.0, 0.05, size).astype(np.float32)
