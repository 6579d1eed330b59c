"""Our weights under CTranslate2's variable names, and its model file. NumPy only.

The names, types and file layout are those of CTranslate2's `TransformerSpec` (revision 7) and
`TransformerEncoderModelSpec` (revision 1), binary version 6, which it promises to keep loading. They
are written here and not through `ctranslate2.specs` because importing that imports torch where torch
is installed: about a second and 200 MB on the first translation. A test holds the result to the
official writer, variable for variable.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Literal

import numpy as np
import numpy.typing as npt

from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.positions import sinusoidal_positions
from bertsum_app.model.weights import Weights

#: How matrices are stored: per-row symmetric int8, or as floats.
Storage = Literal["int8", "float16", "float32"]
Variable = npt.NDArray[np.generic]

_BINARY_VERSION = 6
_TYPE_IDS = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}
_ACTIVATIONS = {"relu": 0, "gelu_tanh": 1, "gelu": 3}
_MERGE_ADD = 1
_INT8_MAX = 127.0
_SCALE = "_scale"


@dataclass
class Variables:
    """What a model file holds: arrays by name, and names that stand for another's array.

    An alias stands for the scales of the array, too (CTranslate2 sees to that when it loads).
    """

    arrays: dict[str, Variable] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def resolved(self) -> dict[str, Variable]:
        """Arrays under all their names."""
        arrays = dict(self.arrays)
        for alias, name in self.aliases.items():
            for suffix in ("", _SCALE):
                if name + suffix in self.arrays:
                    arrays[alias + suffix] = self.arrays[name + suffix]
        return arrays

    def encoder_only(self) -> Variables:
        """The part that CTranslate2's `Encoder` reads, without aliases."""
        arrays = self.resolved().items()
        return Variables({name: array for name, array in arrays if name.startswith("encoder/")})


def convert_variables(config: BertSumConfig, weights: Weights, storage: Storage) -> Variables:
    """Encoder and, where there is one, decoder of BERTSUM; `weights` are only read."""
    writer = _VariableWriter(config, weights, storage)
    writer.encoder()
    if config.has_decoder:
        writer.decoder()
    return writer.variables


def model_file(name: str, revision: int, variables: Variables) -> bytes:
    """``model.bin`` for the C++ class registered under `name`."""
    file = BytesIO()
    file.write(struct.pack("I", _BINARY_VERSION))
    _write_string(file, name)
    file.write(struct.pack("I", revision))
    file.write(struct.pack("I", len(variables.arrays)))
    for variable_name, array in sorted(variables.arrays.items()):
        _write_string(file, variable_name)
        file.write(struct.pack("B", array.ndim))
        file.write(struct.pack(f"{array.ndim}I", *array.shape))
        file.write(struct.pack("B", _TYPE_IDS[array.dtype.name]))
        file.write(struct.pack("I", array.nbytes))
        file.write(np.ascontiguousarray(array).tobytes())
    file.write(struct.pack("I", len(variables.aliases)))
    for alias, variable_name in sorted(variables.aliases.items()):
        _write_string(file, alias)
        _write_string(file, variable_name)
    return file.getvalue()


def _write_string(file: BinaryIO, text: str) -> None:
    data = text.encode("ascii") + b"\0"
    file.write(struct.pack("H", len(data)) + data)


