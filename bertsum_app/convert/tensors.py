"""The floating-point tensors of a foreign safetensors file, as float32.

Our own files are read by model/weights.py; foreign ones may hold bfloat16, which NumPy lacks.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import safetensors
from safetensors import SafetensorError

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.weights import Weights

_KINDS = {"F64": np.float64, "F32": np.float32, "F16": np.float16}
_BFLOAT16 = "BF16"


def read_tensors(path: Path) -> Weights:
    """All floating-point tensors of `path`; others (position ids, masks) are left out.

    Raises:
        ModelDamaged: missing, unreadable, or no safetensors file.
    """
    try:
        stored = safetensors.deserialize(path.read_bytes())
    except (OSError, SafetensorError) as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    weights: Weights = {}
    for name, entry in stored:
        kind, shape, data = entry["dtype"], entry["shape"], entry["data"]
        if kind == _BFLOAT16:
            # The upper half of a float32: put zeros below it.
            halves = np.frombuffer(data, dtype="<u2").astype(np.uint32) << 16
            weights[name] = halves.view(np.float32).reshape(shape)
        elif kind in _KINDS:
            values = np.frombuffer(data, dtype=np.dtype(_KINDS[kind]).newbyteorder("<"))
            weights[name] = values.astype(np.float32).reshape(shape)
    return weights
