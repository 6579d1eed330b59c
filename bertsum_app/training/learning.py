"""Which parts of a network learn, and which stand still."""

from __future__ import annotations

from collections.abc import Collection

from torch import Tensor, nn

from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import NetworkPart


def learning_of(module: nn.Module) -> list[Tensor]:
    """The parameters of `module` that learn."""
    return [parameter for parameter in module.parameters() if parameter.requires_grad]


def stands_still(module: nn.Module) -> bool:
    """Whether nothing of `module` learns."""
    return not learning_of(module)


def let_learn(model: BertSum, parts: Collection[NetworkPart]) -> None:
    """Let nothing of `model` learn but `parts`. A word table that is shared is the encoder's."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.partition(".")[0] in parts)