class _VariableWriter:
    """Collects the variables of one network."""

    def __init__(self, config: BertSumConfig, weights: Mapping[str, Variable], storage: Storage):
        self.variables = Variables()
        self._config = config
        self._weights = weights
        self._storage = storage

    def encoder(self) -> None:
        """BERT: word and segment tables added as two source factors, post-norm layers."""
        config = self._config
        self._number("encoder/num_heads", config.encoder_heads, np.int16)
        self._number("encoder/activation", _ACTIVATIONS[config.encoder_activation])
        self._number("encoder/embeddings_merge", _MERGE_ADD)
        for flag in ("pre_norm", "scale_embeddings", "multi_query_attention"):
            self._number(f"encoder/{flag}", 0)
        self._matrix("encoder/embeddings_0", ["encoder.embeddings.word"])
        self._matrix("encoder/embeddings_1", ["encoder.embeddings.segment"])
        positions = self._weights["encoder.embeddings.position.weight"]
        self._floats("encoder/position_encodings/encodings", positions)
        self._norm("encoder/layernorm_embedding", "encoder.embeddings.norm")
        for index in range(config.encoder_layers):
            target, source = f"encoder/layer_{index}", f"encoder.layers.{index}"
            attention = f"{source}.attention"
            stacked = [f"{attention}.{part}" for part in ("query", "key", "value")]
            self._linear(f"{target}/self_attention/linear_0", stacked)
            self._linear(f"{target}/self_attention/linear_1", [f"{attention}.output"])
            self._norm(f"{target}/self_attention/layer_norm", f"{source}.attention_norm")
            self._feed_forward(target, source)

    def decoder(self) -> None:
        """BERTSUM's decoder: pre-norm, scaled embeddings, interleaved sinusoidal table."""
        config = self._config
        self._number("decoder/num_heads", config.decoder_heads, np.int16)
        self._number("decoder/activation", _ACTIVATIONS["gelu_tanh"])
        self._number("decoder/alignment_layer", -1, np.int16)
        # All heads: of 2,741 sure links of the development set their mean finds 67 %, the first 38 %.
        self._number("decoder/alignment_heads", config.decoder_heads, np.int16)
        for flag in ("pre_norm", "scale_embeddings"):
            self._number(f"decoder/{flag}", 1)
        for flag in (
            "alibi",
            "alibi_use_positive_positions",
            "scale_alibi",
            "start_from_zero_embedding",
        ):
            self._number(f"decoder/{flag}", 0)
        positions = sinusoidal_positions(config.decoder_max_positions, config.hidden_size)
        self._floats("decoder/position_encodings/encodings", positions)
        self._norm("decoder/layer_norm", "decoder.norm")
        self._decoder_tables()
        for index in range(config.decoder_layers):
            target, source = f"decoder/layer_{index}", f"decoder.layers.{index}"
            own, cross = f"{source}.self_attention", f"{source}.cross_attention"
            stacked = [f"{own}.{part}" for part in ("query", "key", "value")]
            self._linear(f"{target}/self_attention/linear_0", stacked)
            self._linear(f"{target}/self_attention/linear_1", [f"{own}.output"])
            self._norm(f"{target}/self_attention/layer_norm", f"{source}.self_norm")
            self._linear(f"{target}/attention/linear_0", [f"{cross}.query"])
            self._linear(f"{target}/attention/linear_1", [f"{cross}.key", f"{cross}.value"])
            self._linear(f"{target}/attention/linear_2", [f"{cross}.output"])
            self._norm(f"{target}/attention/layer_norm", f"{source}.cross_norm")
            self._feed_forward(target, source)

    def _decoder_tables(self) -> None:
        """One table for reading and writing - the encoder's, too, where the two are tied."""
        arrays, aliases = self.variables.arrays, self.variables.aliases
        table, encoder_table = "decoder/embeddings/weight", "encoder/embeddings_0/weight"
        if self._config.tie_embeddings:
            # CTranslate2's writer keeps the alphabetically first name for the array.
            for suffix in ("", _SCALE):
                if encoder_table + suffix in arrays:
                    arrays[table + suffix] = arrays.pop(encoder_table + suffix)
            aliases[encoder_table] = table
        else:
            self._matrix("decoder/embeddings", ["decoder.embeddings"])
        aliases["decoder/projection/weight"] = table
        self._floats("decoder/projection/bias", self._weights["decoder.output_bias"])

    def _feed_forward(self, target: str, source: str) -> None:
        self._linear(f"{target}/ffn/linear_0", [f"{source}.feed_forward.inner"])
        self._linear(f"{target}/ffn/linear_1", [f"{source}.feed_forward.outer"])
        self._norm(f"{target}/ffn/layer_norm", f"{source}.feed_forward_norm")

    def _linear(self, target: str, sources: list[str]) -> None:
        self._matrix(target, sources)
        biases = [self._weights[f"{source}.bias"] for source in sources]
        self._floats(f"{target}/bias", np.concatenate(biases))

    def _norm(self, target: str, source: str) -> None:
        self._floats(f"{target}/gamma", self._weights[f"{source}.weight"])
        self._floats(f"{target}/beta", self._weights[f"{source}.bias"])

    def _matrix(self, target: str, sources: list[str]) -> None:
        """The matrices of `sources`, stacked by rows."""
        matrix = np.concatenate([self._weights[f"{source}.weight"] for source in sources])
        if self._storage != "int8":
            self._floats(f"{target}/weight", matrix)
            return
        peak = np.abs(matrix).max(axis=1).astype(np.float32)
        scale = _INT8_MAX / np.where(peak > 0, peak, np.float32(_INT8_MAX))
        self.variables.arrays[f"{target}/weight"] = np.rint(matrix * scale[:, None]).astype(np.int8)
        self.variables.arrays[f"{target}/weight{_SCALE}"] = scale.astype(np.float32)

    def _floats(self, target: str, values: Variable) -> None:
        kind = np.float16 if self._storage == "float16" else np.float32
        self.variables.arrays[target] = values.astype(kind)

    def _number(self, target: str, value: int, kind: type[np.int8 | np.int16] = np.int8) -> None:
        self.variables.arrays[target] = np.asarray(value, dtype=kind)
