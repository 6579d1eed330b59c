"""Between a model folder and the torch network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights, read_weights

CONFIG_FILE = "config.json"
WEIGHTS_FILE = "model.safetensors"


def load_model(folder: Path) -> BertSum:
    """The network of a model folder, on the CPU, in evaluation mode.

    Raises:
        ModelDamaged: a file is missing, or weights and config disagree.
    """
    config_path = folder / CONFIG_FILE
    try:
        text = config_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelDamaged(path=config_path, reason=str(error)) from error
    config = BertSumConfig.from_json(text, config_path)
    weights_path = folder / WEIGHTS_FILE
    return from_weights(config, read_weights(weights_path), weights_path)


def from_weights(config: BertSumConfig, weights: Weights, path: Path) -> BertSum:
    """A network of `config` filled with `weights`; `path` only names the file in errors.

    Raises:
        ModelDamaged: a tensor is missing, left over or of another shape.
    """
    model = BertSum(config)
    state = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in weights.items()}
    try:
        model.load_state_dict(state)
    except RuntimeError as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    return model.eval()


def to_weights(model: BertSum) -> Weights:
    """Copies of all parameters as float32 arrays, under the names of the model folder."""
    return {
        name: np.asarray(tensor.detach().to("cpu", torch.float32, copy=True).numpy())
        for name, tensor in model.state_dict().items()
    }
