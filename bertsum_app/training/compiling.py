"""`torch.compile` where it pays: the layers that repeat, and the loss over the vocabulary.

A layer is compiled once and the code serves all layers of its kind, so that a run starts in seconds; a
whole encoder takes minutes. Lengths differ from batch to batch, so shapes stay symbolic.
"""

from __future__ import annotations

import torch
from torch import nn

from bertsum_app.training.losses import MultiTaskLoss

#: Forms of one function: with and without a mask, with and without gradients, of one row or many.
_FORMS = 16


def compile_for_training(module: MultiTaskLoss) -> None:
    """Compile the encoder's and the decoder's layers and the vocabulary loss of `module`."""
    # Read by torch when it compiles; there is no other way to say it.
    torch._dynamo.config.recompile_limit = max(_FORMS, torch._dynamo.config.recompile_limit)
    layers = [*module.model.encoder.layers]
    if module.model.decoder is not None:
        layers += module.model.decoder.layers
    for layer in layers:
        _compile_forward(layer)
    module.vocabulary_loss = torch.compile(module.vocabulary_loss, dynamic=True)


def _compile_forward(layer: nn.Module) -> None:
    # `Module.compile` compiles `_call_impl`, whose code all modules share: their forms would count as
    # forms of one function and run into the limit.
    layer.forward = torch.compile(layer.forward, dynamic=True)
