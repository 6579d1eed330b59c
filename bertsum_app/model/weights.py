"""``model.safetensors`` as NumPy arrays: what is stored, and how int8 becomes float again.

Free of torch, so that inference on the CPU starts without importing it. In an int8 file each matrix
`name` of shape [rows, columns] is stored as int8 with ``name.scale``, float16 [rows]: one scale per
row, value = int8 * scale. Vectors (biases, norms) are float16 there.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from bertsum_app.core.atomic import write_bytes_atomic
from bertsum_app.core.errors import ModelDamaged

Precision = Literal["int8", "float16", "float32"]
Weights = dict[str, npt.NDArray[np.float32]]

_SCALE = ".scale"
_INT8_MAX = 127


def read_weights(path: Path) -> Weights:
    """All tensors of `path` as float32.

    Raises:
        ModelDamaged: unreadable, or a scale without its matrix, or of another length.
    """
    try:
        stored = safetensors.numpy.load_file(path)
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    weights: Weights = {}
    for name, tensor in stored.items():
        if name.endswith(_SCALE) and name.removesuffix(_SCALE) in stored:
            continue
        if tensor.dtype == np.int8:
            scale = stored.get(name + _SCALE)
            if scale is None or scale.shape != tensor.shape[:1]:
                raise ModelDamaged(path=path, reason=f"no row scales for {name}")
            weights[name] = tensor.astype(np.float32) * scale.astype(np.float32)[:, None]
        else:
            weights[name] = tensor.astype(np.float32)
    return weights


def write_weights(
    path: Path, weights: Mapping[str, npt.NDArray[np.float32]], precision: Precision
) -> None:
    """Store `weights` at `path`, written whole or not at all.

    Raises:
        ResourceError: the disk is full or the folder cannot be written.
    """
    write_bytes_atomic(path, weights_file(weights, precision))


def weights_file(weights: Mapping[str, npt.NDArray[np.float32]], precision: Precision) -> bytes:
    """What `write_weights` stores."""
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for name, tensor in weights.items():
        if precision == "int8" and tensor.ndim == 2:
            stored[name], stored[name + _SCALE] = quantize_rows(tensor)
        else:
            kind = np.float32 if precision == "float32" else np.float16
            stored[name] = np.ascontiguousarray(tensor, dtype=kind)
    return safetensors.numpy.save(stored)


def fingerprint(weights: Mapping[str, npt.NDArray[np.float32]], part: str) -> str:
    """The same for the same tensors whose names begin with `part`, and for no others."""
    digest = sha256()
    for name in sorted(weights):
        if name.startswith(part):
            digest.update(f"{name}{weights[name].shape}".encode())
            digest.update(np.asarray(weights[name], dtype=np.float32).tobytes())
    return digest.hexdigest()


def quantize_rows(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """Symmetric per-row int8 of a [rows, columns] matrix, and the float16 scales [rows].

    The scale is rounded to float16 first and used in that form, so that rounding to int8 already
    takes its error into account. An all-zero row keeps scale 1. What comes out comes out again of the
    matrix that it stands for, unless a scale lies below float16's normal numbers (6e-5), so that a
    matrix which no training changed is stored as it was.
    """
    peak = np.abs(matrix).max(axis=1)
    scale = np.where(peak > 0, peak / _INT8_MAX, 1.0).astype(np.float16)
    # Below float16's smallest number the row is zero for every purpose.
    scale = np.where(scale > 0, scale, np.float16(1.0))
    steps = np.rint(matrix / scale.astype(np.float32)[:, None])
    return np.clip(steps, -_INT8_MAX, _INT8_MAX).astype(np.int8), scale
