"""Gradient checkpointing (Chen et al. 2016): a layer's insides are computed again on the way back.

What is kept between the two passes is each layer's input alone; a step takes about a third longer.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint


def run_layer(layer: Callable[..., Tensor], *inputs: Tensor | None, recompute: bool) -> Tensor:
    """`layer` of `inputs`; with `recompute`, and gradients wanted, without keeping its insides.

    Dropout draws the same numbers both times. The backward pass must run under the same attention
    kernels as this call.
    """
    if not (recompute and torch.is_grad_enabled()):
        return layer(*inputs)
    return torch.as_tensor(checkpoint(layer, *inputs, use_reentrant=False))
